// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/device.h"

#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/euicc/virtual_euicc.h"
#include "tests/support/core/rsp_cast.h"

#include <algorithm>
#include <cstdio>

namespace wb::bench {

namespace {

std::size_t placeOf(ByteView part, ByteView whole)
{
    const auto at = std::search(whole.begin(), whole.end(), part.begin(), part.end());
    if (at == whole.end())
        qFatal("a figure cannot be prepared: octets that were written are not found");
    return static_cast<std::size_t>(at - whole.begin());
}

void put(ByteView part, Bytes &whole, std::size_t at)
{
    std::copy(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(at));
}

euicc::VirtualEuicc euiccOf(const pki::Authority &authority, const pki::Credential &credential, const rsp::Eid &eid)
{
    euicc::Identity identity;
    identity.name = "eUICC of a figure";
    identity.eid = eid;
    identity.credentials = {{credential.chain[0], credential.chain[1], credential.key}};
    identity.cis.add(authority.ci());
    identity.verificationKeyIds = {rsp::KeyId{*authority.ci().subjectKeyId()}};
    identity.info = euicc::usualEuiccInfo2();
    return euicc::VirtualEuicc(std::move(identity));
}

} // namespace

Bytes postRequest(std::string_view host, std::string_view path, ByteView body)
{
    const std::string head = "POST " + std::string(path) + " HTTP/1.1\r\nHost: " + std::string(host)
                             + "\r\nUser-Agent: " + std::string(es::lpaUserAgent) + "\r\nX-Admin-Protocol: "
                             + std::string(es::adminProtocol) + "\r\nContent-Type: application/json\r\nContent-Length: "
                             + std::to_string(body.size()) + "\r\n\r\n";
    Bytes request = copyOf(viewOf(head));
    append(request, body);
    return request;
}

Device::Device(const pki::Authority &authority, const pki::Credential &eum, std::string_view eid,
               auth::MutualAuthentication &server, const std::string &address)
    : m_credential(testing::must(authority.issueEuicc(eum, eid))),
      m_eid(testing::must(rsp::Eid::fromText(eid))),
      m_address(address)
{
    euicc::VirtualEuicc euicc = euiccOf(authority, m_credential, m_eid);
    const auto question = testing::questionOf(euicc, address);
    m_initiation = postRequest(address, es::initiateAuthenticationPath, es::toJson(question));
    const auto answer = testing::must(server.initiate(question));
    m_serverSigned1 = answer.serverSigned1;
    m_response = testing::answerOf(euicc, answer).authenticateServerResponse;

    const auto response = testing::must(asn1::decode<rsp::AuthenticateServerResponse>(m_response));
    const rsp::AuthenticateResponseOk *ok = response.ok();
    if (ok == nullptr)
        qFatal("a figure cannot be prepared: the eUICC refuses its server");
    m_signed1 = copyOf(ok->euiccSigned1.bytes);
    m_signed1At = placeOf(m_signed1, m_response);
    m_signatureAt = placeOf(ok->euiccSignature1, m_response);
    m_transactionIdAt = placeOf(answer.transactionId.octets, m_signed1);
    m_challengeAt = placeOf(ok->euiccSigned1.value.serverChallenge, m_signed1);
}

Result<Bytes> Device::authentication(ByteView initiationAnswer) const
{
    const auto answer = es::initiateAuthenticationResponseFromJson(initiationAnswer, Interface::es11);
    if (!answer)
        return fail(answer.error());
    const auto server = asn1::decode<rsp::ServerSigned1>(answer->serverSigned1);
    if (!server)
        return fail(server.error());
    Bytes signed1 = m_signed1;
    put(answer->transactionId.octets, signed1, m_transactionIdAt);
    put(server->serverChallenge, signed1, m_challengeAt);
    const auto signature = pki::sign(m_credential.key, signed1);
    if (!signature)
        return fail(signature.error());
    Bytes response = m_response;
    put(signed1, response, m_signed1At);
    put(*signature, response, m_signatureAt);
    return postRequest(m_address, es::authenticateClientPath,
                       es::toJson(es::AuthenticateClientRequest{answer->transactionId, std::move(response)}));
}

std::string eidOfNumber(std::uint64_t number)
{
    char digits[33];
    // EIN of the EUM, its version and the like, then what is each card's own, scattered so that neighbours are far apart.
    const std::uint64_t scattered = (number * 0x9E3779B97F4A7C15ULL) % 1'000'000'000'000ULL;
    std::snprintf(digits, sizeof digits, "8904903212%012llu%08llu", static_cast<unsigned long long>(scattered),
                  static_cast<unsigned long long>(number % 100'000'000ULL));
    unsigned rest = 0;
    for (const char *digit = digits; *digit != '\0'; ++digit)
        rest = (rest * 10 + static_cast<unsigned>(*digit - '0')) % 97;
    rest = rest * 100 % 97; // with two zeros in the place of the check digits (SGP.29)
    std::snprintf(digits + 30, 3, "%02u", 98 - rest);
    return digits;
}

} // namespace wb::bench
