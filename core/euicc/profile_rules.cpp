// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/profile_rules.h"

#include "core/asn1/reader.h"

#include <algorithm>

namespace wb::euicc {

using rsp::ProfileClass;
using rsp::ProfileInfo;
using rsp::ProfileState;

namespace {

constexpr std::size_t longestNickname = 64; ///< octets

using Identifier = std::variant<Bytes, rsp::Iccid>;

bool isMeant(const ProfileInfo &profile, const Identifier &identifier)
{
    if (const auto *aid = std::get_if<Bytes>(&identifier))
        return profile.isdpAid == *aid;
    return profile.iccid == std::get<rsp::Iccid>(identifier);
}

ProfileInfo *find(Memory &memory, const Identifier &identifier)
{
    const auto place = std::find_if(memory.profiles.begin(), memory.profiles.end(),
                                    [&](const ProfileInfo &profile) { return isMeant(profile, identifier); });
    return place == memory.profiles.end() ? nullptr : &*place;
}

ProfileInfo *enabledIn(Memory &memory)
{
    const auto place = std::find_if(memory.profiles.begin(), memory.profiles.end(),
                                    [](const ProfileInfo &profile) { return profile.state == ProfileState::enabled; });
    return place == memory.profiles.end() ? nullptr : &*place;
}

bool forbids(const ProfileInfo &profile, rsp::PprBit rule)
{
    return profile.policyRules && profile.policyRules->has(rule);
}

bool isTest(const ProfileInfo &profile)
{
    return profile.profileClass == ProfileClass::test;
}

/// Every server that wants to hear of this is told (SGP.22 section 3.5).
void tell(const ProfileInfo &profile, rsp::NotificationEventBit event, Consequences &consequences)
{
    if (!profile.notificationConfiguration)
        return;
    for (const auto &wish : *profile.notificationConfiguration) {
        if (wish.profileManagementOperation.has(event))
            consequences.notifications.push_back({event, *profile.iccid, wish.notificationAddress});
    }
}

void switchOff(ProfileInfo &profile, Consequences &consequences)
{
    profile.state = ProfileState::disabled;
    consequences.otherProfileEnabled = true;
    tell(profile, rsp::NotificationEventBit::disable, consequences);
}

void switchOn(ProfileInfo &profile, Consequences &consequences)
{
    profile.state = ProfileState::enabled;
    consequences.otherProfileEnabled = true;
    tell(profile, rsp::NotificationEventBit::enable, consequences);
}

/// The tags asked for, or those of SGP.22 section 5.7.15 when none are; nothing when the list is no list of tags.
std::optional<std::vector<asn1::Tag>> wantedTags(const std::optional<Bytes> &tagList)
{
    if (!tagList)
        return std::vector<asn1::Tag>{0x5A, 0x4F, 0x9F70, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95};
    std::vector<asn1::Tag> tags;
    for (std::size_t at = 0; at < tagList->size();) {
        asn1::Tag tag = (*tagList)[at++];
        const bool longTag = (tag & 0x1F) == 0x1F;
        for (bool more = longTag; more; more = (tag & 0x80) != 0) {
            if (at == tagList->size() || tag > 0xFFFF)
                return {};
            tag = tag << 8 | (*tagList)[at++];
        }
        tags.push_back(tag);
    }
    return tags;
}

ProfileInfo shown(const ProfileInfo &profile, const std::vector<asn1::Tag> &tags)
{
    const auto wanted = [&tags](asn1::Tag tag) { return std::find(tags.begin(), tags.end(), tag) != tags.end(); };
    ProfileInfo part = profile;
    part.extras.clear();
    const auto keepIf = [&](asn1::Tag tag, auto &member) {
        if (!wanted(tag))
            member.reset();
    };
    keepIf(0x5A, part.iccid);
    keepIf(0x4F, part.isdpAid);
    keepIf(0x9F70, part.state);
    keepIf(0x90, part.nickname);
    keepIf(0x91, part.serviceProviderName);
    keepIf(0x92, part.profileName);
    keepIf(0x93, part.iconType);
    keepIf(0x94, part.icon);
    keepIf(0x95, part.profileClass);
    keepIf(0xB6, part.notificationConfiguration);
    keepIf(0xB7, part.owner);
    keepIf(0xB8, part.dpProprietaryData);
    keepIf(0x99, part.policyRules);
    keepIf(0xBF76, part.accessRules);
    return part;
}

bool meets(const ProfileInfo &profile, const std::optional<rsp::ProfileSearchCriteria> &criteria)
{
    if (!criteria)
        return true;
    if (const auto *profileClass = std::get_if<ProfileClass>(&criteria->value))
        return profile.profileClass == *profileClass;
    if (const auto *aid = std::get_if<Bytes>(&criteria->value))
        return profile.isdpAid == *aid;
    return profile.iccid == std::get<rsp::Iccid>(criteria->value);
}

} // namespace

rsp::ProfileInfoListResponse profilesInfo(const Memory &memory, const rsp::ProfileInfoListRequest &request)
{
    const auto tags = wantedTags(request.tagList);
    if (!tags)
        return {rsp::ProfileInfoListError::incorrectInputValues};
    asn1::ListOf<0xE3, ProfileInfo> list;
    for (const ProfileInfo &profile : memory.profiles) {
        if (meets(profile, request.searchCriteria))
            list.items.push_back(shown(profile, *tags));
    }
    return {std::move(list)};
}

rsp::EnableResult enableProfile(Memory &memory, const rsp::ProfileIdentifier &profile, Consequences &consequences)
{
    using enum rsp::EnableResult;
    ProfileInfo *target = find(memory, profile.value);
    if (target == nullptr)
        return iccidOrAidNotFound;
    if (target->state == ProfileState::enabled)
        return profileNotInDisabledState;
    ProfileInfo *enabled = enabledIn(memory);
    if (enabled != nullptr && forbids(*enabled, rsp::PprBit::ppr1) && !isTest(*target))
        return disallowedByPolicy;
    const bool endsTest = enabled != nullptr && isTest(*enabled) && !isTest(*target);
    if (endsTest && memory.enabledBeforeTest && memory.enabledBeforeTest != target->iccid)
        return wrongProfileReenabling;

    if (isTest(*target) && enabled != nullptr && !isTest(*enabled))
        memory.enabledBeforeTest = enabled->iccid;
    else if (!isTest(*target))
        memory.enabledBeforeTest.reset();
    if (enabled != nullptr)
        switchOff(*enabled, consequences);
    switchOn(*target, consequences);
    return ok;
}

rsp::DisableResult disableProfile(Memory &memory, const rsp::ProfileIdentifier &profile, Consequences &consequences)
{
    using enum rsp::DisableResult;
    ProfileInfo *target = find(memory, profile.value);
    if (target == nullptr)
        return iccidOrAidNotFound;
    if (target->state != ProfileState::enabled)
        return profileNotInEnabledState;
    if (forbids(*target, rsp::PprBit::ppr1))
        return disallowedByPolicy;
    switchOff(*target, consequences);
    if (isTest(*target) && memory.enabledBeforeTest) {
        if (ProfileInfo *before = find(memory, *memory.enabledBeforeTest))
            switchOn(*before, consequences);
        memory.enabledBeforeTest.reset();
    }
    return ok;
}

rsp::DeleteResult deleteProfile(Memory &memory, const rsp::DeleteProfileRequest &request, Consequences &consequences)
{
    using enum rsp::DeleteResult;
    const ProfileInfo *target = find(memory, request.value);
    if (target == nullptr)
        return iccidOrAidNotFound;
    if (target->state == ProfileState::enabled)
        return profileNotInDisabledState;
    if (forbids(*target, rsp::PprBit::ppr2))
        return disallowedByPolicy;
    tell(*target, rsp::NotificationEventBit::remove, consequences);
    if (memory.enabledBeforeTest == target->iccid)
        memory.enabledBeforeTest.reset();
    memory.profiles.erase(memory.profiles.begin() + (target - memory.profiles.data()));
    return ok;
}

rsp::ResetResult resetMemory(Memory &memory, const asn1::Bits<rsp::ResetOptionBit> &options, Consequences &consequences)
{
    using enum rsp::ResetOptionBit;
    const auto goes = [&options](const ProfileInfo &profile) {
        return (profile.profileClass == ProfileClass::operational && options.has(deleteOperationalProfiles))
               || (isTest(profile) && options.has(deleteFieldLoadedTestProfiles));
    };
    bool done = options.has(resetDefaultSmdpAddress) && memory.defaultDpAddress.has_value();
    if (done)
        memory.defaultDpAddress.reset();
    for (const ProfileInfo &profile : memory.profiles) {
        if (!goes(profile))
            continue;
        done = true;
        consequences.otherProfileEnabled = consequences.otherProfileEnabled || profile.state == ProfileState::enabled;
        tell(profile, rsp::NotificationEventBit::remove, consequences);
    }
    std::erase_if(memory.profiles, goes);
    if (memory.enabledBeforeTest && find(memory, *memory.enabledBeforeTest) == nullptr)
        memory.enabledBeforeTest.reset();
    return done ? rsp::ResetResult::ok : rsp::ResetResult::nothingToDelete;
}

rsp::SetNicknameResult setNickname(Memory &memory, const rsp::SetNicknameRequest &request)
{
    ProfileInfo *target = find(memory, request.iccid);
    if (target == nullptr)
        return rsp::SetNicknameResult::iccidNotFound;
    if (request.nickname.size() > longestNickname)
        return rsp::SetNicknameResult::undefinedError;
    target->nickname.reset();
    if (!request.nickname.empty())
        target->nickname = request.nickname;
    return rsp::SetNicknameResult::ok;
}

} // namespace wb::euicc
