// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/compose.h"
#include "core/rsp/catalogue.h"
#include "core/rsp/profile_management.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::asn1;
using wb::testing::hex;

/// Data objects made of what people type: the octets must be those that the typed functions write.
class ComposeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChoiceInAField()
    {
        const TypeInfo &type = describe<rsp::EnableProfileRequest>();
        Draft draft = emptyDraft(type);
        draft.parts[0].alternative = 1;
        draft.parts[0].parts[1].text = "8988211000000123456";
        draft.parts[1].text = "true";
        const auto octets = compose(type, draft);
        QVERIFY2(octets.has_value(), octets ? "" : octets.error().line().c_str());
        QCOMPARE(toHex(*octets), std::string("BF3111A00C5A0A988812010000103254F68101FF"));

        draft.parts[0].alternative = 0;
        draft.parts[0].parts[0].text = "A0 00 00 05 59";
        draft.parts[1].text = "false";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF310CA0074F05A000000559810100"));
    }

    void aChoiceOfItsOwn()
    {
        const TypeInfo &type = describe<rsp::DeleteProfileRequest>();
        Draft draft = emptyDraft(type);
        draft.alternative = 1;
        draft.parts[1].text = "8988211000000123456";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF330C5A0A988812010000103254F6"));
    }

    void optionalFields()
    {
        const TypeInfo &type = describe<rsp::ProfileInfoListRequest>();
        Draft draft = emptyDraft(type);
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF2D00"));
        draft.parts[1].present = true;
        draft.parts[1].text = "5A9F70";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF2D055C035A9F70"));
        draft.parts[0].present = true;
        draft.parts[0].alternative = 2;
        draft.parts[0].parts[2].text = "operational";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF2D0AA0039501025C035A9F70"));
    }

    void bits()
    {
        const TypeInfo &type = describe<rsp::EuiccMemoryResetRequest>();
        Draft draft = emptyDraft(type);
        draft.parts[0].text = "deleteOperationalProfiles, resetDefaultSmdpAddress";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF3404820205A0"));
        draft.parts[0].text = "0,2";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF3404820205A0"));
        draft.parts[0].text = "";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF3403820100"));
    }

    void whatCannotBe_data()
    {
        QTest::addColumn<std::string>("iccid");
        QTest::addColumn<std::string>("flag");
        QTest::addColumn<std::string>("step");
        QTest::newRow("no ICCID") << std::string("12") << std::string("true")
                                  << std::string("EnableProfileRequest.profileIdentifier.iccid");
        QTest::newRow("no truth value") << std::string("8988211000000123456") << std::string("yes")
                                        << std::string("EnableProfileRequest.refreshFlag");
    }
    void whatCannotBe()
    {
        QFETCH(std::string, iccid);
        QFETCH(std::string, flag);
        const TypeInfo &type = describe<rsp::EnableProfileRequest>();
        Draft draft = emptyDraft(type);
        draft.parts[0].alternative = 1;
        draft.parts[0].parts[1].text = iccid;
        draft.parts[1].text = flag;
        const auto refused = compose(type, draft);
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == ErrorKind::invalid);
        QTEST(refused.error().step, "step");
    }

    void wholeTlvs()
    {
        const TypeInfo &type = *rsp::typeOf(0xBF35, rsp::Direction::request);
        Draft draft = emptyDraft(type);
        draft.parts[0].text = "A0 02 05 00";
        QCOMPARE(toHex(compose(type, draft).value_or(Bytes())), std::string("BF3504A0020500"));
        draft.parts[0].text = "30 02 05 00";
        QVERIFY(!compose(type, draft));
        draft.parts[0].text = "A0 02 05";
        QVERIFY(!compose(type, draft));
    }

    /// Every function's form can be composed or says what is missing; nothing crashes.
    void everyRequest()
    {
        for (const rsp::Es10Function &function : rsp::es10Functions()) {
            if (function.request == nullptr)
                continue;
            const auto octets = compose(function.request(), emptyDraft(function.request()));
            if (octets)
                QCOMPARE(Reader(*octets).peekTag(), function.tag);
            else
                QVERIFY(octets.error().step.starts_with(std::string(function.request().name)));
        }
    }

    void typedNumbers()
    {
        QCOMPARE(toHex(*typedInteger("128", {})), std::string("0080"));
        QVERIFY(!typedInteger("-1", {}));
        QVERIFY(!typedInteger("", {}));
        QVERIFY(!typedInteger("99999999999999999999", {}));
        QVERIFY(!typedBits("nonsense", {}));
        QVERIFY(!typedBits("5000", {}));
        QCOMPARE(toHex(*typedBits("7", {})), std::string("0001"));
        QCOMPARE(toHex(*typedBits("8", {})), std::string("070080"));
    }
};

WB_TEST(ComposeTest);
#include "compose_test.moc"
