// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/messages.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::discovery {

/// The Event Records a discovery returned, in the server's order.
class EntryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, EventIdColumn, AddressColumn, ColumnCount };

    EntryModel(const shell::Theme &theme, shell::Secrets &secrets, const shell::Focus &focus,
               QObject *parent = nullptr);

    void setEntries(std::vector<es::EventEntry> entries);
    const es::EventEntry *entryAt(int row) const; ///< null outside

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void repaint();

    const shell::Theme &m_theme;
    shell::Secrets &m_secrets;
    const shell::Focus &m_focus;
    std::vector<es::EventEntry> m_entries;
};

} // namespace wb::discovery
