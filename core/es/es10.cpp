// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"

namespace wb::es {

namespace {

/// One function: request out, response in and decoded.
template <class Response, class Request>
Result<asn1::Received<Response>> callEs10(rsp::Euicc &euicc, const Request &request, Interface interface,
                                          const char *function, std::stop_token stop)
{
    auto answer = euicc.es10(asn1::encode(request), std::move(stop));
    if (!answer)
        return fail(std::move(answer.error()));
    auto value = asn1::decode<Response>(*answer);
    if (!value) {
        Error error = std::move(value.error());
        error.interface = interface;
        error.reason = "the answer is not as it must be: " + error.step + " " + error.reason;
        error.step = function;
        return fail(std::move(error));
    }
    return asn1::Received<Response>{std::move(*answer), std::move(*value)};
}

} // namespace

Result<asn1::Received<rsp::EuiccInfo1>> getEuiccInfo1(rsp::Euicc &euicc, std::stop_token stop)
{
    return callEs10<rsp::EuiccInfo1>(euicc, rsp::GetEuiccInfo1Request{}, Interface::es10b, "GetEUICCInfo1",
                                     std::move(stop));
}

Result<asn1::Received<rsp::EuiccInfo2>> getEuiccInfo2(rsp::Euicc &euicc, std::stop_token stop)
{
    return callEs10<rsp::EuiccInfo2>(euicc, rsp::GetEuiccInfo2Request{}, Interface::es10b, "GetEUICCInfo2",
                                     std::move(stop));
}

Result<rsp::Octet16> getEuiccChallenge(rsp::Euicc &euicc, std::stop_token stop)
{
    return callEs10<rsp::GetEuiccChallengeResponse>(euicc, rsp::GetEuiccChallengeRequest{}, Interface::es10b,
                                                    "GetEUICCChallenge", std::move(stop))
        .map([](const auto &response) { return response.value.euiccChallenge; });
}

Result<rsp::Eid> getEid(rsp::Euicc &euicc, std::stop_token stop)
{
    return callEs10<rsp::GetEuiccDataResponse>(euicc, rsp::GetEuiccDataRequest{}, Interface::es10c, "GetEID",
                                               std::move(stop))
        .map([](const auto &response) { return response.value.eid; });
}

Result<rsp::EuiccConfiguredAddresses> getEuiccConfiguredAddresses(rsp::Euicc &euicc, std::stop_token stop)
{
    return callEs10<rsp::EuiccConfiguredAddresses>(euicc, rsp::EuiccConfiguredAddressesRequest{}, Interface::es10a,
                                                   "GetEuiccConfiguredAddresses", std::move(stop))
        .map([](const auto &response) { return response.value; });
}

Result<asn1::Received<rsp::AuthenticateServerResponse>>
authenticateServer(rsp::Euicc &euicc, const rsp::AuthenticateServerRequest &request, std::stop_token stop)
{
    return callEs10<rsp::AuthenticateServerResponse>(euicc, request, Interface::es10b, "AuthenticateServer",
                                                     std::move(stop));
}

} // namespace wb::es
