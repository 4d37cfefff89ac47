// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/capture/subject.h"

#include <memory>
#include <variant>

namespace wb::capture {

using Duration = std::chrono::microseconds;

/// One command and its response as they crossed the card interface.
struct ApduBlock {
    Bytes command;  ///< exactly as sent
    Bytes response; ///< exactly as received, SW1 SW2 at the end; empty when nothing came back
    TimePoint start;
    Duration duration{};
    bool generated = false; ///< sent by the card layer on its own: GET RESPONSE, a repeat with the right Le
};

/// One function of the card: the APDUs of one command chain, and the data objects they carried when put together.
struct ApduExchange {
    std::string reader; ///< PC/SC reader name, or the name of a built-in virtual eUICC
    int channel = 0;    ///< logical channel
    Bytes request;      ///< the ES10 data object of a STORE DATA chain; empty for other commands
    Bytes response;     ///< response data of the whole chain, without status words
    std::vector<ApduBlock> blocks;
    std::uint16_t statusWord = 0; ///< of the last block; 0 when nothing came back
    Bytes atr;                    ///< answer to reset of the card; empty where it was not seen
};

/// How long each phase of an HTTPS exchange took; zero for a phase that did not happen (a kept-alive connection connects once).
struct HttpPhases {
    Duration resolve{};
    Duration connect{};
    Duration handshake{};
    Duration write{};
    Duration firstByte{};
    Duration body{};
};

/// One rule that was asked about certificates or a signature, in words.
struct RuleVerdict {
    enum class Outcome { holds, notApplicable, advisory, broken };
    std::string text; ///< "CERT.DStls validity broken: notAfter ... is before ..."
    Outcome outcome = Outcome::notApplicable;

    bool operator==(const RuleVerdict &) const = default;
};

/// What TLS agreed on, or how it failed.
struct TlsDetails {
    std::string version; ///< "TLSv1.3"
    std::string cipher;
    std::string group;            ///< key exchange group, "prime256v1"
    std::string serverName;       ///< SNI as sent
    std::vector<Bytes> peerChain; ///< DER, as sent by the peer, its own certificate first
    std::optional<int> alert;     ///< alert description that ended the handshake
    bool alertFromPeer = false;
    std::string verification;       ///< "ok", or why the peer's chain or name was not accepted
    std::vector<RuleVerdict> rules; ///< all that was asked about the chain, from the CI down; empty when nothing was
};

/// One request over HTTPS with its answer, or the failed attempt at one.
struct HttpExchange {
    std::string method;
    std::string address; ///< the RSP server address as the LPA knows it: host, optional port
    std::string target;  ///< request path
    std::string peer;    ///< "127.0.0.1:41234": what was really connected to
    Bytes requestHead;   ///< raw, up to and including the empty line
    Bytes requestBody;
    int status = 0; ///< HTTP status, 0 when no answer came
    Bytes responseHead;
    Bytes responseBody;
    HttpPhases phases;
    TlsDetails tls;
    bool reusedConnection = false;
};

/// One request with its answer that crossed a boundary: an APDU chain, an HTTPS request, a failed TLS handshake.
struct Exchange {
    std::uint64_t number = 0; ///< given by the recorder, from 1
    TimePoint start;
    Duration duration{};
    Interface interface = Interface::none;
    std::string from;   ///< "LPA"
    std::string to;     ///< "eUICC", "testrootsmds.example.com"
    std::string what;   ///< the function: "ES10b.GetEUICCChallenge", "SELECT ISD-R", "ES11.InitiateAuthentication"
    std::string status; ///< "9000", "Executed-Success", "Failed 8.9.5/3.9", "alert 42"
    std::optional<Error> error;
    Subject subject;
    std::vector<RuleVerdict>
        verdicts; ///< on the signatures in it, where its octets do not tell any more: they were redacted
    std::variant<ApduExchange, HttpExchange> detail;

    const ApduExchange *apdu() const { return std::get_if<ApduExchange>(&detail); }
    const HttpExchange *http() const { return std::get_if<HttpExchange>(&detail); }
};

using ExchangePtr = std::shared_ptr<const Exchange>;

/// Takes exchanges as they happen, from any thread.
class Sink {
public:
    virtual ~Sink() = default;

    /// Keeps the exchange; the number in it is replaced by the next one of this sink.
    virtual void record(Exchange exchange) = 0;
};

} // namespace wb::capture
