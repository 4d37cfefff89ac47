// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/script_editor.h"

#include <QHelpEvent>
#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QToolTip>

namespace wb::reader {

namespace {

/// Comments, the words of the language and variables stand out from what is sent.
class ScriptHighlighter final : public QSyntaxHighlighter {
public:
    ScriptHighlighter(QTextDocument *document, const shell::Theme &theme) : QSyntaxHighlighter(document), m_theme(theme)
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        const QString line = text.trimmed();
        if (line.startsWith(QLatin1Char('#'))) {
            QTextCharFormat comment;
            comment.setForeground(m_theme.colours().palette.color(QPalette::PlaceholderText));
            setFormat(0, static_cast<int>(text.size()), comment);
            return;
        }
        for (const QLatin1StringView word : {QLatin1StringView("expect"), QLatin1StringView("set"),
                                             QLatin1StringView("wait"), QLatin1StringView("followups")}) {
            if (!line.startsWith(word) || (line.size() > word.size() && !line.at(word.size()).isSpace()))
                continue;
            QTextCharFormat keyword;
            keyword.setForeground(m_theme.text(shell::Meaning::note));
            setFormat(static_cast<int>(text.indexOf(word)), static_cast<int>(word.size()), keyword);
        }
        QTextCharFormat variable;
        variable.setForeground(m_theme.text(shell::Meaning::changed));
        for (qsizetype at = text.indexOf(QLatin1Char('$')); at >= 0; at = text.indexOf(QLatin1Char('$'), at + 1)) {
            qsizetype end = at + 1;
            while (end < text.size()
                   && (text.at(end).isLetterOrNumber() || QStringLiteral("_{}").contains(text.at(end))))
                ++end;
            setFormat(static_cast<int>(at), static_cast<int>(end - at), variable);
        }
    }

private:
    const shell::Theme &m_theme;
};

} // namespace

/// The numbers and marks left of the text, painted by the editor.
class ScriptEditor::Gutter final : public QWidget {
public:
    explicit Gutter(ScriptEditor *editor) : QWidget(editor), m_editor(editor) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintGutter(event); }
    bool event(QEvent *event) override
    {
        return event->type() == QEvent::ToolTip ? m_editor->event(event) : QWidget::event(event);
    }

private:
    ScriptEditor *m_editor;
};

ScriptEditor::ScriptEditor(const shell::Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent),
      m_theme(theme),
      m_gutter(new Gutter(this))
{
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setAccessibleName(tr("Script text"));
    auto *highlighter = new ScriptHighlighter(document(), theme);
    connect(&theme, &shell::Theme::changed, highlighter, &QSyntaxHighlighter::rehighlight);
    connect(&theme, &shell::Theme::changed, this, &ScriptEditor::restyle);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &ScriptEditor::layOutGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int scrolled) {
        if (scrolled != 0)
            m_gutter->scroll(0, scrolled);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed != 0 || added != 0)
            clearMarks(); // they were of another text
    });
    restyle();
}

void ScriptEditor::restyle()
{
    setFont(m_theme.fixedFont());
    layOutGutter();
}

void ScriptEditor::mark(int line, shell::Meaning meaning, const QString &why)
{
    m_marks[line] = {meaning, why};
    m_gutter->update();
}

void ScriptEditor::clearMarks()
{
    m_marks.clear();
    m_next = 0;
    m_gutter->update();
}

std::map<int, shell::Meaning> ScriptEditor::marks() const
{
    std::map<int, shell::Meaning> marks;
    for (const auto &[line, mark] : m_marks)
        marks[line] = mark.meaning;
    return marks;
}

void ScriptEditor::setNextLine(int line)
{
    m_next = line;
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (line > 0 && block.isValid()) {
        QTextCursor cursor = textCursor();
        cursor.setPosition(block.position());
        setTextCursor(cursor);
        ensureCursorVisible();
    }
    m_gutter->update();
}

void ScriptEditor::replaceText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.setPosition(0);
    setTextCursor(cursor);
}

int ScriptEditor::gutterWidth() const
{
    const int digits = std::max(2, static_cast<int>(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + m_theme.iconSize() + 2 * m_theme.unit();
}

void ScriptEditor::layOutGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
}

void ScriptEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
}

void ScriptEditor::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.setFont(font());
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    const int icon = m_theme.iconSize();
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top <= event->rect().bottom(); block = block.next()) {
        const double height = blockBoundingRect(block).height();
        const int line = block.blockNumber() + 1;
        const QRect row(0, static_cast<int>(top), m_gutter->width() - m_theme.unit() / 2, static_cast<int>(height));
        const QRect place(row.left() + m_theme.unit() / 2, row.top() + (row.height() - icon) / 2, icon, icon);
        if (const auto mark = m_marks.find(line); mark != m_marks.end())
            m_theme.icon(mark->second.meaning).paint(&painter, place);
        if (line == m_next)
            m_theme.icon(shell::Icon::next, shell::Meaning::pending).paint(&painter, place);
        painter.setPen(palette().color(line == m_next ? QPalette::Text : QPalette::PlaceholderText));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
        top += height;
    }
}

int ScriptEditor::lineAt(int y) const
{
    return cursorForPosition(QPoint(0, y)).blockNumber() + 1;
}

bool ScriptEditor::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto mark = m_marks.find(lineAt(help->pos().y()));
    if (mark == m_marks.end() || mark->second.why.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), mark->second.why, this);
    return true;
}

} // namespace wb::reader
