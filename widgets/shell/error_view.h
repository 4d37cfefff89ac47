// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/error_text.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace wb::shell {

/// An error in the place where it happened: what, why, what to do. Never a window.
class ErrorView : public QWidget {
    Q_OBJECT

public:
    explicit ErrorView(const Theme &theme, QWidget *parent = nullptr);

    /// Shows the error and becomes visible.
    void show(const ErrorText &error);
    /// Nothing is wrong (any more): hides.
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    ErrorText m_error;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_why;
    QLabel *m_whatToDo;
    QPushButton *m_action;
};

} // namespace wb::shell
