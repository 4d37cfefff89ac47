// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/built_in.h"

#include "core/euicc/open_euicc.h"
#include "core/euicc/profile_template.h"
#include "core/pki/authority.h"

namespace wb::testing {

namespace {

euicc::Identity identityNamed(const std::string &name)
{
    const auto authority = pki::Authority::create();
    const auto eum = authority->issueEum({});
    const auto credential = authority->issueEuicc(*eum, "89049032123451234512345678901235");
    euicc::Identity identity;
    identity.name = name;
    identity.eid = *rsp::Eid::fromText("89049032123451234512345678901235");
    identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};
    identity.cis.add(authority->ci());
    identity.info = euicc::usualEuiccInfo2();
    return identity;
}

rsp::ProfileInfo profile(const rsp::Iccid &iccid, const char *name, int place)
{
    using enum rsp::NotificationEventBit;
    rsp::ProfileInfo info;
    info.iccid = iccid;
    info.isdpAid = euicc::isdpAid(place);
    info.state = rsp::ProfileState::disabled;
    info.profileClass = rsp::ProfileClass::operational;
    info.profileName = name;
    info.serviceProviderName = "Lab Operator";
    info.notificationConfiguration = {{rsp::NotificationEvent{enable, disable, remove}, "smdp.example.com"}};
    return info;
}

} // namespace

std::shared_ptr<euicc::VirtualEuicc> virtualEuicc(const std::string &name)
{
    return std::make_shared<euicc::VirtualEuicc>(identityNamed(name));
}

std::shared_ptr<euicc::VirtualEuicc> equippedEuicc(const std::string &name)
{
    euicc::Identity identity = identityNamed(name);
    identity.profiles = {profile(alpha, "Alpha", 1), profile(beta, "Beta", 2)};
    identity.profiles.front().state = rsp::ProfileState::enabled;
    euicc::Memory memory = euicc::firstMemory(identity);
    return std::make_shared<euicc::VirtualEuicc>(std::move(identity), std::move(memory));
}

} // namespace wb::testing
