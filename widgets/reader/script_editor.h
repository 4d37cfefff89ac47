// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QPlainTextEdit>

#include <map>

namespace wb::reader {

/// Text of a console script: lines numbered, with what became of each beside it, and the one that comes next. Lines count from 1.
class ScriptEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit ScriptEditor(const shell::Theme &theme, QWidget *parent = nullptr);

    /// What became of a line: ok, warning for an expectation that did not hold, error. @p why is its tip.
    void mark(int line, shell::Meaning meaning, const QString &why = {});
    void clearMarks();
    std::map<int, shell::Meaning> marks() const;

    /// The line that comes next, brought into view; 0: none.
    void setNextLine(int line);

    /// Replaces the whole text so that it can be undone.
    void replaceText(const QString &text);

protected:
    bool event(QEvent *event) override; ///< the tip of a marked line
    void resizeEvent(QResizeEvent *event) override;

private:
    class Gutter;
    struct Mark {
        shell::Meaning meaning;
        QString why;
    };

    int gutterWidth() const;
    void layOutGutter();
    void paintGutter(QPaintEvent *event);
    void restyle();
    /// The line at this height, 0 when there is none.
    int lineAt(int y) const;

    const shell::Theme &m_theme;
    QWidget *m_gutter;
    std::map<int, Mark> m_marks;
    int m_next = 0;
};

} // namespace wb::reader
