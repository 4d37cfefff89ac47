// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/ef_dir.h"

#include "core/base/hex.h"
#include "smartcard/card/isdr_search.h"
#include "smartcard/card/known_aids.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::card;

/// What is read from EF.DIR and from the FCI of an ISD-R.
class EfDirTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsAreRead_data()
    {
        QTest::addColumn<QString>("record");
        QTest::addColumn<QString>("aid"); // empty: no entry
        QTest::addColumn<QString>("label");
        QTest::newRow("a USIM") << "61184F10A0000000871002FFFFFFFF890709000050045553494DFFFFFF"
                                << "A0000000871002FFFFFFFF8907090000"
                                << "USIM";
        QTest::newRow("without label") << "61074F05A000000559"
                                       << "A000000559"
                                       << "";
        QTest::newRow("label not printable") << "610C4F05A00000055950034100C3"
                                             << "A000000559"
                                             << "A??";
        QTest::newRow("other tags between") << "610E7300"
                                               "4F05A0000005595103010203"
                                            << "A000000559"
                                            << "";
        QTest::newRow("empty record") << "FFFFFFFFFFFFFFFF"
                                      << ""
                                      << "";
        QTest::newRow("nothing") << ""
                                 << ""
                                 << "";
        QTest::newRow("no template") << "4F05A000000559"
                                     << ""
                                     << "";
        QTest::newRow("AID too short") << "61064F04A0000005"
                                       << ""
                                       << "";
        QTest::newRow("AID too long") << "61134F11A0000005591010FFFFFFFF890000010000"
                                      << ""
                                      << "";
        QTest::newRow("cut") << "61184F10A000000087"
                             << ""
                             << "";
    }

    void recordsAreRead()
    {
        QFETCH(QString, record);
        QFETCH(QString, aid);
        QFETCH(QString, label);
        const auto entry = directoryEntryOf(*fromHex(record.toStdString()));
        QCOMPARE(entry.has_value(), !aid.isEmpty());
        if (entry) {
            QCOMPARE(toHex(entry->aid), aid.toStdString());
            QCOMPARE(entry->label, label.toStdString());
        }
    }

    void whatLooksLikeAnIsdR_data()
    {
        QTest::addColumn<QString>("aid");
        QTest::addColumn<bool>("resembles");
        QTest::newRow("SGP.22") << "A0000005591010FFFFFFFF8900000100" << true;
        QTest::newRow("5ber") << "A0000005591010FFFFFFFF8900050500" << true;
        QTest::newRow("eSIM.me") << "A0000005591010000000008900000300" << true;
        QTest::newRow("a maker nobody knows") << "A0000005591010FFFFFFFF8900000177" << true;
        QTest::newRow("ECASD") << "A0000005591010FFFFFFFF8900000200" << false;
        QTest::newRow("ISD-P") << "A0000005591010FFFFFFFF8900001000" << false;
        QTest::newRow("USIM") << "A0000000871002FFFFFFFF8907090000" << false;
        QTest::newRow("cut") << "A0000005591010FFFFFFFF89000001" << false;
    }

    void whatLooksLikeAnIsdR()
    {
        QFETCH(QString, aid);
        QFETCH(bool, resembles);
        QCOMPARE(resemblesIsdR(*fromHex(aid.toStdString())), resembles);
    }

    void everyKnownIsdRLooksLikeOne()
    {
        for (const KnownAid &known : isdRAids())
            QVERIFY2(resemblesIsdR(known.aid), known.name.data());
    }

    void controlInformationIsReadWhereverItStands()
    {
        const ControlInformation plain = controlInformationOf(
            *fromHex("6F2A8410A0000005591010FFFFFFFF8900000100A50E9F6501FF9F6E074791024700013CE00582030205"
                     "00"));
        QCOMPARE(toHex(plain.name), std::string("A0000005591010FFFFFFFF8900000100"));
        QCOMPARE(plain.longestData.value_or(0), 255U);
        QCOMPARE(toHex(plain.lifeCycle), std::string("4791024700013C"));
        QVERIFY(plain.isdR.has_value());
        QCOMPARE(plain.isdR->svn.text(), std::string("2.5.0"));
        QCOMPARE(linesOf(plain).size(), std::size_t(4));

        QVERIFY(controlInformationOf(*fromHex("E0058203020200")).isdR.has_value());
        for (const char *hostile : {"", "6F", "6F0AE0FF8203", "9F650102030405", "6F068410A0000005"}) {
            const ControlInformation nothing = controlInformationOf(*fromHex(hostile));
            QVERIFY(!nothing.isdR.has_value());
            QVERIFY(!nothing.longestData || *nothing.longestData < 65536);
        }
    }
};

WB_TEST(EfDirTest);

#include "ef_dir_test.moc"
