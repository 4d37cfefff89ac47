// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/card_change.h"

#include "core/es/es10.h"
#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>

namespace wb::lds {

namespace {

using explain::translated;
using rsp::NotificationEventBit;

constexpr std::size_t digitsToType = 4;

const rsp::ProfileInfo *profileOf(const CardSummary &card, const rsp::Iccid &iccid)
{
    if (!card.profiles)
        return nullptr;
    const auto place = std::find_if(card.profiles->begin(), card.profiles->end(),
                                    [&iccid](const rsp::ProfileInfo &profile) { return profile.iccid == iccid; });
    return place == card.profiles->end() ? nullptr : &*place;
}

std::string lastDigits(const std::string &digits)
{
    return digits.size() > digitsToType ? digits.substr(digits.size() - digitsToType) : digits;
}

std::string nameIn(const CardSummary &card, const rsp::Iccid &iccid)
{
    const rsp::ProfileInfo *profile = profileOf(card, iccid);
    return profile != nullptr ? nameOf(*profile) : ".." + lastDigits(iccid.digits);
}

void addNotifications(ChangePlan &plan, const rsp::ProfileInfo *profile, NotificationEventBit event, const char *text)
{
    if (profile == nullptr || !profile->notificationConfiguration)
        return;
    for (const auto &wish : *profile->notificationConfiguration) {
        if (wish.profileManagementOperation.has(event))
            plan.consequences.push_back(translated(text, {wish.notificationAddress}));
    }
}

void addRefresh(ChangePlan &plan, bool refresh)
{
    plan.consequences.push_back(
        refresh ? translated(QT_TRANSLATE_NOOP(
            "cards", "The eUICC asks the terminal for a REFRESH. Some cards answer 6985 until they are reset."))
                : translated(QT_TRANSLATE_NOOP(
                    "cards", "The eUICC asks for no REFRESH: the terminal sees the change after a reset.")));
}

bool forbids(const rsp::ProfileInfo *profile, rsp::PprBit rule)
{
    return profile != nullptr && profile->policyRules && profile->policyRules->has(rule);
}

constexpr const char *tellsOfEnabling = QT_TRANSLATE_NOOP("explain", "Creates a notification of enabling for %1.");
constexpr const char *tellsOfDisabling = QT_TRANSLATE_NOOP("explain", "Creates a notification of disabling for %1.");
constexpr const char *tellsOfDeletion = QT_TRANSLATE_NOOP("explain", "Creates a notification of deletion for %1.");
constexpr const char *ppr1Forbids = QT_TRANSLATE_NOOP(
    "cards", "%1 has policy rule ppr1: it must not be disabled (disallowedByPolicy).");

/// Says what a change will do, one function a kind.
class Planner {
public:
    explicit Planner(const CardSummary &card) : m_card(card) {}

    ChangePlan operator()(const change::Enable &change) const
    {
        ChangePlan plan;
        plan.function = "ES10c.EnableProfile";
        const rsp::ProfileInfo *target = profileOf(m_card, change.iccid);
        const rsp::ProfileInfo *enabled = m_card.enabledProfile();
        const std::string name = nameIn(m_card, change.iccid);
        plan.what = enabled != nullptr && enabled != target
                        ? translated(QT_TRANSLATE_NOOP("explain", "Enables %1; %2 is disabled."),
                                     {name, nameOf(*enabled)})
                        : translated(QT_TRANSLATE_NOOP("explain", "Enables %1."), {name});
        if (enabled != target)
            addNotifications(plan, enabled, NotificationEventBit::disable, tellsOfDisabling);
        addNotifications(plan, target, NotificationEventBit::enable, tellsOfEnabling);
        addRefresh(plan, change.refresh);
        if (target != nullptr && target == enabled)
            plan.doubts.push_back(
                translated(QT_TRANSLATE_NOOP("explain", "It is enabled already (profileNotInDisabledState).")));
        else if (forbids(enabled, rsp::PprBit::ppr1))
            plan.doubts.push_back(translated(ppr1Forbids, {nameOf(*enabled)}));
        return plan;
    }

