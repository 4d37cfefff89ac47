// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace wb::shell {

/// What an empty place shows: what would be here, and the first step.
class EmptyView : public QWidget {
    Q_OBJECT

public:
    EmptyView(const Theme &theme, Icon icon, QWidget *parent = nullptr);

    /// @p wouldBe: one or two sentences; @p firstStep: text of the button, empty for none.
    void setText(const QString &title, const QString &wouldBe, const QString &firstStep = {},
                 std::function<void()> handler = {});

private:
    void restyle();

    const Theme &m_theme;
    Icon m_icon;
    QLabel *m_picture;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_step;
    std::function<void()> m_handler;
};

} // namespace wb::shell
