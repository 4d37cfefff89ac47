// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/card_directory.h"

#include <algorithm>

namespace wb::cards {

namespace {

constexpr std::chrono::milliseconds lookAgainAfter{200};

CardEntry entryOf(const pcsc::ReaderState &reader)
{
    CardEntry entry;
    entry.name = QString::fromStdString(reader.name);
    entry.id = QStringLiteral("reader:") + entry.name;
    entry.kind = CardEntry::Kind::reader;
    if (reader.error)
        entry.state = CardEntry::State::failed;
    else if (reader.mute)
        entry.state = CardEntry::State::mute;
    else if (reader.present)
        entry.state = CardEntry::State::present;
    entry.exclusive = reader.exclusive;
    entry.inUse = reader.inUse;
    entry.holder = QString::fromStdString(pcsc::Lease::holderOf(reader.name).value_or(std::string()));
    entry.atr = reader.atr;
    entry.events = reader.events;
    entry.error = reader.error;
    return entry;
}

CardEntry entryOf(BuiltInCard &card)
{
    CardEntry entry;
    entry.name = QString::fromStdString(card.name());
    entry.captured = card.replay() != nullptr;
    entry.id = (entry.captured ? QStringLiteral("capture:") : QStringLiteral("lab:")) + entry.name;
    entry.kind = CardEntry::Kind::builtIn;
    entry.state = card.card().present() ? CardEntry::State::present : CardEntry::State::empty;
    entry.events = card.pulls();
    entry.holder = QString::fromStdString(
        pcsc::LeaseRegistry::instance().holderOf(card.name()).value_or(std::string()));
    if (entry.state == CardEntry::State::present)
        entry.atr = card.card().atr();
    return entry;
}

} // namespace

bool CardEntry::operator==(const CardEntry &other) const
{
    return id == other.id && state == other.state && exclusive == other.exclusive && inUse == other.inUse
           && holder == other.holder && atr == other.atr && events == other.events
           && error.has_value() == other.error.has_value();
}

bool CardEntry::holdsTheCardOf(const CardEntry &earlier) const
{
    return id == earlier.id && state == State::present && atr == earlier.atr && events == earlier.events;
}

CardDirectory::CardDirectory(QObject *parent)
    : QObject(parent),
      m_mailbox([this](std::optional<pcsc::ReaderSnapshot> snapshot) {
          if (snapshot)
              m_snapshot = std::move(*snapshot);
          rebuild();
      }),
      m_leases(pcsc::LeaseRegistry::instance().watch([this] { m_mailbox.post(std::nullopt); }))
{
    m_lookAgain.setSingleShot(true);
    connect(&m_lookAgain, &QTimer::timeout, this, &CardDirectory::rebuild);
}

CardDirectory::~CardDirectory() = default;

void CardDirectory::watchReaders()
{
    watchReaders([](pcsc::ReaderMonitor::Observer observer) {
        return std::make_shared<pcsc::ReaderMonitor>(std::move(observer));
    });
}

void CardDirectory::watchReaders(const ReaderFeed &feed)
{
    m_feed = feed([this](const pcsc::ReaderSnapshot &snapshot) { m_mailbox.post(snapshot); });
}

void CardDirectory::addBuiltIn(std::shared_ptr<euicc::VirtualEuicc> euicc)
{
    m_builtIns.push_back(std::make_shared<BuiltInCard>(std::move(euicc)));
    rebuild();
}

void CardDirectory::addCaptured(const QString &name, const std::vector<capture::ExchangePtr> &exchanges)
{
    const auto isTaken = [this](const QString &wanted) {
        return std::any_of(m_builtIns.begin(), m_builtIns.end(),
                           [&](const auto &card) { return QString::fromStdString(card->name()) == wanted; });
    };
    QString unique = name;
    for (int number = 2; isTaken(unique); ++number)
        unique = QStringLiteral("%1 (%2)").arg(name).arg(number);
    m_builtIns.push_back(std::make_shared<BuiltInCard>(unique.toStdString(), exchanges));
    rebuild();
    setCurrent(entryOf(*m_builtIns.back()).id);
}

const CardEntry *CardDirectory::entry(const QString &id) const
{
    const auto place = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const CardEntry &entry) { return entry.id == id; });
    return place == m_entries.end() ? nullptr : &*place;
}

