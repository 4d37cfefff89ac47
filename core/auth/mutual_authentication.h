// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/session_store.h"
#include "core/base/exchangeable.h"
#include "core/es/messages.h"
#include "core/pki/certificate_cache.h"
#include "core/pki/key.h"
#include "core/pki/rules.h"

#include <memory>

namespace wb::auth {

/// A certificate a server signs serverSigned1 with (CERT.DSauth or CERT.DPauth) and its key.
struct AuthCredential {
    pki::Certificate certificate;
    pki::PrivateKey key;
};

/// The status pairs that differ between an SM-DS (8.9.x) and an SM-DP+ (8.8.x).
struct Refusals {
    StatusPair address;
    StatusPair securityConfiguration;
    StatusPair svn;
    StatusPair certificate;
};

/// The refusals of an SM-DS (SGP.22 section 5.8.1).
const Refusals &smdsRefusals();

struct Configuration {
    std::vector<std::string>
        addresses; ///< own addresses, compared without case; a port may be the default one or left out
    std::vector<AuthCredential> credentials; ///< one a CI
    pki::TrustAnchors cis;                   ///< CIs whose eUICCs are accepted
    Refusals refusals;
    rsp::Version lowestSvn{{2, 0, 0}};
    int highestSvnMajor = 3; ///< later eUICCs announce their lowest SVN there; beyond this major they are refused
    SessionLimits sessions;
};

/// An eUICC that has proved who it is, and what it asked for.
struct AuthenticatedEuicc {
    rsp::TransactionId transactionId;
    rsp::Eid eid;                          ///< from the verified certificate, never from the request
    std::optional<std::string> matchingId; ///< absent when it was empty: both mean the same
    rsp::DeviceInfo deviceInfo;
    std::optional<asn1::Bits<rsp::OperationTypeBit>> operationType;
    rsp::EuiccInfo2 euiccInfo2;
    Bytes euiccSignature1; ///< 64 octets
    pki::ChainReport chain;
};

/// The server side of the common mutual authentication (SGP.22 section 3.1.2): what an SM-DS and an SM-DP+ do alike. Safe
/// from several threads.
class MutualAuthentication {
public:
    /// Sessions are kept in memory, or where `sessions` keeps them. `clock` outlives it.
    MutualAuthentication(Configuration configuration, const Clock &clock,
                         std::unique_ptr<SessionStore> sessions = nullptr);

    /// Step 7: checks, opens a session, signs. Errors carry the status pair of the first check that failed, in the order
    /// address, format, SVN, certificate for the eUICC, CI for signing.
    Result<es::InitiateAuthenticationResponse> initiate(const es::InitiateAuthenticationRequest &request);

    /// Step 16: verifies what the eUICC signed. The session is over afterwards, whatever the outcome. Errors as above, in
    /// the order TransactionID, CI, EUM certificate, eUICC certificate, signature, challenge, address, SVN, EID rule.
    Result<AuthenticatedEuicc> authenticate(const es::AuthenticateClientRequest &request);

    /// What the server signs for an eUICC once it knows it, with the key that signed serverSigned1 for it: r || s over data. Error:
    /// unsupported when the certificates were exchanged in between and none is left for it.
    Result<Bytes> signFor(const AuthenticatedEuicc &euicc, ByteView data) const;

    /// The keys that answers are signed with, best first.
    std::vector<pki::PrivateKey> keys() const;

    bool isOwnAddress(std::string_view address) const;

    /// Other certificates and CIs from now on. What has begun may be finished: nothing of it was signed for the old ones only.
    void reload(std::vector<AuthCredential> credentials, pki::TrustAnchors cis);

    Result<std::size_t> sessionCount() const { return m_sessions->size(); }

private:
    /// What reload() exchanges.
    struct Trust {
        std::vector<AuthCredential> credentials;
        pki::TrustAnchors cis;

        const AuthCredential *credentialFor(const std::vector<rsp::KeyId> &verificationKeyIds) const;
        const rsp::KeyId *ciFor(const std::vector<rsp::KeyId> &signingKeyIds) const;
    };

    Configuration m_configuration; ///< but for its credentials and CIs
    Exchangeable<Trust> m_trust;
    const Clock &m_clock;
    std::unique_ptr<SessionStore> m_sessions;
    pki::CertificateCache m_eums{256}; ///< of CIs that are accepted; there are a few dozen in the world
};

} // namespace wb::auth
