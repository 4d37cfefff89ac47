// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/trust_anchors.h"

#include "core/pki/pem.h"
#include "core/pki/rules.h"

#include <algorithm>

namespace wb::pki {

namespace {

bool hasKeyId(const Certificate &certificate, ByteView keyId)
{
    return certificate.subjectKeyId() && equal(*certificate.subjectKeyId(), keyId);
}

} // namespace

void TrustAnchors::add(Certificate certificate)
{
    if (std::find(m_certificates.begin(), m_certificates.end(), certificate) == m_certificates.end())
        m_certificates.push_back(std::move(certificate));
}

std::vector<Certificate> TrustAnchors::find(ByteView keyId, TimePoint now) const
{
    std::vector<Certificate> found;
    for (const Certificate &certificate : m_certificates) {
        if (hasKeyId(certificate, keyId))
            found.push_back(certificate);
    }
    std::stable_partition(found.begin(), found.end(), [now](const Certificate &c) { return isValidAt(c, now); });
    return found;
}

bool TrustAnchors::has(ByteView keyId) const
{
    return std::any_of(m_certificates.begin(), m_certificates.end(),
                       [&](const Certificate &c) { return hasKeyId(c, keyId); });
}

std::vector<Bytes> TrustAnchors::keyIds() const
{
    std::vector<Bytes> ids;
    for (const Certificate &certificate : m_certificates) {
        if (certificate.subjectKeyId() && std::find(ids.begin(), ids.end(), *certificate.subjectKeyId()) == ids.end())
            ids.push_back(*certificate.subjectKeyId());
    }
    return ids;
}

Result<TrustAnchors> loadTrustAnchors(const std::vector<std::filesystem::path> &files)
{
    TrustAnchors anchors;
    for (const std::filesystem::path &file : files) {
        auto certificates = loadCertificates(file);
        if (!certificates)
            return fail(std::move(certificates.error()));
        for (Certificate &certificate : *certificates)
            anchors.add(std::move(certificate));
    }
    return anchors;
}

} // namespace wb::pki
