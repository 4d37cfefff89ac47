// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/annotate.h"
#include "core/rsp/euicc_data.h"
#include "core/rsp/euicc_info.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

class EuiccDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requests();
    void realChallenge();
    void realEuiccInfo1();
    void configuredAddresses();
    void eidRequestAndAnswer();
    void isdrTemplate();
    void euiccInfo2RoundTrips();
    void euiccInfo2OfLaterVersions();
    void euiccInfo1OfLaterVersions();
    void extCardResourceAsPeopleReadIt();
    void nonMinimalBitsAreWrittenBack();
    void euiccInfo2AsPeopleReadIt();
    void missingFields_data();
    void missingFields();
};

namespace {

constexpr std::string_view productionCi = "81370F5125D0B1D408D4C3B232E6D25E795BEBFB";

std::string keyList(std::string_view tag)
{
    return std::string(tag) + "16 0414" + std::string(productionCi);
}

/// EUICCInfo2 of a v2.5 card, as fields in hexadecimal; the lists have one key each.
const std::string infoFields =
    "8103020303 8203020500 8303240109 840D8101008204000AB0D883022710 8505047F36F7C0 8603110000 8703020300"
    "8802 0490"
    + keyList("A9") + keyList("AA") + "8B0102 99020640 0403010000 0C0D 47492D42412D55502D30343139 AC07 80024C42 81015B";

Bytes infoOf(const std::string &fields)
{
    return asn1::tlv(0xBF22, hex(fields));
}

} // namespace

void EuiccDataTest::requests()
{
    QCOMPARE(asn1::encode(GetEuiccChallengeRequest()), hex("BF2E00"));
    QCOMPARE(asn1::encode(GetEuiccInfo1Request()), hex("BF2000"));
    QCOMPARE(asn1::encode(GetEuiccInfo2Request()), hex("BF2200"));
    QCOMPARE(asn1::encode(EuiccConfiguredAddressesRequest()), hex("BF3C00"));
    QVERIFY(asn1::decode<GetEuiccChallengeRequest>(hex("BF2E00")).has_value());
}

/// Recorded from a card (protocol.md 5.2).
void EuiccDataTest::realChallenge()
{
    const Bytes bytes = hex("BF2E12 8010 FDC5A60071053ABB4C0F91BC0620BCFD");
    const auto response = asn1::decode<GetEuiccChallengeResponse>(bytes);
    QVERIFY2(response.has_value(), response ? "" : response.error().line().c_str());
    QCOMPARE(toHex(response->euiccChallenge), std::string("FDC5A60071053ABB4C0F91BC0620BCFD"));
    QCOMPARE(asn1::encode(*response), bytes);

    const auto shorter = asn1::decode<GetEuiccChallengeResponse>(hex("BF2E04 8002 FDC5"));
    QVERIFY(!shorter.has_value());
    QCOMPARE(shorter.error().step, std::string("GetEuiccChallengeResponse.euiccChallenge"));
}

/// Recorded from a card (protocol.md 5.2).
void EuiccDataTest::realEuiccInfo1()
{
    const Bytes bytes = hex("BF2035 8203020300" + keyList("A9") + keyList("AA"));
    const auto info = asn1::decode<EuiccInfo1>(bytes);
    QVERIFY2(info.has_value(), info ? "" : info.error().line().c_str());
    QCOMPARE(info->svn.text(), std::string("2.3.0"));
    QCOMPARE(info->verificationKeyIds.size(), std::size_t{1});
    QCOMPARE(info->signingKeyIds.at(0).text(), std::string(productionCi));
    QCOMPARE(asn1::encode(*info), bytes);

    // A dead card: no key at all. The lists are there, and empty.
    const auto dead = asn1::decode<EuiccInfo1>(hex("BF2009 8203020300 A900 AA00"));
    QVERIFY(dead.has_value());
    QVERIFY(dead->verificationKeyIds.empty() && dead->signingKeyIds.empty());
}

