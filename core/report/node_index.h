// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/view.h"

#include <QStringList>

#include <unordered_map>

namespace wb::report {

/// Finds nodes of a view: by octet, by parent, by path. Holds the view; node pointers live as long as it does.
class NodeIndex {
public:
    NodeIndex() = default;
    explicit NodeIndex(ViewPtr view);

    const ViewPtr &view() const { return m_view; }

    /// Null for a node of the first level.
    const ViewNode *parent(const ViewNode *node) const;
    /// Its place among its siblings.
    int row(const ViewNode *node) const;

    /// The smallest node of the buffer that contains the octet; null when none does.
    const ViewNode *at(std::size_t buffer, std::size_t offset) const;
    /// The smallest node of the buffer that contains all of these octets.
    const ViewNode *around(std::size_t buffer, std::size_t offset, std::size_t length) const;

    /// Every node from top to bottom as an open tree shows them.
    const std::vector<const ViewNode *> &inOrder() const { return m_order; }
    std::size_t positionOf(const ViewNode *node) const { return m_places.at(node).position; }

    /// What stays the same when the next exchange has the same field: tags and names from the root down, and which of several
    /// equal ones ("#2").
    QStringList path(const ViewNode *node) const;
    /// The path without counting equal ones: "every extension", for remembering what was open.
    QString kindPath(const ViewNode *node) const;
    /// The node with this path; null when this view has none.
    const ViewNode *find(const QStringList &path) const;

private:
    struct Place {
        const ViewNode *parent = nullptr;
        int row = 0;
        std::size_t position = 0;
    };
    void add(const std::vector<ViewNode> &nodes, const ViewNode *parent);
    const std::vector<ViewNode> &siblings(const ViewNode *parent) const;

    ViewPtr m_view;
    std::unordered_map<const ViewNode *, Place> m_places;
    std::vector<const ViewNode *> m_order;
    std::vector<std::vector<const ViewNode *>> m_byOffset; ///< of each buffer, outer before inner
};

} // namespace wb::report
