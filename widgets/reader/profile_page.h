// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_controller.h"
#include "widgets/reader/card_page.h"
#include "widgets/shell/panel.h"

class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace wb::shell {
class EmptyView;
}

namespace wb::reader {

class ProfileModel;

/// The profiles on the current card: which there are, what each says of itself, and what can be done with one.
class ProfilePage : public QWidget {
    Q_OBJECT

public:
    ProfilePage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent = nullptr);

    /// Null: the card has not been read.
    void setReading(const CardReading *reading);

Q_SIGNALS:
    void readWanted();

private:
    void build();
    void followSelection();
    void followState();
    void ask(const lds::CardChange &change);
    void askNickname();
    const rsp::ProfileInfo *selected() const;

    shell::PanelContext &m_context;
    cards::CardController &m_controller;
    std::optional<lds::CardSummary> m_card; ///< what was read, for the words of changes
    ProfileModel *m_model;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    QSplitter *m_split;
    QTableView *m_table;
    QStackedWidget *m_details; ///< what the selected profile says of itself
    QPushButton *m_enable;
    QPushButton *m_disable;
    QPushButton *m_nickname;
    QPushButton *m_delete;
    QPushButton *m_reset;
};

} // namespace wb::reader
