// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/focus_chip.h"

#include "widgets/shell/find_box.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace wb::shell {

FocusChip::FocusChip(Focus &focus, const Secrets &secrets, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_focus(focus),
      m_secrets(secrets),
      m_theme(theme),
      m_text(new QToolButton(this)),
      m_clear(new QToolButton(this))
{
    setObjectName(QStringLiteral("focusChip"));
    m_text->setAutoRaise(true);
    m_text->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_text->setFocusPolicy(Qt::TabFocus);
    m_clear->setAutoRaise(true);
    m_clear->setFocusPolicy(Qt::TabFocus);
    m_clear->setIcon(iconOf(Icon::close));
    m_clear->setToolTip(tr("Take it out of focus"));
    m_clear->setAccessibleName(tr("Take it out of focus"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text);
    layout->addWidget(m_clear);
    connect(m_text, &QToolButton::clicked, this, [this] { Q_EMIT clicked(m_focus.subject()); });
    connect(m_clear, &QToolButton::clicked, &focus, &Focus::clear);
    connect(&focus, &Focus::changed, this, &FocusChip::refresh);
    connect(&secrets, &Secrets::changed, this, &FocusChip::refresh);
    connect(&theme, &Theme::changed, this, &FocusChip::refresh);
    refresh();
}

void FocusChip::refresh()
{
    setVisible(m_focus.isSet());
    if (!m_focus.isSet())
        return;
    const Subject &subject = m_focus.subject();
    const QString shown = m_secrets.text(subject);
    m_text->setText(tr("Focus: %1").arg(subject.kind == SubjectKind::eid ? maskedEid(subject.key) : shown));
    const std::optional<EidVerdict> verdict = verdictOn(subject);
    m_text->setIcon(verdict && !verdict->holds ? m_theme.icon(Meaning::warning) : iconOf(Icon::focus));
    m_text->setToolTip(nameOf(subject.kind) + u' ' + shown
                       + (verdict ? u'\n' + m_secrets.words(verdict->text) : QString()));
    m_text->setAccessibleName(m_text->text());
}

void FocusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tint(Meaning::selected));
    const double radius = m_theme.unit() / 2.0;
    painter.drawRoundedRect(QRectF(rect()), radius, radius);
}

} // namespace wb::shell
