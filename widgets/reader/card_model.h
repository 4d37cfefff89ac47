// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_directory.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::reader {

/// The reader list: one row a reader or built-in eUICC.
class CardModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, AtrColumn, ColumnCount };

    CardModel(cards::CardDirectory &directory, const shell::Theme &theme, QObject *parent = nullptr);

    QString idAt(int row) const;
    int rowOf(const QString &id) const; ///< -1 when it is not there
    /// Rows come and go just now: what a view makes its current row meanwhile, nobody has chosen.
    bool isUpdating() const { return m_updating; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "Card inserted", "Held by Discovery", ...: the state in words.
    static QString stateText(const cards::CardEntry &entry);
    static shell::Meaning stateMeaning(const cards::CardEntry &entry);

private:
    void update();

    cards::CardDirectory &m_directory;
    const shell::Theme &m_theme;
    std::vector<cards::CardEntry> m_rows;
    bool m_updating = false;
};

} // namespace wb::reader
