// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/pick_list.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace wb::shell {

namespace {

class PickDelegate final : public QStyledItemDelegate {
public:
    PickDelegate(const Theme &theme, int detailRole, QObject *parent)
        : QStyledItemDelegate(parent),
          m_theme(theme),
          m_detailRole(detailRole)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool heading = !(index.flags() & Qt::ItemIsSelectable);
        const bool selected = option.state & QStyle::State_Selected;
        const QPalette &palette = option.palette;
        painter->save();
        if (selected)
            painter->fillRect(option.rect, palette.color(QPalette::Active, QPalette::Highlight));

        const int unit = m_theme.unit();
        const int side = m_theme.iconSize();
        QRect rect = option.rect.adjusted(unit, 0, -unit, 0);
        const QRect iconRect(rect.left(), rect.center().y() - side / 2, side, side);
        const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, iconRect, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        rect.setLeft(iconRect.right() + unit);

        const QString text = index.data(Qt::DisplayRole).toString();
        const QString detail = index.data(m_detailRole).toString();
        QFont font = option.font;
        if (heading)
            font.setWeight(QFont::DemiBold);
        const QFontMetrics metrics(font);
        const int detailWidth =
            detail.isEmpty()
                ? 0
                : std::min(QFontMetrics(option.font).horizontalAdvance(detail) + 2, rect.width() * 3 / 5) + unit;
        painter->setFont(font);
        painter->setPen(palette.color(QPalette::Active, selected ? QPalette::HighlightedText : QPalette::Text));
        const QRect textRect = rect.adjusted(0, 0, -detailWidth, 0);
        painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft,
                          metrics.elidedText(text, Qt::ElideRight, textRect.width()));

        if (!detail.isEmpty()) {
            painter->setFont(option.font);
            painter->setPen(selected ? palette.color(QPalette::Active, QPalette::HighlightedText)
                                     : palette.color(QPalette::Active, QPalette::PlaceholderText));
            const QRect detailRect = rect.adjusted(rect.width() - detailWidth + unit, 0, 0, 0);
            painter->drawText(detailRect, Qt::AlignVCenter | Qt::AlignRight,
                              QFontMetrics(option.font).elidedText(detail, Qt::ElideRight, detailRect.width()));
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, std::max(option.fontMetrics.height(), m_theme.iconSize()) + m_theme.unit() / 2 + 2};
    }

private:
    const Theme &m_theme;
    int m_detailRole;
};

} // namespace

PickList::PickList(const Theme &theme, int detailRole, QWidget *parent) : QListView(parent)
{
    setItemDelegate(new PickDelegate(theme, detailRole, this));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // the keyboard stays in the line edit
    setUniformItemSizes(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
}

void PickList::pickFirst()
{
    setCurrentIndex({});
    step(1);
    scrollToTop();
}

void PickList::step(int by)
{
    const int rows = model() ? model()->rowCount() : 0;
    int row = currentIndex().isValid() ? currentIndex().row() : (by > 0 ? -1 : rows);
    for (int tried = 0; tried < rows; ++tried) {
        row = (row + by + rows) % rows;
        const QModelIndex index = model()->index(row, 0);
        if (index.flags() & Qt::ItemIsSelectable) {
            setCurrentIndex(index);
            return;
        }
    }
}

QSize PickList::sizeHint() const
{
    const int rows = model() ? model()->rowCount() : 0;
    return {200, rows == 0 ? 0 : rows * sizeHintForRow(0) + 2};
}

PickOverlay::PickOverlay(const Theme &theme, int detailRole, QWidget *window)
    : QFrame(window),
      m_theme(theme),
      m_list(new PickList(theme, detailRole, this)),
      m_footer(new QLabel(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_footer->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    const int unit = theme.unit();
    layout->setContentsMargins(1, 1, 1, unit / 2);
    layout->setSpacing(unit / 2);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_footer);
    m_footer->setContentsMargins(unit, 0, unit, 0);
    hide();
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.flags() & Qt::ItemIsSelectable)
            Q_EMIT picked(index, QApplication::keyboardModifiers() & Qt::ControlModifier);
    });
}

void PickOverlay::attach(QLineEdit *line)
{
    m_line = line;
    line->installEventFilter(this);
}

void PickOverlay::popUp(int top, int centre, int width)
{
    setGeometry(std::max(0, centre - width / 2), top, width, 10);
    fit();
    show();
    raise();
}

void PickOverlay::fit()
{
    const int inside = std::max(0, parentWidget()->height() - y()) * 3 / 4;
    const QMargins margins = layout()->contentsMargins();
    int wanted = m_list->sizeHint().height() + margins.top() + margins.bottom();
    for (int i = 0; i < layout()->count(); ++i) {
        if (QWidget *widget = layout()->itemAt(i)->widget(); widget && widget != m_list && !widget->isHidden())
            wanted += widget->sizeHint().height() + layout()->spacing();
    }
    resize(width(), std::min(wanted, inside));
}

void PickOverlay::close()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT closed();
}

bool PickOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason)
        close();
    if (event->type() == QEvent::KeyPress && isVisible()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Down: m_list->step(1); return true;
        case Qt::Key_Up: m_list->step(-1); return true;
        case Qt::Key_Escape: close(); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!m_list->currentIndex().isValid())
                return false; // nothing to pick: the line edit's own affair
            Q_EMIT picked(m_list->currentIndex(), key->modifiers() & Qt::ControlModifier);
            return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void PickOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wb::shell
