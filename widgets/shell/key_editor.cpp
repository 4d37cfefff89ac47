// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/key_editor.h"

#include "widgets/shell/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace wb::shell {

KeyModel::KeyModel(ActionRegistry &actions, QObject *parent)
    : QAbstractTableModel(parent),
      m_actions(actions),
      m_ids(actions.ids())
{
    connect(&actions, &ActionRegistry::changed, this, &KeyModel::reload);
}

void KeyModel::reload()
{
    const QStringList ids = m_actions.ids();
    if (ids == m_ids) { // only keys changed: selection and scroll position stay
        if (!m_ids.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_ids = ids;
    endResetModel();
}

int KeyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int KeyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant KeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &id = m_ids[index.row()];
    const ActionSpec *spec = m_actions.spec(id);
    if (!spec)
        return {};
    if (role == IdRole)
        return id;
    if (role == Qt::ToolTipRole)
        return spec->tip.isEmpty() ? spec->text : spec->tip;
    if (role == Qt::FontRole && index.column() == KeyColumn && !m_actions.hasStandardKey(id)) {
        QFont bold;
        bold.setBold(true); // changed by the user
        return bold;
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case ActionColumn: return spec->text;
    case KeyColumn: return m_actions.keyText(id);
    case WhereColumn: return spec->context.isEmpty() ? tr("everywhere") : tr("in %1").arg(spec->context);
    default: return {};
    }
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case ActionColumn: return tr("Action");
    case KeyColumn: return tr("Key");
    case WhereColumn: return tr("Where");
    default: return {};
    }
}

KeyEditor::KeyEditor(const Theme &theme, ActionRegistry &actions, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_actions(actions),
      m_filtered(new QSortFilterProxyModel(this)),
      m_table(new QTableView(this)),
      m_key(new QKeySequenceEdit(this)),
      m_set(new QPushButton(tr("Set"), this)),
      m_remove(new QPushButton(tr("Remove"), this)),
      m_reset(new QPushButton(tr("Standard"), this)),
      m_verdict(new QLabel(this))
{
    m_filtered->setSourceModel(new KeyModel(actions, this));
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_filtered);
    m_table->setAccessibleName(tr("Actions and their keys"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + theme.unit() / 2);
    m_table->horizontalHeader()->setSectionResizeMode(KeyModel::ActionColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(KeyModel::KeyColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(KeyModel::WhereColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);

    auto *search = new QLineEdit(this);
    search->setPlaceholderText(tr("Search an action or a key"));
    search->setAccessibleName(tr("Search an action or a key"));
    search->setClearButtonEnabled(true);
    search->addAction(iconOf(Icon::search), QLineEdit::LeadingPosition);
    auto *resetAll = new QPushButton(tr("All keys standard"), this);
    m_key->setAccessibleName(tr("New key"));
    m_verdict->setWordWrap(true);

    auto *keys = new QHBoxLayout;
    keys->addWidget(m_key, 1);
    keys->addWidget(m_set);
    keys->addWidget(m_remove);
    keys->addWidget(m_reset);
    auto *below = new QHBoxLayout;
    below->addWidget(m_verdict, 1);
    below->addWidget(resetAll);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(search);
    layout->addWidget(m_table, 1);
    layout->addLayout(keys);
    layout->addLayout(below);

    connect(search, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &KeyEditor::showCurrent);
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &KeyEditor::check);
    connect(m_set, &QPushButton::clicked, this, [this] { m_actions.setKey(currentId(), m_key->keySequence()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_actions.setKey(currentId(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_actions.resetKey(currentId()); });
    connect(resetAll, &QPushButton::clicked, this, [this] { m_actions.resetAllKeys(); });
    connect(&actions, &ActionRegistry::changed, this, &KeyEditor::showCurrent);
    m_table->selectRow(0);
    showCurrent();
}

QString KeyEditor::currentId() const
{
    return m_table->currentIndex().data(KeyModel::IdRole).toString();
}

void KeyEditor::showCurrent()
{
    m_key->setKeySequence(m_actions.key(currentId()));
    check();
}

void KeyEditor::check()
{
    const QString id = currentId();
    const QKeySequence key = m_key->keySequence();
    const bool known = !id.isEmpty();
    m_key->setEnabled(known);
    m_remove->setEnabled(known && !m_actions.key(id).isEmpty());
    m_reset->setEnabled(known && !m_actions.hasStandardKey(id));
    QStringList others;
    for (const QString &other : m_actions.conflicts(id, key))
        others << m_actions.spec(other)->text;
    m_set->setEnabled(known && others.isEmpty() && key != m_actions.key(id));
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, m_theme.text(others.isEmpty() ? Meaning::plain : Meaning::warning));
    m_verdict->setPalette(palette);
    m_verdict->setText(others.isEmpty()
                           ? QString()
                           : tr("Taken by: %1. Give that another key first.").arg(others.join(QStringLiteral(", "))));
}

} // namespace wb::shell
