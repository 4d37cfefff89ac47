// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "core/capture/recorder.h"
#include "widgets/reader/card_page.h"
#include "widgets/shell/find.h"

#include <map>

namespace wb::reader {

/// What was read from the cards, as long as they stay where they are; reads them, finds them, and describes them to the
/// inspector. Is there from the start, whether or not somebody has opened the Reader panel.
class CardReadings : public QObject, public shell::InspectorProvider, public shell::FindProvider {
    Q_OBJECT

public:
    CardReadings(cards::CardDirectory &directory, JobPool &pool, capture::Recorder &recorder,
                 QObject *parent = nullptr);

    /// Reads the card of this entry: GetEID, EUICCInfo1 and 2, configured addresses. Ends with taken() or failed(); does nothing
    /// for an entry without a usable card.
    void read(const QString &id);
    bool isReading() const;

    /// Null: the card in there has not been read.
    const CardReading *of(const QString &id) const;
    Jobs &jobs() { return m_jobs; }

    bool canInspect(const shell::Subject &subject) const override;
    shell::InspectorPage inspect(const shell::Subject &subject) const override;

    QString place() const override { return tr("Cards"); }
    shell::Icon icon() const override { return shell::Icon::reader; }
    void find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer) override;
    void open(const shell::Subject &subject) override;

Q_SIGNALS:
    /// What is known of cards is more or less than before.
    void changed();
    /// What the inspector shows of a card is something else than before: that, or who holds the card.
    void pagesChanged();
    void taken(const QString &id);
    void failed(const QString &id, const wb::Error &error);
    /// The card should be shown in its panel; it is the current one already.
    void showWanted(const QString &id);
    void discoverWanted();

private:
    void take(const cards::CardEntry &card, Result<CardReading> reading);
    void dropReadings();

    /// What was read, with the entry of the card it was read from.
    struct Kept {
        cards::CardEntry card;
        CardReading reading;
    };
    cards::CardDirectory &m_directory;
    JobPool &m_pool;
    capture::Recorder &m_recorder;
    std::map<QString, Kept> m_readings;
    Jobs m_jobs; // last: ends before what its jobs deliver to
};

} // namespace wb::reader
