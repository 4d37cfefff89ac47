// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/follow.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/server_colours.h"
#include "widgets/shell/theme.h"

#include <QAbstractItemModel>

namespace wb::discovery {

/// The Event Records a discovery returned, in the server's order, as far as the focus lets them through: all of them when it is
/// the eUICC or the TransactionID of the discovery, one with its trail when it is an EventID on that trail. Once they were followed,
/// each says what its server is and what came of asking it, and what an SM-DS answered stands below.
class EntryModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, EventIdColumn, AddressColumn, ServerColumn, OutcomeColumn, ColumnCount };

    EntryModel(const shell::Theme &theme, shell::Secrets &secrets, const shell::Focus &focus,
               shell::ServerColours &servers, QObject *parent = nullptr);

    /// @p eid is whose records they are, empty when nobody knows; @p transactionId the discovery's, in hexadecimal.
    void setEntries(const std::vector<es::EventEntry> &entries, const QString &eid, const QString &transactionId);
    /// The same entries, followed.
    void setTrails(std::vector<lds::Hop> trails, const QString &eid, const QString &transactionId);

    const lds::Hop *hopAt(const QModelIndex &index) const; ///< null outside
    /// The first with this EventID and address; invalid when it is not there or hidden.
    QModelIndex indexOf(const es::EventEntry &entry) const;
    int hiddenByFocus() const { return static_cast<int>(m_trails.size()) - rowCount(); }
    bool isFollowed() const { return m_followed; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// hiddenByFocus() may have changed.
    void filtered();

private:
    /// A hop's place in the tree. Its number in m_nodes is the internal id of its indexes.
    struct Node {
        const lds::Hop *hop;
        int parent; ///< -1: none
        int row;
        int number; ///< in the server's answer, from 1, whatever the focus hides
        std::vector<int> children;
    };

    void take(std::vector<lds::Hop> trails, bool followed, const QString &eid, const QString &transactionId);
    void repaint();
    void filter();
    void addNode(const lds::Hop &hop, int parent, int number);
    bool admits(const lds::Hop &trail) const;
    bool isOnTrail(const lds::Hop &hop) const;
    const std::vector<int> &childrenOf(const QModelIndex &parent) const;
    QVariant decoration(const lds::Hop &hop, int column, bool inFocus) const;

    const shell::Theme &m_theme;
    shell::Secrets &m_secrets;
    const shell::Focus &m_focus;
    shell::ServerColours &m_servers;
    std::vector<lds::Hop> m_trails;
    bool m_followed = false;
    std::vector<Node> m_nodes;
    std::vector<int> m_top; ///< nodes without a parent
    QString m_eid;
    QString m_transactionId;
};

} // namespace wb::discovery
