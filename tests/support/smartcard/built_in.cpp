// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/built_in.h"

#include "core/pki/authority.h"

namespace wb::testing {

std::shared_ptr<euicc::VirtualEuicc> virtualEuicc(const std::string &name)
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
    return std::make_shared<euicc::VirtualEuicc>(std::move(identity));
}

} // namespace wb::testing
