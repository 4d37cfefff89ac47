// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/navigation_bar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

namespace wb::shell {

NavigationButton::NavigationButton(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

QSize NavigationButton::sizeHint() const
{
    const int unit = m_theme.unit();
    const int text = fontMetrics().horizontalAdvance(this->text());
    return {std::max(text + 2 * unit, 8 * unit), m_theme.iconSize() + 4 + fontMetrics().height() + 2 * unit};
}

void NavigationButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool current = isChecked();
    if (current)
        painter.fillRect(rect(), m_theme.tint(Meaning::selected));
    else if (underMouse() || isDown())
        painter.fillRect(rect(), palette().color(QPalette::Button));
    if (current)
        painter.fillRect(QRect(0, 0, 3, height()), m_theme.mark(Meaning::selected));

    const int unit = m_theme.unit();
    const int side = m_theme.iconSize() + 4;
    icon().paint(&painter, QRect((width() - side) / 2, unit * 3 / 4, side, side));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, unit * 3 / 4 + side, width(), height() - side - unit),
                     Qt::AlignHCenter | Qt::AlignVCenter, text());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect().adjusted(4, 2, -2, -2);
        option.backgroundColor = palette().color(QPalette::Window);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void NavigationButton::enterEvent(QEnterEvent *)
{
    update();
}

void NavigationButton::leaveEvent(QEvent *)
{
    update();
}

NavigationBar::NavigationBar(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Panels"));
    m_layout->setContentsMargins(0, theme.unit() / 2, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
}

void NavigationBar::add(const QString &id, const QString &title, Icon icon, const QString &tip)
{
    auto *button = new NavigationButton(m_theme, this);
    button->setObjectName(QStringLiteral("navigation.") + id);
    button->setText(title);
    button->setAccessibleName(title);
    button->setIcon(iconOf(icon));
    button->setToolTip(tip);
    m_layout->insertWidget(static_cast<int>(m_items.size()), button);
    connect(button, &QAbstractButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    m_items.push_back({id, button});
}

void NavigationBar::setCurrent(const QString &id)
{
    for (const Item &item : m_items)
        item.button->setChecked(item.id == id);
}

void NavigationBar::keyPressEvent(QKeyEvent *event)
{
    const int by = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int count = static_cast<int>(m_items.size());
    for (int i = 0; by != 0 && i < count; ++i) {
        if (!m_items[static_cast<std::size_t>(i)].button->hasFocus())
            continue;
        const Item &next = m_items[static_cast<std::size_t>((i + by + count) % count)];
        next.button->setFocus();
        Q_EMIT chosen(next.id);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace wb::shell
