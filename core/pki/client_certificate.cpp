// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/client_certificate.h"

#include "core/pki/certificate_draft.h"
#include "core/pki/oids.h"

namespace wb::pki {

Result<Credential> selfSignedClient(const std::string &commonName, TimePoint now, std::chrono::days validity)
{
    auto key = PrivateKey::generate(Curve::p256);
    if (!key)
        return fail(std::move(key.error()));
    CertificateDraft draft;
    draft.serial = randomBytes(16);
    draft.serial.front() = static_cast<std::uint8_t>((draft.serial.front() & 0x7F)
                                                     | 0x40); // positive, always of this size
    draft.subject.add(oid::commonName, commonName);
    auto issuerDer = toDer(draft.subject);
    if (!issuerDer)
        return fail(std::move(issuerDer.error()));
    draft.issuerDer = std::move(*issuerDer);
    draft.notBefore = now - std::chrono::hours(1);
    draft.notAfter = now + validity;
    draft.subjectPublicKeyInfo = copyOf(key->subjectPublicKeyInfo());
    draft.subjectKeyId = keyIdOf(key->publicPoint());
    draft.keyUsage = KeyUsage{KeyUsage::digitalSignature, true};
    draft.extendedKeyUsage = OidList{{Oid(oid::clientAuth)}, true};
    auto certificate = issueCertificate(draft, *key);
    if (!certificate)
        return fail(std::move(certificate.error()));
    return Credential{{std::move(*certificate)}, std::move(*key)};
}

} // namespace wb::pki
