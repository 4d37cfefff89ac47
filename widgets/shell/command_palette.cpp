// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/command_palette.h"

#include "widgets/shell/fuzzy.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::shell {

namespace {

/// An explanation is long: as loose letters nearly everything would be found in it.
bool containsWords(const QString &typed, const QString &text)
{
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandModel::CommandModel(ActionRegistry &actions, QObject *parent) : QAbstractListModel(parent), m_actions(actions) {}

void CommandModel::setFilter(const QString &typed)
{
    std::vector<std::pair<int, QString>> fitting;
    for (const QString &id : m_actions.ids()) {
        if (!m_actions.isAvailable(id))
            continue;
        const ActionSpec &spec = *m_actions.spec(id);
        std::optional<int> score = fuzzyScore(typed, spec.text);
        if (score)
            *score += 1000; // a fit of the name goes before any fit of the explanation
        else
            score = containsWords(typed, spec.tip) ? std::optional(0) : std::nullopt;
        if (score)
            fitting.emplace_back(*score, id);
    }
    std::stable_sort(fitting.begin(), fitting.end(),
                     [](const auto &one, const auto &other) { return one.first > other.first; });

    beginResetModel();
    m_ids.clear();
    for (const auto &[score, id] : fitting)
        m_ids << id;
    endResetModel();
}

QString CommandModel::id(const QModelIndex &index) const
{
    return index.isValid() ? m_ids.value(index.row()) : QString();
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &id = m_ids[index.row()];
    const QAction *action = m_actions.action(id);
    if (!action)
        return {};
    switch (role) {
    case Qt::DisplayRole: return action->text();
    case Qt::DecorationRole: return action->isCheckable() && action->isChecked() ? iconOf(Icon::ok) : action->icon();
    case Qt::ToolTipRole: return action->toolTip();
    case Qt::AccessibleTextRole: return QString(action->text() + u' ' + m_actions.keyText(id));
    case KeyRole: return m_actions.keyText(id);
    case IdRole: return id;
    default: return {};
    }
}

CommandPalette::CommandPalette(const Theme &theme, ActionRegistry &actions, QWidget *window)
    : PickOverlay(theme, CommandModel::KeyRole, window),
      m_actions(actions),
      m_model(new CommandModel(actions, this)),
      m_line(new QLineEdit(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    m_line->setPlaceholderText(tr("Type what you want to do"));
    m_line->setAccessibleName(tr("Command"));
    m_line->addAction(iconOf(Icon::palette), QLineEdit::LeadingPosition);
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, m_line);
    const int unit = theme.unit();
    layout()->setContentsMargins(unit, unit, unit, unit / 2);
    list()->setModel(m_model);
    attach(m_line);

    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_model->setFilter(typed);
        list()->pickFirst();
        footer()->setText(m_model->rowCount() == 0 ? tr("No action fits") : tr("Enter runs it, Escape closes"));
        fit();
    });
    connect(this, &PickOverlay::picked, this, [this](const QModelIndex &index) {
        const QString id = m_model->id(index);
        hide();
        if (m_before)
            m_before->setFocus();
        if (QAction *action = m_actions.action(id))
            action->trigger();
    });
    connect(this, &PickOverlay::closed, this, [this] {
        const QWidget *now = QApplication::focusWidget();
        const bool takenElsewhere = now && now != m_line; // by a click; then it stays there
        if (m_before && !takenElsewhere)
            m_before->setFocus();
    });
}

void CommandPalette::open()
{
    if (QWidget *now = QApplication::focusWidget(); now && now != m_line)
        m_before = now;
    m_line->clear();
    m_model->setFilter({});
    list()->pickFirst();
    footer()->setText(tr("Enter runs it, Escape closes"));
    const int width = std::min(parentWidget()->width() - 40, parentWidget()->fontMetrics().averageCharWidth() * 80);
    popUp(parentWidget()->height() / 10, parentWidget()->width() / 2, width);
    m_line->setFocus();
}

} // namespace wb::shell
