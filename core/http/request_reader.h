// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/message.h"

#include <memory>
#include <string>

namespace wb::http {

/// Makes requests out of octets, however they are cut into pieces. Needs no socket.
class RequestReader {
public:
    enum class State {
        head,     ///< needs more octets to end the head
        body,     ///< head() is whole, the body is not
        complete, ///< take() gives the request
        failed    ///< not acceptable; refusal() and reason() say why; for good
    };

    /// @p maxHeader and @p maxBody in octets.
    RequestReader(std::size_t maxHeader, std::size_t maxBody);
    ~RequestReader();

    /// Takes octets. Those after the end of a request are kept for the next one.
    State feed(ByteView octets);

    State state() const;
    bool started() const;              ///< whether an octet of the current request has come
    bool expectsContinue() const;      ///< the client waits for "100 Continue" before it sends the body
    bool keepAlive() const;            ///< the client allows another request on this connection
    const Bytes &head() const;         ///< octets of the head as received, so far
    int refusal() const;               ///< 400, 413 or 431 when failed
    const std::string &reason() const; ///< one clause

    /// The complete request; begins the next one with what was kept of it (state() may already be complete again).
    Request take();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace wb::http
