// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

class QLabel;
class QMenu;
class QProgressBar;

namespace wb::shell {

class JobHub;
class Problems;
class Secrets;
class Times;

/// The oldest running job with its progress and a way to stop it, the others in a menu.
class JobBar : public QWidget {
    Q_OBJECT

public:
    JobBar(JobHub &hub, const Secrets &secrets, const Theme &theme, QWidget *parent = nullptr);

private:
    void refresh();
    void fillMenu();

    JobHub &m_hub;
    const Secrets &m_secrets;
    QLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QToolButton *m_more;
    QMenu *m_menu;
};

/// "2 problems": a click goes to the next one. Hidden while there is none.
class ProblemButton : public QToolButton {
    Q_OBJECT

public:
    ProblemButton(Problems &problems, const Secrets &secrets, const Theme &theme, QWidget *parent = nullptr);

private:
    void refresh();

    Problems &m_problems;
    const Secrets &m_secrets;
    const Theme &m_theme;
};

/// "UTC 14:02:11": a click turns between UTC and local time, for the whole window.
class ClockButton : public QToolButton {
    Q_OBJECT

public:
    ClockButton(Times &times, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool event(QEvent *event) override;

private:
    void tick();

    Times &m_times;
    QTimer m_timer;
};

/// The bottom line of the window: jobs, what was just done, problems, clock.
class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(JobHub &jobs, Problems &problems, Times &times, const Secrets &secrets, const Theme &theme,
               QWidget *parent = nullptr);

    /// Shows a sentence for some seconds.
    void say(const QString &message);

private:
    void showSaid();

    const Secrets &m_secrets;
    QString m_said; ///< unmasked
    QLabel *m_message;
    QTimer m_forget;
};

} // namespace wb::shell
