// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/capture_controller.h"
#include "widgets/shell/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace wb::exchanges {

/// One line above the list while a file is shown: which one, whether it is redacted, what is missing in it, and the ways on.
class CaptureNotice : public QWidget {
    Q_OBJECT

public:
    /// Both outlive it.
    CaptureNotice(const report::CaptureController &captures, const shell::Theme &theme, QWidget *parent = nullptr);

    QString text() const;

Q_SIGNALS:
    void replayWanted();
    void closeWanted();

private:
    void refresh();
    void restyle();

    const report::CaptureController &m_captures;
    const shell::Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
    QToolButton *m_replay;
    QToolButton *m_close;
};

} // namespace wb::exchanges
