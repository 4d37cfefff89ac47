// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/mailbox.h"
#include "smartcard/card/script_run.h"
#include "smartcard/cards/card_controller.h"

namespace wb::cards {

/// Runs a console script on the current card, for a window: as a whole, or a statement at a time. The card is held while statements run and
/// free while the script rests, as with what is typed. A locked card gets only what is known to change nothing; what may have changed one is
/// in the journal. Lives in the window's thread.
class ScriptController : public QObject {
    Q_OBJECT

public:
    enum class State {
        idle,
        running,
        resting, ///< between two statements: after a step, or at an expectation that did not hold
    };

    ScriptController(CardDirectory &directory, CardController &cards, JobPool &pool, capture::Recorder &recorder,
                     QObject *parent = nullptr);

    /// Begins the script on the current card and rests before its first statement; one that was under way is over. Errors: those of
    /// card::readScript(); notFound when no card can be used, busy while a script runs.
    Result<void> begin(std::string_view text);

    /// Runs from where the script rests to its end, the next expectation that does not hold, or stop().
    void run() { go(m_statements.size()); }
    /// Runs the next statement.
    void step() { go(m_next + 1); }
    /// The script is over, at once where it rests, else as soon as the card has answered.
    void stop();

    State state() const { return m_state; }
    /// Line of the statement that comes next, from 1; 0 when the script is over.
    std::size_t nextLine() const;
    Jobs &jobs() { return m_jobs; }

Q_SIGNALS:
    void stateChanged();
    /// A statement was run; also one whose expectation did not hold.
    void stepped(const wb::card::ScriptStatement &statement, const wb::card::ScriptStep &step);
    /// A statement could not be run. The script is over.
    void failed(const wb::card::ScriptStatement &statement, const wb::Error &error);
    /// The last statement was run.
    void completed(int statements, int failedExpectations);

private:
    using Letter = std::function<void()>;
    struct Report;

    void go(std::size_t end);
    void follow(const Report &report);
    void enter(const Report &report);
    void rest();
    void setState(State state);
    void followLock(bool unlocked);

    CardDirectory &m_directory;
    CardController &m_cards;
    JobPool &m_pool;
    capture::Recorder &m_recorder;
    QString m_card; ///< the script is of this one
    std::vector<card::ScriptStatement> m_statements;
    std::shared_ptr<card::ScriptRun> m_run; ///< of the worker while running
    std::size_t m_next = 0;
    int m_failed = 0;
    bool m_mayChange = false; ///< the run that is under way
    bool m_stopped = false;
    State m_state = State::idle;
    JobId m_job = 0;
    Mailbox<Letter> m_mailbox;
    Jobs m_jobs; // last: ends before what its jobs post to
};

} // namespace wb::cards
