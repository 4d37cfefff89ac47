// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/catalogue.h"

#include "core/rsp/authentication.h"
#include "core/rsp/event_checking.h"

namespace wb::rsp {

namespace {

struct Function {
    asn1::Tag tag;
    std::string_view name;
};

constexpr Function functions[] = {
    {0xBF3C, "ES10a.GetEuiccConfiguredAddresses"},
    {0xBF3F, "ES10a.SetDefaultDpAddress"},
    {0xBF21, "ES10b.PrepareDownload"},
    {0xBF36, "ES10b.LoadBoundProfilePackage"},
    {0xBF2E, "ES10b.GetEUICCChallenge"},
    {0xBF20, "ES10b.GetEUICCInfo1"},
    {0xBF22, "ES10b.GetEUICCInfo2"},
    {0xBF28, "ES10b.ListNotification"},
    {0xBF2B, "ES10b.RetrieveNotificationsList"},
    {0xBF30, "ES10b.RemoveNotificationFromList"},
    {0xBF35, "ES10b.LoadCRL"},
    {0xBF38, "ES10b.AuthenticateServer"},
    {0xBF41, "ES10b.CancelSession"},
    {0xBF43, "ES10b.GetRAT"},
    {0xBF45, "ES10b.VerifySmdsResponse"},
    {0xBF2D, "ES10c.GetProfilesInfo"},
    {0xBF31, "ES10c.EnableProfile"},
    {0xBF32, "ES10c.DisableProfile"},
    {0xBF33, "ES10c.DeleteProfile"},
    {0xBF34, "ES10c.eUICCMemoryReset"},
    {0xBF3E, "ES10c.GetEID"},
    {0xBF29, "ES10c.SetNickname"},
    {0xBF42, "ES10b.LpaeActivation"},
};

} // namespace

const asn1::TypeInfo *typeOf(asn1::Tag tag, Direction direction)
{
    const bool request = direction == Direction::request;
    switch (tag) {
    case 0xBF20: return request ? &asn1::describe<GetEuiccInfo1Request>() : &asn1::describe<EuiccInfo1>();
    case 0xBF22: return request ? &asn1::describe<GetEuiccInfo2Request>() : &asn1::describe<EuiccInfo2>();
    case 0xBF2E:
        return request ? &asn1::describe<GetEuiccChallengeRequest>() : &asn1::describe<GetEuiccChallengeResponse>();
    case 0xBF38:
        return request ? &asn1::describe<AuthenticateServerRequest>() : &asn1::describe<AuthenticateServerResponse>();
    case 0xBF3C:
        return request ? &asn1::describe<EuiccConfiguredAddressesRequest>()
                       : &asn1::describe<EuiccConfiguredAddresses>();
    case 0xBF3E: return request ? &asn1::describe<GetEuiccDataRequest>() : &asn1::describe<GetEuiccDataResponse>();
    case 0xE0: return &asn1::describe<IsdrProprietaryApplicationTemplate>();
    default: return nullptr;
    }
}

const asn1::TypeInfo *typeOfMember(std::string_view jsonMember)
{
    if (jsonMember == "euiccInfo1")
        return &asn1::describe<EuiccInfo1>();
    if (jsonMember == "serverSigned1")
        return &asn1::describe<ServerSigned1>();
    if (jsonMember == "smdsSigned2")
        return &asn1::describe<SmdsSigned2>();
    if (jsonMember == "authenticateServerResponse")
        return &asn1::describe<AuthenticateServerResponse>();
    return nullptr;
}

std::string_view es10FunctionOf(asn1::Tag tag)
{
    for (const Function &function : functions) {
        if (function.tag == tag)
            return function.name;
    }
    return {};
}

} // namespace wb::rsp
