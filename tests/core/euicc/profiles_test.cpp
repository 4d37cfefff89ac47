// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/es/es10.h"
#include "core/euicc/open_euicc.h"
#include "core/euicc/profile_template.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using rsp::NotificationEventBit;

namespace {

constexpr const char *alpha = "8900101000000000019";
constexpr const char *beta = "8900101000000000027";
constexpr const char *radioTest = "8900101000000000035";

rsp::Iccid iccid(const char *digits)
{
    return *rsp::Iccid::fromText(digits);
}

rsp::ProfileInfo profile(const char *digits, rsp::ProfileClass profileClass, int place)
{
    rsp::ProfileInfo info;
    info.iccid = iccid(digits);
    info.isdpAid = euicc::isdpAid(place);
    info.state = rsp::ProfileState::disabled;
    info.profileClass = profileClass;
    info.profileName = "P" + std::to_string(place);
    info.notificationConfiguration = {
        {rsp::NotificationEvent{NotificationEventBit::enable, NotificationEventBit::disable,
                                NotificationEventBit::remove},
         "smdp.example.com"}};
    return info;
}

/// Alpha is enabled, Beta is not, and there is one for tests.
euicc::Identity equipped(const Cast &cast)
{
    euicc::Identity identity = cast.euiccIdentity();
    identity.profiles = {profile(alpha, rsp::ProfileClass::operational, 1),
                         profile(beta, rsp::ProfileClass::operational, 2),
                         profile(radioTest, rsp::ProfileClass::test, 3)};
    identity.profiles[0].state = rsp::ProfileState::enabled;
    return identity;
}

/// An eUICC with these profiles, and what an LPA does with it.
struct Card {
    explicit Card(const euicc::Identity &identity) : euicc(must(euicc::openEuicc(identity))) {}

    rsp::EnableResult enable(const char *digits, bool refresh = false)
    {
        return must(es::enableProfile(*euicc, {{iccid(digits)}, refresh}, {}));
    }
    rsp::DisableResult disable(const char *digits, bool refresh = false)
    {
        return must(es::disableProfile(*euicc, {{iccid(digits)}, refresh}, {}));
    }
    rsp::DeleteResult remove(const char *digits) { return must(es::deleteProfile(*euicc, {iccid(digits)}, {})); }
    rsp::ResetResult reset(asn1::Bits<rsp::ResetOptionBit> options)
    {
        return must(es::euiccMemoryReset(*euicc, options, {}));
    }
    rsp::SetNicknameResult name(const char *digits, const std::string &nickname)
    {
        return must(es::setNickname(*euicc, {iccid(digits), nickname}, {}));
    }
    std::vector<rsp::ProfileInfo> profiles(const rsp::ProfileInfoListRequest &request = {})
    {
        return std::get<0>(must(es::getProfilesInfo(*euicc, request, {})).value).items;
    }
    /// ICCIDs of the enabled profiles.
    std::string enabled()
    {
        std::string all;
        for (const rsp::ProfileInfo &each : profiles()) {
            if (each.state == rsp::ProfileState::enabled)
                all += (all.empty() ? "" : " ") + each.iccid->digits;
        }
        return all;
    }
    /// "enable 19, disable 27": what happened to which, by the last digits.
    std::string told()
    {
        static constexpr std::pair<NotificationEventBit, const char *> names[] = {
            {NotificationEventBit::enable, "enable"},
            {NotificationEventBit::disable, "disable"},
            {NotificationEventBit::remove, "delete"}};
        std::string all;
        const auto list = must(es::listNotification(*euicc, {}, {}));
        for (const auto &metadata : std::get<0>(list.value).items) {
            for (const auto &[bit, name] : names) {
                if (metadata.profileManagementOperation.has(bit))
                    all += (all.empty() ? "" : ", ") + std::string(name) + " " + metadata.iccid->digits.substr(17);
            }
        }
        return all;
    }

    std::shared_ptr<euicc::VirtualEuicc> euicc;
};

} // namespace

