// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/context_bar.h"

#include <QHBoxLayout>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>

namespace wb::shell {

namespace {

/// A button whose text gives way where the window is too narrow for all of them.
class ContextButton final : public QToolButton {
public:
    using QToolButton::QToolButton;

    QSize minimumSizeHint() const override
    {
        QSize size = sizeHint();
        size.setWidth(std::min(size.width(), size.width() - textWidth() + fontMetrics().averageCharWidth() * 9));
        return size;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStyleOptionToolButton option;
        initStyleOption(&option);
        const int room = textWidth() - std::max(0, sizeHint().width() - width());
        option.text = fontMetrics().elidedText(option.text, Qt::ElideMiddle, room, Qt::TextShowMnemonic);
        QStylePainter(this).drawComplexControl(QStyle::CC_ToolButton, option);
    }

private:
    int textWidth() const { return fontMetrics().size(Qt::TextShowMnemonic, text()).width(); }
};

} // namespace

ContextBar::ContextBar(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("contextBar"));
    setAccessibleName(tr("Context"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme.unit() / 2);
    m_layout->addStretch(1);
    connect(&theme, &Theme::changed, this, [this] {
        for (Shown &shown : m_entries)
            refresh(shown);
    });
}

void ContextBar::set(Entry entry)
{
    auto found = std::find_if(m_entries.begin(), m_entries.end(),
                              [&](const Shown &shown) { return shown.entry.id == entry.id; });
    if (found == m_entries.end()) {
        auto *button = new ContextButton(this);
        button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        button->setObjectName(QStringLiteral("context.") + entry.id);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        if (entry.atEnd)
            m_layout->addWidget(button);
        else
            m_layout->insertWidget(m_atStart++, button);
        connect(button, &QToolButton::clicked, this, [this, id = entry.id] {
            if (const Entry *clicked = this->entry(id); clicked && clicked->open)
                clicked->open();
        });
        m_entries.push_back({{}, button});
        found = m_entries.end() - 1;
    }
    found->entry = std::move(entry);
    refresh(*found);
}

const ContextBar::Entry *ContextBar::entry(const QString &id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Shown &shown) { return shown.entry.id == id; });
    return found == m_entries.end() ? nullptr : &found->entry;
}

void ContextBar::refresh(Shown &shown)
{
    const Entry &entry = shown.entry;
    QString text = entry.label + QStringLiteral(": ") + entry.value;
    text.replace(u'&', QStringLiteral("&&")); // no mnemonic in somebody's reader name
    shown.button->setText(text);
    shown.button->setIcon(entry.meaning == Meaning::plain ? iconOf(entry.icon) : m_theme.icon(entry.meaning));
    shown.button->setIconSize(QSize(m_theme.iconSize(), m_theme.iconSize()));
    shown.button->setToolTip(entry.tip);
    const QString word = wordOf(entry.meaning);
    shown.button->setAccessibleName(entry.label + QStringLiteral(": ") + entry.value
                                    + (word.isEmpty() ? word : u' ' + word));
}

} // namespace wb::shell
