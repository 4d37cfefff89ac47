// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/subject.h"
#include "widgets/shell/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace wb::shell {

class Focus;
class Secrets;

/// "Focus: 8904 ... 1235 x" at the top of the window, while something is in focus.
class FocusChip : public QWidget {
    Q_OBJECT

public:
    FocusChip(Focus &focus, const Secrets &secrets, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The chip itself was clicked: show the thing.
    void clicked(const wb::shell::Subject &subject);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    Focus &m_focus;
    const Secrets &m_secrets;
    const Theme &m_theme;
    QToolButton *m_text;
    QToolButton *m_clear;
};

} // namespace wb::shell
