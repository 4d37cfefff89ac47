// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/euicc/open_euicc.h"
#include "core/euicc/profile_template.h"
#include "core/lds/card_change.h"
#include "core/lds/card_finding.h"
#include "core/lds/change_journal.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace wb;
using namespace wb::testing;
using namespace wb::lds;
using rsp::NotificationEventBit;

namespace {

const rsp::Iccid alpha = *rsp::Iccid::fromText("8900101000000000019");
const rsp::Iccid beta = *rsp::Iccid::fromText("8900101000000000027");

rsp::ProfileInfo labelled(const rsp::Iccid &iccid, const char *name, int place)
{
    rsp::ProfileInfo info;
    info.iccid = iccid;
    info.isdpAid = euicc::isdpAid(place);
    info.state = rsp::ProfileState::disabled;
    info.profileClass = rsp::ProfileClass::operational;
    info.profileName = name;
    info.notificationConfiguration = {
        {rsp::NotificationEvent{NotificationEventBit::enable, NotificationEventBit::disable,
                                NotificationEventBit::remove},
         "smdp.example.com"}};
    return info;
}

bool mentions(const std::vector<std::string> &lines, const std::string &word)
{
    return std::any_of(lines.begin(), lines.end(),
                       [&word](const std::string &line) { return line.find(word) != std::string::npos; });
}

bool has(const std::vector<CardFinding> &findings, const std::string &name)
{
    return std::any_of(findings.begin(), findings.end(),
                       [&name](const CardFinding &finding) { return finding.name == name; });
}

} // namespace

