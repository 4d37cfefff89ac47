// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/variation.h"

#include <algorithm>

namespace wb::conformance {

const Variation *findVariation(std::string_view name)
{
    for (const auto part :
         {initiateVariations(), authenticateVariations(), retrievalVariations(), registrationVariations(),
          deletionVariations(), forwardingVariations(), handshakeVariations()}) {
        const auto found = std::find_if(part.begin(), part.end(),
                                        [&](const Variation &variation) { return variation.name == name; });
        if (found != part.end())
            return &*found;
    }
    return nullptr;
}

std::string whatIsLacking(const Variation &variation, const Target &target)
{
    const struct {
        Need need;
        bool there;
        const char *text;
    } parts[] = {
        {needsEuicc, target.euicc.has_value(), "a virtual eUICC of a CI that the server trusts"},
        {needsRegistrant, target.registrant.has_value(), "the credential of an SM-DP+"},
        {needsOtherRegistrant, target.otherRegistrant.has_value(), "the credential of a second SM-DP+"},
        {needsSmds, target.smds.has_value(), "the credential of an SM-DS"},
        {needsParent, target.parentEs11.has_value(), "the ES11 address of its parent SM-DS"},
        {needsIssuer, target.issuer.has_value(), "the key of a CI that the server trusts"},
    };
    std::string lacking;
    for (const auto &part : parts) {
        if ((variation.needs & part.need) != 0 && !part.there)
            lacking += (lacking.empty() ? "it needs " : ", ") + std::string(part.text);
    }
    return lacking;
}

} // namespace wb::conformance
