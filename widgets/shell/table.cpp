// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/table.h"

#include <QHeaderView>
#include <QTableView>

namespace wb::shell {

QTableView *makeTable(QAbstractItemModel *model, const QString &name, const Theme &theme, QWidget *parent)
{
    auto *view = new QTableView(parent);
    view->setModel(model);
    view->setAccessibleName(name);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setShowGrid(false);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->horizontalHeader()->setStretchLastSection(true);
    const auto setHeight = [view, &theme] {
        view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + theme.unit() * 3 / 4);
    };
    setHeight();
    QObject::connect(&theme, &Theme::changed, view, setHeight);
    return view;
}

} // namespace wb::shell
