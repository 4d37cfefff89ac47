// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/mutual_authentication.h"
#include "core/pki/authority.h"

namespace wb::bench {

/// POST of a JSON body as a client of SGP.22 sends it.
Bytes postRequest(std::string_view host, std::string_view path, ByteView body);

/// An eUICC and its LPA, made for asking often: what does not change from one authentication to the next is prepared, and
/// a new one costs one signature. What the server has to do is the same as for any device.
class Device {
public:
    /// A new eUICC of this EUM. Its first authentication, with @p server, is the pattern of all the others.
    Device(const pki::Authority &authority, const pki::Credential &eum, std::string_view eid,
           auth::MutualAuthentication &server, const std::string &address);

    const rsp::Eid &eid() const { return m_eid; }
    const pki::Certificate &certificate() const { return m_credential.leaf(); }
    const pki::PrivateKey &key() const { return m_credential.key; }
    ByteView signedOctets() const { return m_signed1; }             ///< euiccSigned1 of the pattern
    ByteView serverSignedOctets() const { return m_serverSigned1; } ///< what the server signed for it

    /// ES11.InitiateAuthentication as it goes over the connection.
    const Bytes &initiation() const { return m_initiation; }

    /// ES11.AuthenticateClient, in answer to the body that InitiateAuthentication was answered with.
    Result<Bytes> authentication(ByteView initiationAnswer) const;

private:
    pki::Credential m_credential;
    rsp::Eid m_eid;
    std::string m_address;
    Bytes m_initiation;
    Bytes m_serverSigned1;
    Bytes m_signed1;  ///< euiccSigned1
    Bytes m_response; ///< AuthenticateServerResponse, euiccSigned1 inside
    std::size_t m_signed1At = 0;
    std::size_t m_signatureAt = 0;     ///< in m_response
    std::size_t m_transactionIdAt = 0; ///< in m_signed1
    std::size_t m_challengeAt = 0;     ///< in m_signed1
};

/// EIDs of one EUM with check digits that hold, one for each number.
std::string eidOfNumber(std::uint64_t number);

} // namespace wb::bench
