// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/script_pane.h"

#include "core/base/files.h"
#include "core/report/script_export.h"
#include "widgets/reader/qt_text.h"
#include "widgets/reader/script_editor.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/tool_button.h"

#include <QFileDialog>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::reader {

namespace {

constexpr const char *textKey = "reader/script";
constexpr qsizetype mostKept =
    200'000; ///< characters that are kept from one start to the next; a longer one is in a file of its own

constexpr std::size_t largestFile = 4 * 1024 * 1024;

} // namespace

std::vector<shell::SettingSpec> ScriptPane::settingSpecs()
{
    return {{.key = QLatin1String(textKey), .scope = shell::SettingScope::local, .standard = QString()}};
}

ScriptPane::ScriptPane(shell::PanelContext &context, cards::CardDirectory &directory, cards::CardController &cards,
                       QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_controller(directory, cards, context.pool, context.recorder),
      m_editor(new ScriptEditor(context.theme, this)),
      m_open(shell::makeToolButton(shell::Icon::folder, tr("Open a script"), this)),
      m_save(shell::makeToolButton(shell::Icon::save, tr("Save the script"), this)),
      m_record(shell::makeToolButton(shell::Icon::record,
                                     tr("Record: what is done with the card, here and on the other "
                                        "pages, becomes a script"),
                                     this)),
      m_run(shell::makeToolButton(shell::Icon::play, tr("Run the script, or go on with it (F9)"), this)),
      m_step(shell::makeToolButton(shell::Icon::step, tr("Run the next statement (F10)"), this)),
      m_stop(shell::makeToolButton(shell::Icon::stop, tr("Stop the script (Shift+F9)"), this)),
      m_words(new QLabel(this))
{
    build();
    addActions();
    m_context.jobs.watch(&m_controller.jobs());
    connect(m_open, &QToolButton::clicked, this, [this] { chooseFile(false); });
    connect(m_save, &QToolButton::clicked, this, [this] { chooseFile(true); });
    connect(m_record, &QToolButton::toggled, this, &ScriptPane::record);
    connect(m_run, &QToolButton::clicked, this, &ScriptPane::run);
    connect(m_step, &QToolButton::clicked, this, &ScriptPane::step);
    connect(m_stop, &QToolButton::clicked, this, &ScriptPane::stop);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] { m_settled.start(); });
    connect(&context.theme, &shell::Theme::changed, this, &ScriptPane::restyle);
    connect(&m_settled, &QTimer::timeout, this, &ScriptPane::check);
    connect(&m_controller, &cards::ScriptController::stateChanged, this, &ScriptPane::followState);
    connect(&m_controller, &cards::ScriptController::stepped, this, &ScriptPane::followStep);
    connect(&m_controller, &cards::ScriptController::failed, this,
            [this](const card::ScriptStatement &statement, const Error &error) {
                if (error.kind == ErrorKind::cancelled)
                    return say(shell::Meaning::note, tr("Stopped at line %1.").arg(statement.line));
                m_editor->mark(static_cast<int>(statement.line), shell::Meaning::error, qtText(error.line()));
                say(shell::Meaning::error, qtText(error.line()));
            });
    connect(&m_controller, &cards::ScriptController::completed, this, [this](int statements, int failed) {
        if (failed == 0)
            say(shell::Meaning::ok, tr("Done: %n statement(s).", nullptr, statements));
        else
            say(shell::Meaning::warning, tr("Done; %n expectation(s) did not hold.", nullptr, failed));
    });
    m_editor->setPlainText(m_context.settings.text(textKey));
    m_settled.stop();
    followState();
    check();
}

void ScriptPane::build()
{
    const int unit = m_context.theme.unit();
    m_editor->setPlaceholderText(
        tr("# A script: lines of the console, and what is expected.\nselect isd-r\nexpect 9000\n"
           "es10c.GetEID 5C015A\nexpect data BF3E125A10*\nset eid = data.BF3E.5A"));
    m_settled.setSingleShot(true);
    m_settled.setInterval(400);
    m_record->setCheckable(true);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout;
    row->setSpacing(unit / 2);
    for (QToolButton *button : {m_run, m_step, m_stop, m_record, m_open, m_save})
        row->addWidget(button);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit / 2);
    layout->addLayout(row);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_words);
    setFocusProxy(m_editor);
}

void ScriptPane::addActions()
{
    const auto add = [this](const char *id, const QString &text, const char *key, shell::Icon icon,
                            std::function<void()> handler) {
        m_context.actions.add({.id = QLatin1String(id),
                               .text = text,
                               .key = QKeySequence(QLatin1String(key)),
                               .context = QStringLiteral("reader"),
                               .menu = shell::MenuId::panel,
                               .icon = icon,
                               .handler = std::move(handler)},
                              this);
    };
    add("reader.script.run", tr("Run the script, or go on with it"), "F9", shell::Icon::play, [this] { run(); });
    add("reader.script.step", tr("Run the next statement of the script"), "F10", shell::Icon::step, [this] { step(); });
    add("reader.script.stop", tr("Stop the script"), "Shift+F9", shell::Icon::stop, [this] { stop(); });
    add("reader.script.record", tr("Record what is done as a script, or stop recording"), "Ctrl+Shift+R",
        shell::Icon::record, [this] { m_record->toggle(); });
    add("reader.script.open", tr("Open a script"), "", shell::Icon::folder, [this] { chooseFile(false); });
    add("reader.script.save", tr("Save the script"), "", shell::Icon::save, [this] { chooseFile(true); });
}

