// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/reader/card_page.h"
#include "widgets/shell/panel.h"

#include <map>

class QPushButton;
class QStackedWidget;
class QTableView;

namespace wb::shell {
class EmptyView;
class ErrorView;
} // namespace wb::shell

namespace wb::reader {

class CardModel;

/// The reader list: what there is to talk to, live, with the card one works with and what was read from it.
class ReaderPanel : public QWidget, public shell::InspectorProvider, public shell::FindProvider {
    Q_OBJECT

public:
    ReaderPanel(shell::PanelContext &context, cards::CardDirectory &directory, QWidget *parent);
    ~ReaderPanel() override;

    /// Reads the current card: GetEID, EUICCInfo1 and 2, configured addresses.
    void readCurrent();

    bool canInspect(const shell::Subject &subject) const override;
    shell::InspectorPage inspect(const shell::Subject &subject) const override;

    QString place() const override { return tr("Cards"); }
    shell::Icon icon() const override { return shell::Icon::reader; }
    void find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer) override;
    void open(const shell::Subject &subject) override;

Q_SIGNALS:
    /// A card was read, or could not be.
    void read(const QString &id, bool successful);

private:
    void build();
    void addActions();
    void select(const QString &id);
    void showSelection();
    void showService();
    void showReading();
    void take(const cards::CardEntry &card, Result<CardReading> reading);
    void dropReadings();
    const CardReading *readingOf(const QString &id) const; ///< null: the card in there has not been read
    QString selectedId() const;
    shell::Subject subjectOf(const cards::CardEntry &entry) const;

    shell::PanelContext &m_context;
    cards::CardDirectory &m_directory;
    CardModel *m_model;
    QTableView *m_list;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    shell::ErrorView *m_error;
    shell::ErrorView *m_serviceError;
    QPushButton *m_read;
    QWidget *m_page = nullptr; ///< the summary, made anew from each reading
    /// What was read, with the entry of the card it was read from.
    struct Kept {
        cards::CardEntry card;
        CardReading reading;
    };
    std::map<QString, Kept> m_readings;
    Jobs m_jobs; // last: ends before what its jobs deliver to
};

} // namespace wb::reader
