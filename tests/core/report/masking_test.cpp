// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/masking.h"
#include "tests/support/test.h"

using namespace wb::report;

class MaskingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eidsAreFoundInEveryForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        row("bare", "89049032123451234512345678901235", "8904 .... 1235");
        row("in a sentence", "EID 89049032123451234512345678901235.", "EID 8904 .... 1235.");
        row("in groups", "EID 89049032 1234 5123 4512 3456 7890 12 35 (ok)", "EID 8904 .... 1235 (ok)");
        row("in JSON", "{\"eid\":\"89049032123451234512345678901235\"}", "{\"eid\":\"8904 .... 1235\"}");
        row("two", "89049032123451234512345678901235,89049032123451234512345678901235",
            "8904 .... 1235,8904 .... 1235");
        row("33 digits are none", "890490321234512345123456789012355", "890490321234512345123456789012355");
        row("31 digits are none", "8904903212345123451234567890123", "8904903212345123451234567890123");
        row("hexadecimal is none", "A89049032123451234512345678901235", "A89049032123451234512345678901235");
        row("followed by a letter", "89049032123451234512345678901235F", "89049032123451234512345678901235F");
        row("empty", "", "");
    }

    void eidsAreFoundInEveryForm()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(Masking().apply(text.toStdString())), expected);
    }

    void namedSecretsGoWhereverTheyStand()
    {
        Masking masking;
        masking.hide("EV-LAB-0001");
        masking.hide("EV-LAB-00011");
        masking.hide("ab"); // too short to be hidden without hiding everything
        QCOMPARE(masking.apply("EV-LAB-0001, EV-LAB-00011 and ab"), std::string("EV....01, EV....11 and ab"));
    }

    void aShortSecretShowsNothing()
    {
        Masking masking;
        masking.hide("12345");
        QCOMPARE(masking.apply("<12345>"), std::string("<....>"));
    }

    void aSecretIsTakenOnce()
    {
        Masking masking;
        QVERIFY(masking.hide("EV-LAB-0001"));
        QVERIFY(!masking.hide("EV-LAB-0001"));
        QVERIFY(!masking.hide("ab"));
    }

    void secretsAreFoundWithTheirPlaces()
    {
        Masking masking("~");
        masking.hide("EV-LAB-0001");
        const std::string text = "no EV-LAB-0001 for 89049032123451234512345678901235";
        const auto found = masking.find(text);
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(text.substr(found[0].offset, found[0].length), std::string("EV-LAB-0001"));
        QVERIFY(!found[0].isEid);
        QCOMPARE(found[1].offset + found[1].length, text.size());
        QVERIFY(found[1].isEid);
        QCOMPARE(masking.apply(text), std::string("no EV~01 for 8904 ~ 1235"));
    }
};

WB_TEST(MaskingTest);

#include "masking_test.moc"
