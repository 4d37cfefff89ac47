// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/discovery_panel.h"

#include "widgets/discovery/discovery_runs.h"
#include "widgets/discovery/entry_model.h"
#include "widgets/discovery/lab_notice.h"
#include "widgets/discovery/step_model.h"
#include "widgets/discovery/step_page.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/table.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace wb::discovery {

using shell::Icon;

namespace {

constexpr const char *followKey = "discovery/follow";

void collectEventIds(const std::vector<lds::Hop> &hops, QStringList &eventIds)
{
    for (const lds::Hop &hop : hops) {
        eventIds << QString::fromStdString(hop.entry.eventId);
        collectEventIds(hop.next, eventIds);
    }
}

} // namespace

std::vector<shell::SettingSpec> DiscoveryPanel::settingSpecs()
{
    std::vector<shell::SettingSpec> specs = QuestionForm::settingSpecs();
    specs.push_back({.key = QLatin1String(followKey), .standard = false});
    specs.push_back({.key = QLatin1String(stepByStepKey), .standard = false});
    return specs;
}

DiscoveryPanel::DiscoveryPanel(shell::PanelContext &context, cards::CardDirectory &cards, lab::LabController &lab,
                               DiscoveryRuns &runs, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_runs(runs),
      m_form(new QuestionForm(context, cards, lab, this)),
      m_run(new QPushButton(tr("Discover"), this)),
      m_stop(new QPushButton(tr("Stop"), this)),
      m_follow(new QCheckBox(tr("&Follow the events"), this)),
      m_stepByStep(new QCheckBox(tr("Step &by step"), this)),
      m_hint(new QLabel(this)),
      m_steps(new StepModel(context.theme, context.secrets, context.servers, this)),
      m_entries(new EntryModel(context.theme, context.secrets, context.focus, context.servers, this)),
      m_stepView(shell::makeTable(m_steps, tr("Steps"), context.theme, this)),
      m_entryView(shell::makeTree(m_entries, tr("Event Records"), context.theme, this)),
      m_result(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, Icon::discovery, this)),
      m_step(new StepPage(context.theme, this)),
      m_error(new shell::ErrorView(context.theme, context.secrets, this)),
      m_controller(context.pool, context.times.clock())
{
    build();
    static_cast<QBoxLayout *>(layout())->insertWidget(0, new LabNotice(context.theme, context.secrets, lab, this));
    addActions();
    m_context.jobs.watch(&m_controller.jobs());

    connect(m_form, &QuestionForm::changed, this, &DiscoveryPanel::followForm);
    connect(m_run, &QPushButton::clicked, this, &DiscoveryPanel::run);
    connect(m_stop, &QPushButton::clicked, this, &DiscoveryPanel::stop);
    connect(m_entryView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { inspectEntry(current); });
    connect(m_stepView, &QTableView::clicked, this, &DiscoveryPanel::inspectRun);
    connect(m_follow, &QCheckBox::toggled, this, [this](bool follow) { m_context.settings.set(followKey, follow); });
    connect(m_stepByStep, &QCheckBox::toggled, this,
            [this](bool stepByStep) { m_context.settings.set(stepByStepKey, stepByStep); });
    connect(&m_context.settings, &shell::Settings::changed, this, [this](const QString &key) {
        if (key == QLatin1String(stepByStepKey))
            m_stepByStep->setChecked(m_context.settings.flag(stepByStepKey));
    });
    connect(m_step, &StepPage::decided, this, &DiscoveryPanel::decide);
    connect(m_step, &StepPage::said, this, [this](const QString &message) { m_context.say(message); });
    connect(&m_controller, &lds::DiscoveryController::waiting, this, &DiscoveryPanel::showNext);
    connect(&m_controller, &lds::DiscoveryController::addressKnown, m_form, &QuestionForm::showAddress);
    connect(&m_controller, &lds::DiscoveryController::addressKnown, m_steps, &StepModel::setServer);
    connect(&m_controller, &lds::DiscoveryController::addressKnown, this, [this](const QString &address) {
        showServer(address.toStdString(), tr("asked"), shell::Meaning::pending);
    });
    connect(&m_controller, &lds::DiscoveryController::hopStarted, this, [this](const lds::Hop &hop) {
        m_following = true;
        m_context.secrets.hide({QString::fromStdString(hop.entry.eventId)}); // before its server can answer with it
        m_steps->startHop(hop);
    });
    connect(&m_controller, &lds::DiscoveryController::stepStarted, m_steps, &StepModel::start);
    connect(&m_controller, &lds::DiscoveryController::stepFinished, this, [this](const lds::StepReport &report) {
        if (!m_following)
            m_last.steps.push_back(report);
        m_steps->finish(report);
    });
    connect(&m_controller, &lds::DiscoveryController::finished, this, &DiscoveryPanel::end);
    connect(&m_runs, &DiscoveryRuns::showWanted, this, &DiscoveryPanel::showSubject);
    connect(m_entries, &EntryModel::filtered, m_entryView, &QTreeView::expandAll);
    connect(m_entries, &EntryModel::filtered, this, &DiscoveryPanel::followForm);
    connect(m_steps, &StepModel::rowsInserted, m_stepView, &QTableView::scrollToBottom, Qt::QueuedConnection);
    followForm();
}

