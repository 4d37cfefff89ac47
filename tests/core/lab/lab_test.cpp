// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/running_lab.h"

#include "core/capture/recorder.h"
#include "core/lds/discover.h"
#include "tests/support/test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wb;

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
