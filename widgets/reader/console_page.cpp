// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/console_page.h"

#include "core/base/hex.h"
#include "core/report/exchange_text.h"
#include "smartcard/card/console.h"
#include "widgets/reader/qt_text.h"
#include "widgets/reader/script_pane.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStringListModel>
#include <QTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace wb::reader {

namespace {

constexpr const char *scriptShownKey = "reader/script-shown";
constexpr std::size_t mostLines = 5000; ///< of the transcript; the capture has the rest

QString spaced(ByteView bytes)
{
    return qtText(toSpacedHex(bytes));
}

/// "90 00  done": the status word with its words.
QString answerText(ByteView response)
{
    const auto decoded = card::ResponseApdu::decode(response);
    if (!decoded)
        return ConsolePage::tr("%1 (no status word)").arg(spaced(response));
    return spaced(response) + QStringLiteral("   ") + report::statusWordText(decoded->sw);
}

} // namespace

std::vector<shell::SettingSpec> ConsolePage::settingSpecs()
{
    std::vector<shell::SettingSpec> specs = ScriptPane::settingSpecs();
    specs.push_back({.key = QLatin1String(scriptShownKey), .scope = shell::SettingScope::local, .standard = false});
    return specs;
}

ConsolePage::ConsolePage(shell::PanelContext &context, cards::CardDirectory &directory,
                         cards::CardController &controller, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_controller(controller),
      m_log(new QTextEdit(this)),
      m_line(new QLineEdit(this)),
      m_doubts(new QLabel(this)),
      m_getResponse(new QCheckBox(tr("Fetch with GET RESPONSE on 61XX"), this)),
      m_rightLe(new QCheckBox(tr("Repeat with the right Le on 6CXX"), this)),
      m_toolkit(new QCheckBox(tr("Fetch and answer on 91XX"), this)),
      m_scriptToggle(new QToolButton(this)),
      m_script(new ScriptPane(context, directory, controller, this))
{
    build();
    followScript();
    showScript(context.settings.flag(scriptShownKey));
    connect(m_scriptToggle, &QToolButton::toggled, this, &ConsolePage::showScript);
    connect(m_line, &QLineEdit::textChanged, this, &ConsolePage::followText);
    connect(m_line, &QLineEdit::returnPressed, this, [this] { enter(m_line->text()); });
    connect(&controller, &cards::CardController::crossed, this,
            [this](const QString &, const std::vector<capture::ApduBlock> &blocks) { show(blocks); });
    connect(&controller, &cards::CardController::failed, this, [this](const QString &, const Error &error) {
        if (std::exchange(m_waiting, false))
            say(shell::Meaning::error, QStringLiteral("   "), qtText(error.line()));
    });
    connect(&controller, &cards::CardController::lockedOut, this, [this](const QString &what) {
        if (std::exchange(m_waiting, false))
            say(shell::Meaning::warning, QStringLiteral("   "),
                tr("%1 was not sent: it may change the card, which is locked. Unlock it above.").arg(what));
    });
    connect(&context.theme, &shell::Theme::changed, this, &ConsolePage::restyle);
    connect(&context.secrets, &shell::Secrets::changed, this, &ConsolePage::restyle);
    restyle();
}

void ConsolePage::build()
{
    const int unit = m_context.theme.unit();
    m_log->setReadOnly(true);
    m_log->setAccessibleName(tr("Transcript"));
    m_log->setLineWrapMode(QTextEdit::WidgetWidth);
    m_log->setWordWrapMode(QTextOption::WrapAnywhere);
    m_log->document()->setMaximumBlockCount(static_cast<int>(mostLines));
    m_log->setTabChangesFocus(true);
    m_log->setPlaceholderText(tr("Type octets, such as 00 A4 04 00 00, or a name: select isd-r, es10b.GetEUICCInfo2, "
                                 "open channel, fetch, reset. @2 before it means channel 2."));
    m_line->setPlaceholderText(tr("Octets or a name"));
    m_line->setAccessibleName(tr("Command"));
    m_line->installEventFilter(this);
    QStringList names;
    for (const std::string &name : card::completionsOf({}))
        names << qtText(name);
    auto *completer = new QCompleter(names, m_line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_line->setCompleter(completer);
    m_doubts->setWordWrap(true);
    m_getResponse->setChecked(true);
    m_rightLe->setChecked(true);
    m_getResponse->setToolTip(tr("The console sends GET RESPONSE by itself"));
    m_rightLe->setToolTip(tr("The console sends the same command again with the Le that the card names"));
    m_toolkit->setToolTip(tr("The console sends FETCH and TERMINAL RESPONSE by itself; a reset is left to you"));
    m_scriptToggle->setText(tr("Script"));
    m_scriptToggle->setToolTip(tr("Shows a script beside the console: to be written, recorded, run and gone through"));
    m_scriptToggle->setIcon(shell::iconOf(shell::Icon::script));
    m_scriptToggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_scriptToggle->setCheckable(true);

    auto *options = new QHBoxLayout;
    options->setSpacing(2 * unit);
    options->addWidget(m_getResponse);
    options->addWidget(m_rightLe);
    options->addWidget(m_toolkit);
    options->addStretch(1);
    options->addWidget(m_scriptToggle);
    auto *typing = new QWidget(this);
    auto *column = new QVBoxLayout(typing);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(unit / 2);
    column->addWidget(m_log, 1);
    column->addWidget(m_line);
    column->addWidget(m_doubts);
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(typing);
    split->addWidget(m_script);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->setSpacing(unit / 2);
    layout->addWidget(split, 1);
    layout->addLayout(options);
    setFocusProxy(m_line);
    m_context.actions.add({.id = QStringLiteral("reader.script.show"),
                           .text = tr("Show or hide the script beside the console"),
                           .context = QStringLiteral("reader"),
                           .menu = shell::MenuId::panel,
                           .icon = shell::Icon::script,
                           .handler = [this] { m_scriptToggle->toggle(); }},
                          this);
}

void ConsolePage::showScript(bool shown)
{
    m_scriptToggle->setChecked(shown);
    m_script->setVisible(shown);
    m_context.settings.set(scriptShownKey, shown);
}

/// What a script sends is in the transcript like what is typed.
void ConsolePage::followScript()
{
    cards::ScriptController &scripts = m_script->controller();
    connect(&scripts, &cards::ScriptController::stateChanged, this,
            [this, &scripts] { m_line->setEnabled(scripts.state() != cards::ScriptController::State::running); });
    connect(&scripts, &cards::ScriptController::stepped, this,
            [this](const card::ScriptStatement &statement, const card::ScriptStep &step) {
                if (!step.held)
                    say(shell::Meaning::warning, tr("line %1: ").arg(statement.line), qtText(step.said));
                if (step.blocks.empty())
                    return;
                say(shell::Meaning::plain, tr("line %1 > ").arg(statement.line), spaced(step.blocks.front().command));
                show(step.blocks);
            });
}

void ConsolePage::restyle()
{
    m_log->setFont(m_context.theme.fixedFont());
    m_line->setFont(m_context.theme.fixedFont());
    m_log->clear();
    for (const Said &line : m_said)
        append(line.meaning, line.text);
    followText(m_line->text());
}

/// What looks wrong is said while it is typed; it can be sent all the same.
void ConsolePage::followText(const QString &text)
{
    QString words;
    shell::Meaning meaning = shell::Meaning::plain;
    if (!text.trimmed().isEmpty()) {
        if (const auto command = card::readConsoleLine(text.toStdString())) {
            words = qtText(command->what);
            if (command->fromName && !command->isReset)
                words += QStringLiteral("   ") + spaced(command->octets);
            for (const std::string &doubt : card::doubtsAbout(command->octets)) {
                if (command->isReset)
                    break;
                meaning = shell::Meaning::warning;
                words += QStringLiteral("\n") + qtText(doubt);
            }
        }
    }
    m_doubts->setText(words);
    QPalette colours = m_context.theme.colours().palette;
    colours.setColor(QPalette::WindowText, meaning == shell::Meaning::plain ? colours.color(QPalette::PlaceholderText)
                                                                            : m_context.theme.text(meaning));
    m_doubts->setPalette(colours);
}

void ConsolePage::enter(const QString &line)
{
    if (line.trimmed().isEmpty() || m_controller.isBusy())
        return;
    const auto command = card::readConsoleLine(line.toStdString());
    if (!command) {
        m_doubts->setText(qtText(command.error().reason));
        return; // what was typed stays, to be mended
    }
    if (m_history.isEmpty() || m_history.last() != line)
        m_history << line;
    m_recalled = m_history.size();
    m_line->clear();
    say(shell::Meaning::plain, QStringLiteral(" > "), command->isReset ? line : spaced(command->octets));
    m_waiting = true;
    m_controller.type(*command, {m_getResponse->isChecked(), m_rightLe->isChecked(), m_toolkit->isChecked()});
}

void ConsolePage::show(const std::vector<capture::ApduBlock> &blocks)
{
    m_waiting = false;
    if (blocks.empty())
        say(shell::Meaning::ok, QStringLiteral("   "), tr("The card was reset."));
    for (const capture::ApduBlock &block : blocks) {
        if (block.generated)
            say(shell::Meaning::note, tr("by the console > "), spaced(block.command));
        const auto response = card::ResponseApdu::decode(block.response);
        const bool good = response && (card::isSuccess(response->sw) || card::waitingOctets(response->sw));
        say(good ? shell::Meaning::plain : shell::Meaning::warning, QStringLiteral(" < "), answerText(block.response));
    }
}

void ConsolePage::say(shell::Meaning meaning, const QString &prefix, const QString &text)
{
    m_said.push_back({meaning, prefix + text});
    if (m_said.size() > mostLines)
        m_said.pop_front();
    append(meaning, m_said.back().text);
}

void ConsolePage::append(shell::Meaning meaning, const QString &text)
{
    m_log->setTextColor(meaning == shell::Meaning::plain ? m_context.theme.colours().palette.color(QPalette::Text)
                                                         : m_context.theme.text(meaning));
    m_log->append(m_context.secrets.words(text));
}

QString ConsolePage::transcript() const
{
    return m_log->toPlainText();
}

bool ConsolePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && !m_line->completer()->popup()->isVisible()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            recall(key == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConsolePage::recall(int step)
{
    m_recalled = std::clamp<qsizetype>(m_recalled + step, 0, m_history.size());
    m_line->setText(m_recalled < m_history.size() ? m_history.at(m_recalled) : QString());
}

} // namespace wb::reader
