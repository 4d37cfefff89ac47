// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/card_readings.h"

#include "widgets/reader/card_state.h"
#include "widgets/shell/secrets.h"

namespace wb::reader {

namespace {

constexpr const char *readSlot = "read";

} // namespace

CardReadings::CardReadings(cards::CardDirectory &directory, JobPool &pool, capture::Recorder &recorder, QObject *parent)
    : QObject(parent),
      m_directory(directory),
      m_pool(pool),
      m_recorder(recorder)
{
    connect(&m_directory, &cards::CardDirectory::changed, this, &CardReadings::dropReadings);
    connect(&m_directory, &cards::CardDirectory::changed, this, &CardReadings::pagesChanged);
    connect(this, &CardReadings::changed, this, &CardReadings::pagesChanged);
}

bool CardReadings::isReading() const
{
    return m_jobs.isRunning(readSlot);
}

const CardReading *CardReadings::of(const QString &id) const
{
    const auto kept = m_readings.find(id);
    return kept == m_readings.end() ? nullptr : &kept->second.reading;
}

void CardReadings::read(const QString &id)
{
    const cards::CardEntry *entry = m_directory.entry(id);
    if (entry == nullptr || !entry->usable())
        return;
    auto open = m_directory.opener(id, tr("Reader"), &m_recorder);
    m_jobs.start<Result<CardReading>>(
        m_pool, readSlot, tr("Reading %1").arg(entry->name),
        [open = std::move(open)](JobContext &job) -> Result<CardReading> {
            auto card = open(job.stop);
            if (!card)
                return fail(std::move(card.error()));
            const auto progress = [&job](int done, int total, std::string_view function) {
                job.progress(done, total, QString::fromUtf8(function.data(), static_cast<qsizetype>(function.size())));
            };
            return lds::readCard(**card, job.stop, progress).map([&](lds::CardSummary &&summary) {
                return CardReading{std::move(summary), (*card)->session().isdR().aid, (*card)->session().channel()};
            });
        },
        [this, card = *entry](Result<CardReading> reading) { take(card, std::move(reading)); });
}

void CardReadings::take(const cards::CardEntry &card, Result<CardReading> reading)
{
    if (!reading) {
        Q_EMIT failed(card.id, reading.error());
        return;
    }
    m_readings.insert_or_assign(card.id, Kept{card, std::move(*reading)});
    dropReadings(); // the card may have been changed meanwhile
    Q_EMIT changed();
    Q_EMIT taken(card.id);
}

/// What was read belongs to the card that was in the reader then; another one, or the same put in again, is read again.
void CardReadings::dropReadings()
{
    const auto dropped = std::erase_if(m_readings, [this](const auto &kept) {
        const cards::CardEntry *now = m_directory.entry(kept.first);
        return now == nullptr || !now->holdsTheCardOf(kept.second.card);
    });
    if (dropped > 0)
        Q_EMIT changed();
}

bool CardReadings::canInspect(const shell::Subject &subject) const
{
    return subject.kind == shell::SubjectKind::card && m_directory.entry(subject.key) != nullptr;
}

shell::InspectorPage CardReadings::inspect(const shell::Subject &subject) const
{
    const cards::CardEntry *entry = m_directory.entry(subject.key);
    if (entry == nullptr)
        return {};
    shell::InspectorPage page = pageOf(*entry, of(subject.key));
    if (!entry->usable())
        return page;
    page.nextStep = tr("Discover with this card");
    page.nextHandler = [self = const_cast<CardReadings *>(this), id = subject.key] {
        self->m_directory.setCurrent(id);
        Q_EMIT self->discoverWanted();
    };
    return page;
}

void CardReadings::find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer)
{
    QString digits = text;
    digits.remove(QLatin1Char(' '));
    shell::FindAnswer found;
    for (const cards::CardEntry &entry : m_directory.entries()) {
        const CardReading *reading = of(entry.id);
        const QString eid = reading == nullptr ? QString() : QString::fromStdString(reading->summary.eid.digits());
        const bool matches = entry.name.contains(text, Qt::CaseInsensitive)
                             || (!digits.isEmpty() && eid.contains(digits));
        if (matches && static_cast<int>(found.hits.size()) < limit)
            found.hits.push_back({subjectOf(entry), eid.isEmpty() ? stateText(entry) : shell::groupedEid(eid)});
    }
    answer(std::move(found));
}

void CardReadings::open(const shell::Subject &subject)
{
    m_directory.setCurrent(subject.key);
    Q_EMIT showWanted(subject.key);
}

} // namespace wb::reader
