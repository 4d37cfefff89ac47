// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "core/capture/recorder.h"
#include "core/lds/card_change.h"
#include "core/lds/change_journal.h"
#include "smartcard/card/console.h"
#include "smartcard/cards/card_directory.h"

namespace wb::cards {

/// What a person does with a card beside reading it: single functions, and changes. A card is locked for changes until it is
/// unlocked, and locked again when it leaves its reader or another one is worked with. What was changed goes into the journal.
/// Lives in the window's thread.
class CardController : public QObject {
    Q_OBJECT

public:
    CardController(CardDirectory &directory, JobPool &pool, capture::Recorder &recorder, const Clock &clock,
                   std::filesystem::path journal, QObject *parent = nullptr);

    /// Whether the current card may be changed.
    bool isUnlocked() const { return !m_unlocked.isEmpty(); }
    /// Does nothing for a card that cannot be used.
    void setUnlocked(bool unlocked);

    bool isBusy() const;

    /// Carries a change of the current card out. @p card is what was read of it; the journal takes its words from there. Ends with
    /// carriedOut(), failed() or lockedOut().
    void carryOut(const lds::CardChange &change, const lds::CardSummary &card);

    /// Sends one ES10 data object to the current card. Ends with answered(), failed() or lockedOut(): a locked card gets only what is
    /// known to change nothing.
    void send(const Bytes &request);

    /// Sends a command of the console to the current card, exactly as it is, or resets the card. Ends with crossed(), failed() or
    /// lockedOut(): a locked card gets only what is known to change nothing.
    void type(const card::ConsoleCommand &command, const card::FollowUps &followUps);

    /// Fetches what the current card wants of the terminal, and answers it. Ends with toolkitAnswered() or failed().
    void answerToolkit();

    /// Enters into the journal what somebody else did with a card that may have changed it, and what became of that.
    void note(const QString &card, const std::string &function, const QString &what, const Result<void> &result);

    const lds::ChangeJournal &journal() const { return m_journal; }
    Jobs &jobs() { return m_jobs; }

Q_SIGNALS:
    void lockChanged(bool unlocked);
    void busyChanged();
    void carriedOut(const QString &id, const wb::lds::ChangeOutcome &outcome);
    void answered(const QString &id, const wb::Bytes &request, const wb::Bytes &response);
    /// What crossed for a command of the console; nothing for a reset.
    void crossed(const QString &id, const std::vector<wb::capture::ApduBlock> &blocks);
    void failed(const QString &id, const wb::Error &error);
    /// After something was done, the card wants something of the terminal.
    void toolkitWaits(const QString &id);
    void toolkitAnswered(const QString &id, const wb::card::ProactiveCommand &command);
    /// Nothing was sent, because the card is locked.
    void lockedOut(const QString &function);
    void journalGrew();

private:
    template <class T>
    void work(const QString &title, std::function<Result<T>(CardInUse &, std::stop_token)> deed,
              std::function<void(Result<T>)> done);
    void followDirectory();
    void enter(const lds::JournalEntry &entry);

    CardDirectory &m_directory;
    JobPool &m_pool;
    capture::Recorder &m_recorder;
    const Clock &m_clock;
    const lds::ChangeJournal m_journal;
    QString m_unlocked;       ///< id of the card that may be changed; empty: none
    CardEntry m_unlockedCard; ///< as it was then
    Jobs m_jobs;              // last: ends before what its jobs deliver to
};

} // namespace wb::cards
