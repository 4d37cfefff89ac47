// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/pseudonyms.h"
#include "core/rsp/eid.h"
#include "core/rsp/swapped_bcd.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::report;

class PseudonymsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEidKeepsItsEinAndItsCheckDigitsHold()
    {
        Pseudonyms pseudonyms(Bytes(32, 7));
        const std::string eid = "89049032123451234512345678901235";
        const std::string other = pseudonyms.of(SecretKind::eid, eid);
        QCOMPARE(other.size(), eid.size());
        QCOMPARE(other.substr(0, 8), eid.substr(0, 8));
        QVERIFY(other != eid);
        QVERIFY(rsp::Eid::fromText(other)->checkDigitsHold());
    }

    void whatWasWrongStaysWrong()
    {
        Pseudonyms pseudonyms(Bytes(32, 7));
        for (int number = 0; number < 200; ++number) {
            std::string eid = "890490321234512345123456789" + std::to_string(100 + number) + "00";
            if (rsp::Eid::fromText(eid)->checkDigitsHold())
                continue;
            QVERIFY(!rsp::Eid::fromText(pseudonyms.of(SecretKind::eid, eid))->checkDigitsHold());
        }
        const std::string imei = pseudonyms.of(SecretKind::imei, "356938035643808"); // 9 would be right
        QVERIFY(!rsp::Imei::fromText(imei));
    }

    void anImeiKeepsItsTacAndItsLuhnDigit()
    {
        Pseudonyms pseudonyms(Bytes(32, 7));
        const std::string imei = pseudonyms.of(SecretKind::imei, "356938035643809");
        QCOMPARE(imei.substr(0, 8), std::string("35693803"));
        QVERIFY(rsp::Imei::fromText(imei));
    }

    void anIccidKeepsItsIssuerAndItsLuhnDigit()
    {
        Pseudonyms pseudonyms(Bytes(32, 7));
        const std::string iccid = "8949000000000000012";
        const std::string digits = iccid.substr(0, 18);
        const std::string whole = digits + rsp::luhnDigit(digits);
        const std::string other = pseudonyms.of(SecretKind::iccid, whole);
        QCOMPARE(other.substr(0, 6), whole.substr(0, 6));
        QCOMPARE(other.back(), rsp::luhnDigit(std::string_view(other).substr(0, 18)));
    }

    void textKeepsItsShape()
    {
        Pseudonyms pseudonyms(Bytes(32, 7));
        const std::string other = pseudonyms.of(SecretKind::text, "EV-ab/12");
        QCOMPARE(other.size(), std::size_t(8));
        QVERIFY(other != "EV-ab/12");
        QCOMPARE(other[2], '-');
        QCOMPARE(other[5], '/');
        QVERIFY(other[0] >= 'A' && other[0] <= 'Z');
        QVERIFY(other[7] >= '0' && other[7] <= '9');
    }

    void theSameValueHasTheSamePseudonymUnderOneKeyOnly()
    {
        Pseudonyms one(Bytes(32, 1));
        Pseudonyms again(Bytes(32, 1));
        Pseudonyms two(Bytes(32, 2));
        const std::string eid = "89049032123451234512345678901235";
        QCOMPARE(one.of(SecretKind::eid, eid), again.of(SecretKind::eid, eid));
        QVERIFY(one.of(SecretKind::eid, eid) != two.of(SecretKind::eid, eid));
        QCOMPARE(one.table().size(), std::size_t(1));
        QCOMPARE(one.table()[0].value, eid);
        QCOMPARE(one.table()[0].pseudonym, one.of(SecretKind::eid, eid));
        QCOMPARE(one.ofOctets(testing::hex("00112233")), again.ofOctets(testing::hex("00112233")));
    }

    void emptyValuesStayEmpty()
    {
        Pseudonyms pseudonyms(Bytes(32, 7));
        for (const SecretKind kind : {SecretKind::eid, SecretKind::iccid, SecretKind::imei, SecretKind::text})
            QCOMPARE(pseudonyms.of(kind, ""), std::string());
        QVERIFY(pseudonyms.ofOctets({}).empty());
    }
};

WB_TEST(PseudonymsTest);
#include "pseudonyms_test.moc"
