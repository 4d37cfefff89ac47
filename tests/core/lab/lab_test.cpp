// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/running_lab.h"

#include "core/capture/recorder.h"
#include "core/lab/certificate_renewal.h"
#include "core/lds/discover.h"
#include "core/pki/pem.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

#include <pwd.h>
#include <unistd.h>

using namespace wb;
using namespace wb::testing;

namespace {

class SilentObserver final : public lds::Observer {
public:
    void stepStarted(lds::Step step) override { started.push_back(step); }
    void stepFinished(const lds::StepReport &report) override { finished.push_back(report); }

    std::vector<lds::Step> started;
    std::vector<lds::StepReport> finished;
};

lds::DiscoverOptions optionsFor(const lab::Lab &lab)
{
    lds::DiscoverOptions options;
    options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
    options.cis = lab.cis;
    return options;
}

} // namespace

/// The first lab, made in an empty folder, run and asked, all in this process.
class LabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Some services run without HOME; the lab of their user is then not in the root of the machine.
    void withoutHomeTheUserDatabaseSaysWhereTheLabIs()
    {
        const QByteArray home = qgetenv("HOME");
        const QByteArray data = qgetenv("XDG_DATA_HOME");
        qunsetenv("HOME");
        qunsetenv("XDG_DATA_HOME");
        const std::filesystem::path folder = lab::defaultLabFolder();
        if (!home.isNull())
            qputenv("HOME", home);
        if (!data.isNull())
            qputenv("XDG_DATA_HOME", data);
        const passwd *user = ::getpwuid(::getuid());
        QVERIFY(user != nullptr);
        QCOMPARE(folder, std::filesystem::path(user->pw_dir) / ".local/share/smds-workbench/lab");
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto path = labPath();
        const auto made = lab::createLab(path, Clock::system());
        QVERIFY2(made, made ? "" : made.error().line().c_str());
    }

    void aNewLabDiscoversItsThreeEvents()
    {
        auto running = start();
        QVERIFY(running);
        capture::Recorder recorder;
        auto options = lab::lpaOptions(running->lab().cis, running->es11Map(), Clock::system());
        options.sink = &recorder;
        es::RspClient client(std::move(options));
        SilentObserver observer;
        const auto address = http::Address::parse(running->lab().euiccs.front().addresses.rootDsAddress);
        auto found = lds::discover(*running->euiccs().front(), client, *address, optionsFor(running->lab()), observer,
                                   Clock::system(), {});
        QVERIFY2(found, found ? "" : found.error().line().c_str());
        QCOMPARE(found->entries.size(), std::size_t(3));
        QCOMPARE(found->entries[0].eventId, std::string("EV-LAB-0001"));
        QCOMPARE(found->entries[2].rspServerAddress, std::string("testsmdpplus2.example.com"));
        QVERIFY(found->serverChain.ok());
        QCOMPARE(found->eid->digits(), running->lab().euiccs.front().eid.digits());
        QCOMPARE(observer.finished.size(), std::size(lds::allSteps));
        QCOMPARE(recorder.size(), std::size_t(2));
        QCOMPARE(recorder.since(0)[1]->status, std::string("Executed-Success"));
    }

    void anEventIdAsksForThatRecordOnly()
    {
        auto running = start();
        QVERIFY(running);
        es::RspClient client(lab::lpaOptions(running->lab().cis, running->es11Map(), Clock::system()));
        SilentObserver observer;
        const auto address = http::Address::parse("TestRootSmds.example.com"); // names are compared without case
        auto options = optionsFor(running->lab());
        options.matchingId = "EV-LAB-0002";
        auto found = lds::discover(*running->euiccs().front(), client, *address, options, observer, Clock::system(),
                                   {});
        QVERIFY2(found, found ? "" : found.error().line().c_str());
        QCOMPARE(found->entries.size(), std::size_t(1));

        options.matchingId = "unheard of";
        found = lds::discover(*running->euiccs().front(), client, *address, options, observer, Clock::system(), {});
        QVERIFY(!found);
        QCOMPARE(found.error().status->subject, std::string("8.9.5"));
        QCOMPARE(found.error().status->reason, std::string("3.9"));
        QVERIFY(observer.finished.back().error.has_value());

        options.matchingId = "";
        found = lds::discover(*running->euiccs().front(), client, *address, options, observer, Clock::system(), {});
        QVERIFY(found);
        QCOMPARE(found->entries.size(), std::size_t(3));
    }

    void eventsAreRegisteredOnceAndTheLabRunsOnce()
    {
        {
            auto running = start();
            QVERIFY(running);
            auto second = lab::RunningLab::start(*lab::openLab(labPath()), Clock::system(), {}, {});
            QVERIFY(!second);
            QCOMPARE(second.error().kind, ErrorKind::busy);
        }
        auto again = start();
        QVERIFY(again);
        const auto records = again->smds().store().find(again->lab().euiccs.front().eid, {});
        QVERIFY(records);
        QCOMPARE(records->size(), std::size_t(3));
    }

    void certificatesSayWhoTheyAre()
    {
        const auto subject = [this](const char *file) {
            return q(must(pki::loadCertificates(labPath() / file)).front().subject().text());
        };
        QCOMPARE(subject("ci/CERT_CI.pem"), QStringLiteral("CN=Lab CI, OU=TESTCERT, O=RSPTEST, C=IT"));
        QCOMPARE(subject("root-smds/CERT_DSauth.pem"), QStringLiteral("O=ACME, CN=Lab Root SM-DS"));
        QCOMPARE(subject("root-smds/CERT_DS_TLS.pem"), QStringLiteral("O=RSPTEST, CN=testrootsmds.example.com"));
        QCOMPARE(subject("smdp/CERT_DP_TLS.pem"), QStringLiteral("O=ACME, CN=testsmdpplus1.example.com"));
    }

    /// A crash between the first registrations leaves some of the events; the next start registers the others.
    void missingFirstEventsAreRegistered()
    {
        {
            auto opened = must(lab::openLab(labPath()));
            const auto store = must(smds::EventStore::open(opened.smds.database.text()));
            smds::EventRecord record;
            record.eid = opened.euiccs.front().eid;
            record.eventId = "EV-LAB-0002";
            record.rspServerAddress = "testsmdpplus1.example.com";
            record.ownerOid = opened.registrant.leaf().oid();
            record.ownerRole = "CERT.DP.TLS";
            record.registeredAt = Clock::system().now();
            WB_VERIFY(store->add(std::move(record), {}));
        }
        auto running = start();
        QVERIFY(running);
        const auto records = must(running->smds().store().find(running->lab().euiccs.front().eid, {}));
        QStringList ids;
        for (const smds::EventRecord &record : records)
            ids << q(record.eventId);
        QCOMPARE(ids, (QStringList{QStringLiteral("EV-LAB-0002"), QStringLiteral("EV-LAB-0001"),
                                   QStringLiteral("EV-LAB-0003")}));
    }

    void certificatesThatEndSoonAreIssuedAnew_data()
    {
        QTest::addColumn<int>("days"); ///< after the lab was made
        QTest::addColumn<bool>("anew");
        QTest::newRow("fresh") << 1 << false;
        QTest::newRow("more than 30 days left") << 360 << false;
        QTest::newRow("less than 30 days left") << 370 << true;
        QTest::newRow("ended") << 2000 << true;
    }

    void certificatesThatEndSoonAreIssuedAnew()
    {
        QFETCH(int, days);
        QFETCH(bool, anew);
        ManualClock clock(Clock::system().now() + std::chrono::hours(24 * days));
        QStringList log;
        const auto notes = [&log](const std::string &text) { log << q(text); };
        const auto ended = [this](const char *file) {
            return must(pki::loadCertificates(labPath() / file)).front().notAfter();
        };
        const auto before = ended("root-smds/CERT_DS_TLS.pem");
        {
            const auto running = must(lab::RunningLab::start(must(lab::openLab(labPath())), clock, notes, {}));
            // The events were registered over the new certificates.
            QCOMPARE(must(running->smds().store().find(running->lab().euiccs.front().eid, {})).size(), std::size_t(3));
        }
        for (const char *file : {"root-smds/CERT_DS_TLS.pem", "smdp/CERT_DP_TLS.pem"}) {
            QCOMPARE(ended(file) > before + std::chrono::hours(1), anew);
            QVERIFY(ended(file) >= clock.now() + lab::renewalMargin);
            QCOMPARE(!log.filter(q(std::filesystem::path(file).filename().string())).isEmpty(), anew);
        }
        QVERIFY2(log.filter(QStringLiteral("finding")).isEmpty(), qPrintable(log.join(QLatin1Char('\n'))));
        QCOMPARE(must(smds::Server::check(must(lab::openLab(labPath())).smds, clock.now())).size(), std::size_t(0));
    }

    /// What is odd and cannot be mended by itself is told: CERT.DSauth lives ten years.
    void anExpiredDsAuthIsTold()
    {
        ManualClock clock(Clock::system().now() + std::chrono::hours(24 * 4000));
        QStringList log;
        const auto running = must(lab::RunningLab::start(must(lab::openLab(labPath())), clock,
                                                         [&log](const std::string &text) { log << q(text); }, {}));
        QVERIFY2(log.filter(QStringLiteral("CERT.DSauth validity broken")).size() == 1,
                 qPrintable(log.join(QLatin1Char('\n'))));
    }

    void aFolderThatCannotBeWrittenIsNotRunningElsewhere()
    {
        const auto opened = must(lab::openLab(labPath()));
        std::filesystem::rename(labPath(), labPath().string() + "-gone");
        const auto running = lab::RunningLab::start(opened, Clock::system(), {}, {});
        QVERIFY(!running);
        QCOMPARE(running.error().kind, ErrorKind::io);
        QCOMPARE(running.error().interface, Interface::file);
    }

    void aFolderThatExistsIsLeftAlone()
    {
        const auto made = lab::createLab(labPath(), Clock::system());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::conflict);
    }

    void cleanup() { m_folder.reset(); }

private:
    std::filesystem::path labPath() const { return std::filesystem::path(m_folder->path().toStdString()) / "lab"; }

    std::unique_ptr<lab::RunningLab> start()
    {
        auto opened = lab::openLab(labPath());
        if (!opened) {
            qInfo("%s", opened.error().line().c_str());
            return nullptr;
        }
        auto running = lab::RunningLab::start(std::move(*opened), Clock::system(), {}, {});
        if (!running) {
            qInfo("%s", running.error().line().c_str());
            return nullptr;
        }
        return std::move(*running);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WB_TEST(LabTest);
#include "lab_test.moc"
