// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/capture_actions.h"

#include "widgets/exchanges/capture_notice.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/exchanges/export_dialog.h"
#include "widgets/shell/error_words.h"

#include <QDateTime>
#include <QFileDialog>
#include <QStandardPaths>

namespace wb::workbench {

using namespace shell;

namespace {

constexpr QLatin1StringView openId("file.capture.open");
constexpr QLatin1StringView saveId("file.capture.save");
constexpr QLatin1StringView closeId("file.capture.close");
constexpr QLatin1StringView replayId("file.capture.replay");
constexpr QLatin1StringView failureId("capture");
constexpr QLatin1StringView leftBehindId("capture.leftBehind");

QString documentsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

CaptureActions::CaptureActions(Services &services, std::filesystem::path folder, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_folder(std::move(folder)),
      m_captures(services.recorder, services.pool, services.times.clock(), m_folder)
{
    services.jobs.watch(&m_captures.jobs());
    connect(&m_captures, &report::CaptureController::openedChanged, this, &CaptureActions::follow);
    connect(&m_captures, &report::CaptureController::failed, this, &CaptureActions::tellFailure);
    connect(&m_captures, &report::CaptureController::exported, this,
            [this](const std::filesystem::path &file, const report::ExportOutcome &outcome) {
                m_services.problems.resolve(failureId);
                if (m_context == nullptr)
                    return;
                QString text = tr("%1 written: %n exchange(s)", nullptr, static_cast<int>(outcome.exchanges))
                                   .arg(QString::fromStdString(file.filename().string()));
                if (outcome.pseudonyms > 0)
                    text += tr(", %n value(s) replaced", nullptr, static_cast<int>(outcome.pseudonyms));
                m_context->say(text);
            });
}

CaptureActions::~CaptureActions() = default;

void CaptureActions::addActions(ActionRegistry &actions)
{
    actions.add({.id = openId,
                 .text = tr("Open capture"),
                 .tip = tr("Show a capture, JSON lines, a HAR or the debug output of lpac"),
                 .key = QKeySequence(QStringLiteral("Ctrl+O")),
                 .menu = MenuId::file,
                 .place = -1,
                 .handler = [this] { chooseFile(); }});
    actions.add({.id = saveId,
                 .text = tr("Save or export exchanges"),
                 .tip = tr("Write exchanges as a capture, JSON lines, HAR, pcap, script or report"),
                 .key = QKeySequence(QStringLiteral("Ctrl+S")),
                 .menu = MenuId::file,
                 .place = -1,
                 .handler = [this] { save(); }});
    actions.add({.id = replayId,
                 .text = tr("Use the opened capture as a card"),
                 .tip = tr("Work with the captured card in the Reader panel as if it were there"),
                 .menu = MenuId::file,
                 .place = -1,
                 .handler = [this] { Q_EMIT replayWanted(); }});
    actions.add({.id = closeId,
                 .text = tr("Close the opened capture"),
                 .tip = tr("Show again what is being recorded"),
                 .menu = MenuId::file,
                 .place = -1,
                 .handler = [this] { m_captures.close(); }});
}

void CaptureActions::attach(PanelContext &context, exchanges::ExchangePane &pane)
{
    m_context = &context;
    m_pane = &pane;
    connect(&pane, &QObject::destroyed, this, [this] { m_context = nullptr; });
    addActions(context.actions);
    auto *notice = new exchanges::CaptureNotice(m_captures, m_services.theme);
    pane.setNotice(notice);
    connect(notice, &exchanges::CaptureNotice::replayWanted, this, &CaptureActions::replayWanted);
    connect(notice, &exchanges::CaptureNotice::closeWanted, &m_captures, &report::CaptureController::close);
    follow();
}

void CaptureActions::follow()
{
    const report::CaptureController::Opened *opened = m_captures.opened();
    if (opened != nullptr)
        m_services.problems.resolve(failureId);
    if (m_context == nullptr)
        return;
    m_pane->setRecorder(m_captures.shown());
    m_context->actions.action(closeId)->setEnabled(opened != nullptr);
    m_context->actions.action(replayId)->setEnabled(opened != nullptr && opened->cardExchanges > 0);
    if (opened != nullptr)
        m_pane->showExchange(1);
}

void CaptureActions::tellFailure(const Error &error)
{
    m_services.problems.report({failureId, errorText(error)});
    if (m_context != nullptr)
        m_context->say(errorText(error).what);
}

void CaptureActions::chooseFile()
{
    auto *chooser = new QFileDialog(m_pane->window(), tr("Open a capture"), documentsFolder());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilters({tr("Captures (*.smdscap *.jsonl *.har *.log *.txt)"), tr("All files (*)")});
    connect(chooser, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_captures.open(file.toStdString()); });
    chooser->open();
}

void CaptureActions::save()
{
    const auto all = static_cast<int>(m_captures.shown().size());
    if (all == 0) {
        m_context->say(tr("There is nothing to write yet: no exchange was recorded"));
        return;
    }
    const QString name = tr("capture-%1").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm")));
    auto *dialog = new exchanges::ExportDialog(
        {all, m_pane->model().rowCount(), static_cast<int>(m_pane->model().marked().size()), m_pane->current() ? 1 : 0},
        documentsFolder(), name, m_services.theme, m_pane->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        std::vector<capture::ExchangePtr> exchanges;
        switch (dialog->range()) {
        case exchanges::ExportRange::all: exchanges = m_captures.shown().since(0); break;
        case exchanges::ExportRange::shown: exchanges = m_pane->shownExchanges(); break;
        case exchanges::ExportRange::marked: exchanges = m_pane->model().marked(); break;
        case exchanges::ExportRange::selected:
            if (const capture::ExchangePtr selected = m_pane->current())
                exchanges = {selected};
            break;
        }
        m_captures.write(std::move(exchanges), dialog->file().toStdString(), dialog->form(), dialog->redact());
    });
    dialog->open();
}

void CaptureActions::begin()
{
    tellLeftBehind(); // before there is one of our own
    auto keeper = capture::SessionKeeper::begin(m_folder / "sessions", m_services.recorder, m_services.times.clock());
    if (keeper)
        m_keeper = std::move(*keeper);
    else
        tellFailure(keeper.error());
}

void CaptureActions::tellLeftBehind()
{
    const auto left = capture::SessionKeeper::leftBehind(m_folder / "sessions");
    if (left.empty())
        return;
    for (auto older = left.begin() + 1; older != left.end(); ++older)
        capture::SessionKeeper::forget(*older);
    const std::filesystem::path file = left.front();
    ErrorText text;
    text.severity = Meaning::note;
    text.what = tr("The last session did not come to its end; its exchanges are kept.");
    text.why = tr("The program or the computer was stopped in the middle.");
    text.whatToDo = tr("Press here to see them. They go away when this session ends.");
    m_services.problems.report({leftBehindId, text, [this, file] {
                                    m_services.problems.resolve(leftBehindId);
                                    connect(
                                        &m_captures, &report::CaptureController::openedChanged, this,
                                        [file] { capture::SessionKeeper::forget(file); }, Qt::SingleShotConnection);
                                    m_captures.open(file);
                                }});
}

} // namespace wb::workbench
