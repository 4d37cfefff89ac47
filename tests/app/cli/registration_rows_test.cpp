// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/registration_rows.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::cli;

class RegistrationRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsWithoutHeader()
    {
        const auto rows = rowsFromCsv("89,EV-1,a.example.com\n\n 88 , \"EV,\"\"2\"\"\" ,b.example.com,true\r\n");
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(2));
        QCOMPARE(rows->at(0).eid, std::string("89"));
        QCOMPARE(rows->at(0).line, std::size_t(1));
        QVERIFY(!rows->at(0).forwardingIndicator);
        QCOMPARE(rows->at(1).eid, std::string("88"));
        QCOMPARE(rows->at(1).eventId, std::string("EV,\"2\""));
        QCOMPARE(rows->at(1).rspServerAddress, std::string("b.example.com"));
        QVERIFY(rows->at(1).forwardingIndicator);
        QCOMPARE(rows->at(1).line, std::size_t(3));
    }

    void aHeaderGivesTheOrder()
    {
        const auto rows = rowsFromCsv("forwardingIndicator,eventId,eid,rspServerAddress\nfalse,EV-1,89,a.example.com");
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(1));
        QCOMPARE(rows->front().eid, std::string("89"));
        QCOMPARE(rows->front().eventId, std::string("EV-1"));
        QCOMPARE(rows->front().line, std::size_t(2));
    }

    void badRowsSayWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("complaint");
        QTest::newRow("empty") << QByteArray() << QByteArray("no row");
        QTest::newRow("only a header") << QByteArray("eid,eventId,rspServerAddress\n") << QByteArray("no row");
        QTest::newRow("a column too few")
            << QByteArray("1,2,3\n89,EV-1\n") << QByteArray("line 2: rspServerAddress is missing");
        QTest::newRow("an empty field") << QByteArray("89,,a.example.com") << QByteArray("line 1: eventId is missing");
        QTest::newRow("an open quote") << QByteArray("89,\"EV,a") << QByteArray("line 1: a quote is not closed");
        QTest::newRow("no truth value") << QByteArray("89,EV,a,maybe")
                                        << QByteArray("line 1: forwardingIndicator is true or false");
    }

    void badRowsSayWhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, complaint);
        const auto rows = rowsFromCsv(text.toStdString());
        QVERIFY(!rows);
        QVERIFY2(rows.error().line().find(complaint.toStdString()) != std::string::npos, rows.error().line().c_str());
    }
};

WB_TEST(RegistrationRowsTest);

#include "registration_rows_test.moc"
