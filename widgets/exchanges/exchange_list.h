// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/exchanges/exchange_model.h"

#include <QTableView>

namespace wb::exchanges {

/// The list of exchanges. Follows the newest one only while it stands at the end; otherwise it counts what came.
class ExchangeList : public QTableView {
    Q_OBJECT

public:
    ExchangeList(ExchangeModel &model, const shell::Theme &theme, QWidget *parent = nullptr);

    /// Exchanges that came in below what is shown, while somebody reads further up.
    int unseen() const { return m_unseen; }
    /// To the end, and follow again.
    void showNewest();
    /// Selects a row and brings it into view; -1 selects nothing.
    void goTo(int row);

Q_SIGNALS:
    void currentRowChanged(int row);
    void unseenChanged(int count);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void shareWidth();
    int textWidth(const char *sample) const;
    bool isAtEnd() const;
    void setUnseen(int count);

    ExchangeModel &m_model;
    const shell::Theme &m_theme;
    bool m_follows = true;
    bool m_sharing = false; ///< the list sizes its columns, not the user
    bool m_sizedByHand = false;
    int m_unseen = 0;
};

} // namespace wb::exchanges
