// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/rsp/authentication.h"

namespace wb::auth {

/// What a server remembers between InitiateAuthentication and AuthenticateClient.
struct Session {
    rsp::TransactionId transactionId;
    rsp::Octet16 serverChallenge{};
    std::string serverAddress; ///< as signed
    rsp::Version svn;          ///< from EUICCInfo1
    rsp::KeyId ciKeyId;        ///< euiccCiPKIdToBeUsed
    TimePoint started;
    std::string
        origin; ///< whom it counts for among SessionLimits::perOrigin: the client's address, in the form of limits
};

/// How many sessions run at the most, and how long, so that nobody fills the server by starting and never finishing.
struct SessionLimits {
    std::size_t count = 10'000;
    std::chrono::milliseconds lifetime = std::chrono::minutes(5);
    std::size_t perOrigin =
        0; ///< 0: no limit; else the oldest of the same origin makes room, so that nobody drives out all others
};

/// Running sessions, wherever they are kept. Safe from several threads. Errors are those of what they are kept in.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    /// Keeps a session under its TransactionID; the oldest ones make room when there are too many. False when that
    /// TransactionID is in use.
    virtual Result<bool> add(Session session) = 0;

    /// Takes a session out: each can be used once, whoever asks. None when unknown or too old.
    virtual Result<std::optional<Session>> take(const rsp::TransactionId &transactionId) = 0;

    virtual Result<std::size_t> size() = 0;
};

} // namespace wb::auth
