// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/card_finding.h"

#include "core/explain/translation.h"
#include "core/http/placeholder_address.h"

#include <QCoreApplication>

#include <algorithm>

namespace wb::lds {

namespace {

using explain::translated;

class Findings {
public:
    explicit Findings(const CardSummary &card) : m_card(card) {}

    std::vector<CardFinding> all()
    {
        identity();
        trust();
        addresses();
        profiles();
        notifications();
        versions();
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const CardFinding &left, const CardFinding &right) { return left.weight > right.weight; });
        return std::move(m_found);
    }

private:
    void add(const char *name, Weight weight, std::string what, std::string whatToDo = {})
    {
        m_found.push_back({name, weight, std::move(what), std::move(whatToDo)});
    }

    void identity()
    {
        if (!m_card.eid.checkDigitsHold())
            add("EID_CHECK_DIGITS", Weight::warning,
                translated(QT_TRANSLATE_NOOP("explain", "The check digits of the EID do not hold.")),
                translated(
                    QT_TRANSLATE_NOOP("explain", "Compare it with the print on the card; a server may refuse it.")));
    }

    void trust()
    {
        const rsp::EuiccInfo1 &info = m_card.info1.value;
        if (info.verificationKeyIds.empty())
            add("NO_CI_TO_VERIFY", Weight::error,
                translated(QT_TRANSLATE_NOOP("explain", "The eUICC lists no CI key to verify servers with.")),
                translated(QT_TRANSLATE_NOOP("explain", "No server can prove itself to it; ask its maker.")));
        if (info.signingKeyIds.empty())
            add("NO_CI_TO_SIGN", Weight::error,
                translated(QT_TRANSLATE_NOOP("explain", "The eUICC lists no CI key to sign under.")),
                translated(QT_TRANSLATE_NOOP("explain", "It cannot prove itself to any server; ask its maker.")));
        const auto production = [](const rsp::KeyId &key) {
            return rsp::publishedCiName(key.octets).find("production") != std::string_view::npos;
        };
        const auto test = [](const rsp::KeyId &key) {
            return rsp::publishedCiName(key.octets).find("test") != std::string_view::npos;
        };
        const auto has = [](const std::vector<rsp::KeyId> &keys, auto &&kind) {
            return std::any_of(keys.begin(), keys.end(), kind);
        };
        const bool mixed = (has(info.verificationKeyIds, production) && has(info.signingKeyIds, test)
                            && !has(info.signingKeyIds, production))
                           || (has(info.verificationKeyIds, test) && has(info.signingKeyIds, production)
                               && !has(info.verificationKeyIds, production));
        if (mixed)
            add("TEST_AND_PRODUCTION", Weight::error,
                translated(QT_TRANSLATE_NOOP("explain",
                                             "It verifies under one kind of CI and signs under the other, test and "
                                             "production.")),
                translated(QT_TRANSLATE_NOOP("explain", "No server can match both lists; ask its maker.")));
    }

    void addresses()
    {
        if (!m_card.addresses)
            return;
        const std::string &root = m_card.addresses->rootDsAddress;
        if (root.empty())
            add("ROOT_DS_MISSING", Weight::warning,
                translated(QT_TRANSLATE_NOOP("explain", "No Root SM-DS is configured.")),
                translated(QT_TRANSLATE_NOOP("explain", "Discovery needs an address from elsewhere.")));
        else if (http::isPlaceholderAddress(root))
            add("ROOT_DS_PLACEHOLDER", Weight::note,
                translated(QT_TRANSLATE_NOOP("explain", "The Root SM-DS, %1, is a name of the test material."), {root}),
                translated(QT_TRANSLATE_NOOP(
                    "cards", "Only a lab answers to it: an event at another SM-DS is not found from here.")));
        const auto &defaultDp = m_card.addresses->defaultDpAddress;
        if (defaultDp && !defaultDp->empty() && http::isPlaceholderAddress(*defaultDp))
            add("DEFAULT_DP_PLACEHOLDER", Weight::note,
                translated(QT_TRANSLATE_NOOP("explain", "The default SM-DP+, %1, is a name of the test material."),
                           {*defaultDp}));
    }

    void profiles()
    {
        if (!m_card.profiles)
            return;
        const auto enabled = std::count_if(m_card.profiles->begin(), m_card.profiles->end(), [](const auto &profile) {
            return profile.state == rsp::ProfileState::enabled;
        });
        if (enabled == 0 && !m_card.profiles->empty())
            add("NOTHING_ENABLED", Weight::note, translated(QT_TRANSLATE_NOOP("explain", "No profile is enabled.")),
                translated(QT_TRANSLATE_NOOP("explain", "Without other connectivity, the device is offline.")));
        if (enabled > 1)
            add("SEVERAL_ENABLED", Weight::warning,
                translated(
                    QT_TRANSLATE_NOOP(
                        "cards",
                        "%1 profiles are enabled at once: multiple enabled profiles are of a later version of SGP.22."),
                    {std::to_string(enabled)}));
    }

    void notifications()
    {
        if (!m_card.notifications || m_card.notifications->empty())
            return;
        add("NOTIFICATIONS_PENDING", m_card.notifications->size() >= manyNotifications ? Weight::warning : Weight::note,
            translated(
                QT_TRANSLATE_NOOP("explain", "%1 notification(s) wait to be sent, the oldest with sequence number %2."),
                {std::to_string(m_card.notifications->size()),
                 std::to_string(m_card.notifications->front().seqNumber)}),
            translated(QT_TRANSLATE_NOOP(
                "cards", "Until then their servers do not know what has happened; an event may come back.")));
    }

    void versions()
    {
        if (!m_card.info2)
            return;
        const rsp::EuiccInfo2 &info2 = m_card.info2->value;
        const rsp::EuiccInfo1 &info1 = m_card.info1.value;
        if (info1.svn != info2.svn)
            add("SVN_DIFFERS", Weight::warning,
                translated(QT_TRANSLATE_NOOP("explain", "EUICCInfo1 says SVN %1, EUICCInfo2 says %2."),
                           {info1.svn.text(), info2.svn.text()}),
                translated(QT_TRANSLATE_NOOP("explain", "A server that compares them refuses this eUICC.")));
        if (info1.verificationKeyIds != info2.verificationKeyIds || info1.signingKeyIds != info2.signingKeyIds)
            add("CI_LISTS_DIFFER", Weight::warning,
                translated(QT_TRANSLATE_NOOP("explain", "EUICCInfo1 and EUICCInfo2 list different CI keys.")));
        if (!info2.extras.empty())
            add("UNKNOWN_FIELDS", Weight::note,
                translated(QT_TRANSLATE_NOOP(
                    "cards", "EUICCInfo2 has fields that this program does not know; the tree shows them.")));
    }

    static constexpr std::size_t manyNotifications = 10;

    const CardSummary &m_card;
    std::vector<CardFinding> m_found;
};

} // namespace

std::vector<CardFinding> findingsOn(const CardSummary &card)
{
    return Findings(card).all();
}

} // namespace wb::lds
