// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/empty_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wb::shell {

EmptyView::EmptyView(const Theme &theme, Icon icon, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_icon(icon),
      m_picture(new QLabel(this)),
      m_title(new QLabel(this)),
      m_text(new QLabel(this)),
      m_step(new QPushButton(this))
{
    const int unit = theme.unit();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(unit);
    layout->addStretch(2);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    auto *row = new QHBoxLayout; // a wrapping label takes the width it is given, so the row centres it
    row->addStretch(1);
    row->addWidget(m_text, 100);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addWidget(m_step, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    connect(m_step, &QPushButton::clicked, this, [this] {
        if (m_handler)
            m_handler();
    });
    connect(&theme, &Theme::changed, this, &EmptyView::restyle);
    restyle();
    setFocusPolicy(Qt::StrongFocus); // so that a screen reader tells it
    setText({}, {});
}

void EmptyView::setText(const QString &title, const QString &wouldBe, const QString &firstStep,
                        std::function<void()> handler)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(wouldBe);
    m_step->setText(firstStep);
    m_step->setVisible(!firstStep.isEmpty());
    m_handler = std::move(handler);
    setAccessibleName(title);
    setAccessibleDescription(wouldBe);
    setFocusProxy(firstStep.isEmpty() ? nullptr : m_step);
}

void EmptyView::restyle()
{
    m_title->setFont(m_theme.titleFont());
    m_picture->setPixmap(m_theme.icon(m_icon, Meaning::pending)
                             .pixmap(QSize(3 * m_theme.iconSize(), 3 * m_theme.iconSize()), devicePixelRatioF()));
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 70);
}

} // namespace wb::shell
