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

Result<rsp::SetDefaultDpAddressResult> setDefaultDpAddress(rsp::Euicc &euicc, const std::string &address,
                                                           std::stop_token stop)
{
    return callEs10<rsp::SetDefaultDpAddressResponse>(euicc, rsp::SetDefaultDpAddressRequest{address}, Interface::es10a,
                                                      "SetDefaultDpAddress", std::move(stop))
        .map([](const auto &response) { return response.value.result; });
}

Result<asn1::Received<rsp::PrepareDownloadResponse>>
prepareDownload(rsp::Euicc &euicc, const rsp::PrepareDownloadRequest &request, std::stop_token stop)
{
    return callEs10<rsp::PrepareDownloadResponse>(euicc, request, Interface::es10b, "PrepareDownload", std::move(stop));
}

Result<rsp::ListNotificationResponse> listNotification(rsp::Euicc &euicc, const rsp::ListNotificationRequest &request,
                                                       std::stop_token stop)
{
    return callEs10<rsp::ListNotificationResponse>(euicc, request, Interface::es10b, "ListNotification",
                                                   std::move(stop))
        .map([](auto &&response) { return std::move(response.value); });
}

Result<rsp::RetrieveNotificationsListResponse>
retrieveNotificationsList(rsp::Euicc &euicc, const rsp::RetrieveNotificationsListRequest &request, std::stop_token stop)
{
    return callEs10<rsp::RetrieveNotificationsListResponse>(euicc, request, Interface::es10b,
                                                            "RetrieveNotificationsList", std::move(stop))
        .map([](auto &&response) { return std::move(response.value); });
}

Result<rsp::DeleteNotificationStatus> removeNotificationFromList(rsp::Euicc &euicc, std::int64_t seqNumber,
                                                                 std::stop_token stop)
{
    return callEs10<rsp::NotificationSentResponse>(euicc, rsp::NotificationSentRequest{seqNumber}, Interface::es10b,
                                                   "RemoveNotificationFromList", std::move(stop))
        .map([](const auto &response) { return response.value.status; });
}

Result<rsp::LoadCrlRequest> loadCrlRequest(ByteView crl)
{
    const auto list = asn1::readSingle(crl, "CertificateList");
    if (!list)
        return fail(list.error());
    rsp::LoadCrlRequest request;
    request.crl.whole = asn1::tlv(0xA0, list->content); // in LoadCRLRequest, A0 stands in place of its 30
    return request;
}

Result<rsp::LoadCrlResponse> loadCrl(rsp::Euicc &euicc, ByteView crl, std::stop_token stop)
{
    const auto request = loadCrlRequest(crl);
    if (!request)
        return fail(request.error());
    return callEs10<rsp::LoadCrlResponse>(euicc, *request, Interface::es10b, "LoadCRL", std::move(stop))
        .map([](auto &&response) { return std::move(response.value); });
}

Result<asn1::Received<rsp::CancelSessionResponse>>
cancelSession(rsp::Euicc &euicc, const rsp::CancelSessionRequest &request, std::stop_token stop)
{
    return callEs10<rsp::CancelSessionResponse>(euicc, request, Interface::es10b, "CancelSession", std::move(stop));
}

Result<rsp::GetRatResponse> getRat(rsp::Euicc &euicc, std::stop_token stop)
{
    return callEs10<rsp::GetRatResponse>(euicc, rsp::GetRatRequest{}, Interface::es10b, "GetRAT", std::move(stop))
        .map([](auto &&response) { return std::move(response.value); });
}

Result<rsp::ProfileInfoListResponse> getProfilesInfo(rsp::Euicc &euicc, const rsp::ProfileInfoListRequest &request,
                                                     std::stop_token stop)
{
    return callEs10<rsp::ProfileInfoListResponse>(euicc, request, Interface::es10c, "GetProfilesInfo", std::move(stop))
        .map([](auto &&response) { return std::move(response.value); });
}

Bytes allProfileTags()
{
    return {0x5A, 0x4F, 0x9F, 0x70, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0xB6, 0xB7, 0xB8, 0x99, 0xBF, 0x76};
}

Result<rsp::EnableResult> enableProfile(rsp::Euicc &euicc, const rsp::EnableProfileRequest &request,
                                        std::stop_token stop)
{
    return callEs10<rsp::EnableProfileResponse>(euicc, request, Interface::es10c, "EnableProfile", std::move(stop))
        .map([](const auto &response) { return response.value.result; });
}

Result<rsp::DisableResult> disableProfile(rsp::Euicc &euicc, const rsp::DisableProfileRequest &request,
                                          std::stop_token stop)
{
    return callEs10<rsp::DisableProfileResponse>(euicc, request, Interface::es10c, "DisableProfile", std::move(stop))
        .map([](const auto &response) { return response.value.result; });
}

Result<rsp::DeleteResult> deleteProfile(rsp::Euicc &euicc, const rsp::DeleteProfileRequest &request,
                                        std::stop_token stop)
{
    return callEs10<rsp::DeleteProfileResponse>(euicc, request, Interface::es10c, "DeleteProfile", std::move(stop))
        .map([](const auto &response) { return response.value.result; });
}

Result<rsp::ResetResult> euiccMemoryReset(rsp::Euicc &euicc, const asn1::Bits<rsp::ResetOptionBit> &options,
                                          std::stop_token stop)
{
    return callEs10<rsp::EuiccMemoryResetResponse>(euicc, rsp::EuiccMemoryResetRequest{options}, Interface::es10c,
                                                   "eUICCMemoryReset", std::move(stop))
        .map([](const auto &response) { return response.value.result; });
}

Result<rsp::SetNicknameResult> setNickname(rsp::Euicc &euicc, const rsp::SetNicknameRequest &request,
                                           std::stop_token stop)
{
    return callEs10<rsp::SetNicknameResponse>(euicc, request, Interface::es10c, "SetNickname", std::move(stop))
        .map([](const auto &response) { return response.value.result; });
}

} // namespace wb::es