/// ES10c of the virtual eUICC, SGP.22 sections 5.7.15 to 5.7.21: every result is reached.
class ProfilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyAreListed()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.profiles().size(), std::size_t(3));
        QVERIFY(!card.profiles()[0].notificationConfiguration); // not among what is told unasked
        const auto all = card.profiles({{}, es::allProfileTags()});
        QVERIFY(all[0] == card.euicc->identity().profiles[0]);
        QCOMPARE(card.profiles({{{rsp::ProfileClass::test}}}).size(), std::size_t(1));
        QCOMPARE(card.profiles({{{iccid(beta)}}}).size(), std::size_t(1));
        QCOMPARE(card.profiles({{{euicc::isdpAid(2)}}}).front().iccid->digits, std::string(beta));
        QCOMPARE(card.profiles({{{iccid("8900101000000000999")}}}).size(), std::size_t(0));
        const auto named = card.profiles({{}, Bytes{0x92}});
        QVERIFY(!named[0].iccid && named[0].profileName == "P1");
    }

    void aTagListThatIsNone()
    {
        Card card(equipped(m_cast));
        const auto answer = must(es::getProfilesInfo(*card.euicc, {{}, Bytes{0x5A, 0x9F}}, {}));
        QVERIFY(std::get<1>(answer.value) == rsp::ProfileInfoListError::incorrectInputValues);
    }

    void enablingDisablesTheOther()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.enable(beta), rsp::EnableResult::ok);
        QCOMPARE(card.enabled(), std::string(beta));
        QCOMPARE(card.told(), std::string("disable 19, enable 27"));
        QCOMPARE(card.enable(beta), rsp::EnableResult::profileNotInDisabledState);
        QCOMPARE(card.enable("8900101000000000999"), rsp::EnableResult::iccidOrAidNotFound);
        QCOMPARE(must(es::enableProfile(*card.euicc, {{euicc::isdpAid(1)}, false}, {})), rsp::EnableResult::ok);
        QCOMPARE(card.enabled(), std::string(alpha));
    }

    void disabling()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.disable(beta), rsp::DisableResult::profileNotInEnabledState);
        QCOMPARE(card.disable(alpha), rsp::DisableResult::ok);
        QCOMPARE(card.enabled(), std::string());
        QCOMPARE(card.told(), std::string("disable 19"));
        QCOMPARE(card.disable("8900101000000000999"), rsp::DisableResult::iccidOrAidNotFound);
    }

    void deleting()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.remove(alpha), rsp::DeleteResult::profileNotInDisabledState);
        QCOMPARE(card.remove(beta), rsp::DeleteResult::ok);
        QCOMPARE(card.told(), std::string("delete 27"));
        QCOMPARE(card.remove(beta), rsp::DeleteResult::iccidOrAidNotFound);
        QCOMPARE(card.profiles().size(), std::size_t(2));
    }

    void policyRulesForbid()
    {
        euicc::Identity identity = equipped(m_cast);
        identity.profiles[0].policyRules = asn1::Bits<rsp::PprBit>{rsp::PprBit::ppr1};
        identity.profiles[1].policyRules = asn1::Bits<rsp::PprBit>{rsp::PprBit::ppr2};
        Card card(identity);
        QCOMPARE(card.disable(alpha), rsp::DisableResult::disallowedByPolicy);
        QCOMPARE(card.enable(beta), rsp::EnableResult::disallowedByPolicy);
        QCOMPARE(card.remove(beta), rsp::DeleteResult::disallowedByPolicy);
        QCOMPARE(card.enabled(), std::string(alpha));
        QCOMPARE(card.told(), std::string());
    }

    /// After a test profile, only the one that was enabled before it.
    void testProfiles()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.enable(radioTest), rsp::EnableResult::ok);
        QCOMPARE(card.enable(beta), rsp::EnableResult::wrongProfileReenabling);
        QCOMPARE(card.disable(radioTest), rsp::DisableResult::ok);
        QCOMPARE(card.enabled(), std::string(alpha));
        QCOMPARE(card.told(), std::string("disable 19, enable 35, disable 35, enable 19"));
    }

    void memoryReset()
    {
        using enum rsp::ResetOptionBit;
        euicc::Identity identity = equipped(m_cast);
        identity.addresses.defaultDpAddress = "smdp.example.com";
        Card card(identity);
        QCOMPARE(card.reset({deleteOperationalProfiles}), rsp::ResetResult::ok);
        QCOMPARE(card.told(), std::string("delete 19, delete 27"));
        QCOMPARE(card.profiles().size(), std::size_t(1));
        QCOMPARE(card.reset({deleteOperationalProfiles}), rsp::ResetResult::catBusy); // its REFRESH is not fetched
        card.euicc->reset();
        QCOMPARE(card.reset({deleteOperationalProfiles}), rsp::ResetResult::nothingToDelete);
        QCOMPARE(card.reset({deleteFieldLoadedTestProfiles, resetDefaultSmdpAddress}), rsp::ResetResult::ok);
        QVERIFY(!must(es::getEuiccConfiguredAddresses(*card.euicc, {})).defaultDpAddress);
        QCOMPARE(card.profiles().size(), std::size_t(0));
    }

    void nicknames()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.name(beta, "Holiday"), rsp::SetNicknameResult::ok);
        QCOMPARE(*card.profiles()[1].nickname, std::string("Holiday"));
        QCOMPARE(card.name(beta, ""), rsp::SetNicknameResult::ok);
        QVERIFY(!card.profiles()[1].nickname);
        QCOMPARE(card.name(beta, std::string(65, 'x')), rsp::SetNicknameResult::undefinedError);
        QCOMPARE(card.name("8900101000000000999", "x"), rsp::SetNicknameResult::iccidNotFound);
    }

    void addressesAreSet()
    {
        Card card(equipped(m_cast));
        QCOMPARE(must(es::setDefaultDpAddress(*card.euicc, "other.example.com", {})),
                 rsp::SetDefaultDpAddressResult::ok);
        QCOMPARE(*must(es::getEuiccConfiguredAddresses(*card.euicc, {})).defaultDpAddress,
                 std::string("other.example.com"));
    }

    /// With the flag the eUICC asks for a REFRESH; until that is fetched and answered, the toolkit is busy.
    void refresh()
    {
        Card card(equipped(m_cast));
        QCOMPARE(card.enable(beta, false), rsp::EnableResult::ok);
        QVERIFY(!card.euicc->pendingCommand());
        QCOMPARE(card.enable(alpha, true), rsp::EnableResult::ok);
        QCOMPARE(toHex(card.euicc->pendingCommand().value_or(Bytes())), std::string("D009810301010482028182"));
        QCOMPARE(card.enable(beta, true), rsp::EnableResult::catBusy);
        QCOMPARE(card.disable(alpha, true), rsp::DisableResult::catBusy);
        card.euicc->answered(Bytes{0x81, 0x03, 0x01, 0x01, 0x04, 0x82, 0x02, 0x82, 0x81, 0x83, 0x01, 0x00});
        QVERIFY(!card.euicc->pendingCommand());
        QCOMPARE(card.disable(alpha, true), rsp::DisableResult::ok);
        card.euicc->reset();
        QVERIFY(!card.euicc->pendingCommand());
    }

    /// onomondo-ipa#3: some cards answer 6985 from the REFRESH on until they are reset.
    void someCardsRefuseUntilAReset()
    {
        euicc::Identity identity = equipped(m_cast);
        identity.refusesUntilReset = true;
        Card card(identity);
        QCOMPARE(card.enable(beta, true), rsp::EnableResult::ok);
        const auto refused = es::getEid(*card.euicc, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().statusWord, std::optional<std::uint16_t>(0x6985));
        card.euicc->reset();
        WB_VERIFY(es::getEid(*card.euicc, {}));
        QCOMPARE(card.enabled(), std::string(beta));
    }

    /// What cannot be kept has not happened.
    void aFailingMemory()
    {
        bool full = false;
        const euicc::Identity identity = equipped(m_cast);
        euicc::VirtualEuicc euicc(
            identity, euicc::firstMemory(identity), [&full](const euicc::Memory &) -> Result<void> {
                if (full)
                    return fail(ErrorKind::io, Interface::file, "memory.toml", "No space left on device");
                return {};
            });
        full = true;
        const auto refused = es::enableProfile(euicc, {{iccid(beta)}, true}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().statusWord, std::optional<std::uint16_t>(0x6581));
        QVERIFY(refused.error().reason.find("No space left") != std::string::npos);
        QVERIFY(euicc.memory().notifications.empty() && !euicc.pendingCommand());
        full = false;
        QCOMPARE(must(es::enableProfile(euicc, {{iccid(beta)}, true}, {})), rsp::EnableResult::ok);
    }

private:
    Cast m_cast;
};

WB_TEST(ProfilesTest);
#include "profiles_test.moc"
