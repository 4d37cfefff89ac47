// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_directory.h"
#include "widgets/shell/panel.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace wb::shell {
class EmptyView;
class ErrorView;
} // namespace wb::shell

namespace wb::reader {

class CardModel;

class CardReadings;

/// The reader list: what there is to talk to, live, with the card one works with and what was read from it.
class ReaderPanel : public QWidget {
    Q_OBJECT

public:
    ReaderPanel(shell::PanelContext &context, cards::CardDirectory &directory, CardReadings &readings, QWidget *parent);

    /// Reads the current card: GetEID, EUICCInfo1 and 2, configured addresses.
    void readCurrent();

Q_SIGNALS:
    /// A card was read, or could not be.
    void read(const QString &id, bool successful);

protected:
    void showEvent(QShowEvent *event) override; ///< the inspector turns to the current card

private:
    void build();
    void addActions();
    void select(const QString &id);
    void showSelection();
    void showService();
    void showReading();
    void followReading(const QString &id);
    void followFailure(const QString &id, const Error &error);
    void followFocus();
    QString selectedId() const;

    shell::PanelContext &m_context;
    cards::CardDirectory &m_directory;
    CardReadings &m_readings;
    CardModel *m_model;
    QTableView *m_list;
    QLabel *m_hidden; ///< how many rows the focus hides
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    shell::ErrorView *m_error;
    shell::ErrorView *m_serviceError;
    QPushButton *m_read;
    QWidget *m_page = nullptr; ///< the summary, made anew from each reading
};

} // namespace wb::reader
