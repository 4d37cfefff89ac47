// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/events/server_sent_events.h"

#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

/// Octets of an event stream become events, however they are cut.
class ServerSentEventsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsComeOut_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << QByteArray("id: 7\nevent: audit\ndata: {}\n\n") << QStringLiteral("7|audit|{};");
        QTest::newRow("no name") << QByteArray("data: x\n\n") << QStringLiteral("|message|x;");
        QTest::newRow("two lines") << QByteArray("data: a\ndata: b\n\n") << QStringLiteral("|message|a\nb;");
        QTest::newRow("no blank") << QByteArray("data:a\n\n") << QStringLiteral("|message|a;");
        QTest::newRow("a comment") << QByteArray(": still here\n\ndata: a\n\n") << QStringLiteral("|message|a;");
        QTest::newRow("carriage returns") << QByteArray("id: 1\r\ndata: a\r\n\r\n") << QStringLiteral("1|message|a;");
        QTest::newRow("only those") << QByteArray("data: a\r\rdata: b\r\r") << QStringLiteral("|message|a;|message|b;");
        QTest::newRow("the id stays") << QByteArray("id: 1\ndata: a\n\ndata: b\n\n")
                                      << QStringLiteral("1|message|a;1|message|b;");
        QTest::newRow("the name does not")
            << QByteArray("event: e\ndata: a\n\ndata: b\n\n") << QStringLiteral("|e|a;|message|b;");
        QTest::newRow("without data") << QByteArray("event: e\nid: 3\n\n") << QString();
        QTest::newRow("unfinished") << QByteArray("data: a\n") << QString();
    }

    void eventsComeOut()
    {
        QFETCH(QByteArray, octets);
        QFETCH(QString, expected);
        for (const qsizetype step : {qsizetype(1), qsizetype(2), octets.size()}) {
            events::EventStreamReader reader;
            QString seen;
            for (qsizetype at = 0; at < octets.size(); at += step) {
                const QByteArray piece = octets.mid(at, step);
                for (const auto &event : must(reader.feed(Bytes(piece.begin(), piece.end()))))
                    seen += q(event.id + "|" + event.event + "|" + event.data + ";");
            }
            QCOMPARE(seen, expected);
        }
    }

    void anEndlessEventIsRefused()
    {
        events::EventStreamReader reader;
        const Bytes octets(300'000, 'x');
        Result<std::vector<events::ServerSentEvent>> outcome;
        for (int i = 0; i < 4 && outcome; ++i)
            outcome = reader.feed(octets);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::malformed);
    }
};

WB_TEST(ServerSentEventsTest);
#include "server_sent_events_test.moc"