    ChangePlan operator()(const change::Disable &change) const
    {
        ChangePlan plan;
        plan.function = "ES10c.DisableProfile";
        const rsp::ProfileInfo *target = profileOf(m_card, change.iccid);
        const std::string name = nameIn(m_card, change.iccid);
        plan.what = translated(
            QT_TRANSLATE_NOOP("explain", "Disables %1. No profile is enabled then, unless it was a test profile."),
            {name});
        addNotifications(plan, target, NotificationEventBit::disable, tellsOfDisabling);
        addRefresh(plan, change.refresh);
        if (target != nullptr && target->state != rsp::ProfileState::enabled)
            plan.doubts.push_back(
                translated(QT_TRANSLATE_NOOP("explain", "It is not enabled (profileNotInEnabledState).")));
        if (forbids(target, rsp::PprBit::ppr1))
            plan.doubts.push_back(translated(ppr1Forbids, {name}));
        return plan;
    }

    ChangePlan operator()(const change::Delete &change) const
    {
        ChangePlan plan;
        plan.function = "ES10c.DeleteProfile";
        const rsp::ProfileInfo *target = profileOf(m_card, change.iccid);
        plan.what = translated(QT_TRANSLATE_NOOP("explain", "Deletes %1 for good."), {nameIn(m_card, change.iccid)});
        plan.consequences.push_back(translated(
            QT_TRANSLATE_NOOP("explain", "It can be installed again only if its operator releases it again.")));
        addNotifications(plan, target, NotificationEventBit::remove, tellsOfDeletion);
        if (target != nullptr && target->state == rsp::ProfileState::enabled)
            plan.doubts.push_back(translated(
                QT_TRANSLATE_NOOP("explain", "It is enabled; disable it first (profileNotInDisabledState).")));
        if (forbids(target, rsp::PprBit::ppr2))
            plan.doubts.push_back(translated(
                QT_TRANSLATE_NOOP("explain", "It has policy rule ppr2: it must not be deleted (disallowedByPolicy).")));
        plan.toType = lastDigits(change.iccid.digits);
        return plan;
    }

    ChangePlan operator()(const change::SetNickname &change) const
    {
        ChangePlan plan;
        plan.function = "ES10c.SetNickname";
        const std::string name = nameIn(m_card, change.iccid);
        plan.what = change.nickname.empty()
                        ? translated(QT_TRANSLATE_NOOP("explain", "Takes the nickname of %1 away."), {name})
                        : translated(QT_TRANSLATE_NOOP("explain", "Calls %1 '%2'."), {name, change.nickname});
        return plan;
    }

    ChangePlan operator()(const change::RemoveNotification &change) const
    {
        ChangePlan plan;
        plan.function = "ES10b.RemoveNotificationFromList";
        plan.what = translated(
            QT_TRANSLATE_NOOP("explain", "Removes the notification with sequence number %1 from the eUICC."),
            {std::to_string(change.seqNumber)});
        plan.consequences.push_back(
            translated(QT_TRANSLATE_NOOP("explain", "If it was not sent, its server never learns what has happened.")));
        return plan;
    }

    ChangePlan operator()(const change::SetDefaultDp &change) const
    {
        ChangePlan plan;
        plan.function = "ES10a.SetDefaultDpAddress";
        plan.what = change.address.empty()
                        ? translated(QT_TRANSLATE_NOOP("explain", "Takes the default SM-DP+ away."))
                        : translated(QT_TRANSLATE_NOOP("explain", "Makes %1 the default SM-DP+."), {change.address});
        if (m_card.addresses && m_card.addresses->defaultDpAddress)
            plan.consequences.push_back(
                translated(QT_TRANSLATE_NOOP("explain", "It was %1."), {*m_card.addresses->defaultDpAddress}));
        return plan;
    }

