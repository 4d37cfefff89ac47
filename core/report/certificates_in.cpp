// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/certificates_in.h"

#include "core/report/annotation.h"

#include <algorithm>

namespace wb::report {

namespace {

void collect(const View &view, const std::vector<ViewNode> &nodes, std::vector<FoundCertificate> &found)
{
    for (const ViewNode &node : nodes) {
        if (node.kind == NodeKind::tlv && node.tagText == QLatin1String("30")) {
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

/// No certificate is smaller than this; what is need not be looked into.
constexpr std::size_t smallestCertificate = 300;

bool mayHoldOne(const Part &part)
{
    return part.bytes.size() >= smallestCertificate && part.kind != PartKind::httpHead
           && part.group != PartGroup::asSent;
}

/// An eUICC shows its own certificates; what it was sent came from the server.
std::string whoShowed(const capture::Exchange &exchange, const pki::Certificate &certificate)
{
    const auto role = pki::roleOf(certificate);
    const bool ofCard = role == pki::Role::euicc || role == pki::Role::eum;
    if (const capture::HttpExchange *http = exchange.http())
        return ofCard ? "eUICC" : http->address;
    return ofCard ? "eUICC in " + exchange.apdu()->reader : "the server of " + exchange.what;
}

} // namespace

std::vector<FoundCertificate> certificatesIn(const View &view)
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

std::vector<SeenCertificate> certificatesSeen(std::span<const capture::ExchangePtr> exchanges)
{
    std::vector<SeenCertificate> seen;
    for (const capture::ExchangePtr &exchange : exchanges) {
        for (const Part &part : partsOf(*exchange)) {
            if (!mayHoldOne(part))
                continue;
            for (FoundCertificate &found : certificatesIn(annotatePart(part))) {
                const bool known = std::any_of(seen.begin(), seen.end(), [&](const SeenCertificate &each) {
                    return each.found.certificate == found.certificate;
                });
                if (known)
                    continue;
                std::string from = whoShowed(*exchange, found.certificate);
                seen.push_back({std::move(found), exchange->number, std::move(from)});
            }
        }
    }
    return seen;
}

} // namespace wb::report
