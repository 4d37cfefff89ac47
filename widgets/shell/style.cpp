// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/style.h"

#include "widgets/shell/icons.h"

#include <QApplication>
#include <QPainter>
#include <QStyleOption>

namespace wb::shell {

namespace {

constexpr int iconGap = 6; // between an icon and the text beside it

bool textBesideIcon(const QStyleOptionToolButton &button)
{
    return button.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button.icon.isNull() && !button.text.isEmpty();
}

/// Fusion's borders are hardly seen on a dark window.
void drawBorder(const QStyleOption &option, QPainter &painter, QPalette::ColorRole role)
{
    const bool focused = option.state & QStyle::State_HasFocus;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(option.palette.color(focused ? QPalette::Highlight : role));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter.restore();
}

} // namespace

int iconSizeForText()
{
    const int height = QFontMetrics(QApplication::font()).height();
    return height < 19 ? 16 : height < 24 ? 20 : 24;
}

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorDockWidgetResizeHandle: {
        const QRect rect = option->rect;
        const QColor line = option->palette.color(QPalette::Mid);
        if (option->state & State_Horizontal) // the docks stand one above the other
            painter->fillRect(QRect(rect.left(), rect.center().y(), rect.width(), 1), line);
        else
            painter->fillRect(QRect(rect.center().x(), rect.top(), 1, rect.height()), line);
        return;
    }
    case PE_PanelMenuBar: return;
    case PE_FrameLineEdit: drawBorder(*option, *painter, QPalette::Mid); return;
    case PE_IndicatorCheckBox:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        drawBorder(*option, *painter, QPalette::PlaceholderText); // an empty box is nothing but its border
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const QColor line = option->palette.color(QPalette::Mid);
    const QRect rect = option->rect;
    switch (element) {
    case CE_ToolBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionToolBar *>(option)) {
            painter->fillRect(rect, option->palette.color(QPalette::Window));
            if (bar->toolBarArea == Qt::LeftToolBarArea)
                painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line);
            else
                painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
        }
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(rect, option->palette.color(QPalette::Window)); return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && textBesideIcon(*button)) {
            const QIcon::Mode mode = button->state & State_Enabled ? QIcon::Normal : QIcon::Disabled;
            const QRect inside = rect.adjusted(4, 0, -4, 0);
            const QRect icon(inside.left(), inside.center().y() - button->iconSize.height() / 2,
                             button->iconSize.width(), button->iconSize.height());
            button->icon.paint(painter, icon, Qt::AlignCenter, mode);
            drawItemText(painter, inside.adjusted(icon.width() + iconGap, 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, button->palette,
                         button->state & State_Enabled, button->text, QPalette::ButtonText);
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option)) {
            QFont font = QApplication::font(); // the title bar's own does not follow the text size
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            const int margin = pixelMetric(PM_DockWidgetTitleMargin, option, widget);
            const QRect text = rect.adjusted(2 * margin, 0, -rect.height() * 2,
                                             0); // the buttons stand at the right end
            drawItemText(painter, text, Qt::AlignLeft | Qt::AlignVCenter, dock->palette, dock->state & State_Enabled,
                         painter->fontMetrics().elidedText(dock->title, Qt::ElideRight, text.width()),
                         QPalette::WindowText);
        }
        return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button && button->features & QStyleOptionToolButton::HasMenu) {
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu; // its little arrow would lie on the text
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton)
        size.rwidth() += 12;
    if (type == CT_ToolButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
            button && textBesideIcon(*button))
            size.rwidth() += 8;
    }
    return size;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_TabBarIconSize:
    case PM_ListViewIconSize: return iconSizeForText();
    case PM_DockWidgetTitleMargin: return 4;
    case PM_DockWidgetSeparatorExtent: return 5;
    case PM_ToolBarItemMargin:
    case PM_ToolBarFrameWidth: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0; // those of Qt are made for a light window
    return QProxyStyle::styleHint(hint, option, widget, answer);
}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    switch (icon) {
    case SP_TitleBarCloseButton:
    case SP_LineEditClearButton: return iconOf(Icon::close);
    case SP_TitleBarNormalButton: return iconOf(Icon::layout); // floats a dock, or brings it back
    default: return QProxyStyle::standardIcon(icon, option, widget);
    }
}

} // namespace wb::shell
