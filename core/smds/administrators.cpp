// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administrators.h"

#include "core/pki/pem.h"

#include <algorithm>

namespace wb::smds {

namespace {

// Alert descriptions of RFC 8446 section 6.2.
constexpr int certificateExpired = 45;
constexpr int unknownCa = 48;

bool same(ByteView left, ByteView right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

bool isValid(const Administrator &administrator, TimePoint now)
{
    return administrator.certificate.notBefore() <= now && now <= administrator.certificate.notAfter();
}

const Administrator *whoHas(const std::vector<Administrator> &all, const std::vector<Bytes> &chain)
{
    if (chain.empty())
        return nullptr;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const Administrator &each) { return same(each.certificate.der(), chain.front()); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

Result<Administrators> Administrators::load(const std::vector<AdministratorConfiguration> &enrolled)
{
    Administrators administrators;
    for (const AdministratorConfiguration &each : enrolled) {
        auto certificates = pki::loadCertificates(each.certificate);
        if (!certificates)
            return fail(std::move(certificates.error()));
        if (certificates->empty()) {
            return fail(ErrorKind::malformed, Interface::config, each.certificate.filename().string(),
                        "there is no certificate in this file");
        }
        const Bytes der = copyOf(certificates->front().der());
        if (const Administrator *other = whoHas(administrators.m_all, {der})) {
            return fail(ErrorKind::conflict, Interface::config, each.certificate.filename().string(),
                        "the certificate of " + each.name + " is that of " + other->name + " already");
        }
        const bool isTwoThings = std::any_of(
            administrators.m_all.begin(), administrators.m_all.end(),
            [&](const Administrator &other) { return other.name == each.name && other.role != each.role; });
        if (isTwoThings) {
            return fail(ErrorKind::conflict, Interface::config, "administration.client",
                        each.name + " is viewer and operator; the audit trail knows people by their names");
        }
        administrators.m_all.push_back({each.name, each.role, std::move(certificates->front())});
    }
    return administrators;
}

http::PeerVerdict Administrators::verdictOn(const std::vector<Bytes> &chain, TimePoint now) const
{
    const Administrator *administrator = whoHas(m_all, chain);
    if (administrator == nullptr)
        return {false, "the certificate is not enrolled with the administration interface", unknownCa, {}};
    if (!isValid(*administrator, now))
        return {false, "the certificate of " + administrator->name + " is not valid now", certificateExpired, {}};
    return {true, {}, 0, {}};
}

void Administrators::noteNotValid(TimePoint now, std::vector<std::string> &odd) const
{
    for (const Administrator &each : m_all) {
        if (!isValid(each, now))
            odd.push_back("administration: the certificate of " + each.name + " is not valid now");
    }
}

const Administrator *Administrators::of(const std::vector<Bytes> &chain) const
{
    return whoHas(m_all, chain);
}

} // namespace wb::smds
