// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/capture/subject.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wb::http {

struct Header {
    std::string name;
    std::string value;

    bool operator==(const Header &) const = default;
};

/// A request, on its way out or as a server received it.
struct Request {
    std::string method = "POST";
    std::string target = "/"; ///< path and query, as on the request line
    std::vector<Header> headers;
    Bytes body; ///< without chunking

    // Known to a server only; a client leaves them alone.
    std::vector<Bytes> peerChain; ///< DER of the client's certificates, its own first; empty when it sent none
    std::string remote;           ///< "127.0.0.1:53412"
    std::string origin;           ///< its address as limits count it: limitKeyOf()
    std::string listener;         ///< ServerOptions::name of the server that received it

    /// The first header of that name, in any case.
    std::optional<std::string_view> header(std::string_view name) const;
};

/// Where the rest of an endless answer comes from: what there is since the last call, at once; empty when there is nothing yet; none at
/// the end. Called on a worker of the server, a few times a second, and never twice at once.
using StreamSource = std::function<std::optional<Bytes>()>;

/// An answer, as a handler gives it or as a client received it.
struct Response {
    int status = 200;
    std::vector<Header> headers;
    Bytes body; ///< without chunking

    /// A server only: what follows the body for as long as the client stays. The end of the connection ends such an answer.
    StreamSource stream = {};

    /// A server only: what the handler knows of the call, for the record of the exchange; not sent.
    capture::Subject subject = {};

    /// The first header of that name, in any case.
    std::optional<std::string_view> header(std::string_view name) const;
};

} // namespace wb::http
