// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QTextEdit>

namespace wb::shell {

/// A value that can be selected and is never cut off: it breaks into lines wherever it must, as an identifier or a digest has
/// no place of its own to break at.
class ValueText final : public QTextEdit {
    Q_OBJECT

public:
    explicit ValueText(const QString &text, QWidget *parent = nullptr);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void wheelEvent(QWheelEvent *event) override; ///< the page around it scrolls
};

/// With invisible places to break a run without blanks that is too long for a narrow column: after dots and the like,
/// between the words of a function's name, else somewhere. For titles and names, which wrap as labels do and are not copied from the
/// screen. What has no run longer than @p longest, which fits into the narrowest inspector, comes back unchanged.
QString breakable(const QString &text, qsizetype longest = 22);

} // namespace wb::shell