void EuiccDataTest::configuredAddresses()
{
    const Bytes rootOnly = hex("BF3C128110736D64732E6578616D706C652E636F6D"); // protocol.md 1.5
    const auto addresses = asn1::decode<EuiccConfiguredAddresses>(rootOnly);
    QVERIFY(addresses.has_value());
    QVERIFY(!addresses->defaultDpAddress);
    QCOMPARE(addresses->rootDsAddress, std::string("smds.example.com"));
    QCOMPARE(asn1::encode(*addresses), rootOnly);

    EuiccConfiguredAddresses both{"dp.example.com", "ds.example.com", {}};
    QCOMPARE(asn1::encode(both), hex("BF3C20 800E 64702E6578616D706C652E636F6D 810E 64732E6578616D706C652E636F6D"));
    QVERIFY(asn1::decode<EuiccConfiguredAddresses>(asn1::encode(both)).value() == both);

    // v3: additional Root SM-DS addresses and CI lists follow, and are kept.
    const auto later = asn1::decode<EuiccConfiguredAddresses>(hex("BF3C08 810161 A203 0C0162"));
    QVERIFY(later.has_value());
    QCOMPARE(later->extras, hex("A203 0C0162"));
}

void EuiccDataTest::eidRequestAndAnswer()
{
    QCOMPARE(asn1::encode(GetEuiccDataRequest()), hex("BF3E035C015A"));
    const Bytes answer = hex("BF3E12 5A10 89049032123451234512345678901235");
    const auto response = asn1::decode<GetEuiccDataResponse>(answer);
    QVERIFY(response.has_value());
    QCOMPARE(response->eid.digits(), std::string("89049032123451234512345678901235"));
    QCOMPARE(asn1::encode(*response), answer);
    QVERIFY(!asn1::decode<GetEuiccDataResponse>(hex("BF3E12 5A10 8904903212345123451234567890123A")).has_value());
}

void EuiccDataTest::isdrTemplate()
{
    const auto plain = asn1::decode<IsdrProprietaryApplicationTemplate>(hex("E005 8203020500"));
    QVERIFY(plain.has_value());
    QCOMPARE(plain->svn.text(), std::string("2.5.0"));
    QVERIFY(!plain->lpaeSupport);
    const auto lpae = asn1::decode<IsdrProprietaryApplicationTemplate>(hex("E009 8203020500 03020780"));
    QVERIFY(lpae.has_value());
    QVERIFY(lpae->lpaeSupport->has(LpaeSupportBit::lpaeUsingCat));
    QVERIFY(!lpae->lpaeSupport->has(LpaeSupportBit::lpaeUsingScws));
}

void EuiccDataTest::euiccInfo2RoundTrips()
{
    const Bytes bytes = infoOf(infoFields);
    const auto info = asn1::decode<EuiccInfo2>(bytes);
    QVERIFY2(info.has_value(), info ? "" : info.error().line().c_str());
    QCOMPARE(info->profileVersion.text(), std::string("2.3.3"));
    QCOMPARE(info->svn.text(), std::string("2.5.0"));
    QCOMPARE(info->firmwareVersion.text(), std::string("36.1.9"));
    QVERIFY(info->uiccCapability.has(UiccCapabilityBit::usimSupport));
    QVERIFY(!info->uiccCapability.has(UiccCapabilityBit::contactlessSupport));
    QVERIFY(info->rspCapability.has(RspCapabilityBit::additionalProfile));
    QVERIFY(info->rspCapability.has(RspCapabilityBit::testProfileSupport));
    QVERIFY(!info->rspCapability.has(RspCapabilityBit::crlSupport));
    QVERIFY(info->category == EuiccCategory::mediumEuicc);
    QVERIFY(info->forbiddenProfilePolicyRules->has(PprBit::ppr1));
    QCOMPARE(info->ppVersion.text(), std::string("1.0.0"));
    QCOMPARE(info->sasAccreditationNumber, std::string("GI-BA-UP-0419"));
    QCOMPARE(info->certificationDataObject->platformLabel, std::string("LB"));
    QVERIFY(info->extras.empty());
    QCOMPARE(asn1::encode(*info), bytes);
}

