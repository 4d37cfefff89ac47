// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/smds/server.h"
#include "tests/app/cli/command.h"
#include "tests/app/cli/holds.h"
#include "tests/support/test.h"

#include <QRegularExpression>

using namespace wb;
using wb::testing::Outcome;
using wb::testing::runSmds;

class ServeTest : public QObject {
    Q_OBJECT

    testing::TestLab m_lab;
    QTemporaryDir m_place;

    /// The lab's configuration with one piece of its text replaced.
    std::string configuration(const std::string &piece, const std::string &by)
    {
        std::string text = *readFile(m_lab.file("root-smds/smds.toml"));
        const auto at = text.find(piece);
        if (at == std::string::npos)
            qFatal("the lab's configuration has no '%s'", piece.c_str());
        text.replace(at, piece.size(), by);
        const std::string file = m_lab.file("root-smds/changed.toml");
        if (!writeFile(file, text))
            qFatal("the changed configuration cannot be written");
        return file;
    }

private Q_SLOTS:
    void itSaysWhereItListensAndStops()
    {
        std::stop_source stop;
        stop.request_stop(); // it starts all the same, says so, and ends
        const Outcome outcome = runSmds({"serve", "--config", m_lab.file("root-smds/smds.toml")}, {}, stop.get_token());
        QCOMPARE(outcome.code, int(cli::exitOk));
        const QRegularExpression ready(QStringLiteral(
            "^ready es11=127\\.0\\.0\\.1:(\\d+) es12=127\\.0\\.0\\.1:(\\d+) administration=127\\.0\\.0\\.1:(\\d+)\n$"));
        QVERIFY2(ready.match(QString::fromStdString(outcome.out)).hasMatch(), outcome.out.c_str());
        QVERIFY2(holds(outcome.err, "stopped"), outcome.err.c_str());

        const Outcome json = runSmds({"serve", "--config", m_lab.file("root-smds/smds.toml"), "--json"}, {},
                                     stop.get_token());
        QVERIFY(json.json()[QStringLiteral("es11")].toString().startsWith(QStringLiteral("127.0.0.1:")));
        QVERIFY(json.json()[QStringLiteral("es12")].toString().startsWith(QStringLiteral("127.0.0.1:")));
    }

    void checkLooksWithoutListening()
    {
        const Outcome sound = runSmds({"serve", "--check", "--config", m_lab.file("root-smds/smds.toml")});
        QVERIFY2(sound.code == cli::exitOk, sound.all().c_str());

        const ManualClock later(Clock::system().now() + std::chrono::hours(24 * 800));
        const Outcome expired = runSmds({"serve", "--check", "--config", m_lab.file("root-smds/smds.toml")}, {}, {},
                                        later);
        QCOMPARE(expired.code, int(cli::exitFailed));
        QVERIFY2(holds(expired.err, "es11: CERT.DS.TLS validity broken"), expired.err.c_str());
    }

    void checkTriesWhatAStartWouldDo_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QByteArray>("finding");
        QTest::newRow("no folder for the database")
            << QByteArray("database = 'smds.sqlite'") << QByteArray("database = '/nowhere/smds.sqlite'")
            << QByteArray("finding: database: in /nowhere");
        QTest::newRow("something else in its place")
            << QByteArray("database = 'smds.sqlite'") << QByteArray("database = 'smds.toml'")
            << QByteArray("no SQLite database");
        QTest::newRow("an address of another machine")
            << QByteArray("bind = '127.0.0.1'") << QByteArray("bind = '192.0.2.1'") << QByteArray("192.0.2.1");
        QTest::newRow("an address that no certificate names")
            << QByteArray("'testrootsmds.example.com'") << QByteArray("'other.example.com'")
            << QByteArray("no CERT.DS.TLS has the name other.example.com");
    }

    void checkTriesWhatAStartWouldDo()
    {
        QFETCH(QByteArray, piece);
        QFETCH(QByteArray, by);
        QFETCH(QByteArray, finding);
        const std::string file = configuration(piece.toStdString(), by.toStdString());
        const Outcome outcome = runSmds({"serve", "--check", "--config", file});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, finding.toStdString()), outcome.all().c_str());
    }

    void badConfigurationsSayWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("piece");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char *name, const char *piece, const char *by, const char *complaint) {
            QTest::newRow(name) << QByteArray(piece) << QByteArray(by) << QByteArray(complaint);
        };
        row("no TOML", "name = ", "name ", "changed.toml");
        row("unknown setting", "name = ", "nom = ", "nom");
        row("missing file", "CERT_DSauth.pem", "CERT_gone.pem", "CERT_gone.pem");
        row("certificate of another role", "certificate = 'CERT_DSauth.pem'\nkey = 'SK_DSauth.pem'",
            "certificate = 'CERT_DS_TLS.pem'\nkey = 'SK_DS_TLS.pem'", "CERT.DS.TLS");
        row("port without sense", "port = 0", "port = 70000", "port");
        row("address to bind that is none", "bind = '127.0.0.1'", "bind = 'nowhere'", "");
    }

    void badConfigurationsSayWhatIsWrong()
    {
        QFETCH(QByteArray, piece);
        QFETCH(QByteArray, by);
        QFETCH(QByteArray, complaint);
        const std::string file = configuration(piece.toStdString(), by.toStdString());
        std::stop_source stop;
        stop.request_stop();
        const Outcome outcome = runSmds({"serve", "--config", file}, {}, stop.get_token());
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(outcome.out.empty(), outcome.out.c_str());
        QVERIFY2(holds(outcome.err, complaint.toStdString()), outcome.err.c_str());
    }

    void aMissingConfigurationIsNamed()
    {
        const Outcome outcome = runSmds({"serve", "--config", "/nowhere/smds.toml"});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, "/nowhere/smds.toml"), outcome.err.c_str());
    }

    void aTakenPortIsTold()
    {
        smds::Configuration other = m_lab.open().smds;
        other.database.file = m_lab.file("other.sqlite");
        auto first = smds::Server::start(other, {});
        QVERIFY(first);
        const std::string file = configuration("port = 0", "port = " + std::to_string((*first)->es11Port()));
        const Outcome outcome = runSmds({"serve", "--config", file});
        QCOMPARE(outcome.code, int(cli::exitFailed));
        QVERIFY2(holds(outcome.err, std::to_string((*first)->es11Port())), outcome.err.c_str());
    }
};

WB_TEST(ServeTest);

#include "serve_test.moc"