    ChangePlan operator()(const change::ResetMemory &change) const
    {
        using enum rsp::ResetOptionBit;
        ChangePlan plan;
        plan.function = "ES10c.eUICCMemoryReset";
        plan.what = translated(QT_TRANSLATE_NOOP("explain", "Resets the memory of the eUICC."));
        const auto lose = [&](rsp::ProfileClass profileClass) {
            if (!m_card.profiles)
                return;
            for (const rsp::ProfileInfo &profile : *m_card.profiles) {
                if (profile.profileClass != profileClass)
                    continue;
                plan.consequences.push_back(
                    translated(QT_TRANSLATE_NOOP("explain", "Deletes %1 for good, whatever its policy rules say."),
                               {nameOf(profile)}));
                addNotifications(plan, &profile, NotificationEventBit::remove, tellsOfDeletion);
            }
        };
        if (change.options.has(deleteOperationalProfiles))
            lose(rsp::ProfileClass::operational);
        if (change.options.has(deleteFieldLoadedTestProfiles))
            lose(rsp::ProfileClass::test);
        if (change.options.has(resetDefaultSmdpAddress))
            plan.consequences.push_back(translated(QT_TRANSLATE_NOOP("explain", "Takes the default SM-DP+ away.")));
        if (plan.consequences.empty())
            plan.doubts.push_back(
                translated(QT_TRANSLATE_NOOP("explain", "There is nothing to delete (nothingToDelete).")));
        plan.toType = lastDigits(m_card.eid.digits());
        return plan;
    }

private:
    const CardSummary &m_card;
};

/// Makes an outcome of a function's result.
auto outcomeOf(const char *function)
{
    return [function](auto result) {
        const int code = static_cast<int>(result);
        const std::string_view name = asn1::nameOf(result);
        return ChangeOutcome{function, code == 0, code,
                             name.empty() ? "result " + std::to_string(code) : std::string(name)};
    };
}

/// Carries a change out, one function a kind.
class Executor {
public:
    Executor(rsp::Euicc &euicc, std::stop_token stop) : m_euicc(euicc), m_stop(std::move(stop)) {}

    Result<ChangeOutcome> operator()(const change::Enable &change) const
    {
        return es::enableProfile(m_euicc, {{change.iccid}, change.refresh}, m_stop)
            .map(outcomeOf("ES10c.EnableProfile"));
    }
    Result<ChangeOutcome> operator()(const change::Disable &change) const
    {
        return es::disableProfile(m_euicc, {{change.iccid}, change.refresh}, m_stop)
            .map(outcomeOf("ES10c.DisableProfile"));
    }
    Result<ChangeOutcome> operator()(const change::Delete &change) const
    {
        return es::deleteProfile(m_euicc, {change.iccid}, m_stop).map(outcomeOf("ES10c.DeleteProfile"));
    }
    Result<ChangeOutcome> operator()(const change::SetNickname &change) const
    {
        return es::setNickname(m_euicc, {change.iccid, change.nickname}, m_stop).map(outcomeOf("ES10c.SetNickname"));
    }
    Result<ChangeOutcome> operator()(const change::RemoveNotification &change) const
    {
        return es::removeNotificationFromList(m_euicc, change.seqNumber, m_stop)
            .map(outcomeOf("ES10b.RemoveNotificationFromList"));
    }
    Result<ChangeOutcome> operator()(const change::SetDefaultDp &change) const
    {
        return es::setDefaultDpAddress(m_euicc, change.address, m_stop).map(outcomeOf("ES10a.SetDefaultDpAddress"));
    }
    Result<ChangeOutcome> operator()(const change::ResetMemory &change) const
    {
        return es::euiccMemoryReset(m_euicc, change.options, m_stop).map(outcomeOf("ES10c.eUICCMemoryReset"));
    }

private:
    rsp::Euicc &m_euicc;
    std::stop_token m_stop;
};

} // namespace

std::string nameOf(const rsp::ProfileInfo &profile)
{
    const std::string iccid = profile.iccid ? lastDigits(profile.iccid->digits) : std::string();
    const std::string name = profile.nickname.value_or(profile.profileName.value_or(std::string()));
    return name.empty() ? ".." + iccid : name + " (.." + iccid + ")";
}

ChangePlan planOf(const CardChange &change, const CardSummary &card)
{
    return std::visit(Planner(card), change);
}

Result<ChangeOutcome> carryOut(const CardChange &change, rsp::Euicc &euicc, std::stop_token stop)
{
    return std::visit(Executor(euicc, std::move(stop)), change);
}

} // namespace wb::lds
