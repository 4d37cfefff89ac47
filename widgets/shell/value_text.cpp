// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/value_text.h"

#include <QTextDocument>
#include <QWheelEvent>

namespace wb::shell {

namespace {

constexpr QChar zeroWidthSpace(0x200b);
constexpr qsizetype longestPart = 16; // of a run that offers no better place to break

bool hasLongRun(const QString &text, qsizetype longest)
{
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > longest)
            return true;
    }
    return false;
}

/// The A of "InitiateAuthentication", the second C of "EUICCChallenge".
bool beginsWord(const QString &text, qsizetype at)
{
    if (at == 0 || !text[at].isUpper())
        return false;
    return text[at - 1].isLower() || (text[at - 1].isUpper() && at + 1 < text.size() && text[at + 1].isLower());
}

} // namespace

ValueText::ValueText(const QString &text, QWidget *parent) : QTextEdit(parent)
{
    setPlainText(text);
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int ValueText::heightForWidth(int width) const
{
    const QRect room(0, 0, std::max(width - 2 * frameWidth(), 1), QWIDGETSIZE_MAX);
    const QRect needed = fontMetrics().boundingRect(room, Qt::TextWordWrap | Qt::TextWrapAnywhere, toPlainText());
    return std::max(needed.height(), fontMetrics().lineSpacing()) + 2 * frameWidth() + 1;
}

QSize ValueText::sizeHint() const
{
    const int width = fontMetrics().horizontalAdvance(toPlainText()) + fontMetrics().averageCharWidth();
    return {width, fontMetrics().lineSpacing() + 1};
}

QSize ValueText::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 8, fontMetrics().lineSpacing() + 1};
}

void ValueText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

QString breakable(const QString &text, qsizetype longest)
{
    if (!hasLongRun(text, longest))
        return text;
    QString broken;
    qsizetype run = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (run > 3 && beginsWord(text, i)) {
            broken += zeroWidthSpace;
            run = 0;
        }
        const QChar c = text[i];
        broken += c;
        run = c.isSpace() ? 0 : run + 1;
        const bool good = c == u'.' || c == u'-' || c == u'/' || c == u':' || c == u'_';
        if (run > 1 && (good || run == longestPart)) {
            broken += zeroWidthSpace;
            run = 0;
        }
    }
    return broken;
}

} // namespace wb::shell
