// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_controller.h"
#include "widgets/reader/card_page.h"
#include "widgets/shell/panel.h"

class QPushButton;
class QStackedWidget;
class QTableView;

namespace wb::bytes {
class BytesPane;
}
namespace wb::shell {
class EmptyView;
}

namespace wb::reader {

class NotificationModel;

/// The notifications that wait on the current card, each to be looked at as it will be sent.
class NotificationPage : public QWidget {
    Q_OBJECT

public:
    NotificationPage(shell::PanelContext &context, cards::CardController &controller, QWidget *parent = nullptr);

    /// Null: the card has not been read.
    void setReading(const CardReading *reading);

Q_SIGNALS:
    void readWanted();

private:
    void build();
    void followState();
    void retrieve();
    void showRetrieved(const Bytes &response);
    void showNothing();

    shell::PanelContext &m_context;
    cards::CardController &m_controller;
    std::optional<lds::CardSummary> m_card;
    NotificationModel *m_model;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    QTableView *m_table;
    QPushButton *m_retrieve;
    QPushButton *m_remove;
    QStackedWidget *m_details; ///< of the selected notification: that it was not retrieved, or its octets
    bytes::BytesPane *m_octets;
};

} // namespace wb::reader
