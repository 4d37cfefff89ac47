// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/pki/rules.h"
#include "core/report/view.h"

namespace wb::report {

/// A certificate inside something decoded.
struct FoundCertificate {
    pki::Certificate certificate;
    std::size_t offset = 0; ///< in its buffer
    QString name;           ///< of the field it was found in: "euiccCertificate"
};

/// Every certificate in a view, in its order, wherever it stands.
std::vector<FoundCertificate> certificatesIn(const View &view);

/// The chain rules that fit the certificate: as an eUICC's with its EUM, which is looked for among the others; as a TLS or
/// signing certificate of a server otherwise. None for a CI or an EUM alone, whose rules are asked with what they issue.
std::optional<pki::ChainReport> checkAmong(const pki::Certificate &certificate,
                                           const std::vector<FoundCertificate> &others, const pki::TrustAnchors &cis,
                                           TimePoint now);

/// A certificate that was seen in exchanges, once, however often it came.
struct SeenCertificate {
    FoundCertificate found;
    std::uint64_t exchange = 0; ///< number of the first it was in
    std::string from;           ///< "eUICC in Lab reader", "testrootsmds.example.com": who showed it
};

/// Every certificate in data objects, bodies and TLS of the exchanges, in order of first appearance. Costs what showing the larger ones costs.
std::vector<SeenCertificate> certificatesSeen(std::span<const capture::ExchangePtr> exchanges);

} // namespace wb::report
