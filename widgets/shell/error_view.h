// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/error_text.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace wb::shell {

class Secrets;

/// An error in the place where it happened: what, why, what to do. Never a window. Secrets that its words
/// name are masked while the switch is on.
class ErrorView : public QWidget {
    Q_OBJECT

public:
    ErrorView(const Theme &theme, const Secrets &secrets, QWidget *parent = nullptr);

    /// Whether a button puts it away; not by default.
    void setDismissable(bool dismissable);

    /// Shows the error and becomes visible.
    void show(const ErrorText &error);
    /// Nothing is wrong (any more): hides.
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();
    void fill();

    const Theme &m_theme;
    const Secrets &m_secrets;
    ErrorText m_error;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_why;
    QLabel *m_whatToDo;
    QPushButton *m_action;
    QToolButton *m_dismiss;
};

} // namespace wb::shell