/// What cards in the field carry behind the fields of version 2.5, and a field that nobody knows.
void EuiccDataTest::euiccInfo2OfLaterVersions()
{
    const std::string keyId(40, '1');
    const Bytes bytes = infoOf(infoFields + "8D020560 8E0141 AF05 0403030100 900101 B116 0414" + keyId
                               + "9201AA 9303030100 B404 8002 0101 9F7001BB");
    const auto info = asn1::decode<EuiccInfo2>(bytes);
    QVERIFY2(info.has_value(), info ? "" : info.error().line().c_str());
    QCOMPARE(info->sasAccreditationNumber, std::string("GI-BA-UP-0419"));
    QCOMPARE(*info->treProperties, hex("0560"));
    QCOMPARE(*info->treProductReference, std::string("A"));
    QCOMPARE(info->additionalProfilePackageVersions->whole, hex("AF05 0403030100"));
    QCOMPARE(*info->lpaMode, std::int64_t(1));
    QCOMPARE(info->signingKeyIdsV3->front().octets, hex(keyId));
    QCOMPARE(*info->additionalEuiccInfo, hex("AA"));
    QCOMPARE(info->highestSvn->text(), std::string("3.1.0"));
    QCOMPARE(info->iotSpecificInfo->whole, hex("B404 8002 0101"));
    QCOMPARE(info->extras, hex("9F7001BB"));
    QCOMPARE(asn1::encode(*info), bytes);
    const auto again = asn1::decode<EuiccInfo2>(asn1::encode(*info));
    QVERIFY(again.has_value());
    QVERIFY(*again == *info);
    QVERIFY(equal(asn1::readSingle(asn1::encode(*info))->content.last(info->extras.size()), info->extras));

    const asn1::Annotated tree = asn1::annotate(bytes, &asn1::describe<EuiccInfo2>());
    std::string unknown;
    for (const asn1::AnnotatedNode &node : tree.nodes.at(0).children) {
        QVERIFY2(node.problem.empty(), node.problem.c_str());
        unknown += node.unknown ? asn1::tagText(node.tag) : std::string();
    }
    QCOMPARE(unknown, std::string("9F70"));
}

/// EUICCInfo1 of SGP.22 version 3: 82 is the lowest SVN then.
void EuiccDataTest::euiccInfo1OfLaterVersions()
{
    const Bytes bytes = hex("BF2014 8203020200 A900 AA00 B100 880203 08 9303030100");
    const auto info = asn1::decode<EuiccInfo1>(bytes);
    QVERIFY2(info.has_value(), info ? "" : info.error().line().c_str());
    QCOMPARE(info->svn.text(), std::string("2.2.0"));
    QVERIFY(info->signingKeyIdsV3.has_value());
    QVERIFY(info->rspCapability->has(RspCapabilityBit::deviceInfoExtensibilitySupport));
    QCOMPARE(info->highestSvn->text(), std::string("3.1.0"));
    QVERIFY(info->extras.empty());
    QCOMPARE(asn1::encode(*info), bytes);
}

void EuiccDataTest::extCardResourceAsPeopleReadIt()
{
    const auto text = [](const char *octets) { return ExtCardResource::contentText(hex(octets)); };
    QCOMPARE(text("810102 8204000A0000 83024000"),
             std::string("2 installed applications, 655360 octets free, 16384 octets of volatile memory free"));
    QCOMPARE(text("810101"), std::string("1 installed application"));
    QCOMPARE(text("8209FF0000000000000000"), std::string("8209FF0000000000000000")); // no number we can hold
    QCOMPARE(text("82"), std::string("82"));
    const ExtCardResource resource{hex("8101 00 8300 8203 010000")};
    QCOMPARE(*resource.installedApplications(), std::uint64_t(0));
    QVERIFY(!resource.freeVolatileMemory());
    QCOMPARE(*resource.freeNonVolatileMemory(), std::uint64_t(65536));
}

