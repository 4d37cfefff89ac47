// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/reader/script_editor.h"

#include <QHelpEvent>
#include <QToolTip>

using namespace wb;
using reader::ScriptEditor;
using shell::Meaning;

/// The text of a script with what became of its lines.
class ScriptEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksBelongToTheTextTheyWereMadeFor()
    {
        ScriptEditor editor(m_theme);
        editor.setPlainText(QStringLiteral("select isd-r\nexpect 9000\n"));
        editor.mark(1, Meaning::ok);
        editor.mark(2, Meaning::warning, QStringLiteral("came 6A82"));
        QCOMPARE(editor.marks().size(), std::size_t(2));
        QVERIFY(editor.marks().at(2) == Meaning::warning);
        editor.textCursor().insertText(QStringLiteral("#"));
        QVERIFY(editor.marks().empty());
    }

    void whatIsOpenedCanBeUndone()
    {
        ScriptEditor editor(m_theme);
        editor.setPlainText(QStringLiteral("select mf"));
        editor.replaceText(QStringLiteral("select isd-r\nreset"));
        QCOMPARE(editor.toPlainText(), QStringLiteral("select isd-r\nreset"));
        editor.undo();
        QCOMPARE(editor.toPlainText(), QStringLiteral("select mf"));
    }

    /// The gutter paints every state, and grows with the number of lines.
    void itIsPainted()
    {
        ScriptEditor editor(m_theme);
        editor.resize(400, 300);
        editor.setPlainText(QStringLiteral("# comment\nselect $aid\nexpect 9000\nset a = ${b}\nwait 1s\n"));
        editor.mark(2, Meaning::ok);
        editor.mark(3, Meaning::error);
        editor.setNextLine(4);
        QCOMPARE(editor.textCursor().blockNumber(), 3);
        const QImage before = editor.grab().toImage();
        editor.setNextLine(0);
        editor.mark(3, Meaning::ok);
        QVERIFY(before != editor.grab().toImage());
        const int narrow = editor.viewport()->x();
        editor.setPlainText(QString(2000, QLatin1Char('\n')));
        QTRY_VERIFY(editor.viewport()->x() > narrow);
    }

    void aMarkSaysWhy()
    {
        ScriptEditor editor(m_theme);
        editor.resize(400, 300);
        editor.setPlainText(QStringLiteral("expect 9000\n"));
        editor.mark(1, Meaning::warning, QStringLiteral("came 6A82"));
        editor.show();
        QHelpEvent help(QEvent::ToolTip, QPoint(3, 5), editor.mapToGlobal(QPoint(3, 5)));
        QCoreApplication::sendEvent(&editor, &help);
        QCOMPARE(QToolTip::text(), QStringLiteral("came 6A82"));
        QToolTip::hideText();
    }

private:
    shell::Theme m_theme;
};

WB_TEST(ScriptEditorTest);
#include "script_editor_test.moc"
