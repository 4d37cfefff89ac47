// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/pcsc/doctor.h"
#include "widgets/shell/theme.h"

#include <QWidget>

namespace wb::shell {
class Secrets;
}

namespace wb::reader {

/// One finding of the doctor: what, why, what was seen, what to do, and the command that does it with a button that copies it.
/// Shows what it was made with; made anew when theme or masking change.
class FindingView : public QWidget {
    Q_OBJECT

public:
    FindingView(const pcsc::Finding &finding, const shell::Theme &theme, const shell::Secrets &secrets,
                QWidget *parent = nullptr);

Q_SIGNALS:
    /// The command is in the clipboard.
    void copied(const QString &command);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const shell::Theme &m_theme;
    const shell::Meaning m_meaning;
};

/// The colour and icon of a severity.
shell::Meaning meaningOf(pcsc::Severity severity);

} // namespace wb::reader
