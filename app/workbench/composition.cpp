// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"

#include "app/workbench/card_settings.h"
#include "core/euicc/open_euicc.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/discovery/discovery_panel.h"
#include "widgets/discovery/discovery_runs.h"
#include "widgets/discovery/lab_notice.h"
#include "widgets/exchanges/exchange_detail.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/exchanges/exchange_subject.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/card_state.h"
#include "widgets/reader/console_page.h"
#include "widgets/reader/reader_panel.h"
#include "widgets/shell/error_words.h"

#include <QDesktopServices>
#include <QUrl>

namespace wb::workbench {

using namespace shell;

namespace {

constexpr QLatin1StringView readerId("reader");
constexpr QLatin1StringView discoveryId("discovery");

} // namespace

Composition::~Composition()
{
    m_services.find.removeProvider(m_readings.get());
    m_services.find.removeProvider(m_runs.get());
}

Composition::Composition(Services &services, std::filesystem::path labFolder)
    : m_services(services),
      m_labFolder(std::move(labFolder)),
      m_lab(services.pool, services.times.clock()),
      m_readings(std::make_unique<reader::CardReadings>(m_cards, services.pool, services.recorder)),
      m_cardController(m_cards, services.pool, services.recorder, services.times.clock(),
                       m_labFolder.parent_path() / "card-changes.jsonl"),
      m_runs(std::make_unique<discovery::DiscoveryRuns>()),
      m_certificateInspector(services.times),
      m_captures(services, m_labFolder.parent_path()),
      m_scenes(services.settings, m_lab, m_cards, *m_readings, m_cardController)
{
    services.settings.add(discovery::DiscoveryPanel::settingSpecs());
    services.settings.add(reader::ConsolePage::settingSpecs());
    services.settings.add(cardSettings());
    m_cards.setOpenOptions(openOptionsOf(services.settings));
    connect(&services.settings, &Settings::changed, this, [this](const QString &key) {
        if (isCardSetting(key))
            m_cards.setOpenOptions(openOptionsOf(m_services.settings));
    });
    services.jobs.watch(&m_lab.jobs());
    services.jobs.watch(&m_readings->jobs());
    services.jobs.watch(&m_cardController.jobs());
    services.find.addProvider(m_readings.get()); // asked from the start, whichever panel is shown first
    services.find.addProvider(m_runs.get());
    connect(m_readings.get(), &reader::CardReadings::changed, this, &Composition::followReadings);
    connect(m_runs.get(), &discovery::DiscoveryRuns::added, this, &Composition::followRuns);
    connect(&m_cards, &cards::CardDirectory::changed, this, &Composition::followService);
    connect(&m_lab, &lab::LabController::changed, this, &Composition::followLab);
    connect(&m_lab, &lab::LabController::euiccMade, this, &Composition::listEuicc);
    connect(&m_cards, &cards::CardDirectory::changed, this, &Composition::followCard);
    connect(&m_cards, &cards::CardDirectory::currentChanged, this, &Composition::followCard);
}

std::vector<PanelSpec> Composition::panels()
{
    std::vector<PanelSpec> table;
    table.push_back(
        {.id = readerId,
         .title = tr("Reader"),
         .tip = tr("Readers, cards and virtual eUICCs, and who they are"),
         .caption = tr("An eUICC is a card that can hold several profiles. Its ISD-R answers to commands of the "
                       "device: who it is (EID), which CIs it trusts and where its events wait (SGP.22, "
                       "sections 5.7 and 4.3)."),
         .icon = Icon::reader,
         .shortcut = QKeySequence(QStringLiteral("Ctrl+1")),
         .make = [this](PanelContext &context, QWidget *parent) -> QWidget * {
             const auto trusted = [this] { return m_lab.lab() != nullptr ? m_lab.lab()->cis : pki::TrustAnchors(); };
             auto *panel = new reader::ReaderPanel(context, m_cards, *m_readings, m_cardController, trusted, parent);
             connect(panel, &reader::ReaderPanel::guideWanted, panel, [&context] {
                 context.settings.set(discovery::DiscoveryPanel::stepByStepKey, true);
                 context.showPanel(discoveryId);
             });
             return panel;
         },
         .demonstrate = [this](QWidget *panel,
                               std::function<void()> ready) { m_scenes.readCard(panel, std::move(ready)); },
         .scenes = m_scenes.ofReader()});
    table.push_back(
        {.id = discoveryId,
         .title = tr("Discovery"),
         .tip = tr("Ask an SM-DS for the Event Records of an eUICC"),
         .caption = tr("The device asks the SM-DS whether something waits. First the SM-DS proves itself to the "
                       "eUICC, then the eUICC to the SM-DS; only then are the Event Records told: where to go, and "
                       "with which EventID (SGP.22, sections 3.6.2 and 3.1.2)."),
         .icon = Icon::discovery,
         .shortcut = QKeySequence(QStringLiteral("Ctrl+2")),
         .make = [this](PanelContext &context, QWidget *parent) -> QWidget * {
             return new discovery::DiscoveryPanel(context, m_cards, m_lab, *m_runs, parent);
         },
         .demonstrate =
             [this](QWidget *panel, std::function<void()> ready) {
                 m_scenes.discover(panel, [this, ready = std::move(ready)] {
                     if (m_exchanges)
                         showAuthentication(*m_exchanges, m_services.recorder);
                     ready();
                 });
             },
         .scenes = m_scenes.ofDiscovery()});
    return table;
}

void Composition::attach(MainWindow &window)
{
    m_context = &window.context();
    connect(&window, &QObject::destroyed, this, [this] { m_context = nullptr; });
    attachProviders(window);
    followCard(); // the bar keeps the order in which its entries come
    m_context->bar.set({.id = QStringLiteral("smds"),
                        .label = tr("SM-DS"),
                        .value = tr("none asked yet"),
                        .icon = Icon::server,
                        .tip = tr("The SM-DS asked last"),
                        .open = [context = m_context] { context->showPanel(discoveryId); }});
    followLab();
    attachExchanges(window);
    followService();
}

void Composition::attachProviders(MainWindow &window)
{
    Inspector &inspector = window.context().inspector;
    inspector.addProvider(m_readings.get());
    inspector.addProvider(m_runs.get());
    inspector.addProvider(&m_certificateInspector);
    connect(m_readings.get(), &reader::CardReadings::pagesChanged, &inspector, [&inspector] {
        if (inspector.subject().kind == SubjectKind::card)
            inspector.refresh();
    });
    // Before the panels' own connections: a panel that is made by this can still answer to the same call.
    connect(m_readings.get(), &reader::CardReadings::showWanted, &window, [this](const QString &id) {
        m_context->showPanel(readerId);
        if (const cards::CardEntry *entry = m_cards.entry(id))
            m_context->inspector.inspect(reader::subjectOf(*entry));
    });
    connect(m_readings.get(), &reader::CardReadings::discoverWanted, &window,
            [this] { m_context->showPanel(discoveryId); });
    connect(m_runs.get(), &discovery::DiscoveryRuns::showWanted, &window,
            [this] { m_context->showPanel(discoveryId); });
}

void Composition::followReadings()
{
    for (const cards::CardEntry &entry : m_cards.entries()) {
        if (const reader::CardReading *reading = m_readings->of(entry.id))
            m_services.find.seenEids().note(reading->summary.eid, tr("Card: %1").arg(entry.name));
    }
}

void Composition::followRuns()
{
    const lds::DiscoveryOutcome &outcome = m_runs->last()->outcome;
    const QString problem = QStringLiteral("discovery");
    if (outcome.error && outcome.error->kind != ErrorKind::cancelled) {
        m_services.problems.report({problem, errorText(*outcome.error), [this] {
                                        if (m_context != nullptr)
                                            m_context->showPanel(discoveryId);
                                    }});
    } else {
        m_services.problems.resolve(problem);
    }
    if (outcome.found && outcome.found->eid)
        m_services.find.seenEids().note(*outcome.found->eid,
                                        tr("Discovery at %1").arg(QString::fromStdString(outcome.address)));
}

void Composition::followService()
{
    const auto &error = m_cards.serviceError();
    if (!error || m_cards.serviceRunning()) {
        m_services.problems.resolve(QStringLiteral("pcsc.service"));
        return;
    }
    ErrorText text = errorText(*error);
    text.severity = Meaning::note; // the built-in eUICCs work without it
    m_services.problems.report({QStringLiteral("pcsc.service"), text, [this] {
                                    if (m_context != nullptr)
                                        m_context->showPanel(readerId);
                                }});
}

void Composition::attachExchanges(MainWindow &window)
{
    PanelContext *const context = &window.context(); // the window outlives its connections
    auto *pane = new exchanges::ExchangePane(m_services.recorder, m_services.theme, m_services.times,
                                             m_services.secrets, m_services.focus, m_services.servers);
    pane->registerActions(m_services.actions);
    pane->detail()->setExplain(errorText);
    m_exchanges = pane;
    m_captures.attach(*context, *pane);
    connect(&m_captures, &CaptureActions::replayWanted, this, [this] {
        const auto *opened = m_captures.captures().opened();
        if (opened == nullptr || m_context == nullptr)
            return;
        m_cards.addCaptured(QString::fromStdString(opened->file.filename().string()), opened->exchanges->since(0));
        m_captures.captures().close(); // what is asked of the card now is seen as it happens
        m_context->showPanel(readerId);
    });
    pane->setFirstStep(tr("Discover"), [context] { context->showPanel(discoveryId); });
    connect(pane, &exchanges::ExchangePane::said, this, [context](const QString &message) { context->say(message); });
    const auto showExchanges = [&window] { window.showExchanges(); };
    const auto count = [context, showExchanges](int total, int problems) {
        QString value = tr("%n exchange(s)", nullptr, total);
        if (problems > 0)
            value = tr("%1, %n failed", nullptr, problems).arg(value);
        context->bar.set({.id = QStringLiteral("capture"),
                          .label = tr("Capture"),
                          .value = value,
                          .icon = Icon::exchange,
                          .tip = tr("Everything that was asked and answered since the program started"),
                          .atEnd = true,
                          .open = showExchanges});
    };
    connect(pane, &exchanges::ExchangePane::countsChanged, this, count);
    count(0, 0);
    context->inspector.setBytesView(
        [&theme = m_services.theme, &secrets = m_services.secrets](const Bytes &bytes, QWidget *parent) -> QWidget * {
            return bytes::makeBytesPane(bytes, theme, secrets, parent);
        });
    m_exchangeInspector = std::make_unique<exchanges::ExchangeInspector>(*pane);
    m_exchangeFind = std::make_unique<exchanges::ExchangeFind>(*pane);
    context->inspector.addProvider(m_exchangeInspector.get());
    context->find.addProvider(m_exchangeFind.get());
    connect(pane, &exchanges::ExchangePane::currentChanged, this, [context](const capture::ExchangePtr &exchange) {
        if (exchange)
            context->inspector.inspect(exchanges::subjectOf(*exchange));
    });
    connect(pane, &QObject::destroyed, this, [this] { m_services.find.removeProvider(m_exchangeFind.get()); });
    connect(pane, &exchanges::ExchangePane::shown, &window, &MainWindow::showExchanges);
    window.setExchanges(pane);
}

void Composition::begin()
{
    m_captures.begin();
    m_lab.start(m_labFolder);
    m_cards.watchReaders();
}

QString Composition::cardText() const
{
    const QString current = m_cards.current();
    if (current.isEmpty())
        return tr("none");
    const cards::CardEntry *entry = m_cards.entry(current);
    if (entry == nullptr)
        return tr("not plugged in any more");
    return QStringLiteral("%1 (%2)").arg(entry->name, reader::stateText(*entry));
}

void Composition::followCard()
{
    if (m_context == nullptr)
        return;
    const cards::CardEntry *entry = m_cards.entry(m_cards.current());
    m_context->bar.set({.id = QStringLiteral("card"),
                        .label = tr("Card"),
                        .value = cardText(),
                        .icon = Icon::card,
                        .meaning = entry == nullptr ? Meaning::plain : reader::stateMeaning(*entry),
                        .tip = tr("The card one works with; chosen in the Reader panel"),
                        .open = [context = m_context] { context->showPanel(readerId); }});
}

/// The lab's virtual eUICCs, once: those that run in it, or, when another window runs it, the same ones from its description.
void Composition::listEuiccs()
{
    const bool elsewhere = m_lab.state() == lab::LabController::State::runningElsewhere && m_lab.lab();
    if (m_labListed || (m_lab.running() == nullptr && !elsewhere))
        return;
    m_labListed = true;
    if (elsewhere) {
        for (const euicc::Identity &identity : m_lab.lab()->euiccs)
            listEuicc(identity);
        return;
    }
    for (const auto &euicc : m_lab.running()->euiccs()) {
        noteEid(euicc->identity());
        m_cards.addBuiltIn(euicc);
    }
}

void Composition::noteEid(const euicc::Identity &identity)
{
    m_services.find.seenEids().note(identity.eid, tr("Lab: %1").arg(QString::fromStdString(identity.name)));
}

/// One that runs nowhere yet.
void Composition::listEuicc(const euicc::Identity &identity)
{
    noteEid(identity);
    if (auto euicc = euicc::openEuicc(identity))
        m_cards.addBuiltIn(std::move(*euicc));
    else
        m_services.problems.report({QStringLiteral("euicc"), shell::errorText(euicc.error())});
}

void Composition::followLab()
{
    using State = lab::LabController::State;
    listEuiccs();
    if (m_context == nullptr)
        return;
    ContextBar::Entry entry{.id = QStringLiteral("lab"), .label = tr("Lab"), .value = {}, .icon = Icon::lab};
    entry.tip = QString::fromStdString(m_labFolder.string());
    entry.open = [folder = m_labFolder] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(folder.string())));
    };
    switch (m_lab.state()) {
    case State::notStarted: entry.value = tr("not started"); break;
    case State::starting:
        entry.value = tr("starting");
        entry.meaning = Meaning::pending;
        break;
    case State::running:
        entry.value = tr("%n node(s) running", nullptr, 1 + static_cast<int>(m_lab.running()->euiccs().size()));
        entry.meaning = Meaning::ok;
        break;
    case State::runningElsewhere:
        entry.value = tr("runs in another window");
        entry.meaning = Meaning::note;
        break;
    case State::failed:
        entry.value = tr("failed");
        entry.meaning = Meaning::error;
        break;
    }
    if (const auto trouble = discovery::labTrouble(m_lab)) {
        entry.tip = trouble->what;
        m_services.problems.report({QStringLiteral("lab"), *trouble});
    } else {
        m_services.problems.resolve(QStringLiteral("lab"));
    }
    m_context->bar.set(entry);
}

} // namespace wb::workbench
