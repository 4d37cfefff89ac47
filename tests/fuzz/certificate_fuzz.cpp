// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// A certificate that anybody may send: DER, and PEM around it. What is read is then judged as leaf, as issuer and as CI.

#include "core/pki/pem.h"
#include "core/pki/rules.h"

#include <array>
#include <cstdlib>

using namespace wb;
using namespace wb::pki;

namespace {

void judgeFuzzed(const Certificate &certificate)
{
    static constexpr std::array<Role, 2> roles{Role::dsTls, Role::dsAuth};
    const TimePoint now = certificate.notBefore();
    const std::vector<Certificate> chain{certificate, certificate};
    const TrustAnchors itself({certificate});
    for (const TrustAnchors &cis : {itself, TrustAnchors()}) {
        checkTlsCertificate(chain, cis, roles, "testrootsmds.example.com", TlsEnd::server, now);
        checkEuiccChain(certificate, certificate, cis, now, chain);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView bytes(data, size);
    if (const auto certificate = Certificate::fromDer(bytes)) {
        if (certificate->tbs().size() >= size || certificate->serial().size() > 20)
            std::abort();
        const auto again = certificatesFromPem(toPem(*certificate));
        if (!again || !(again->front() == *certificate))
            std::abort();
        judgeFuzzed(*certificate);
    } else if (!certificate.error().offset || *certificate.error().offset > size) {
        std::abort();
    }
    if (const auto certificates = certificatesFromPem(textOf(bytes)); !certificates && !certificates.error().offset)
        std::abort();
    return 0;
}
