// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/capture/exchange.h"
#include "core/http/address.h"
#include "core/http/message.h"
#include "core/http/resolver.h"
#include "core/http/tls.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

namespace wb::http {

/// How long each phase of a request may take.
struct Timeouts {
    std::chrono::milliseconds resolve{5'000};
    std::chrono::milliseconds connect{5'000}; ///< shared by all addresses of the name
    std::chrono::milliseconds handshake{10'000};
    std::chrono::milliseconds write{30'000};
    std::chrono::milliseconds firstByte{30'000}; ///< from the end of the request to the first octet of the answer
    std::chrono::milliseconds body{60'000};      ///< from the first to the last octet of the answer
};

/// What an answer may weigh, in octets.
struct Limits {
    std::size_t maxHeader = 16 * 1024; ///< status line and header fields
    std::size_t maxBody = 8 * 1024 * 1024;
};

struct ClientOptions {
    PeerCheck peerCheck; ///< mandatory
    std::optional<TlsCredential> credential;
    ConnectionMap map;
    Timeouts timeouts;
    Limits limits;
    TlsVersion minimumTls = TlsVersion::tls12;
    TlsVersion maximumTls = TlsVersion::
        tls13; ///< TLS 1.2 whatever it says when the credential is a brainpool one (TLS 1.3 has no such scheme here)
    std::optional<std::filesystem::path>
        keyLogFile; ///< secrets are appended in SSLKEYLOGFILE format; the environment variable is not read
    capture::Sink *sink = nullptr; ///< outlives the client
    std::string from;              ///< Exchange::from: "LPA"
    Resolver resolver = systemResolver();
};

/// What the exchange of a request is called.
struct Label {
    Interface interface = Interface::http;
    std::string what; ///< "ES11.InitiateAuthentication"
    capture::Subject subject = {};
};

/// Gets the octets of a body as they come. False ends the exchange.
using BodySink = std::function<bool(ByteView)>;

/// Called with the finished exchange before it is recorded, so that who understands the answer can set its status text.
using BeforeRecord = std::function<void(capture::Exchange &)>;

/// An HTTPS client of one connection profile. TLS 1.2 and 1.3 with forward secrecy and ECDSA only; no redirects, no proxy, no session resumption.
///
/// A client is used from one thread at a time. It keeps the last connection open and uses it again for the same address; a connection
/// that the server closed meanwhile is noticed before anything is written to it, so nothing is ever sent twice.
class Client {
public:
    explicit Client(ClientOptions options);
    ~Client();
    Client(Client &&) noexcept;
    Client &operator=(Client &&) noexcept;

    /// Whether the options are usable; send() returns the same error. Kind invalid (no peerCheck, unusable credential) or io (key log file).
    Result<void> ready() const;

    /// Sends a request and waits for its answer, whatever its HTTP status is; stop() of the token ends it at once, in every phase.
    ///
    /// Errors: interface tls or http, the phase as step ("resolve", "connect", "TLS handshake", "write", "first byte", "response head",
    /// "body"). Kinds: invalid (the request cannot be written), unreachable, timedOut, cancelled, untrusted (peerCheck said no),
    /// refused (the peer ended TLS with an alert), removed (closed too early), malformed (no TLS, no HTTP, or too large).
    ///
    /// Every attempt is recorded as one exchange, the failed ones too; an error of kind invalid is no attempt, nor is
    /// a stop that was asked for before.
    Result<Response> send(const Address &address, const Request &request, const Label &label, std::stop_token stop,
                          const BeforeRecord &beforeRecord = {});

    /// Sends a request whose answer may go on for ever, and hands on the octets of its body as they come; an answer with another
    /// status than 200 is returned whole instead. Returns when the server ends the answer or `body` says so. The time for the body counts
    /// anew from each of its octets. Errors and record as above; the body is not recorded.
    Result<Response> listen(const Address &address, const Request &request, const Label &label, const BodySink &body,
                            std::stop_token stop);

    /// Closes the kept connection.
    void disconnect();

private:
    class Attempt;
    struct Impl;
    Result<Response> perform(const Address &address, const Request &request, const Label &label, std::stop_token stop,
                             const BeforeRecord &beforeRecord, const BodySink *body);

    std::unique_ptr<Impl> m_impl;
};

} // namespace wb::http
