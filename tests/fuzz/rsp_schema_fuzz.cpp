// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Every schema of core/rsp on any bytes: the first octet chooses the schema. What decodes is encoded and decoded again, and
// must be the same value; what is refused must say where.

#include "core/rsp/authentication.h"
#include "core/rsp/euicc_rules.h"
#include "core/rsp/event_checking.h"
#include "core/rsp/profile_download.h"
#include "core/rsp/profile_management.h"

#include <cstdlib>

namespace {

using namespace wb;

void must(bool holds)
{
    if (!holds)
        std::abort();
}

template <class T>
void check(ByteView bytes)
{
    const auto value = asn1::decode<T>(bytes);
    if (!value) {
        const Error &error = value.error();
        must(error.kind == ErrorKind::malformed && !error.reason.empty());
        must(error.step.starts_with(T::schema.name));
        must(error.offset.has_value() && *error.offset <= bytes.size());
        return;
    }
    const Bytes written = asn1::encode(*value);
    const auto again = asn1::decode<T>(written);
    must(again.has_value() && *again == *value);
    must(asn1::encode(*again) == written);
}

using Check = void (*)(ByteView);

constexpr Check checks[] = {
    check<rsp::EuiccInfo1>,
    check<rsp::EuiccInfo2>,
    check<rsp::EuiccConfiguredAddresses>,
    check<rsp::GetEuiccChallengeResponse>,
    check<rsp::GetEuiccDataRequest>,
    check<rsp::GetEuiccDataResponse>,
    check<rsp::IsdrProprietaryApplicationTemplate>,
    check<rsp::DeviceInfo>,
    check<rsp::ServerSigned1>,
    check<rsp::CtxParams1>,
    check<rsp::AuthenticateServerRequest>,
    check<rsp::EuiccSigned1>,
    check<rsp::AuthenticateServerResponse>,
    check<rsp::GetEuiccInfo1Request>,
    check<rsp::GetEuiccInfo2Request>,
    check<rsp::GetEuiccChallengeRequest>,
    check<rsp::EuiccConfiguredAddressesRequest>,
    check<rsp::InitiateAuthenticationRequest>,
    check<rsp::InitiateAuthenticationResponse>,
    check<rsp::AuthenticateClientRequest>,
    check<rsp::AuthenticateClientResponseEs11>,
    check<rsp::CheckEventRequest>,
    check<rsp::CheckEventResponse>,
    check<rsp::SmdsSigned2>,
    check<rsp::ProfileInfo>,
    check<rsp::StoreMetadataRequest>,
    check<rsp::UpdateMetadataRequest>,
    check<rsp::ProfileInfoListRequest>,
    check<rsp::ProfileInfoListResponse>,
    check<rsp::EnableProfileRequest>,
    check<rsp::EnableProfileResponse>,
    check<rsp::DisableProfileRequest>,
    check<rsp::DisableProfileResponse>,
    check<rsp::DeleteProfileRequest>,
    check<rsp::DeleteProfileResponse>,
    check<rsp::EuiccMemoryResetRequest>,
    check<rsp::EuiccMemoryResetResponse>,
    check<rsp::SetNicknameRequest>,
    check<rsp::SetNicknameResponse>,
    check<rsp::NotificationMetadata>,
    check<rsp::ListNotificationRequest>,
    check<rsp::ListNotificationResponse>,
    check<rsp::ProfileInstallationResultData>,
    check<rsp::ProfileInstallationResult>,
    check<rsp::OtherSignedNotification>,
    check<rsp::PendingNotification>,
    check<rsp::RetrieveNotificationsListRequest>,
    check<rsp::RetrieveNotificationsListResponse>,
    check<rsp::NotificationSentRequest>,
    check<rsp::NotificationSentResponse>,
    check<rsp::SmdpSigned2>,
    check<rsp::PrepareDownloadRequest>,
    check<rsp::EuiccSigned2>,
    check<rsp::PrepareDownloadResponse>,
    check<rsp::CancelSessionRequest>,
    check<rsp::EuiccCancelSessionSigned>,
    check<rsp::CancelSessionResponse>,
    check<rsp::InitialiseSecureChannelRequest>,
    check<rsp::BoundProfilePackage>,
    check<rsp::GetRatRequest>,
    check<rsp::GetRatResponse>,
    check<rsp::LoadCrlRequest>,
    check<rsp::LoadCrlResponse>,
    check<rsp::LpaeActivationRequest>,
    check<rsp::LpaeActivationResponse>,
    check<rsp::SetDefaultDpAddressRequest>,
    check<rsp::SetDefaultDpAddressResponse>,
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 0)
        checks[data[0] % std::size(checks)](ByteView(data + 1, size - 1));
    return 0;
}
