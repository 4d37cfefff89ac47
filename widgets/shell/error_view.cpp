// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/error_view.h"

#include "widgets/shell/secrets.h"
#include "widgets/shell/tool_button.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace wb::shell {

namespace {

QLabel *makeErrorLine(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

ErrorView::ErrorView(const Theme &theme, const Secrets &secrets, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_icon(new QLabel(this)),
      m_what(makeErrorLine(this)),
      m_why(makeErrorLine(this)),
      m_whatToDo(makeErrorLine(this)),
      m_action(new QPushButton(this)),
      m_dismiss(makeToolButton(Icon::close, tr("Put this away"), this))
{
    const int unit = theme.unit();
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(unit + 4, unit / 2, unit, unit / 2);
    layout->setHorizontalSpacing(unit);
    layout->setVerticalSpacing(unit / 4);
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_what, 0, 1);
    layout->addWidget(m_why, 1, 1);
    layout->addWidget(m_whatToDo, 2, 1);
    layout->addWidget(m_action, 0, 2, 3, 1, Qt::AlignTop); // beside the words: what is below it needs the room
    layout->addWidget(m_dismiss, 0, 3, Qt::AlignTop);
    m_dismiss->hide();
    layout->setColumnStretch(1, 1);

    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto handler = m_error.handler; // it may clear the error
        if (handler)
            handler();
    });
    connect(m_dismiss, &QToolButton::clicked, this, &ErrorView::clear);
    connect(&theme, &Theme::changed, this, &ErrorView::restyle);
    connect(&secrets, &Secrets::changed, this, &ErrorView::fill);
    hide();
}

void ErrorView::setDismissable(bool dismissable)
{
    m_dismiss->setVisible(dismissable);
}

void ErrorView::show(const ErrorText &error)
{
    m_error = error;
    m_why->setVisible(!error.why.isEmpty());
    m_whatToDo->setVisible(!error.whatToDo.isEmpty());
    m_action->setText(error.action);
    m_action->setVisible(!error.action.isEmpty());
    fill();
    restyle();
    setVisible(true);
}

/// The words as the masking switch wants them.
void ErrorView::fill()
{
    const QString what = m_secrets.words(m_error.what);
    const QString why = m_secrets.words(m_error.why);
    const QString whatToDo = m_secrets.words(m_error.whatToDo);
    m_what->setText(what);
    m_why->setText(why);
    m_whatToDo->setText(whatToDo);
    setAccessibleName(wordOf(m_error.severity) + QStringLiteral(": ") + what);
    setAccessibleDescription(why + u' ' + whatToDo);
}

void ErrorView::clear()
{
    m_error = {};
    fill(); // nothing of it stays for who can read hidden labels
    hide();
}

void ErrorView::restyle()
{
    m_icon->setPixmap(
        m_theme.icon(m_error.severity).pixmap(QSize(m_theme.iconSize(), m_theme.iconSize()), devicePixelRatioF()));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_what->setFont(bold);
    update();
}

void ErrorView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tint(m_error.severity));
    painter.fillRect(QRect(0, 0, 4, height()), m_theme.mark(m_error.severity));
}

} // namespace wb::shell
