// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/mailbox.h"
#include "smartcard/cards/card_in_use.h"
#include "smartcard/pcsc/lease_registry.h"
#include "smartcard/pcsc/reader_monitor.h"

#include <QTimer>

namespace wb::cards {

/// A reader, or a card that is built in: one row of the reader list.
struct CardEntry {
    enum class Kind { reader, builtIn };
    enum class State { empty, present, mute, failed };

    QString id;   ///< stays the same while the entry is there: "reader:<name>", "lab:<name>"
    QString name; ///< for people
    Kind kind = Kind::reader;
    State state = State::empty;
    bool exclusive = false; ///< another program has it for itself
    bool inUse = false;     ///< some program is connected to it
    bool captured = false;  ///< built in, and answers from a capture
    QString holder;         ///< who in this program holds it now; empty: nobody
    Bytes atr;
    std::uint16_t events =
        0; ///< pcsc::ReaderState::events, or how often a built-in card went away: another count, another insertion
    std::optional<Error> error;

    /// Whether what was read from the card of @p earlier may be shown for this one: it has not been out of the reader.
    bool holdsTheCardOf(const CardEntry &earlier) const;

    bool usable() const { return state == State::present && !exclusive; }
    bool operator==(const CardEntry &other) const;
};

/// What there is to talk to: the readers of PC/SC as they come and go, and the built-in virtual eUICCs; and which of them
/// the user works with. Lives in the window's thread.
class CardDirectory : public QObject {
    Q_OBJECT

public:
    explicit CardDirectory(QObject *parent = nullptr);
    ~CardDirectory() override;

    /// Something that calls the observer with each new state of the readers, on any thread, until what it returned is gone.
    using ReaderFeed = std::function<std::shared_ptr<void>(pcsc::ReaderMonitor::Observer observer)>;

    /// Begins to watch the smart card service, or another feed.
    void watchReaders();
    void watchReaders(const ReaderFeed &feed);

    /// Lists a built-in eUICC. The first usable card becomes the current one when there is none.
    void addBuiltIn(std::shared_ptr<euicc::VirtualEuicc> euicc);

    /// Lists the card of a capture and makes it the current one. Another one of the same name gets a number behind it.
    void addCaptured(const QString &name, const std::vector<capture::ExchangePtr> &exchanges);

    const std::vector<CardEntry> &entries() const { return m_entries; }
    const CardEntry *entry(const QString &id) const;
    bool serviceRunning() const { return m_snapshot.serviceRunning; }
    const std::optional<Error> &serviceError() const { return m_snapshot.serviceError; }

    QString current() const { return m_current; }
    void setCurrent(const QString &id);

    /// How cards are opened from now on; its holder is not used.
    void setOpenOptions(OpenOptions options) { m_openOptions = std::move(options); }
    const OpenOptions &openOptions() const { return m_openOptions; }

    /// A function that opens the card of an entry, to be called on a worker; it depends on nothing here any more. `holder` is
    /// who is asking, as others are told.
    using Opener = std::function<Result<std::unique_ptr<CardInUse>>(std::stop_token stop)>;
    Opener opener(const QString &id, const QString &holder, capture::Sink *sink) const;

    /// The same for a card without a session.
    using LineOpener = std::function<Result<std::unique_ptr<CardLine>>(std::stop_token stop)>;
    LineOpener lineOpener(const QString &id, const QString &holder) const;

Q_SIGNALS:
    void changed();
    void currentChanged(const QString &id);

private:
    std::shared_ptr<BuiltInCard> builtIn(const QString &id) const;
    void rebuild();

    pcsc::ReaderSnapshot m_snapshot;
    std::optional<bool> m_toldService; ///< whether the service ran when changed() was last emitted; none: never
    std::vector<std::shared_ptr<BuiltInCard>> m_builtIns;
    std::vector<CardEntry> m_entries;
    QString m_current;
    OpenOptions m_openOptions;
    QTimer m_lookAgain;                                     ///< runs while a built-in card is away
    Mailbox<std::optional<pcsc::ReaderSnapshot>> m_mailbox; ///< none: somebody took or released a card
    std::shared_ptr<void> m_feed;                           // after the mailbox: posts to it until it is gone
    pcsc::LeaseRegistry::Watch m_leases;                    // likewise
};

} // namespace wb::cards
