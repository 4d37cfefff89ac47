// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/card_controller.h"

#include "core/asn1/reader.h"
#include "core/es/bound_profile_package.h"
#include "core/rsp/catalogue.h"
#include "smartcard/card/functions.h"

namespace wb::cards {

namespace {

constexpr const char *slot = "card"; // one thing at a time, in order: a change is never superseded

bool changesNothing(ByteView request)
{
    const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(request).peekTag());
    return function != nullptr && function->effect != rsp::Es10Effect::changes;
}

bool isPackage(ByteView request)
{
    return asn1::Reader(request).peekTag() == 0xBF36;
}

} // namespace

CardController::CardController(CardDirectory &directory, JobPool &pool, capture::Recorder &recorder, const Clock &clock,
                               std::filesystem::path journal, QObject *parent)
    : QObject(parent),
      m_directory(directory),
      m_pool(pool),
      m_recorder(recorder),
      m_clock(clock),
      m_journal(std::move(journal))
{
    connect(&directory, &CardDirectory::changed, this, &CardController::followDirectory);
    connect(&directory, &CardDirectory::currentChanged, this, &CardController::followDirectory);
    connect(&m_jobs, &Jobs::started, this, &CardController::busyChanged);
    connect(&m_jobs, &Jobs::finished, this, &CardController::busyChanged);
}

void CardController::setUnlocked(bool unlocked)
{
    const CardEntry *entry = m_directory.entry(m_directory.current());
    const bool possible = unlocked && entry != nullptr && entry->usable();
    const QString now = possible ? entry->id : QString();
    if (now == m_unlocked)
        return;
    m_unlocked = now;
    if (possible)
        m_unlockedCard = *entry;
    Q_EMIT lockChanged(isUnlocked());
}

/// Another card, or the same put in again, is locked.
void CardController::followDirectory()
{
    if (!isUnlocked())
        return;
    const CardEntry *entry = m_directory.entry(m_unlocked);
    if (m_directory.current() != m_unlocked || entry == nullptr || !entry->holdsTheCardOf(m_unlockedCard))
        setUnlocked(false);
}

bool CardController::isBusy() const
{
    return m_jobs.isRunning(slot);
}

/// Does something with the current card on a worker; afterwards tells whether the card wants something of the terminal.
template <class T>
void CardController::work(const QString &title, std::function<Result<T>(CardInUse &, std::stop_token)> deed,
                          std::function<void(Result<T>)> done)
{
    struct Outcome {
        Result<T> result;
        bool toolkitWaits = false;
    };
    const QString id = m_directory.current();
    m_jobs.start<Outcome>(
        m_pool, slot, title,
        [open = m_directory.opener(id, tr("Reader"), &m_recorder), deed = std::move(deed)](JobContext &job) -> Outcome {
            auto opened = open(job.stop);
            if (!opened)
                return {fail(std::move(opened.error()))};
            auto result = deed(**opened, job.stop);
            return {std::move(result), (*opened)->session().proactiveLength().has_value()};
        },
        [this, id, done = std::move(done)](Outcome outcome) {
            done(std::move(outcome.result));
            if (outcome.toolkitWaits)
                Q_EMIT toolkitWaits(id);
        });
}

void CardController::carryOut(const lds::CardChange &change, const lds::CardSummary &card)
{
    const QString id = m_directory.current();
    const CardEntry *entry = m_directory.entry(id);
    if (entry == nullptr || isBusy())
        return;
    const lds::ChangePlan plan = lds::planOf(change, card);
    if (!isUnlocked()) {
        Q_EMIT lockedOut(QString::fromStdString(plan.function));
        return;
    }
    lds::JournalEntry note{m_clock.now(), entry->name.toStdString(), card.eid.digits(), plan.function, plan.what, {}};
    work<lds::ChangeOutcome>(
        QString::fromStdString(plan.function),
        [change](CardInUse &opened, std::stop_token stop) { return lds::carryOut(change, opened, std::move(stop)); },
        [this, id, note = std::move(note)](Result<lds::ChangeOutcome> outcome) mutable {
            note.done = outcome && outcome->done;
            note.result = outcome ? outcome->result : outcome.error().line();
            enter(note);
            if (outcome)
                Q_EMIT carriedOut(id, *outcome);
            else
                Q_EMIT failed(id, outcome.error());
        });
}

