// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/exchange_list.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace wb::exchanges {

ExchangeList::ExchangeList(ExchangeModel &model, const shell::Theme &theme, QWidget *parent)
    : QTableView(parent),
      m_model(model),
      m_theme(theme)
{
    setAccessibleName(tr("Exchanges"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(
        QHeaderView::Fixed); // one height for all: nothing is measured, however many rows
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(false);
    setModel(&m_model);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);

    connect(&m_theme, &shell::Theme::changed, this, &ExchangeList::restyle);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] { m_follows = isAtEnd(); });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        if (m_follows)
            scrollToBottom();
        else
            setUnseen(m_unseen + last - first + 1);
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { setUnseen(0); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (isAtEnd())
            setUnseen(0);
    });
    restyle();
}

void ExchangeList::restyle()
{
    const QFontMetrics metrics(font());
    verticalHeader()->setDefaultSectionSize(qMax(metrics.height(), m_theme.iconSize()) + m_theme.unit() / 2);
    const auto width = [&](const char *sample) {
        return metrics.horizontalAdvance(QString::fromLatin1(sample)) + m_theme.unit() * 2;
    };
    horizontalHeader()->resizeSection(ExchangeModel::Number, width("00000"));
    horizontalHeader()->resizeSection(ExchangeModel::Time, width("00:00:00.000"));
    horizontalHeader()->resizeSection(ExchangeModel::Delta, width("000.0 ms"));
    horizontalHeader()->resizeSection(ExchangeModel::Kind, width("HTTPS"));
    horizontalHeader()->resizeSection(ExchangeModel::Way, width("LPA > testrootsmds.exam"));
    horizontalHeader()->resizeSection(ExchangeModel::Status, width("Executed-Success, okay"));
    horizontalHeader()->resizeSection(ExchangeModel::Duration, width("000.0 ms"));
    setIconSize({m_theme.iconSize(), m_theme.iconSize()});
    shareWidth();
}

void ExchangeList::shareWidth()
{
    // What takes the rest, but never less than the name of a function needs; then the list scrolls sideways.
    int others = 0;
    for (int column = 0; column < ExchangeModel::ColumnCount; ++column)
        others += column == ExchangeModel::What ? 0 : horizontalHeader()->sectionSize(column);
    const int least = fontMetrics().horizontalAdvance(QStringLiteral("ES11.InitiateAuthentication"))
                      + m_theme.unit() * 2;
    horizontalHeader()->resizeSection(ExchangeModel::What, qMax(viewport()->width() - others, least));
}

void ExchangeList::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

bool ExchangeList::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

void ExchangeList::setUnseen(int count)
{
    if (count == m_unseen)
        return;
    m_unseen = count;
    Q_EMIT unseenChanged(count);
}

void ExchangeList::showNewest()
{
    scrollToBottom();
    setUnseen(0);
}

void ExchangeList::goTo(int row)
{
    if (row < 0) {
        setCurrentIndex({});
        return;
    }
    const QModelIndex index = m_model.index(row, 0);
    setCurrentIndex(index);
    scrollTo(index);
}

void ExchangeList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
}

void ExchangeList::keyPressEvent(QKeyEvent *event)
{
    const bool upOrDown = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (upOrDown && event->modifiers() == Qt::ControlModifier) {
        event->ignore(); // next and previous row, as from every other place
        return;
    }
    if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier)
        goTo(m_model.rowCount() - 1);
    else if (event->key() == Qt::Key_Home && event->modifiers() == Qt::NoModifier)
        goTo(m_model.rowCount() > 0 ? 0 : -1);
    else
        QTableView::keyPressEvent(event);
}

} // namespace wb::exchanges