void CardDirectory::setCurrent(const QString &id)
{
    if (id == m_current)
        return;
    m_current = id;
    Q_EMIT currentChanged(id);
}

namespace {

Failure noCard()
{
    return fail(ErrorKind::notFound, Interface::pcsc, "open", "no card is chosen, or its reader is gone");
}

} // namespace

/// Null: the entry is none of the built-in ones.
std::shared_ptr<BuiltInCard> CardDirectory::builtIn(const QString &id) const
{
    const auto place = std::find_if(m_builtIns.begin(), m_builtIns.end(),
                                    [&id](const auto &card) { return entryOf(*card).id == id; });
    return place == m_builtIns.end() ? nullptr : *place;
}

CardDirectory::Opener CardDirectory::opener(const QString &id, const QString &holder, capture::Sink *sink) const
{
    OpenOptions options = m_openOptions;
    options.holder = holder.toStdString();
    const CardEntry *chosen = entry(id);
    if (chosen != nullptr && chosen->kind == CardEntry::Kind::reader) {
        return [reader = chosen->name.toStdString(), options = std::move(options), sink](std::stop_token stop) {
            return openReader(reader, options, sink, std::move(stop));
        };
    }
    if (auto card = builtIn(id); card && chosen != nullptr) {
        return [card = std::move(card), options = std::move(options), sink](std::stop_token stop) {
            return openBuiltIn(card, options, sink, std::move(stop));
        };
    }
    return [](std::stop_token) -> Result<std::unique_ptr<CardInUse>> { return noCard(); };
}

CardDirectory::LineOpener CardDirectory::lineOpener(const QString &id, const QString &holder) const
{
    OpenOptions options = m_openOptions;
    options.holder = holder.toStdString();
    const CardEntry *chosen = entry(id);
    if (chosen != nullptr && chosen->kind == CardEntry::Kind::reader) {
        return [reader = chosen->name.toStdString(), options = std::move(options)](std::stop_token stop) {
            return openReaderLine(reader, options, std::move(stop));
        };
    }
    if (auto card = builtIn(id); card && chosen != nullptr) {
        return [card = std::move(card), options = std::move(options)](std::stop_token stop) {
            return openBuiltInLine(card, options, std::move(stop));
        };
    }
    return [](std::stop_token) -> Result<std::unique_ptr<CardLine>> { return noCard(); };
}

void CardDirectory::rebuild()
{
    std::vector<CardEntry> entries;
    bool someAway = false;
    for (const auto &card : m_builtIns) {
        entries.push_back(entryOf(*card));
        someAway = someAway || entries.back().state == CardEntry::State::empty;
    }
    if (someAway) // nobody tells when such a card is back
        m_lookAgain.start(lookAgainAfter);
    for (const pcsc::ReaderState &reader : m_snapshot.readers)
        entries.push_back(entryOf(reader));
    const bool same = entries == m_entries && m_toldService == m_snapshot.serviceRunning;
    m_toldService = m_snapshot.serviceRunning;
    m_entries = std::move(entries);
    if (same)
        return;
    Q_EMIT changed();

    // A reader that goes stays the current one: it may only be unplugged for a moment, and another card is another card.
    if (m_current.isEmpty()) {
        const auto usable = std::find_if(m_entries.begin(), m_entries.end(),
                                         [](const CardEntry &entry) { return entry.usable(); });
        if (usable != m_entries.end())
            setCurrent(usable->id);
    }
}

} // namespace wb::cards
