// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"
#include "core/rsp/euicc.h"

#include <mutex>

namespace wb::euicc {

/// The rules of an eUICC: ES10 data object in, data object out, with real keys. How it is reached, in process or as a card,
/// is not its business. One session at a time, as in a card. Safe from several threads.
///
/// Errors: unsupported with status word 6A88 for an object it does not know, malformed with 6A80 for one it cannot decode.
class VirtualEuicc final : public rsp::Euicc {
public:
    explicit VirtualEuicc(Identity identity);

    Result<Bytes> es10(ByteView request, std::stop_token stop) override;

    /// What a reset of the card does: the session is gone.
    void reset();

    const Identity &identity() const { return m_identity; }

private:
    /// The RSP session: opened by GetEUICCChallenge, ended by the next one, by a failed check and by a reset. Its challenge
    /// serves for one authentication.
    struct Session {
        rsp::Octet16 challenge{};
        std::optional<rsp::TransactionId> transactionId; ///< once the server is authenticated
    };

    Result<Bytes> dispatch(ByteView request);
    Result<Bytes> getChallenge();
    Result<Bytes> authenticateServer(ByteView request);
    rsp::AuthenticateServerResponse checkAndSign(const rsp::AuthenticateServerRequest &request);
    std::optional<rsp::AuthenticateErrorCode> checkServer(const rsp::AuthenticateServerRequest &request) const;
    bool verifiesUnder(const std::optional<Bytes> &ci) const;
    const EuiccCredential *credentialFor(const rsp::KeyId &ci) const;
    rsp::EuiccInfo1 info1() const;
    rsp::EuiccInfo2 info2() const;

    Identity m_identity;
    mutable std::mutex m_mutex;
    std::optional<Session> m_session;
};

} // namespace wb::euicc
