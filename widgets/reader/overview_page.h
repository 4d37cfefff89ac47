// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/reader/card_page.h"
#include "widgets/shell/panel.h"

#include <QStackedWidget>

namespace wb::shell {
class EmptyView;
} // namespace wb::shell

namespace wb::reader {

/// The current card at a glance, or why nothing is known of it and what to do about that.
class OverviewPage : public QStackedWidget {
    Q_OBJECT

public:
    explicit OverviewPage(shell::PanelContext &context, QWidget *parent = nullptr);

    /// @p entry null: no card is chosen. @p reading null: the card has not been read.
    void setCard(const cards::CardEntry *entry, const CardReading *reading);

Q_SIGNALS:
    void readWanted();
    void discoverWanted();
    /// @p lastFailure is what made the reader unusable, when that is known.
    void doctorWanted(const std::optional<wb::Error> &lastFailure);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showReading();
    void showEmpty(const cards::CardEntry *entry);
    int columnsFor(int width) const;

    shell::PanelContext &m_context;
    shell::EmptyView *m_empty;
    std::optional<CardReading> m_reading;
    QWidget *m_page = nullptr; ///< made anew from each reading
    int m_columns = 1;         ///< in which it stands
};

} // namespace wb::reader
