// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QFrame>
#include <QListView>

class QLabel;
class QLineEdit;

namespace wb::shell {

/// A list to pick from while the keyboard stays in a line edit: a row is an icon, a text and a fainter detail at its right end. Rows
/// that cannot be selected are headings.
class PickList : public QListView {
    Q_OBJECT

public:
    /// @p detailRole: the model's role for the text at the right end.
    PickList(const Theme &theme, int detailRole, QWidget *parent = nullptr);

    /// Makes the first row that can be picked the current one.
    void pickFirst();
    /// One row up or down, headings left out, round and round.
    void step(int by);

    QSize sizeHint() const override;
};

/// A frame that lies over the window, no window of its own: a line edit or its place above, a PickList, a line of explanation. It
/// closes with Escape and when the keyboard goes elsewhere.
class PickOverlay : public QFrame {
    Q_OBJECT

public:
    PickOverlay(const Theme &theme, int detailRole, QWidget *window);

    PickList *list() const { return m_list; }
    QLabel *footer() const { return m_footer; }
    /// The line edit whose Up, Down, Enter and Escape the list answers; outside of the overlay or within.
    void attach(QLineEdit *line);

    /// Shows it with its top edge at @p top, over the window, centred on @p centre; as high as its rows, most half the window.
    void popUp(int top, int centre, int width);
    /// Fits the height to the rows again.
    void fit();

Q_SIGNALS:
    /// Enter or a click on a row; @p otherwise with Ctrl.
    void picked(const QModelIndex &index, bool otherwise);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void close();

    const Theme &m_theme;
    PickList *m_list;
    QLabel *m_footer;
    QLineEdit *m_line = nullptr;
};

} // namespace wb::shell