void DiscoveryPanel::build()
{
    const int unit = m_context.theme.unit();
    const int letter = fontMetrics().averageCharWidth();
    m_run->setIcon(shell::iconOf(Icon::play));
    m_run->setToolTip(
        tr("Authenticates eUICC and SM-DS to each other and asks for the Event Records; changes nothing"));
    m_stop->setIcon(shell::iconOf(Icon::stop));
    m_stop->setEnabled(false);
    m_follow->setChecked(m_context.settings.flag(followKey));
    m_follow->setToolTip(
        tr("Asks the server of each Event Record too, from SM-DS to SM-DS as far as the SM-DP+; begins no "
           "download"));
    m_stepByStep->setChecked(m_context.settings.flag(stepByStepKey));
    m_stepByStep->setToolTip(
        tr("Shows each request before it is sent: its octets can be changed, and the session of the eUICC "
           "cancelled"));
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_hint->setWordWrap(true); // a long sentence must not keep the panel wide
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(unit);
    buttons->addWidget(m_run);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_follow);
    buttons->addWidget(m_stepByStep);
    buttons->addWidget(m_hint, 1);

    m_stepView->setColumnWidth(StepModel::StepColumn, letter * 32);
    m_stepView->setColumnWidth(StepModel::VerdictColumn, letter * 16);
    m_stepView->setColumnWidth(StepModel::TimeColumn, letter * 12);
    m_stepView->setColumnWidth(StepModel::ServerColumn, letter * 38);
    // All steps at a glance where there is room; on a small screen both tables shrink and scroll.
    const int row = m_stepView->verticalHeader()->defaultSectionSize();
    const int frame = m_stepView->horizontalHeader()->sizeHint().height() + 2 * m_stepView->frameWidth() + 2;
    m_stepView->setMinimumHeight(frame + 2 * row);
    m_stepView->setMaximumHeight(frame + static_cast<int>(std::size(lds::allSteps)) * row);
    m_stepView->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what a table would like is no need
    m_result->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_entryView->setMinimumHeight(frame + row);
    m_entryView->setColumnWidth(EntryModel::NumberColumn, letter * 6);
    m_entryView->setColumnWidth(EntryModel::EventIdColumn, letter * 40);
    m_entryView->setColumnWidth(EntryModel::AddressColumn, letter * 38);
    m_entryView->setColumnWidth(EntryModel::ServerColumn, letter * 16);
    m_entryView->setTreePosition(EntryModel::EventIdColumn);

    m_result->addWidget(m_empty);
    m_result->addWidget(m_entryView);
    m_result->addWidget(m_step);
    m_empty->setText(
        tr("No discovery yet"),
        tr("The Event Records that wait for this eUICC would be listed here, with the server each leads to."),
        tr("Discover"), [this] { run(); });
    m_error->clear();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(unit, unit, unit, unit);
    layout->setSpacing(unit);
    layout->addWidget(m_form);
    layout->addLayout(buttons);
    layout->addWidget(m_stepView, 3);
    layout->addWidget(m_error);
    layout->addWidget(m_result, 2);
    setFocusProxy(m_run);
}

