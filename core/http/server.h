// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/capture/exchange.h"
#include "core/http/message.h"
#include "core/http/rate_limit.h"
#include "core/http/server_counters.h"
#include "core/http/tls.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace wb::http {

/// Answers a request. A plain blocking function on one of the server's workers, several at once; the token is stopped when the server
/// has stopped and the grace time is over. What it throws becomes a 500 and a line in the log.
using Handler = std::function<Response(const Request &request, std::stop_token stop)>;

enum class ClientCertificate {
    none,     ///< not asked for
    optional, ///< asked for; one that comes must be accepted by the clientCheck
    required  ///< none: alert 116 certificate_required on TLS 1.3, 40 handshake_failure on TLS 1.2
};

/// What one client may cost. Who exceeds a time is closed without an answer.
struct ServerLimits {
    std::size_t maxHeader = 16 * 1024;     ///< octets; more is answered 431
    std::size_t maxBody = 1024 * 1024;     ///< octets; more is answered 413
    std::size_t maxConnections = 1000;     ///< beyond, the connection that has been idle longest makes room
    std::size_t maxQueued = 256;           ///< requests waiting for a worker; more are answered 503
    unsigned requestsPerConnection = 1000; ///< then the connection is closed after the answer
    std::size_t connectionsPerAddress = 0; ///< 0: no limit; more are closed at once
    Rate handshakesPerAddress;             ///< who is faster is closed at once
    Rate requestsPerAddress;               ///< who is faster is answered 429 with Retry-After
    Rate requestsPerCertificate;           ///< the same for a client certificate, wherever it comes from
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds header{10'000}; ///< from the first octet of a request to the end of its head
    std::chrono::milliseconds body{30'000};
    std::chrono::milliseconds write{30'000};
    std::chrono::milliseconds idle{60'000}; ///< between requests
    std::chrono::milliseconds grace{2'000}; ///< how long stop() lets accepted requests finish
};

struct ServerOptions {
    std::string name;                      ///< Request::listener, Exchange::to, and the word for it in the log
    std::string bindAddress = "127.0.0.1"; ///< numeric; another than loopback is told to the log
    std::uint16_t port = 0;                ///< 0: any free one

    /// At most one per curve. With a P-256 and a brainpoolP256r1 one, each ClientHello decides: TLS 1.3 gets P-256 (OpenSSL 3.0 has no
    /// brainpool there), TLS 1.2 gets the curve the client lists first. With brainpool alone the server speaks TLS 1.2 only.
    std::vector<TlsCredential> credentials;
    ClientCertificate clientCertificate = ClientCertificate::none;
    PeerCheck clientCheck; ///< mandatory unless ClientCertificate::none
    ServerLimits limits;
    unsigned workers = 4;        ///< threads that run the handler; 0: the network threads do, for one that never waits
    unsigned networkThreads = 1; ///< threads that do TLS and HTTP
    TlsVersion minimumTls = TlsVersion::tls12;
    TlsVersion maximumTls = TlsVersion::tls13;
    capture::Sink *sink =
        nullptr; ///< gets every request with its answer and every failed handshake; outlives the server

    /// Called before an exchange is recorded, on a network thread: names the function, sets the status text.
    std::function<void(capture::Exchange &)> beforeRecord;
    std::function<void(std::string)> log; ///< one line without line end; never called twice at once
};

/// An HTTPS server with its own threads.
class Server {
public:
    /// Listens, or says why it cannot. Errors: interface http, step "listen": invalid (options), conflict (the port is taken), io.
    static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler);

    /// stop(), then waits for handlers that are still running.
    ~Server();

    std::uint16_t port() const;

    /// Stops accepting, closes idle connections, lets accepted requests finish for the grace time, then closes the rest and waits for
    /// the workers. Not from a handler.
    void stop();

    /// New handshakes use these; running connections go on. Error: invalid; the old ones stay in use.
    Result<void> reload(const std::vector<TlsCredential> &credentials);

    ServerCounters counters() const;

private:
    struct Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace wb::http
