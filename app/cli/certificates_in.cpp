// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/certificates_in.h"

#include <algorithm>

namespace wb::cli {

namespace {

void collect(const report::View &view, const std::vector<report::ViewNode> &nodes, std::vector<FoundCertificate> &found)
{
    for (const report::ViewNode &node : nodes) {
        if (node.kind == report::NodeKind::tlv && node.tagText == QLatin1String("30")) {
            const ByteView octets = ByteView(view.buffers[node.buffer].bytes).subspan(node.offset, node.length);
            if (auto certificate = pki::Certificate::fromDer(octets)) {
                found.push_back({std::move(*certificate), node.offset, node.name});
                continue;
            }
        }
        collect(view, node.children, found);
    }
}

std::vector<pki::Certificate> withoutLeaf(const pki::Certificate &leaf, const std::vector<FoundCertificate> &others)
{
    std::vector<pki::Certificate> rest;
    for (const FoundCertificate &other : others) {
        if (!(other.certificate == leaf))
            rest.push_back(other.certificate);
    }
    return rest;
}

} // namespace

std::vector<FoundCertificate> certificatesIn(const report::View &view)
{
    std::vector<FoundCertificate> found;
    collect(view, view.nodes, found);
    return found;
}

std::optional<pki::ChainReport> checkAmong(const pki::Certificate &certificate,
                                           const std::vector<FoundCertificate> &others, const pki::TrustAnchors &cis,
                                           TimePoint now)
{
    using pki::Role;
    const auto role = pki::roleOf(certificate);
    if (!role || pki::isAuthority(*role))
        return {};
    const std::vector<pki::Certificate> rest = withoutLeaf(certificate, others);
    if (*role == Role::euicc) {
        const auto eum = std::find_if(rest.begin(), rest.end(), [&](const pki::Certificate &each) {
            return pki::roleOf(each) == Role::eum && each.subjectKeyId()
                   && each.subjectKeyId() == certificate.authorityKeyId();
        });
        if (eum == rest.end())
            return {};
        return pki::checkEuiccChain(*eum, certificate, cis, now, rest);
    }
    if (*role == Role::dpTls || *role == Role::dsTls) {
        std::vector<pki::Certificate> chain{certificate};
        chain.insert(chain.end(), rest.begin(), rest.end());
        return pki::checkTlsCertificate(chain, cis, {&*role, 1}, std::nullopt, pki::TlsEnd::server, now);
    }
    return pki::checkServerCertificate(certificate, rest, cis, {&*role, 1}, now);
}

} // namespace wb::cli