bool ScriptPane::begin()
{
    if (m_controller.state() != cards::ScriptController::State::idle)
        return true;
    m_editor->clearMarks();
    if (const auto begun = m_controller.begin(m_editor->toPlainText().toStdString()); !begun) {
        say(shell::Meaning::error, qtText(begun.error().line()));
        return false;
    }
    if (m_controller.nextLine() != 0)
        return true;
    say(shell::Meaning::note, tr("There is no statement in the script yet."));
    m_controller.stop();
    return false;
}

void ScriptPane::run()
{
    if (begin())
        m_controller.run();
}

void ScriptPane::step()
{
    if (begin())
        m_controller.step();
}

void ScriptPane::stop()
{
    m_controller.stop();
    m_editor->setNextLine(0);
}

/// What is wrong is said as soon as somebody has stopped typing, and the text is kept.
void ScriptPane::check()
{
    const QString text = m_editor->toPlainText();
    m_context.settings.set(textKey, text.size() > mostKept ? QString() : text);
    if (m_record->isChecked() || m_controller.state() != cards::ScriptController::State::idle)
        return;
    const auto script = card::readScript(text.toStdString());
    if (!script)
        return say(shell::Meaning::warning, qtText(script.error().line()));
    say(shell::Meaning::plain,
        script->empty() ? QString() : tr("%n statement(s)", nullptr, static_cast<int>(script->size())));
}

void ScriptPane::followState()
{
    using enum cards::ScriptController::State;
    const auto state = m_controller.state();
    m_run->setEnabled(state != running);
    m_step->setEnabled(state != running);
    m_stop->setEnabled(state != idle);
    m_record->setEnabled(state == idle);
    m_editor->setReadOnly(state != idle);
    if (state == resting)
        m_editor->setNextLine(static_cast<int>(m_controller.nextLine()));
    else if (state == idle)
        m_editor->setNextLine(0);
}

void ScriptPane::followStep(const card::ScriptStatement &statement, const card::ScriptStep &step)
{
    const auto meaning = step.held ? shell::Meaning::ok : shell::Meaning::warning;
    const QString said = m_context.secrets.words(qtText(step.said));
    m_editor->mark(static_cast<int>(statement.line), meaning, said);
    say(step.held ? shell::Meaning::plain : shell::Meaning::warning,
        tr("Line %1: %2").arg(statement.line).arg(said.isEmpty() ? tr("done") : said));
}

void ScriptPane::record(bool recording)
{
    if (m_record->isChecked() != recording)
        return m_record->setChecked(recording); // comes back here
    if (recording) {
        m_recordedFrom = m_context.recorder.size();
        return say(shell::Meaning::pending,
                   tr("Recording: do something with the card, then switch this off (Ctrl+Shift+R)."));
    }
    const auto exchanges = m_context.recorder.since(m_recordedFrom);
    if (std::none_of(exchanges.begin(), exchanges.end(),
                     [](const capture::ExchangePtr &exchange) { return exchange->apdu() != nullptr; }))
        return say(shell::Meaning::note, tr("Nothing was sent to a card meanwhile."));
    QTextCursor cursor(m_editor->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(qtText(report::toScript(exchanges)));
    m_editor->setTextCursor(cursor);
}

void ScriptPane::setText(const QString &text)
{
    m_editor->replaceText(text);
}

void ScriptPane::open(const QString &file)
{
    const auto text = readFile(file.toStdString());
    if (!text)
        return say(shell::Meaning::error, qtText(text.error().line()));
    if (text->size() > largestFile)
        return say(shell::Meaning::error, tr("%1 is larger than a script can be.").arg(file));
    setText(QString::fromStdString(*text));
}

void ScriptPane::save(const QString &file)
{
    const auto written = writeFile(file.toStdString(), m_editor->toPlainText().toStdString());
    say(written ? shell::Meaning::ok : shell::Meaning::error,
        written ? tr("Saved as %1.").arg(file) : qtText(written.error().line()));
}

void ScriptPane::chooseFile(bool toSave)
{
    auto *chooser = new QFileDialog(this, toSave ? tr("Save the script") : tr("Open a script"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setNameFilters({tr("Console scripts (*.apdu *.txt)"), tr("All files (*)")});
    if (toSave) {
        chooser->setAcceptMode(QFileDialog::AcceptSave);
        chooser->setDefaultSuffix(QStringLiteral("apdu"));
    } else {
        chooser->setFileMode(QFileDialog::ExistingFile);
    }
    connect(chooser, &QFileDialog::fileSelected, this, toSave ? &ScriptPane::save : &ScriptPane::open);
    chooser->open();
}

void ScriptPane::say(shell::Meaning meaning, const QString &words)
{
    m_words->setText(words);
    m_meaning = meaning;
    restyle();
}

void ScriptPane::restyle()
{
    QPalette colours = m_context.theme.colours().palette;
    colours.setColor(QPalette::WindowText, m_meaning == shell::Meaning::plain ? colours.color(QPalette::PlaceholderText)
                                                                              : m_context.theme.text(m_meaning));
    m_words->setPalette(colours);
}

QString ScriptPane::words() const
{
    return m_words->text();
}

} // namespace wb::reader
