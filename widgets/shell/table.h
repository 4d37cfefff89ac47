// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

class QAbstractItemModel;
class QTableView;
class QTreeView;
class QWidget;

namespace wb::shell {

/// A table as panels have it: whole rows are selected, one at a time; rows one line high, which follow the theme; no grid; Tab
/// leaves it. @p name is for the screen reader.
QTableView *makeTable(QAbstractItemModel *model, const QString &name, const Theme &theme, QWidget *parent);

/// A tree as panels have it, in the same way.
QTreeView *makeTree(QAbstractItemModel *model, const QString &name, const Theme &theme, QWidget *parent);

} // namespace wb::shell
