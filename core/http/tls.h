// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/capture/exchange.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wb::http {

enum class TlsVersion { tls12, tls13 };

/// What one side proves itself with.
struct TlsCredential {
    std::vector<Bytes>
        chain; ///< DER certificates, the own one first, each followed by its issuer; the CI itself may be left out
    std::string privateKeyPem; ///< PKCS#8 or SEC1, not encrypted; NIST P-256 or brainpoolP256r1
    bool anyCurve = false;     ///< a key on another curve too: for who wants to see it refused
};

/// What a PeerCheck says about a certificate chain.
struct PeerVerdict {
    bool accepted = false;
    std::string reason; ///< one clause, why not; "" when accepted

    /// Alert description (RFC 8446 section 6.2) for the peer when it is refused. OpenSSL can be made to send 40, 42 to 46, 48, 51
    /// and 80 here; another number is sent as 42, bad_certificate.
    int alert = 42;

    std::vector<capture::RuleVerdict> rules = {}; ///< every rule behind the verdict, to be kept in the exchange
};

/// The only trust decision: called in the handshake with the peer's DER certificates, its own first, and the name it must be
/// valid for (as server: the name the client asked for, "" when it asked for none). No store of the system is consulted, before or
/// after. Called on the thread that drives the connection, on a server from several threads at once.
using PeerCheck = std::function<PeerVerdict(const std::vector<Bytes> &chain, std::string_view serverName)>;

/// The step of an error that came while TLS was agreed on, before anything was asked.
inline constexpr const char *handshakeStep = "TLS handshake";

/// Whether an alert says that a certificate is missing or not accepted. On TLS 1.3 a server says so after the client's last word.
bool isAboutCertificate(int alert);

/// "bad_certificate" for 42 (RFC 8446 appendix B.2); "unknown" for a number without a name.
std::string_view alertName(int alert);

} // namespace wb::http
