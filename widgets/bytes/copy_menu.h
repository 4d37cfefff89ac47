// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/bytes/byte_selection.h"

#include <QMenu>

namespace wb::bytes {

/// Copies the selected octets or field in the forms people need, and saves them. While secrets are masked, what holds a secret is not
/// copied and the menu says so.
class CopyMenu : public QMenu {
    Q_OBJECT

public:
    explicit CopyMenu(ByteSelection &selection, QWidget *parent = nullptr);

    /// The first form, for Ctrl+C.
    void copyHexStream();

Q_SIGNALS:
    /// "5 octets copied as hex dump": for the status bar.
    void said(const QString &message);

private:
    Bytes selected() const;
    void put(const QString &text, const QString &form);
    void refresh();
    void save();

    ByteSelection &m_selection;
    QAction *m_refused;
    std::vector<QAction *> m_forms;
    QAction *m_tree;
};

} // namespace wb::bytes
