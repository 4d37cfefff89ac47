// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/script_controller.h"

namespace wb::cards {

/// What became of one statement, as the worker tells it.
struct ScriptController::Report {
    card::ScriptStatement statement;
    Result<card::ScriptStep> step;
    std::string change = {}; ///< the command, when it may have changed the card; empty: it cannot have
};

namespace {

constexpr const char *scriptSlot = "script";

/// The command of a statement when it is one that may change a card.
std::string changeIn(const card::ScriptRun &run, const card::ScriptStatement &statement)
{
    if (statement.kind != card::ScriptStatement::Kind::command)
        return {};
    const auto command = run.commandOf(statement);
    const bool harmless = !command || command->isReset || card::changesNothing(command->octets);
    return harmless ? std::string() : command->what;
}

} // namespace

ScriptController::ScriptController(CardDirectory &directory, CardController &cards, JobPool &pool,
                                   capture::Recorder &recorder, QObject *parent)
    : QObject(parent),
      m_directory(directory),
      m_cards(cards),
      m_pool(pool),
      m_recorder(recorder),
      m_mailbox([](const Letter &letter) { letter(); })
{
    connect(&cards, &CardController::lockChanged, this, &ScriptController::followLock);
}

Result<void> ScriptController::begin(std::string_view text)
{
    if (m_state == State::running)
        return fail(ErrorKind::busy, Interface::config, "script", "another script is running");
    auto statements = card::readScript(text);
    if (!statements)
        return fail(std::move(statements.error()));
    const CardEntry *entry = m_directory.entry(m_directory.current());
    if (entry == nullptr || !entry->usable())
        return fail(ErrorKind::notFound, Interface::pcsc, "script", "no card is chosen that it could run on");
    m_card = entry->id;
    m_statements = std::move(*statements);
    m_run = std::make_shared<card::ScriptRun>(&m_recorder);
    m_next = 0;
    m_failed = 0;
    m_stopped = false;
    m_state = State::resting;
    Q_EMIT stateChanged();
    return {};
}

std::size_t ScriptController::nextLine() const
{
    return m_state != State::idle && m_next < m_statements.size() ? m_statements[m_next].line : 0;
}

/// Runs statements up to @p end on a worker, which tells each as it is done.
void ScriptController::go(std::size_t end)
{
    if (m_state != State::resting)
        return;
    end = std::min(end, m_statements.size());
    if (m_next >= end)
        return rest();
    m_mayChange = m_cards.isUnlocked() && m_directory.current() == m_card; // it is that card which is unlocked
    setState(State::running);
    const std::vector<card::ScriptStatement> part(m_statements.begin() + static_cast<std::ptrdiff_t>(m_next),
                                                  m_statements.begin() + static_cast<std::ptrdiff_t>(end));
    const auto tell = [this](Report report) {
        m_mailbox.post([this, report = std::make_shared<Report>(std::move(report))] { follow(*report); });
    };
    m_job = m_jobs.start<bool>(
        m_pool, scriptSlot, tr("Script"),
        [open = m_directory.lineOpener(m_card, tr("Script")), part, tell, run = m_run,
         mayChange = m_mayChange](JobContext &job) {
            auto line = open(job.stop);
            if (!line) {
                tell({part.front(), fail(std::move(line.error()))});
                return true;
            }
            for (std::size_t i = 0; i < part.size() && !job.stop.stop_requested(); ++i) {
                job.progress(static_cast<qint64>(i), static_cast<qint64>(part.size()),
                             QString::fromStdString(part[i].text));
                std::string change = changeIn(*run, part[i]);
                auto step = run->step((*line)->transport(), part[i], mayChange, job.stop);
                const bool goOn = step && step->held;
                tell({part[i], std::move(step), std::move(change)});
                if (!goOn)
                    break;
            }
            return true;
        },
        [this](bool) {
            m_mailbox.post([this] { rest(); }); // behind the reports, which take the same way
        });
}

void ScriptController::follow(const Report &report)
{
    enter(report);
    if (!report.step) {
        m_next = m_statements.size();
        m_stopped = true;
        Q_EMIT failed(report.statement, report.step.error());
        return;
    }
    ++m_next;
    m_failed += report.step->held ? 0 : 1;
    Q_EMIT stepped(report.statement, *report.step);
}

/// What may have changed the card is in the journal, whatever became of it; what was held back is not.
void ScriptController::enter(const Report &report)
{
    if (report.change.empty() || (!report.step && report.step.error().kind == ErrorKind::refused))
        return;
    m_cards.note(
        m_card, report.change,
        tr("Line %1 of a script: %2").arg(report.statement.line).arg(QString::fromStdString(report.statement.text)),
        report.step ? Result<void>() : fail(report.step.error()));
}

/// What was under way has ended: the script rests, or is over.
void ScriptController::rest()
{
    m_job = 0;
    const bool over = m_stopped || m_next >= m_statements.size();
    setState(over ? State::idle : State::resting);
    if (over && !m_stopped)
        Q_EMIT completed(static_cast<int>(m_statements.size()), m_failed);
}

void ScriptController::stop()
{
    m_stopped = true;
    if (m_state == State::running)
        m_jobs.cancel(m_job);
    else
        setState(State::idle);
}

void ScriptController::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

/// A card that is locked while a script may change it is not changed further.
void ScriptController::followLock(bool unlocked)
{
    if (!unlocked && m_state == State::running && m_mayChange)
        stop();
}

} // namespace wb::cards
