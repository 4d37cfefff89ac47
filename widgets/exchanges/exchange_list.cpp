// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/exchange_list.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>

namespace wb::exchanges {

namespace {

/// Beside the numbers a line along the exchanges of one session, with a hook where it begins and ends in the list.
class BracketDelegate final : public QStyledItemDelegate {
public:
    explicit BracketDelegate(const shell::Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        if (!isInSession(index))
            return;
        const int width = std::max(2, m_theme.unit() / 4);
        const QRect cell = option.rect;
        const bool first = !isInSession(index.siblingAtRow(index.row() - 1));
        const bool last = !isInSession(index.siblingAtRow(index.row() + 1));
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const QColor colour = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight);
        const int top = first ? cell.center().y() : cell.top();
        const int bottom = last ? cell.center().y() : cell.bottom();
        painter->fillRect(QRect(cell.left(), top, width, bottom - top + 1), colour);
        if (first || last)
            painter->fillRect(QRect(cell.left(), cell.center().y(), 3 * width, width), colour);
    }

private:
    static bool isInSession(const QModelIndex &index)
    {
        return index.isValid() && index.data(ExchangeModel::SessionRole).toBool();
    }

    const shell::Theme &m_theme;
};

} // namespace

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
        QHeaderView::Fixed);                    // one height for all: nothing is measured, however many rows
    verticalHeader()->setMinimumSectionSize(1); // Qt's own grows with the type and does not shrink with it
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(false);
    setModel(&m_model);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 4);

    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (!m_sharing && (QGuiApplication::mouseButtons() & Qt::LeftButton) != 0) // a style may resize columns too
            m_sizedByHand = true;
    });
    connect(&m_theme, &shell::Theme::changed, this, &ExchangeList::restyle);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        if (m_follows)
            scrollToBottom();
        else
            setUnseen(m_unseen + last - first + 1);
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { setUnseen(0); });
    // Whoever scrolls up stops the list; rows that come, and a list that is laid out later or made lower, do not.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        m_follows = isAtEnd();
        if (m_follows)
            setUnseen(0);
    });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int last) {
        if (m_follows)
            verticalScrollBar()->setValue(last);
    });
    setItemDelegateForColumn(ExchangeModel::Number, new BracketDelegate(m_theme, this));
    restyle();
}

void ExchangeList::restyle()
{
    const QFontMetrics metrics(font());
    verticalHeader()->setDefaultSectionSize(qMax(metrics.height(), m_theme.iconSize()) + m_theme.unit() / 2);
    setIconSize({m_theme.iconSize(), m_theme.iconSize()});
    shareWidth();
}

int ExchangeList::textWidth(const char *sample) const
{
    return fontMetrics().horizontalAdvance(QString::fromLatin1(sample)) + m_theme.unit() * 3 / 2;
}

/// What and Status are always readable; where there is no room for all, the columns that say least give way, one after the
/// other. What is left over goes to those that could say more.
void ExchangeList::shareWidth()
{
    if (m_sizedByHand)
        return;
    const QScopedValueRollback sharing(m_sharing, true);
    using Model = ExchangeModel;
    const int icon = m_theme.iconSize();
    std::array<int, Model::ColumnCount> widths{};
    widths[Model::Number] = textWidth("0000");
    widths[Model::Time] = textWidth("00:00:00.000");
    widths[Model::Delta] = textWidth("000.0 ms");
    widths[Model::Kind] = textWidth("HTTPS");
    widths[Model::Way] = textWidth("LPA > eUICC");
    widths[Model::What] = textWidth("ES11.InitiateAuthentication");
    widths[Model::Status] = textWidth("Executed-Success") + icon + m_theme.unit() / 2;
    widths[Model::Duration] = textWidth("000.0 ms");

    int left = viewport()->width();
    for (const int width : widths)
        left -= width;
    std::array<bool, Model::ColumnCount> hidden{};
    for (const int column : {Model::Duration, Model::Delta, Model::Kind, Model::Way, Model::Time}) {
        hidden[static_cast<std::size_t>(column)] = left < 0;
        if (left < 0)
            left += widths[static_cast<std::size_t>(column)];
    }
    const auto grow = [&](int column, int wished) {
        int &width = widths[static_cast<std::size_t>(column)];
        const int more = hidden[static_cast<std::size_t>(column)] ? 0
                                                                  : std::clamp(wished - width, 0, std::max(left, 0));
        width += more;
        left -= more;
    };
    grow(Model::What, textWidth("ES10a.GetEuiccConfiguredAddresses"));
    grow(Model::Way, textWidth("LPA > testrootsmds.example.com"));
    grow(Model::Status, textWidth("alert 42 bad_certificate") + icon + m_theme.unit() / 2);
    widths[Model::What] += std::max(left, 0);
    for (int column = 0; column < Model::ColumnCount; ++column) {
        setColumnHidden(column, hidden[static_cast<std::size_t>(column)]);
        horizontalHeader()->resizeSection(column, widths[static_cast<std::size_t>(column)]);
    }
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
