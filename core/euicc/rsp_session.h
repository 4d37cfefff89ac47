// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"
#include "core/euicc/memory.h"
#include "core/rsp/profile_download.h"

namespace wb::euicc {

/// The RSP session of an eUICC: opened by GetEUICCChallenge, ended by the next one, by a failed check, by CancelSession and by a
/// reset. Its challenge serves for one authentication.
struct RspSession {
    /// What is known once the server is authenticated.
    struct Server {
        rsp::TransactionId transactionId;
        std::string oid; ///< registeredID of its certificate
        rsp::KeyId ci;   ///< under which the eUICC signs
        rsp::Signature euiccSignature1;
    };

    /// What a download is prepared with.
    struct Download {
        pki::PrivateKey oneTimeKey;
        pki::Certificate smdpCertificate; ///< CERT.DPpb
    };

    rsp::Octet16 challenge{};
    std::optional<Server> server;
    std::optional<Download> download;
};

/// A session with a new random challenge.
RspSession newSession();

/// The keys the eUICC signs with under this CI; null when it has none.
const EuiccCredential *credentialUnder(const Identity &identity, const rsp::KeyId &ci);

/// ES10b.AuthenticateServer, SGP.22 section 5.7.13: the checks in the order of the specification, then the signature. @p info goes into
/// what is signed. A session that has authenticated its server, or none, is refused.
rsp::AuthenticateServerResponse authenticateServer(std::optional<RspSession> &session, const Identity &identity,
                                                   const Memory &memory, const rsp::EuiccInfo2 &info,
                                                   const rsp::AuthenticateServerRequest &request);

/// ES10b.PrepareDownload, section 5.7.5: makes the one-time key that the package will be bound to.
rsp::PrepareDownloadResponse prepareDownload(std::optional<RspSession> &session, const Identity &identity,
                                             const Memory &memory, const rsp::PrepareDownloadRequest &request);

/// ES10b.CancelSession, section 5.7.14: ends the session and signs why.
rsp::CancelSessionResponse cancelSession(std::optional<RspSession> &session, const Identity &identity,
                                         const rsp::CancelSessionRequest &request);

} // namespace wb::euicc
