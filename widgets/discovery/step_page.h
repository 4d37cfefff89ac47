// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/gate.h"
#include "widgets/shell/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace wb::bytes {
class BytesPane;
}

namespace wb::discovery {

/// A request of a discovery that goes step by step, before it is sent: what it is, its octets to be read and changed, and the ways on.
class StepPage : public QWidget {
    Q_OBJECT

public:
    explicit StepPage(const shell::Theme &theme, QWidget *parent = nullptr);

    /// Shows what waits.
    void setNext(const lds::NextRequest &next);

    /// Sends what waits, as it stands; does nothing when that is no hexadecimal.
    void send();

Q_SIGNALS:
    void decided(const wb::lds::Decision &decision);
    /// A sentence for the status bar.
    void said(const QString &message);

private:
    void build();
    void followOctets();
    void cancelSession();

    const shell::Theme &m_theme;
    lds::NextRequest m_next;
    QLabel *m_title;
    QLabel *m_about;
    QPlainTextEdit *m_octets;
    bytes::BytesPane *m_fields;
    QPushButton *m_send;
    QPushButton *m_restore;
    QPushButton *m_cancel;
    QComboBox *m_reason;
    QLabel *m_hint;
};

} // namespace wb::discovery
