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

    /// As spreadsheets save "CSV UTF-8": with a byte order mark before the names.
    void aByteOrderMarkIsNoPartOfTheFirstName()
    {
        const auto rows = rowsFromCsv("\xEF\xBB\xBF"
                                      "eventId,eid,rspServerAddress,forwardingIndicator\r\n"
                                      "EV-1,89,a.example.com,TRUE\r\n");
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(1));
        QCOMPARE(rows->front().eventId, std::string("EV-1"));
        QVERIFY(rows->front().forwardingIndicator);
        QVERIFY(rows->front().unreadable.empty());
    }

    void aFileOfAnotherFormSaysWhatIsWanted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("complaint");
        QTest::newRow("empty") << QByteArray() << QByteArray("no row");
        QTest::newRow("only a header") << QByteArray("eid,eventId,rspServerAddress\n") << QByteArray("no row");
        QTest::newRow("semicolons") << QByteArray("eid;eventId;rspServerAddress\n89;EV-1;a\n")
                                    << QByteArray("line 1: fields are separated by semicolons; the columns are eid, "
                                                  "eventId, rspServerAddress and, if wanted, forwardingIndicator");
        QTest::newRow("tabs") << QByteArray("\n89\tEV-1\ta\n") << QByteArray("line 2: fields are separated by tabs");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "e\0i\0",
                                              6)
                                << QByteArray("line 1: the text is UTF-16");
        QTest::newRow("an unknown column") << QByteArray("eid,eventId,address\n1,2,3\n")
                                           << QByteArray("line 1: there is no column 'address'; the columns are eid");
        QTest::newRow("a column twice") << QByteArray("eid,eventId,EID\n1,2,3\n")
                                        << QByteArray("line 1: the column eid is there twice");
        QTest::newRow("a column missing")
            << QByteArray("eid,eventId\n1,2\n") << QByteArray("line 1: the column rspServerAddress is missing");
    }

    void aFileOfAnotherFormSaysWhatIsWanted()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, complaint);
        const auto rows = rowsFromCsv(text.toStdString());
        QVERIFY(!rows);
        QVERIFY2(rows.error().line().find(complaint.toStdString()) != std::string::npos, rows.error().line().c_str());
    }

    void aBadRowNamesEveryColumnAndKeepsNoOtherBack_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("complaint");
        const QByteArray eid("89049032123451234512345678901235");
        QTest::newRow("a column too few") << eid + ",EV-1" << QByteArray("rspServerAddress: it is missing");
        QTest::newRow("an empty field") << eid + ",,a.example.com" << QByteArray("eventId: it is missing");
        QTest::newRow("an open quote") << eid + ",\"EV,a" << QByteArray("eventId: a quote is not closed");
        QTest::newRow("no truth value") << eid + ",EV,a.example.com,maybe"
                                        << QByteArray("forwardingIndicator: it is true or false, not 'maybe'");
        QTest::newRow("a field too many")
            << eid + ",EV,a.example.com,true,more" << QByteArray("column 5: it has no name and holds 'more'");
        QTest::newRow("no EID") << QByteArray("8904,EV,a.example.com") << QByteArray("eid: 4 digits, an EID has 32");
        QTest::newRow("two of them") << QByteArray("8904,,a.example.com")
                                     << QByteArray("eventId: it is missing; eid: 4 digits, an EID has 32");
    }

    void aBadRowNamesEveryColumnAndKeepsNoOtherBack()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, complaint);
        const std::string good = "89049032123451234512345678901235,EV-0,a.example.com\n";
        const auto rows = rowsFromCsv(good + line.toStdString() + "\n" + good);
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(3));
        QVERIFY(!problemWith(rows->at(0)));
        QVERIFY(!problemWith(rows->at(2)));
        QCOMPARE(rows->at(1).line, std::size_t(2));
        const auto problem = problemWith(rows->at(1));
        QVERIFY(problem);
        QCOMPARE(QByteArray::fromStdString(problem->reason), complaint);
    }
};

WB_TEST(RegistrationRowsTest);

#include "registration_rows_test.moc"
