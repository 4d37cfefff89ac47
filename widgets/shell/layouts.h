// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QKeySequence>
#include <QString>

#include <vector>

namespace wb::shell {

/// A named arrangement of the window. What the user moves afterwards is kept until a layout is chosen again.
struct LayoutSpec {
    QString id; ///< "card"
    QString title;
    QString tip;
    QKeySequence key;
    QString panel; ///< made current; empty, or not in the panel table: stays
    bool inspector = true;
    bool exchanges = true;
    double inspectorShare = 0.25; ///< of the window's width
    double exchangesShare = 0.3;  ///< of its height
    bool teaching = false;        ///< secrets masked and type enlarged while it holds
};

/// Card, Support, Teaching.
std::vector<LayoutSpec> namedLayouts();

/// How much larger the type is in Teaching.
constexpr double teachingScale = 1.35;

} // namespace wb::shell
