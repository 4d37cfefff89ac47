// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/scenes.h"

#include "widgets/bytes/bytes_pane.h"
#include "widgets/discovery/discovery_panel.h"
#include "widgets/exchanges/exchange_detail.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/reader/card_readings.h"
#include "widgets/reader/console_page.h"
#include "widgets/reader/doctor_page.h"
#include "widgets/reader/reader_panel.h"
#include "widgets/reader/script_pane.h"

namespace wb::workbench {

using discovery::DiscoveryPanel;
using reader::ReaderPanel;

namespace {

using Page = ReaderPanel::Page;
using Ready = std::function<void()>;

ReaderPanel &readerOf(QWidget *panel)
{
    return *qobject_cast<ReaderPanel *>(panel);
}

/// Calls `then` once, now when the lab runs already, else as soon as it does or has failed.
void whenLabIsUp(lab::LabController &lab, QObject *context, Ready then)
{
    using State = lab::LabController::State;
    const auto isUp = [&lab] { return lab.state() != State::notStarted && lab.state() != State::starting; };
    if (isUp()) {
        then();
        return;
    }
    auto *waiting = new QObject(context);
    QObject::connect(&lab, &lab::LabController::changed, waiting, [waiting, isUp, then = std::move(then)] {
        if (!isUp())
            return;
        waiting->deleteLater();
        then();
    });
}

/// Calls `ready` at the next of these signals.
template <typename Sender, typename Signal>
void onceAt(Sender &sender, Signal signal, QObject *context, Ready ready)
{
    QObject::connect(
        &sender, signal, context, [ready = std::move(ready)] { ready(); }, Qt::SingleShotConnection);
}

auto showing(Page page)
{
    return [page](QWidget *panel, const Ready &ready) {
        readerOf(panel).showPage(page);
        ready();
    };
}

void examine(QWidget *panel, Ready ready)
{
    onceAt(readerOf(panel).doctor(), &reader::DoctorPage::examined, panel, std::move(ready));
    readerOf(panel).runDoctor();
}

/// Read once more after a change, so that there is a before and an after.
void readAgain(QWidget *panel, Ready ready)
{
    onceAt(readerOf(panel), &ReaderPanel::read, panel, [panel, ready = std::move(ready)] {
        readerOf(panel).showPage(Page::compare);
        ready();
    });
    readerOf(panel).readCurrent();
}

void type(QWidget *panel, Ready ready)
{
    readerOf(panel).showPage(Page::console);
    readerOf(panel).typeIntoConsole({QStringLiteral("select isd-r"), QStringLiteral("80E2910003BF2E00")},
                                    std::move(ready));
}

/// A script that stops at an expectation that does not hold.
void runScript(QWidget *panel, Ready ready)
{
    using State = cards::ScriptController::State;
    readerOf(panel).showPage(Page::console);
    readerOf(panel).console().showScript(true);
    reader::ScriptPane &script = readerOf(panel).console().script();
    script.setText(QStringLiteral("# The EID, and where events are looked for\nselect isd-r\nexpect 9000 or 91XX\n"
                                  "es10c.GetEID 5C015A\nexpect data BF3E125A10*\nset eid = data.BF3E.5A\n"
                                  "80E2910003BF3C00\nexpect 6A88\nset sw = sw\n"));
    QObject::connect(&script.controller(), &cards::ScriptController::stateChanged, panel,
                     [&script, panel, ready = std::move(ready)] {
                         if (script.controller().state() == State::running)
                             return;
                         const Ready then = ready; // of a connection that goes now
                         QObject::disconnect(&script.controller(), &cards::ScriptController::stateChanged, panel,
                                             nullptr);
                         then();
                     });
    script.run();
}

} // namespace

Scenes::Scenes(shell::Settings &settings, lab::LabController &lab, cards::CardDirectory &cards,
               reader::CardReadings &readings, cards::CardController &controller)
    : m_settings(settings),
      m_lab(lab),
      m_cards(cards),
      m_readings(readings),
      m_controller(controller)
{
}

void Scenes::readCard(QWidget *panel, Ready ready)
{
    onceAt(readerOf(panel), &ReaderPanel::read, panel, std::move(ready));
    whenLabIsUp(m_lab, panel, [panel] { readerOf(panel).readCurrent(); });
}

void Scenes::discover(QWidget *widget, Ready ready)
{
    auto *panel = qobject_cast<DiscoveryPanel *>(widget);
    onceAt(*panel, &DiscoveryPanel::finished, panel, std::move(ready));
    whenLabIsUp(m_lab, panel, [panel] { panel->run(); });
}

/// So that notifications wait and the journal has something to tell.
void Scenes::enableAnother(QWidget *panel, Ready ready)
{
    readerOf(panel).showPage(Page::notifications);
    const reader::CardReading *reading = m_readings.of(m_cards.current());
    if (reading == nullptr || !reading->summary.profiles || reading->summary.profiles->size() < 2)
        return ready();
    m_controller.setUnlocked(true);
    onceAt(readerOf(panel), &ReaderPanel::read, panel, std::move(ready));
    m_controller.carryOut(lds::change::Enable{*reading->summary.profiles->at(1).iccid}, reading->summary);
}

std::vector<shell::PanelScene> Scenes::ofReader()
{
    const auto changing = [this](QWidget *panel, Ready ready) { enableAnother(panel, std::move(ready)); };
    const auto asking = [this](QWidget *panel, Ready ready) {
        readerOf(panel).showPage(Page::functions);
        onceAt(m_controller, &cards::CardController::answered, panel, std::move(ready));
        m_controller.send(Bytes{0xBF, 0x22, 0x00});
    };
    return {{QStringLiteral("doctor"), examine}, // first: later a card wants something, which takes room
            {QStringLiteral("certificates"), showing(Page::certificates)},
            {QStringLiteral("profiles"), showing(Page::profiles)},
            {QStringLiteral("notifications"), changing},
            {QStringLiteral("functions"), asking},
            {QStringLiteral("console"), type},
            {QStringLiteral("script"), runScript},
            {QStringLiteral("journal"), showing(Page::journal)},
            {QStringLiteral("compare"), readAgain}};
}

std::vector<shell::PanelScene> Scenes::ofDiscovery()
{
    // As far as AuthenticateServer, which waits to be sent.
    const auto stepwise = [this](QWidget *widget, Ready ready) {
        constexpr int before =
            3; // configured addresses, EUICCInfo1, challenge; InitiateAuthentication goes to the server
        auto *panel = qobject_cast<DiscoveryPanel *>(widget);
        m_settings.set(DiscoveryPanel::stepByStepKey, true);
        QObject::connect(panel, &DiscoveryPanel::waiting, panel,
                         [panel, count = 0, ready = std::move(ready)]() mutable {
                             if (count++ <= before)
                                 return panel->goOn();
                             ready();
                         });
        panel->run();
    };
    return {{QStringLiteral("stepwise"), stepwise}};
}

void showAuthentication(exchanges::ExchangePane &pane, const capture::Recorder &recorder)
{
    for (const capture::ExchangePtr &exchange : recorder.since(0)) {
        if (exchange->what != "ES10b.AuthenticateServer")
            continue;
        pane.showExchange(exchange->number);
        bytes::ByteSelection &selection = pane.detail()->bytesPane()->selection();
        for (const report::ViewNode *node : selection.index().inOrder()) {
            if (node->name == QStringLiteral("serverChallenge"))
                selection.selectNode(node, bytes::Origin::program);
        }
    }
}

} // namespace wb::workbench