/// A recorded card sends 81 02 00 80 where one bit is meant: it must not come back as 07 80.
void EuiccDataTest::nonMinimalBitsAreWrittenBack()
{
    std::string fields = infoFields;
    fields.replace(fields.find("99020640"), 8, "99020040");
    const auto info = asn1::decode<EuiccInfo2>(infoOf(fields));
    QVERIFY(info.has_value());
    QVERIFY(info->forbiddenProfilePolicyRules->has(PprBit::ppr1));
    QCOMPARE(asn1::encode(*info), infoOf(fields));
}

void EuiccDataTest::euiccInfo2AsPeopleReadIt()
{
    const Bytes bytes = infoOf(infoFields);
    const asn1::Annotated tree = asn1::annotate(bytes, &asn1::describe<EuiccInfo2>());
    QVERIFY(!tree.error);
    std::string text;
    for (const asn1::AnnotatedNode &node : tree.nodes.at(0).children) {
        QVERIFY2(node.problem.empty(), node.problem.c_str());
        text += std::string(node.name) + "=" + asn1::valueText(node, bytes) + "\n";
    }
    for (const char *line :
         {"svn=2.5.0\n", "rspCapability=additionalProfile, testProfileSupport\n", "euiccCategory=2 mediumEuicc\n",
          "forbiddenProfilePolicyRules=ppr1\n", "sasAcreditationNumber=\"GI-BA-UP-0419\"\n", "ppVersion=1.0.0\n"})
        QVERIFY2(text.find(line) != std::string::npos, text.c_str());
    const asn1::AnnotatedNode &keys = tree.nodes[0].children[8];
    QCOMPARE(keys.name, std::string_view("euiccCiPKIdListForVerification"));
    QCOMPARE(asn1::valueText(keys.children.at(0), bytes),
             std::string(productionCi) + " (GSMA RSP2 Root CI1 (production))");
}

void EuiccDataTest::missingFields_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("step");
    QTest::newRow("EUICCInfo1") << std::string("BF2005 8203020300")
                                << std::string("EUICCInfo1.euiccCiPKIdListForVerification");
    QTest::newRow("EUICCInfo2") << std::string("BF2205 8103020303") << std::string("EUICCInfo2.svn");
    QTest::newRow("addresses") << std::string("BF3C03 800161")
                               << std::string("EuiccConfiguredAddressesResponse.rootDsAddress");
    QTest::newRow("EID") << std::string("BF3E00") << std::string("GetEuiccDataResponse.eidValue");
    QTest::newRow("challenge") << std::string("BF2E00") << std::string("GetEuiccChallengeResponse.euiccChallenge");
}

void EuiccDataTest::missingFields()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, step);
    const Bytes octets = hex(bytes);
    const auto stepOf = [](const auto &result) { return result ? std::string("decoded") : result.error().step; };
    const std::string found = octets[1] == 0x20   ? stepOf(asn1::decode<EuiccInfo1>(octets))
                              : octets[1] == 0x22 ? stepOf(asn1::decode<EuiccInfo2>(octets))
                              : octets[1] == 0x3C ? stepOf(asn1::decode<EuiccConfiguredAddresses>(octets))
                              : octets[1] == 0x3E ? stepOf(asn1::decode<GetEuiccDataResponse>(octets))
                                                  : stepOf(asn1::decode<GetEuiccChallengeResponse>(octets));
    QCOMPARE(found, step);
}

WB_TEST(EuiccDataTest);
#include "euicc_data_test.moc"
