// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/table.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTreeView>

namespace wb::shell {

namespace {

/// Rows of a tree as high as those of a table.
class RowHeight final : public QStyledItemDelegate {
public:
    RowHeight(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(rowHeight(*option.widget, m_theme));
        return size;
    }

    static int rowHeight(const QWidget &view, const Theme &theme)
    {
        return view.fontMetrics().height() + theme.unit() * 3 / 4;
    }

private:
    const Theme &m_theme;
};

} // namespace

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
    view->verticalHeader()->setMinimumSectionSize(1); // Qt's own grows with the type and does not shrink with it
    const auto setHeight = [view, &theme] {
        view->verticalHeader()->setDefaultSectionSize(RowHeight::rowHeight(*view, theme));
    };
    setHeight();
    QObject::connect(&theme, &Theme::changed, view, setHeight);
    return view;
}

QTreeView *makeTree(QAbstractItemModel *model, const QString &name, const Theme &theme, QWidget *parent)
{
    auto *view = new QTreeView(parent);
    view->setModel(model);
    view->setAccessibleName(name);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setUniformRowHeights(true);
    view->setItemDelegate(new RowHeight(theme, view));
    view->header()->setHighlightSections(false);
    view->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->header()->setStretchLastSection(true);
    QObject::connect(&theme, &Theme::changed, view, &QTreeView::doItemsLayout);
    return view;
}

} // namespace wb::shell
