// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/messages.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/server_colours.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::discovery {

/// The Event Records a discovery returned, in the server's order, as far as the focus lets them through: all of them when it is
/// the eUICC or the TransactionID of the discovery, one when it is its EventID.
class EntryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, EventIdColumn, AddressColumn, ColumnCount };

    EntryModel(const shell::Theme &theme, shell::Secrets &secrets, const shell::Focus &focus,
               shell::ServerColours &servers, QObject *parent = nullptr);

    /// @p eid is whose records they are, empty when nobody knows; @p transactionId the discovery's, in hexadecimal.
    void setEntries(std::vector<es::EventEntry> entries, const QString &eid, const QString &transactionId);
    const es::EventEntry *entryAt(int row) const; ///< null outside
    int rowOf(const es::EventEntry &entry) const; ///< -1 when it is not there or hidden
    int hiddenByFocus() const { return static_cast<int>(m_entries.size()) - rowCount(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// hiddenByFocus() may have changed.
    void filtered();

private:
    void repaint();
    void filter();
    bool admits(const es::EventEntry &entry) const;

    const shell::Theme &m_theme;
    shell::Secrets &m_secrets;
    const shell::Focus &m_focus;
    shell::ServerColours &m_servers;
    std::vector<es::EventEntry> m_entries;
    std::vector<std::size_t> m_rows; ///< indexes into m_entries, ascending
    QString m_eid;
    QString m_transactionId;
};

} // namespace wb::discovery
