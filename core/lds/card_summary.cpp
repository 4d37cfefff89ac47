// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/card_summary.h"

#include "core/es/es10.h"

#include <algorithm>

namespace wb::lds {

namespace {

Result<std::vector<rsp::ProfileInfo>> readProfiles(rsp::Euicc &euicc, const std::stop_token &stop)
{
    auto response = es::getProfilesInfo(euicc, {{}, es::allProfileTags()}, stop);
    if (!response && response.error().statusWord) // older cards know some of the tags only
        response = es::getProfilesInfo(euicc, {}, stop);
    if (!response)
        return fail(std::move(response.error()));
    if (auto *list = std::get_if<0>(&response->value))
        return std::move(list->items);
    return fail(ErrorKind::refused, Interface::es10c, "GetProfilesInfo",
                "profileInfoListError " + std::string(asn1::nameOf(std::get<1>(response->value))));
}

Result<std::vector<rsp::NotificationMetadata>> readNotifications(rsp::Euicc &euicc, const std::stop_token &stop)
{
    auto response = es::listNotification(euicc, {}, stop);
    if (!response)
        return fail(std::move(response.error()));
    if (auto *list = std::get_if<0>(&response->value))
        return std::move(list->items);
    return fail(ErrorKind::refused, Interface::es10b, "ListNotification", "listNotificationsResultError");
}

} // namespace

const rsp::ProfileInfo *CardSummary::enabledProfile() const
{
    if (!profiles)
        return nullptr;
    const auto place = std::find_if(profiles->begin(), profiles->end(), [](const rsp::ProfileInfo &profile) {
        return profile.state == rsp::ProfileState::enabled;
    });
    return place == profiles->end() ? nullptr : &*place;
}

Result<CardSummary> readCard(rsp::Euicc &euicc, std::stop_token stop, const ReadProgress &progress)
{
    constexpr int functions = 7;
    int done = 0;
    const auto begin = [&](std::string_view function) {
        if (progress)
            progress(done++, functions, function);
    };
    begin("ES10c.GetEID");
    auto eid = es::getEid(euicc, stop);
    if (!eid)
        return fail(std::move(eid.error()));
    begin("ES10b.GetEUICCInfo1");
    auto info1 = es::getEuiccInfo1(euicc, stop);
    if (!info1)
        return fail(std::move(info1.error()));
    begin("ES10b.GetEUICCInfo2");
    auto info2 = es::getEuiccInfo2(euicc, stop);
    begin("ES10a.GetEuiccConfiguredAddresses");
    auto addresses = es::getEuiccConfiguredAddresses(euicc, stop);
    begin("ES10c.GetProfilesInfo");
    auto profiles = readProfiles(euicc, stop);
    begin("ES10b.ListNotification");
    auto notifications = readNotifications(euicc, stop);
    begin("ES10b.GetRAT");
    auto rules = es::getRat(euicc, stop).map([](rsp::GetRatResponse &&response) { return std::move(response.rat); });
    if (!rules && rules.error().kind == ErrorKind::cancelled)
        return fail(std::move(rules.error()));
    return CardSummary{std::move(*eid),     std::move(*info1),        std::move(info2), std::move(addresses),
                       std::move(profiles), std::move(notifications), std::move(rules)};
}

} // namespace wb::lds
