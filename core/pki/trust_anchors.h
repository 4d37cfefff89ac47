// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"

#include <filesystem>

namespace wb::pki {

/// The CI certificates somebody trusts. Several certificates of one key may be in it: the GSMA Test CI was published under
/// two names and three validities, all with the same key, and what it issued is matched by key identifier, never by name.
class TrustAnchors {
public:
    TrustAnchors() = default;
    explicit TrustAnchors(std::vector<Certificate> certificates) : m_certificates(std::move(certificates)) {}

    /// Adds one, unless the same certificate is there already.
    void add(Certificate certificate);

    const std::vector<Certificate> &certificates() const { return m_certificates; }
    bool empty() const { return m_certificates.empty(); }

    /// Every certificate whose subjectKeyIdentifier is @p keyId, those valid at @p now before the others.
    std::vector<Certificate> find(ByteView keyId, TimePoint now) const;

    /// Whether a certificate of this key is among them.
    bool has(ByteView keyId) const;

    /// The key identifiers, each once, in the order of the certificates: what an eUICC lists as euiccCiPKIdListForVerification.
    std::vector<Bytes> keyIds() const;

private:
    std::vector<Certificate> m_certificates;
};

/// The certificates of these PEM or DER files, each file may hold several. Errors: those of loadCertificates().
Result<TrustAnchors> loadTrustAnchors(const std::vector<std::filesystem::path> &files);

} // namespace wb::pki
