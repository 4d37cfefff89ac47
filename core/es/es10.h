// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/authentication.h"
#include "core/rsp/euicc.h"
#include "core/rsp/euicc_rules.h"
#include "core/rsp/profile_download.h"
#include "core/rsp/profile_management.h"

/// The ES10 functions as free functions on an eUICC, whatever it is (SGP.22 section 5.7). Each sends one data object and
/// decodes the answer. Errors: those of Euicc::es10(), or malformed with the interface (es10a, es10b, es10c), the function
/// as step and the octet at which the answer stopped making sense.
namespace wb::es {

/// ES10b.GetEUICCInfo, EUICCInfo1, section 5.7.8. Keeps the bytes, which go to the server unchanged.
Result<asn1::Received<rsp::EuiccInfo1>> getEuiccInfo1(rsp::Euicc &euicc, std::stop_token stop);

/// ES10b.GetEUICCInfo, EUICCInfo2, section 5.7.8.
Result<asn1::Received<rsp::EuiccInfo2>> getEuiccInfo2(rsp::Euicc &euicc, std::stop_token stop);

/// ES10b.GetEUICCChallenge, section 5.7.7. Ends any session the eUICC has and opens a new one.
Result<rsp::Octet16> getEuiccChallenge(rsp::Euicc &euicc, std::stop_token stop);

/// ES10c.GetEID, section 5.7.20.
Result<rsp::Eid> getEid(rsp::Euicc &euicc, std::stop_token stop);

/// ES10a.GetEuiccConfiguredAddresses, section 5.7.3.
Result<rsp::EuiccConfiguredAddresses> getEuiccConfiguredAddresses(rsp::Euicc &euicc, std::stop_token stop);

/// ES10b.AuthenticateServer, section 5.7.13. The error branch of the response is a value here, not an Error.
Result<asn1::Received<rsp::AuthenticateServerResponse>>
authenticateServer(rsp::Euicc &euicc, const rsp::AuthenticateServerRequest &request, std::stop_token stop);

/// ES10a.SetDefaultDpAddress, section 5.7.4. An empty address takes it away.
Result<rsp::SetDefaultDpAddressResult> setDefaultDpAddress(rsp::Euicc &euicc, const std::string &address,
                                                           std::stop_token stop);

/// ES10b.PrepareDownload, section 5.7.5. The error branch is a value.
Result<asn1::Received<rsp::PrepareDownloadResponse>>
prepareDownload(rsp::Euicc &euicc, const rsp::PrepareDownloadRequest &request, std::stop_token stop);

/// ES10b.ListNotification, section 5.7.9. The error branch is a value.
Result<rsp::ListNotificationResponse> listNotification(rsp::Euicc &euicc, const rsp::ListNotificationRequest &request,
                                                       std::stop_token stop);

/// ES10b.RetrieveNotificationsList, section 5.7.10. The error branch is a value.
Result<rsp::RetrieveNotificationsListResponse>
retrieveNotificationsList(rsp::Euicc &euicc, const rsp::RetrieveNotificationsListRequest &request,
                          std::stop_token stop);

/// ES10b.RemoveNotificationFromList, section 5.7.11.
Result<rsp::DeleteNotificationStatus> removeNotificationFromList(rsp::Euicc &euicc, std::int64_t seqNumber,
                                                                 std::stop_token stop);

/// The request that loads a CertificateList. Error: malformed when it is no TLV.
Result<rsp::LoadCrlRequest> loadCrlRequest(ByteView crl);

/// ES10b.LoadCRL, section 5.7.12. @p crl is a CertificateList as it is published, beginning with 30. The error branch is a value.
Result<rsp::LoadCrlResponse> loadCrl(rsp::Euicc &euicc, ByteView crl, std::stop_token stop);

/// ES10b.CancelSession, section 5.7.14. The error branch is a value.
Result<asn1::Received<rsp::CancelSessionResponse>>
cancelSession(rsp::Euicc &euicc, const rsp::CancelSessionRequest &request, std::stop_token stop);

/// ES10b.GetRAT, section 5.7.22.
Result<rsp::GetRatResponse> getRat(rsp::Euicc &euicc, std::stop_token stop);

/// ES10c.GetProfilesInfo, section 5.7.15. The error branch is a value.
Result<rsp::ProfileInfoListResponse> getProfilesInfo(rsp::Euicc &euicc, const rsp::ProfileInfoListRequest &request,
                                                     std::stop_token stop);

/// The tags of everything an eUICC of SGP.22 v2.5 tells of a profile, for ProfileInfoListRequest.
Bytes allProfileTags();

/// ES10c.EnableProfile, section 5.7.16.
Result<rsp::EnableResult> enableProfile(rsp::Euicc &euicc, const rsp::EnableProfileRequest &request,
                                        std::stop_token stop);

/// ES10c.DisableProfile, section 5.7.17.
Result<rsp::DisableResult> disableProfile(rsp::Euicc &euicc, const rsp::DisableProfileRequest &request,
                                          std::stop_token stop);

/// ES10c.DeleteProfile, section 5.7.18.
Result<rsp::DeleteResult> deleteProfile(rsp::Euicc &euicc, const rsp::DeleteProfileRequest &request,
                                        std::stop_token stop);

/// ES10c.eUICCMemoryReset, section 5.7.19.
Result<rsp::ResetResult> euiccMemoryReset(rsp::Euicc &euicc, const asn1::Bits<rsp::ResetOptionBit> &options,
                                          std::stop_token stop);

/// ES10c.SetNickname, section 5.7.21. An empty nickname takes it away.
Result<rsp::SetNicknameResult> setNickname(rsp::Euicc &euicc, const rsp::SetNicknameRequest &request,
                                           std::stop_token stop);

} // namespace wb::es
