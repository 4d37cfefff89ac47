// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/http/message.h"

#include <memory>
#include <optional>
#include <string>

namespace wb::http {

/// Makes one answer out of octets, however they are cut into pieces, and keeps what came when it is cut off. Needs no socket.
class ResponseReader {
public:
    enum class State {
        head,     ///< needs more octets to end the head
        body,     ///< the head is whole, the body is not
        complete, ///< take() gives the answer
        failed    ///< no acceptable HTTP; error() says why; for good
    };

    /// @p maxHeader and @p maxBody in octets; @p toHead: the request was a HEAD, so no body follows whatever the headers say.
    ResponseReader(std::size_t maxHeader, std::size_t maxBody, bool toHead = false);
    ~ResponseReader();

    /// Takes octets. Interim answers (1xx) are passed over.
    State feed(ByteView octets);

    /// The connection has ended in good order: completes a body whose end is marked by nothing else.
    State end();

    State state() const;
    int status() const;         ///< 0 while the head is not whole
    const Bytes &head() const;  ///< octets of the head as received, so far
    const Bytes &body() const;  ///< octets of the body without chunking, so far
    bool keepAlive() const;     ///< another request may follow: the server allows it and sent nothing after its answer
    const Error &error() const; ///< when failed: kind malformed, step "response head" or "body"

    /// How far it got, for the sentence "the server closed the connection ...": "after 312 of 1024 body octets".
    std::string progress() const;

    Response take();

    /// The octets of the body that have come and were not taken yet, for who uses them as they come.
    Bytes takeBody();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace wb::http
