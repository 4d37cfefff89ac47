// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/profile_management.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

namespace {

template <class T>
T decoded(const std::string &text)
{
    auto value = asn1::decode<T>(hex(text));
    if (!value)
        qFatal("%s", value.error().line().c_str());
    return std::move(*value);
}

Iccid iccid()
{
    return *Iccid::fromText("8988211000000123456");
}

} // namespace

class ProfileManagementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The octets as LPAs in the field send them: the identifier wrapped for enabling and disabling, bare for deleting.
    void requests()
    {
        QCOMPARE(toHex(asn1::encode(EnableProfileRequest{{iccid()}, true})),
                 std::string("BF3111A00C5A0A988812010000103254F68101FF"));
        QCOMPARE(toHex(asn1::encode(DisableProfileRequest{{iccid()}, false})),
                 std::string("BF3211A00C5A0A988812010000103254F6810100"));
        QCOMPARE(toHex(asn1::encode(DeleteProfileRequest{iccid()})), std::string("BF330C5A0A988812010000103254F6"));
        QCOMPARE(toHex(asn1::encode(SetNicknameRequest{iccid(), "Work"})),
                 std::string("BF29125A0A988812010000103254F69004576F726B"));
        QCOMPARE(toHex(asn1::encode(EuiccMemoryResetRequest{
                     {ResetOptionBit::deleteOperationalProfiles, ResetOptionBit::resetDefaultSmdpAddress}})),
                 std::string("BF3404820205A0"));
        QCOMPARE(toHex(asn1::encode(ProfileInfoListRequest{})), std::string("BF2D00"));
        QCOMPARE(toHex(asn1::encode(ProfileInfoListRequest{{{ProfileClass::operational}}, hex("5A9F70")})),
                 std::string("BF2D0AA0039501025C035A9F70"));
    }

    void byAid()
    {
        const auto request = decoded<EnableProfileRequest>("BF3117A0124F10A0000005591010FFFFFFFF89000011008101FF");
        QCOMPARE(toHex(std::get<Bytes>(request.profileIdentifier.value)),
                 std::string("A0000005591010FFFFFFFF8900001100"));
    }

    /// One profile as a consumer card lists it.
    void profileInfo()
    {
        const Bytes octets = hex("BF2D54A052E350"
                                 "5A0A988812010000103254F6"
                                 "4F10A0000005591010FFFFFFFF8900001100"
                                 "9F700101"
                                 "9004576F726B"
                                 "91074F70657261746F"
                                 "9205416C706861"
                                 "950102"
                                 "B70F800300F110810201028204AABBCCDD"
                                 "99020640");
        const auto response = asn1::decode<ProfileInfoListResponse>(octets);
        QVERIFY2(response.has_value(), response ? "" : response.error().line().c_str());
        const auto *list = std::get_if<0>(&response->value);
        QVERIFY(list != nullptr);
        QCOMPARE(list->items.size(), std::size_t(1));
        const ProfileInfo &profile = list->items.front();
        QCOMPARE(profile.iccid->digits, std::string("8988211000000123456"));
        QVERIFY(profile.state == ProfileState::enabled);
        QCOMPARE(*profile.nickname, std::string("Work"));
        QCOMPARE(*profile.profileName, std::string("Alpha"));
        QVERIFY(profile.profileClass == ProfileClass::operational);
        QCOMPARE(profile.owner->mccMncText(), std::string("001-01"));
        QVERIFY(profile.policyRules->has(PprBit::ppr1));
        QVERIFY(!profile.policyRules->has(PprBit::ppr2));
        QCOMPARE(asn1::encode(*response), octets);
    }

    void operators_data()
    {
        QTest::addColumn<std::string>("octets");
        QTest::addColumn<std::string>("text");
        QTest::newRow("two digits") << std::string("00F110") << std::string("001-01");
        QTest::newRow("three digits") << std::string("130014") << std::string("310-410");
        QTest::newRow("wildcard") << std::string("EEEEEE") << std::string("EEEEEE");
    }
    void operators()
    {
        QFETCH(std::string, octets);
        OperatorId owner;
        const Bytes content = hex(octets);
        std::copy(content.begin(), content.end(), owner.mccMnc.begin());
        QTEST(owner.mccMncText(), "text");
    }

    void results()
    {
        QVERIFY(decoded<EnableProfileResponse>("BF3103800100").result == EnableResult::ok);
        QVERIFY(decoded<EnableProfileResponse>("BF3103800105").result == EnableResult::catBusy);
        QCOMPARE(asn1::nameOf(decoded<DisableProfileResponse>("BF3203800102").result),
                 std::string_view("profileNotInEnabledState"));
        QCOMPARE(asn1::nameOf(decoded<DeleteProfileResponse>("BF3303800103").result),
                 std::string_view("disallowedByPolicy"));
        QCOMPARE(asn1::nameOf(decoded<EuiccMemoryResetResponse>("BF3403800101").result),
                 std::string_view("nothingToDelete"));
        QCOMPARE(asn1::nameOf(decoded<SetNicknameResponse>("BF290380017F").result), std::string_view("undefinedError"));
        QVERIFY(std::get<1>(decoded<ProfileInfoListResponse>("BF2D03810101").value)
                == ProfileInfoListError::incorrectInputValues);
        QCOMPARE(asn1::nameOf(EnableResult(9)), std::string_view());
    }

    /// What a later version of SGP.22 adds is kept.
    void laterFields()
    {
        const auto octets = hex("BF2D15A013E3115A0A988812010000103254F69F7F02ABCD");
        const auto response = asn1::decode<ProfileInfoListResponse>(octets);
        QVERIFY2(response.has_value(), response ? "" : response.error().line().c_str());
        QCOMPARE(toHex(std::get<0>(response->value).items.front().extras), std::string("9F7F02ABCD"));
        QCOMPARE(asn1::encode(*response), octets);
    }
};

WB_TEST(ProfileManagementTest);
#include "profile_management_test.moc"
