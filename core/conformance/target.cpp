// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/target.h"

namespace wb::conformance {

namespace {

Result<std::optional<pki::Credential>> callerFrom(const pki::Authority &issuer, pki::Role role, const std::string &name,
                                                  const pki::Oid &oid)
{
    pki::ServerIdentity identity;
    identity.oid = oid;
    identity.dnsNames = {name};
    return issuer.issueServer(role, identity).map([](pki::Credential &&made) {
        return std::optional(std::move(made));
    });
}

} // namespace

std::string newEid()
{
    std::string digits = "89049032";
    for (const std::uint8_t octet : pki::randomBytes(22))
        digits += static_cast<char>('0' + octet % 10);
    return digits + rsp::eidCheckDigits(digits);
}

Result<euicc::Identity> newEuicc(const pki::Authority &issuer)
{
    const auto eum = issuer.issueEum({});
    if (!eum)
        return fail(eum.error());
    const std::string digits = newEid();
    const auto credential = issuer.issueEuicc(*eum, digits);
    if (!credential)
        return fail(credential.error());
    euicc::Identity identity;
    identity.name = "eUICC of the conformance suite";
    identity.eid = *rsp::Eid::fromText(digits);
    identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};
    identity.cis.add(issuer.ci());
    identity.verificationKeyIds = {rsp::KeyId{*issuer.ci().subjectKeyId()}};
    identity.info = euicc::usualEuiccInfo2();
    return identity;
}

Result<Target> completed(Target target)
{
    if (!target.issuer)
        return target;
    const struct {
        std::optional<pki::Credential> Target::*place;
        pki::Role role;
        const char *name;
        const char *oid;
    } callers[] = {
        {&Target::registrant, pki::Role::dpTls, "conformance1.example.com", "2.999.10.7001"},
        {&Target::otherRegistrant, pki::Role::dpTls, "conformance2.example.com", "2.999.10.7002"},
        {&Target::smds, pki::Role::dsTls, "conformance3.example.com", "2.999.15.7003"},
    };
    for (const auto &caller : callers) {
        if (target.*caller.place)
            continue;
        auto made = callerFrom(*target.issuer, caller.role, caller.name, caller.oid);
        if (!made)
            return fail(std::move(made.error()));
        target.*caller.place = std::move(*made);
    }
    auto euicc = newEuicc(*target.issuer);
    if (!euicc)
        return fail(std::move(euicc.error()));
    target.euicc = std::move(*euicc);
    return target;
}

} // namespace wb::conformance
