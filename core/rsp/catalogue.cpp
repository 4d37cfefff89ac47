// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/catalogue.h"

#include "core/rsp/euicc_rules.h"
#include "core/rsp/event_checking.h"
#include "core/rsp/profile_download.h"
#include "core/rsp/profile_management.h"

#include <algorithm>

namespace wb::rsp {

namespace {

constexpr Es10Function functions[] = {
    {0xBF3C, Es10Effect::reads, "ES10a.GetEuiccConfiguredAddresses", "5.7.3",
     &asn1::describe<EuiccConfiguredAddressesRequest>, &asn1::describe<EuiccConfiguredAddresses>},
    {0xBF3F, Es10Effect::changes, "ES10a.SetDefaultDpAddress", "5.7.4", &asn1::describe<SetDefaultDpAddressRequest>,
     &asn1::describe<SetDefaultDpAddressResponse>},
    {0xBF21, Es10Effect::session, "ES10b.PrepareDownload", "5.7.5", &asn1::describe<PrepareDownloadRequest>,
     &asn1::describe<PrepareDownloadResponse>},
    {0xBF36, Es10Effect::changes, "ES10b.LoadBoundProfilePackage", "5.7.6", &asn1::describe<BoundProfilePackage>,
     &asn1::describe<ProfileInstallationResult>},
    {0xBF2E, Es10Effect::session, "ES10b.GetEUICCChallenge", "5.7.7", &asn1::describe<GetEuiccChallengeRequest>,
     &asn1::describe<GetEuiccChallengeResponse>},
    {0xBF20, Es10Effect::reads, "ES10b.GetEUICCInfo1", "5.7.8", &asn1::describe<GetEuiccInfo1Request>,
     &asn1::describe<EuiccInfo1>},
    {0xBF22, Es10Effect::reads, "ES10b.GetEUICCInfo2", "5.7.8", &asn1::describe<GetEuiccInfo2Request>,
     &asn1::describe<EuiccInfo2>},
    {0xBF28, Es10Effect::reads, "ES10b.ListNotification", "5.7.9", &asn1::describe<ListNotificationRequest>,
     &asn1::describe<ListNotificationResponse>},
    {0xBF2B, Es10Effect::reads, "ES10b.RetrieveNotificationsList", "5.7.10",
     &asn1::describe<RetrieveNotificationsListRequest>, &asn1::describe<RetrieveNotificationsListResponse>},
    {0xBF30, Es10Effect::changes, "ES10b.RemoveNotificationFromList", "5.7.11",
     &asn1::describe<NotificationSentRequest>, &asn1::describe<NotificationSentResponse>},
    {0xBF35, Es10Effect::changes, "ES10b.LoadCRL", "5.7.12", &asn1::describe<LoadCrlRequest>,
     &asn1::describe<LoadCrlResponse>},
    {0xBF38, Es10Effect::session, "ES10b.AuthenticateServer", "5.7.13", &asn1::describe<AuthenticateServerRequest>,
     &asn1::describe<AuthenticateServerResponse>},
    {0xBF41, Es10Effect::session, "ES10b.CancelSession", "5.7.14", &asn1::describe<CancelSessionRequest>,
     &asn1::describe<CancelSessionResponse>},
    {0xBF43, Es10Effect::reads, "ES10b.GetRAT", "5.7.22", &asn1::describe<GetRatRequest>,
     &asn1::describe<GetRatResponse>},
    {0xBF42, Es10Effect::changes, "ES10b.LpaeActivation", "", &asn1::describe<LpaeActivationRequest>,
     &asn1::describe<LpaeActivationResponse>},
    {0xBF45, Es10Effect::session, "ES10b.VerifySmdsResponse", "", nullptr, nullptr},
    {0xBF2D, Es10Effect::reads, "ES10c.GetProfilesInfo", "5.7.15", &asn1::describe<ProfileInfoListRequest>,
     &asn1::describe<ProfileInfoListResponse>},
    {0xBF31, Es10Effect::changes, "ES10c.EnableProfile", "5.7.16", &asn1::describe<EnableProfileRequest>,
     &asn1::describe<EnableProfileResponse>},
    {0xBF32, Es10Effect::changes, "ES10c.DisableProfile", "5.7.17", &asn1::describe<DisableProfileRequest>,
     &asn1::describe<DisableProfileResponse>},
    {0xBF33, Es10Effect::changes, "ES10c.DeleteProfile", "5.7.18", &asn1::describe<DeleteProfileRequest>,
     &asn1::describe<DeleteProfileResponse>},
    {0xBF34, Es10Effect::changes, "ES10c.eUICCMemoryReset", "5.7.19", &asn1::describe<EuiccMemoryResetRequest>,
     &asn1::describe<EuiccMemoryResetResponse>},
    {0xBF3E, Es10Effect::reads, "ES10c.GetEID", "5.7.20", &asn1::describe<GetEuiccDataRequest>,
     &asn1::describe<GetEuiccDataResponse>},
    {0xBF29, Es10Effect::changes, "ES10c.SetNickname", "5.7.21", &asn1::describe<SetNicknameRequest>,
     &asn1::describe<SetNicknameResponse>},
};

/// Objects that are no ES10 request or response, but travel inside something else or alone.
struct LoneObject {
    asn1::Tag tag;
    const asn1::TypeInfo &(*type)();
};

constexpr LoneObject loneObjects[] = {
    {0xE0, &asn1::describe<IsdrProprietaryApplicationTemplate>},
    {0xBF23, &asn1::describe<InitialiseSecureChannelRequest>},
    {0xBF25, &asn1::describe<StoreMetadataRequest>},
    {0xBF27, &asn1::describe<ProfileInstallationResultData>},
    {0xBF2A, &asn1::describe<UpdateMetadataRequest>},
    {0xBF2F, &asn1::describe<NotificationMetadata>},
    {0xBF36, &asn1::describe<BoundProfilePackage>},
    {0xBF37, &asn1::describe<ProfileInstallationResult>},
    {0xE3, &asn1::describe<ProfileInfo>},
};

/// The parts of a Bound Profile Package that travel as segments of their own (SGP.22 section 2.5.5).
constexpr asn1::Tag segmentTags[] = {0xBF23, 0xA0, 0xA1, 0xA2, 0xA3, 0x86, 0x87, 0x88};

} // namespace

Interface Es10Function::interface() const
{
    if (name.starts_with("ES10a"))
        return Interface::es10a;
    return name.starts_with("ES10b") ? Interface::es10b : Interface::es10c;
}

std::span<const Es10Function> es10Functions()
{
    return functions;
}

const Es10Function *es10FunctionOf(asn1::Tag tag)
{
    if (std::find(std::begin(segmentTags), std::end(segmentTags), tag) != std::end(segmentTags))
        tag = 0xBF36;
    const auto place = std::find_if(std::begin(functions), std::end(functions),
                                    [tag](const Es10Function &function) { return function.tag == tag; });
    return place == std::end(functions) ? nullptr : place;
}

const asn1::TypeInfo *typeOf(asn1::Tag tag, Direction direction)
{
    for (const Es10Function &function : functions) {
        const auto type = direction == Direction::request ? function.request : function.response;
        if (function.tag == tag && type != nullptr && type().tag == tag)
            return &type();
    }
    for (const LoneObject &object : loneObjects) {
        if (object.tag == tag)
            return &object.type();
    }
    return nullptr;
}

const asn1::TypeInfo *typeOfMember(std::string_view jsonMember)
{
    struct Member {
        std::string_view name;
        const asn1::TypeInfo &(*type)();
    };
    static constexpr Member members[] = {
        {"euiccInfo1", &asn1::describe<EuiccInfo1>},
        {"serverSigned1", &asn1::describe<ServerSigned1>},
        {"smdsSigned2", &asn1::describe<SmdsSigned2>},
        {"smdpSigned2", &asn1::describe<SmdpSigned2>},
        {"authenticateServerResponse", &asn1::describe<AuthenticateServerResponse>},
        {"prepareDownloadResponse", &asn1::describe<PrepareDownloadResponse>},
        {"cancelSessionResponse", &asn1::describe<CancelSessionResponse>},
        {"profileMetadata", &asn1::describe<StoreMetadataRequest>},
        {"boundProfilePackage", &asn1::describe<BoundProfilePackage>},
        {"pendingNotification", &asn1::describe<PendingNotification>},
    };
    for (const Member &member : members) {
        if (member.name == jsonMember)
            return &member.type();
    }
    return nullptr;
}

} // namespace wb::rsp