void CardController::send(const Bytes &request)
{
    const QString id = m_directory.current();
    const CardEntry *entry = m_directory.entry(id);
    if (entry == nullptr || isBusy())
        return;
    const bool harmless = changesNothing(request);
    const std::string function = card::functionOf(request).name;
    if (!harmless && !isUnlocked()) {
        Q_EMIT lockedOut(QString::fromStdString(function));
        return;
    }
    lds::JournalEntry note{
        m_clock.now(), entry->name.toStdString(), {}, function, tr("Sent as it was entered.").toStdString(), {}};
    work<Bytes>(
        QString::fromStdString(function),
        [request](CardInUse &opened, std::stop_token stop) {
            return isPackage(request) ? es::loadBoundProfilePackage(opened, request, std::move(stop))
                                      : opened.es10(request, std::move(stop));
        },
        [this, id, request, harmless, note = std::move(note)](Result<Bytes> response) mutable {
            if (!harmless) {
                note.done = response.has_value();
                note.result = response ? "answered" : response.error().line();
                enter(note);
            }
            if (response)
                Q_EMIT answered(id, request, *response);
            else
                Q_EMIT failed(id, response.error());
        });
}

void CardController::type(const card::ConsoleCommand &command, const card::FollowUps &followUps)
{
    const QString id = m_directory.current();
    const CardEntry *entry = m_directory.entry(id);
    if (entry == nullptr || isBusy())
        return;
    const bool harmless = command.isReset || card::changesNothing(command.octets);
    if (!harmless && !isUnlocked()) {
        Q_EMIT lockedOut(QString::fromStdString(command.what));
        return;
    }
    lds::JournalEntry note{
        m_clock.now(), entry->name.toStdString(), {}, command.what, tr("Typed into the console.").toStdString(), {}};
    using Blocks = std::vector<capture::ApduBlock>;
    m_jobs.start<Result<Blocks>>(
        m_pool, slot, QString::fromStdString(command.what),
        [open = m_directory.lineOpener(id, tr("Console")), command, followUps,
         sink = &m_recorder](JobContext &job) -> Result<Blocks> {
            auto line = open(job.stop);
            if (!line)
                return fail(std::move(line.error()));
            if (command.isReset)
                return (*line)->transport().reset().map([] { return Blocks(); });
            return card::sendExactly((*line)->transport(), command.octets, followUps, sink, job.stop);
        },
        [this, id, harmless, note = std::move(note)](Result<Blocks> blocks) mutable {
            if (!harmless) {
                note.done = blocks.has_value();
                note.result = blocks ? "answered" : blocks.error().line();
                enter(note);
            }
            if (blocks)
                Q_EMIT crossed(id, *blocks);
            else
                Q_EMIT failed(id, blocks.error());
        });
}

void CardController::answerToolkit()
{
    const QString id = m_directory.current();
    if (m_directory.entry(id) == nullptr || isBusy())
        return;
    work<card::ProactiveCommand>(
        tr("FETCH"), [](CardInUse &opened, std::stop_token stop) { return opened.answerToolkit(std::move(stop)); },
        [this, id](Result<card::ProactiveCommand> command) {
            if (command)
                Q_EMIT toolkitAnswered(id, *command);
            else
                Q_EMIT failed(id, command.error());
        });
}

void CardController::note(const QString &card, const std::string &function, const QString &what,
                          const Result<void> &result)
{
    const CardEntry *entry = m_directory.entry(card);
    enter({m_clock.now(),
           entry != nullptr ? entry->name.toStdString() : card.toStdString(),
           {},
           function,
           what.toStdString(),
           result ? "answered" : result.error().line(),
           result.has_value()});
}

/// A journal that cannot be written is told; the change has happened all the same.
void CardController::enter(const lds::JournalEntry &entry)
{
    if (const auto added = m_journal.add(entry); !added)
        Q_EMIT failed(m_directory.current(), added.error());
    Q_EMIT journalGrew();
}

} // namespace wb::cards