void DiscoveryPanel::addActions()
{
    m_context.actions.add({.id = QStringLiteral("discovery.run"),
                           .text = tr("Discover"),
                           .tip = m_run->toolTip(),
                           .key = QKeySequence(QStringLiteral("F5")),
                           .context = QStringLiteral("discovery"),
                           .menu = shell::MenuId::panel,
                           .icon = Icon::play,
                           .handler = [this] { run(); }},
                          this);
    m_context.actions.add({.id = QStringLiteral("discovery.stop"),
                           .text = tr("Stop the discovery"),
                           .key = QKeySequence(QStringLiteral("Shift+F5")),
                           .context = QStringLiteral("discovery"),
                           .menu = shell::MenuId::panel,
                           .icon = Icon::stop,
                           .handler = [this] { stop(); }},
                          this);
    m_context.actions.add({.id = QStringLiteral("discovery.next"),
                           .text = tr("Send the request that waits"),
                           .tip = tr("When the discovery goes step by step"),
                           .key = QKeySequence(QStringLiteral("F10")),
                           .context = QStringLiteral("discovery"),
                           .menu = shell::MenuId::panel,
                           .icon = Icon::step,
                           .handler = [this] { goOn(); }},
                          this);
}

void DiscoveryPanel::showNext(const lds::NextRequest &next)
{
    m_step->setNext(next);
    showResult(m_step);
    m_step->setFocus();
    Q_EMIT waiting();
}

void DiscoveryPanel::decide(const lds::Decision &decision)
{
    showResult(m_empty);
    m_controller.goOn(decision);
}

void DiscoveryPanel::goOn()
{
    if (m_result->currentWidget() == m_step)
        m_step->send();
}

void DiscoveryPanel::followForm()
{
    const QString problem = m_form->problem();
    m_run->setEnabled(problem.isEmpty() && !m_controller.isRunning());
    QString summary = m_summary;
    if (const int hidden = m_entries->hiddenByFocus(); hidden > 0)
        summary += QLatin1Char(' ') + tr("%n hidden by the focus.", nullptr, hidden);
    m_hint->setText(problem.isEmpty() ? summary : problem);
}

void DiscoveryPanel::run()
{
    auto request = m_form->request();
    if (!request)
        return;
    request->follow = m_follow->isChecked();
    request->stepByStep = m_stepByStep->isChecked();
    hideSecretsOf(request->options);
    begin();
    if (request->options.matchingId)
        m_last.eventId = QString::fromStdString(*request->options.matchingId);
    m_controller.start(std::move(*request), tr("Discovery with %1").arg(m_form->cardName()));
    m_stop->setEnabled(true);
    followForm();
}

/// Before anything can answer with them.
void DiscoveryPanel::hideSecretsOf(const lds::DiscoverOptions &options)
{
    QStringList secrets;
    if (options.matchingId)
        secrets << QString::fromStdString(*options.matchingId);
    if (options.deviceInfo.imei)
        secrets << QString::fromStdString(options.deviceInfo.imei->digits);
    m_context.secrets.hide(secrets);
}

void DiscoveryPanel::stop()
{
    m_controller.stop();
}

void DiscoveryPanel::begin()
{
    m_last = {};
    m_following = false;
    m_last.card = m_form->cardName();
    m_last.start = m_context.times.clock().now();
    m_steps->reset();
    m_entries->setEntries({}, {}, {});
    m_error->clear();
    m_summary.clear();
    m_empty->setText(tr("Asking"), tr("The answer will be here."));
    showResult(m_empty);
}

void DiscoveryPanel::end(const lds::DiscoveryOutcome &outcome)
{
    m_last.outcome = outcome;
    m_runs.add(m_last);
    m_steps->end();
    m_stop->setEnabled(false);
    showEntries();
    followForm();
    const bool stopped = outcome.error && outcome.error->kind == ErrorKind::cancelled;
    showServer(outcome.address,
               outcome.found ? tr("answered")
               : stopped     ? tr("stopped")
                             : tr("failed"),
               outcome.found ? shell::Meaning::ok
               : stopped     ? shell::Meaning::plain
                             : shell::Meaning::error);
    inspectRun();
    Q_EMIT finished(outcome.found.has_value());
}

/// In the context bar.
void DiscoveryPanel::showServer(const std::string &address, const QString &state, shell::Meaning meaning)
{
    m_context.bar.set(
        {.id = QStringLiteral("smds"),
         .label = tr("SM-DS"),
         .value = address.empty() ? tr("none") : tr("%1 (%2)").arg(QString::fromStdString(address), state),
         .icon = Icon::server,
         .meaning = meaning,
         .tip = tr("The SM-DS asked last"),
         .open = [this] { m_context.showPanel(QStringLiteral("discovery")); }});
}

/// What is hidden asks for no room.
void DiscoveryPanel::showResult(QWidget *shown)
{
    const auto policy = shown == m_empty ? QSizePolicy::Preferred : QSizePolicy::Ignored;
    m_empty->setSizePolicy(policy, policy);
    m_result->setCurrentWidget(shown);
}

