// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_directory.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::reader {

class CardReadings;

/// The reader list: one row a reader or built-in eUICC. While an EID is in focus, the card known to have it is marked and cards
/// known to have another one are hidden; those nobody has read may be it and stay.
class CardModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, AtrColumn, ColumnCount };

    CardModel(cards::CardDirectory &directory, const CardReadings &readings, const shell::Theme &theme,
              const shell::Focus &focus, QObject *parent = nullptr);

    QString idAt(int row) const;
    int rowOf(const QString &id) const; ///< -1 when it is not there
    /// Rows come and go just now: what a view makes its current row meanwhile, nobody has chosen.
    bool isUpdating() const { return m_updating; }
    int hiddenByFocus() const { return m_hidden; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// hiddenByFocus() may have changed.
    void filtered();

private:
    enum class InFocus { no, unknown, yes };
    void update();
    void repaint();
    InFocus inFocus(const cards::CardEntry &entry) const;

    cards::CardDirectory &m_directory;
    const CardReadings &m_readings;
    const shell::Theme &m_theme;
    const shell::Focus &m_focus;
    std::vector<cards::CardEntry> m_rows;
    int m_hidden = 0;
    bool m_updating = false;
};

} // namespace wb::reader
