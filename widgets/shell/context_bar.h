// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QToolButton;
class QHBoxLayout;

namespace wb::shell {

/// What the program is working with at the moment: card, SM-DS, lab, capture. One entry each, always in view.
class ContextBar : public QWidget {
    Q_OBJECT

public:
    struct Entry {
        QString id;    ///< "card", "smds", "lab", "capture"
        QString label; ///< "Card"
        QString value; ///< "Lab eUICC A (in)", "none"
        Icon icon = Icon::none;
        Meaning meaning = Meaning::plain; ///< pending, ok, error: its icon replaces the entry's
        QString tip = {};
        bool atEnd = false;              ///< at the right end of the bar, with what seldom changes
        std::function<void()> open = {}; ///< what a click does: shows where it can be changed
    };

    explicit ContextBar(const Theme &theme, QWidget *parent = nullptr);

    /// Adds the entry, or changes the one with its id.
    void set(Entry entry);
    const Entry *entry(const QString &id) const;

private:
    struct Shown {
        Entry entry;
        QToolButton *button = nullptr;
    };
    void refresh(Shown &shown);

    const Theme &m_theme;
    std::vector<Shown> m_entries;
    QHBoxLayout *m_layout;
    int m_atStart = 0; ///< entries before the stretch
};

} // namespace wb::shell