void DiscoveryPanel::showTrouble(const Error &error)
{
    shell::ErrorText text = shell::errorText(error);
    const bool unknown = error.status && error.status->subject == "8.9.5" && error.status->reason == "3.9";
    if (unknown && !m_last.eventId.isEmpty()) { // the same question would have the same answer
        text.action = tr("Ask for all events");
        text.handler = [this] {
            m_form->askForAll();
            run();
        };
    } else {
        text.action = tr("Try again");
        text.handler = [this] { run(); };
    }
    m_error->show(text);
}

void DiscoveryPanel::showEntries()
{
    if (!m_last.outcome.found) {
        const Error &error = *m_last.outcome.error;
        if (error.kind == ErrorKind::cancelled) {
            const bool byCard = error.interface == Interface::es10b; // CancelSession, which the eUICC has signed
            m_empty->setText(tr("Stopped"),
                             byCard ? QString::fromStdString(error.line())
                                    : tr("The discovery was stopped before it had an answer."),
                             tr("Discover again"), [this] { run(); });
        } else {
            showTrouble(error);
            m_empty->setText(tr("No answer"),
                             tr("The step that failed is marked above; the exchanges below hold every byte."));
        }
        showResult(m_empty);
        return;
    }
    const lds::Discovery &found = *m_last.outcome.found;
    if (found.entries.empty()) {
        m_empty->setText(tr("Nothing waits at %1 for this eUICC").arg(QString::fromStdString(m_last.outcome.address)),
                         reasonsForNothing(m_last).join(QLatin1Char('\n')));
        showResult(m_empty);
        return;
    }
    listEntries(found);
    showResult(m_entryView);
}

void DiscoveryPanel::listEntries(const lds::Discovery &found)
{
    const auto &following = m_last.outcome.following;
    QStringList eventIds;
    for (const es::EventEntry &entry : found.entries)
        eventIds << QString::fromStdString(entry.eventId);
    if (following)
        collectEventIds(following->trails, eventIds);
    m_context.secrets.hide(eventIds);

    const QString eid = found.eid ? QString::fromStdString(found.eid->digits()) : QString();
    const QString transactionId = QString::fromStdString(found.transactionId.text());
    m_summary = tr("%n Event Record(s) at %1, in the order of registration.", nullptr,
                   static_cast<int>(found.entries.size()))
                    .arg(QString::fromStdString(m_last.outcome.address));
    if (following) {
        m_entries->setTrails(following->trails, eid, transactionId);
        m_summary += QLatin1Char(' ')
                     + tr("%n of their trails reached an SM-DP+.", nullptr,
                          static_cast<int>(lds::downloadsIn(following->trails).size()));
        if (following->interrupted && following->interrupted->kind != ErrorKind::cancelled)
            showTrouble(*following->interrupted);
    } else {
        m_entries->setEntries(found.entries, eid, transactionId);
    }
    for (const int column : {EntryModel::ServerColumn, EntryModel::OutcomeColumn})
        m_entryView->setColumnHidden(column, !m_entries->isFollowed());
    m_entryView->setRootIsDecorated(m_entries->isFollowed());
}

void DiscoveryPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_entryView->currentIndex().isValid())
        inspectEntry(m_entryView->currentIndex());
    else
        inspectRun();
}

void DiscoveryPanel::inspectEntry(const QModelIndex &index)
{
    if (const lds::Hop *hop = m_entries->hopAt(index))
        m_context.inspector.inspect(m_runs.subjectOf(hop->entry));
}

void DiscoveryPanel::inspectRun()
{
    if (m_runs.last())
        m_context.inspector.inspect(m_runs.lastSubject());
}

/// Selects the Event Record; of an earlier run the row is gone, what it said is not.
void DiscoveryPanel::showSubject(const shell::Subject &subject)
{
    const es::EventEntry *entry = m_runs.entryOfLast(subject);
    if (entry != nullptr && !m_entries->indexOf(*entry).isValid() && m_context.focus.isSet()) {
        m_context.focus.clear();
        m_context.say(tr("Focus cleared, because it hid the Event Record"));
    }
    const QModelIndex index = entry == nullptr ? QModelIndex() : m_entries->indexOf(*entry);
    if (index.isValid())
        m_entryView->setCurrentIndex(index);
    else
        m_context.inspector.inspect(subject);
}

} // namespace wb::discovery