/// What is read of a card, what is odd about it, and what a change says before and does.
class CardChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        euicc::Identity identity = m_cast.euiccIdentity();
        identity.profiles = {labelled(alpha, "Alpha", 1), labelled(beta, "Beta", 2)};
        identity.profiles[0].state = rsp::ProfileState::enabled;
        identity.profiles[1].policyRules = asn1::Bits<rsp::PprBit>{rsp::PprBit::ppr2};
        m_euicc = must(euicc::openEuicc(identity));
    }

    void everythingIsRead()
    {
        std::vector<std::string> told;
        const CardSummary card = must(readCard(*m_euicc, {}, [&told](int done, int total, std::string_view function) {
            QCOMPARE(done, static_cast<int>(told.size()));
            QCOMPARE(total, 7);
            told.emplace_back(function);
        }));
        QCOMPARE(told.size(), std::size_t(7));
        QCOMPARE(card.profiles->size(), std::size_t(2));
        QVERIFY(card.profiles->front().notificationConfiguration.has_value());
        QCOMPARE(nameOf(*card.enabledProfile()), std::string("Alpha (..0019)"));
        QVERIFY(card.notifications->empty());
        QVERIFY(card.rules.has_value());
    }

    /// What is promised is what happens.
    void enablingKeepsItsPromises()
    {
        const ChangePlan plan = planOf(change::Enable{beta, true}, read());
        QCOMPARE(plan.function, std::string("ES10c.EnableProfile"));
        QVERIFY(plan.what.find("Alpha (..0019) is disabled") != std::string::npos);
        QVERIFY(mentions(plan.consequences, "enabling for smdp.example.com"));
        QVERIFY(mentions(plan.consequences, "disabling for smdp.example.com"));
        QVERIFY(mentions(plan.consequences, "REFRESH"));
        QVERIFY(plan.doubts.empty() && plan.toType.empty());

        const ChangeOutcome outcome = must(carryOut(change::Enable{beta, true}, *m_euicc, {}));
        QVERIFY(outcome.done);
        QCOMPARE(outcome.result, std::string("ok"));
        const CardSummary after = read();
        QCOMPARE(nameOf(*after.enabledProfile()), std::string("Beta (..0027)"));
        QCOMPARE(after.notifications->size(), std::size_t(2));
        QVERIFY(has(findingsOn(after), "NOTIFICATIONS_PENDING"));
    }

    void whatWillBeRefused()
    {
        const ChangePlan deletion = planOf(change::Delete{beta}, read());
        QCOMPARE(deletion.toType, std::string("0027"));
        QVERIFY(mentions(deletion.doubts, "ppr2"));
        QCOMPARE(must(carryOut(change::Delete{beta}, *m_euicc, {})).result, std::string("disallowedByPolicy"));
        QVERIFY(mentions(planOf(change::Delete{alpha}, read()).doubts, "disable it first"));
        QVERIFY(mentions(planOf(change::Enable{alpha}, read()).doubts, "profileNotInDisabledState"));
        QVERIFY(mentions(planOf(change::Disable{beta}, read()).doubts, "profileNotInEnabledState"));
        const ChangeOutcome refused = must(carryOut(change::Enable{alpha}, *m_euicc, {}));
        QVERIFY(!refused.done);
        QCOMPARE(refused.code, 2);
    }

    void everyChange()
    {
        QVERIFY(must(carryOut(change::SetNickname{beta, "Holiday"}, *m_euicc, {})).done);
        QVERIFY(planOf(change::SetNickname{beta, ""}, read()).what.find("Holiday (..0027)") != std::string::npos);
        QVERIFY(must(carryOut(change::SetDefaultDp{"smdp.example.com"}, *m_euicc, {})).done);
        QVERIFY(mentions(planOf(change::SetDefaultDp{"x.example.com"}, read()).consequences, "smdp.example.com"));
        QVERIFY(must(carryOut(change::Disable{alpha, false}, *m_euicc, {})).done);
        QVERIFY(has(findingsOn(read()), "NOTHING_ENABLED"));
        QVERIFY(must(carryOut(change::RemoveNotification{1}, *m_euicc, {})).done);
        QCOMPARE(must(carryOut(change::RemoveNotification{1}, *m_euicc, {})).result, std::string("nothingToDelete"));
        const change::ResetMemory reset{{rsp::ResetOptionBit::deleteOperationalProfiles}};
        const ChangePlan plan = planOf(reset, read());
        QCOMPARE(plan.toType, std::string(castEid).substr(28));
        QVERIFY(mentions(plan.consequences, "Alpha") && mentions(plan.consequences, "Holiday"));
        QVERIFY(must(carryOut(reset, *m_euicc, {})).done);
        QVERIFY(mentions(planOf(reset, read()).doubts, "nothingToDelete"));
    }

    void oddCards()
    {
        CardSummary card = read();
        QVERIFY(has(findingsOn(card), "ROOT_DS_PLACEHOLDER"));
        QVERIFY(!has(findingsOn(card), "EID_CHECK_DIGITS"));
        card.eid = *rsp::Eid::fromText("89049032123451234512345678901234");
        card.addresses->rootDsAddress = "lpa.ds.gsma.com";
        card.info1.value.signingKeyIds.clear();
        card.info1.value.svn = {{3, 0, 0}};
        card.info2->value.extras = Bytes{0x9F, 0x01, 0x00};
        card.profiles->at(1).state = rsp::ProfileState::enabled;
        const auto findings = findingsOn(card);
        for (const char *name : {"EID_CHECK_DIGITS", "NO_CI_TO_SIGN", "SVN_DIFFERS", "CI_LISTS_DIFFER",
                                 "UNKNOWN_FIELDS", "SEVERAL_ENABLED"})
            QVERIFY2(has(findings, name), name);
        QVERIFY(!has(findings, "ROOT_DS_PLACEHOLDER"));
        QVERIFY(findings.front().weight == Weight::error); // the gravest first
    }

    /// What a card keeps to itself is no reason to find something odd.
    void aCardThatTellsLittle()
    {
        CardSummary card = read();
        const Error refused = makeError(ErrorKind::refused, Interface::es10c, "x", "no");
        card.profiles = tl::make_unexpected(refused);
        card.notifications = tl::make_unexpected(refused);
        card.addresses = tl::make_unexpected(refused);
        card.info2 = tl::make_unexpected(refused);
        QVERIFY(findingsOn(card).empty());
        QVERIFY(card.enabledProfile() == nullptr);
        QVERIFY(planOf(change::Delete{beta}, card).what.find("..0027") != std::string::npos);
    }

    void theJournal()
    {
        const QTemporaryDir folder;
        const ChangeJournal journal(std::filesystem::path(folder.path().toStdString()) / "new" / "journal.jsonl");
        QVERIFY(must(journal.read()).entries.empty());
        const JournalEntry first{m_cast.clock.now(), "Lab eUICC A", castEid, "ES10c.EnableProfile",
                                 "Enables \"Beta\"", "ok",          true};
        JournalEntry second = first;
        second.result = "disallowedByPolicy";
        second.done = false;
        WB_VERIFY(journal.add(first));
        WB_VERIFY(journal.add(second));
        const Journal read = must(journal.read());
        QVERIFY(read.entries == (std::vector<JournalEntry>{first, second}));
        QCOMPARE(read.unreadable, 0);
    }

    /// A line cut off by a full disk costs itself only.
    void aDamagedJournal()
    {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "journal.jsonl";
        const ChangeJournal journal(path);
        WB_VERIFY(journal.add({m_cast.clock.now(), "A", castEid, "ES10c.GetEID", "x", "ok", true}));
        WB_VERIFY(writeFile(path, must(readFile(path)) + "{\"time\": \"2026\nnonsense\n"));
        WB_VERIFY(journal.add({m_cast.clock.now(), "B", castEid, "ES10c.GetEID", "x", "ok", true}));
        const Journal read = must(journal.read());
        QCOMPARE(read.entries.size(), std::size_t(2));
        QCOMPARE(read.unreadable, 2);
    }

private:
    CardSummary read() { return must(readCard(*m_euicc, {})); }

    Cast m_cast;
    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
};

WB_TEST(CardChangeTest);
#include "card_change_test.moc"
