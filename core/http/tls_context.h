// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/capture/exchange.h"
#include "core/http/tls.h"

#include <openssl/types.h>

#include <filesystem>
#include <memory>
#include <optional>

namespace wb::http {

/// For key exchange, and on TLS 1.2 the curves of certificates too.
inline constexpr const char *tlsGroups = "P-256:brainpoolP256r1:X25519";

/// What happened in the TLS layer of one connection. OpenSSL's callbacks write it, on the thread that drives the connection.
struct TlsTrace {
    std::string
        peerName; ///< what a client compares the server's certificate with; on a server the name that was asked for
    capture::TlsDetails details; ///< version, cipher and group only after describe()
    bool refused = false;        ///< the PeerCheck said no; the reason is in details.verification
};

/// How one side of TLS is set up.
struct TlsSetup {
    bool server = false;
    PeerCheck peerCheck;          ///< without one, a server does not ask for a certificate; a client must have one
    bool peerMayBeSilent = false; ///< a server with a peerCheck goes on without a certificate too
    std::vector<TlsCredential> credentials;
    TlsVersion minimum = TlsVersion::tls12;
    TlsVersion maximum = TlsVersion::tls13;
    std::optional<std::filesystem::path> keyLogFile;
};

/// An SSL_CTX of ours: own trust decision, forward-secret ECDSA suites, P-256, brainpoolP256r1 and X25519, no tickets, no renegotiation.
class TlsContext {
public:
    /// Errors: interface tls, step "credential" or "key log"; kind invalid or io.
    static Result<TlsContext> create(TlsSetup setup);
    ~TlsContext();
    TlsContext(TlsContext &&) noexcept;
    TlsContext &operator=(TlsContext &&) noexcept;

    /// The SSL_CTX with a reference more, for an owner that frees it; clients may share one. Every connection of it is attached to
    /// its TlsContext, which outlives it.
    SSL_CTX *share() const;

    /// Ties a new connection to its trace, which must outlive it; sends trace.peerName as server name when @p sendServerName.
    Result<void> attach(SSL *connection, TlsTrace &trace, bool sendServerName) const;

    /// Exchanges the credentials of a server.
    Result<void> reload(const std::vector<TlsCredential> &credentials);

private:
    struct State;
    explicit TlsContext(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Writes what was agreed on (version, cipher, group, on a server the name asked for) into the trace.
void describe(const SSL *connection, TlsTrace &trace);

/// Why TLS broke, when it did: the PeerCheck's refusal, an alert of the peer, or @p opensslError (an error code of OpenSSL's queue).
/// @p peer is "server" or "client", for the sentence.
Error tlsError(const TlsTrace &trace, unsigned long opensslError, std::string_view peer);

} // namespace wb::http
