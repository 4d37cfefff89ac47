// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/main_window.h"

#include "app/workbench/frame_subjects.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/find_box.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

namespace wb::workbench {

using namespace shell;

void MainWindow::registerAction(ActionSpec spec)
{
    m_services.actions.add(std::move(spec));
}

template <class Sender, class Signal>
void MainWindow::keepChecked(const QString &id, Sender *sender, Signal signal, std::function<bool()> isOn)
{
    QAction *action = m_services.actions.action(id);
    action->setChecked(isOn());
    const auto look = [action, isOn] { action->setChecked(isOn()); };
    connect(sender, signal, action, look);
    connect(action, &QAction::triggered, action, look); // Qt has turned the mark already; what holds decides
}

void MainWindow::addActions()
{
    registerAction({.id = QStringLiteral("file.settings"),
                    .text = tr("Settings"),
                    .tip = tr("Everything that can be set, and all keys"),
                    .key = QKeySequence(QStringLiteral("Ctrl+,")),
                    .menu = MenuId::file,
                    .icon = Icon::settings,
                    .handler = [this] { openSettings({}); }});
    registerAction({.id = QStringLiteral("edit.find"),
                    .text = tr("Find anything"),
                    .tip = tr("Search all places for an EID, an EventID, a TransactionID or a host"),
                    .key = QKeySequence(QStringLiteral("Ctrl+K")),
                    .menu = MenuId::edit,
                    .icon = Icon::search,
                    .handler = [this] { m_findBox->activate(); }});
    registerAction({.id = QStringLiteral("edit.palette"),
                    .text = tr("Command palette"),
                    .tip = tr("All actions by name"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Shift+P")),
                    .menu = MenuId::edit,
                    .icon = Icon::palette,
                    .handler = [this] {
                        if (!m_palette)
                            m_palette = new CommandPalette(m_services.theme, m_services.actions, this);
                        m_palette->open();
                    }});
    registerAction({.id = QStringLiteral("edit.focus.put"),
                    .text = tr("Put in focus"),
                    .tip = tr("Cards, Event Records and exchanges are filtered by what the inspector shows"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Shift+F")),
                    .menu = MenuId::edit,
                    .icon = Icon::focus,
                    .handler = [this] {
                        if (m_inspector->focusable().isNull())
                            m_context.say(tr("Only an EID, an EventID or a TransactionID can be put in focus"));
                        else
                            m_services.focus.set(m_inspector->focusable());
                    }});
    registerAction({.id = QStringLiteral("edit.focus.clear"),
                    .text = tr("Clear the focus"),
                    .tip = tr("Everything is shown again"),
                    .key = QKeySequence(QStringLiteral("Shift+Esc")),
                    .menu = MenuId::edit,
                    .icon = Icon::close,
                    .handler = [this] { m_services.focus.clear(); }});
    registerAction({.id = QStringLiteral("edit.copyIdentifier"),
                    .text = tr("Copy the identifier"),
                    .tip = tr("Copies what the inspector shows; a pseudonym while secrets are masked"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Shift+C")),
                    .menu = MenuId::edit,
                    .icon = Icon::copy,
                    .handler = [this] {
                        if (!m_inspector->subject().isNull())
                            m_services.secrets.copy(m_inspector->subject());
                    }});
    addPanelActions();
    addGoActions();
    addViewActions();
    registerAction({.id = QStringLiteral("help.keys"),
                    .text = tr("Keys"),
                    .tip = tr("All actions with their keys"),
                    .key = QKeySequence(QStringLiteral("F1")),
                    .menu = MenuId::help,
                    .icon = Icon::keyboard,
                    .handler = [this] { openSettings(QStringLiteral("keys")); }});
    registerAction({.id = QStringLiteral("help.about"),
                    .text = tr("About SM-DS Workbench"),
                    .tip = tr("Version, licence and libraries"),
                    .menu = MenuId::help,
                    .icon = Icon::note,
                    .handler = [this] {
                        m_inspectorDock->show();
                        m_inspector->inspect(aboutSubject());
                    }});
    registerAction({.id = QStringLiteral("file.quit"),
                    .text = tr("Quit"),
                    .tip = tr("Closes the window; layout and panel are kept"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Q")),
                    .menu = MenuId::file,
                    .handler = [this] { close(); }});
}

void MainWindow::addPanelActions()
{
    for (const PanelSpec &panel : m_panels) {
        registerAction({.id = QStringLiteral("go.panel.") + panel.id,
                        .text = panel.title,
                        .tip = panel.tip,
                        .key = panel.shortcut,
                        .menu = MenuId::go,
                        .icon = panel.icon,
                        .handler = [this, id = panel.id] { goToPanel(id); }});
    }
}

void MainWindow::addGoActions()
{
    registerAction({.id = QStringLiteral("go.pane.next"),
                    .text = tr("Next part of the window"),
                    .tip = tr("Moves the keyboard on: find, panels, panel, inspector, exchanges"),
                    .key = QKeySequence(QStringLiteral("F6")),
                    .menu = MenuId::go,
                    .handler = [this] { stepPane(1); }});
    registerAction({.id = QStringLiteral("go.pane.previous"),
                    .text = tr("Previous part of the window"),
                    .tip = tr("Moves the keyboard back"),
                    .key = QKeySequence(QStringLiteral("Shift+F6")),
                    .menu = MenuId::go,
                    .handler = [this] { stepPane(-1); }});
    registerAction({.id = QStringLiteral("go.inspected.back"),
                    .text = tr("Inspected before"),
                    .tip = tr("What the inspector showed before"),
                    .key = QKeySequence(QStringLiteral("Alt+Left")),
                    .menu = MenuId::go,
                    .icon = Icon::back,
                    .handler = [this] { m_inspector->goBack(); }});
    registerAction({.id = QStringLiteral("go.inspected.forward"),
                    .text = tr("Inspected after"),
                    .tip = tr("Back again"),
                    .key = QKeySequence(QStringLiteral("Alt+Right")),
                    .menu = MenuId::go,
                    .icon = Icon::next,
                    .handler = [this] { m_inspector->goForward(); }});
    registerAction({.id = QStringLiteral("go.nextProblem"),
                    .text = tr("Next problem"),
                    .tip = tr("Shows where something is wrong, one after the other"),
                    .key = QKeySequence(QStringLiteral("F8")),
                    .menu = MenuId::go,
                    .icon = Icon::problems,
                    .handler = [this] { m_services.problems.next(); }});
}

void MainWindow::addViewActions()
{
    struct Mode {
        const char *id;
        QString text;
        QString value;
    };
    auto *oneOfThem = new QActionGroup(this);
    for (const Mode &mode : {Mode{"view.theme.system", tr("Colours as the desktop"), QStringLiteral("system")},
                             Mode{"view.theme.light", tr("Light colours"), QStringLiteral("light")},
                             Mode{"view.theme.dark", tr("Dark colours"), QStringLiteral("dark")}}) {
        const QString id = QString::fromLatin1(mode.id);
        registerAction({.id = id,
                        .text = mode.text,
                        .menu = MenuId::view,
                        .checkable = true,
                        .handler = [this, value = mode.value] { m_services.settings.set(setting::mode, value); }});
        keepChecked(id, &m_services.settings, &Settings::changed,
                    [this, value = mode.value] { return m_services.settings.text(setting::mode) == value; });
        oneOfThem->addAction(m_services.actions.action(id));
    }

    const QString masked = QStringLiteral("view.show.masked");
    registerAction({.id = masked,
                    .text = tr("Mask secrets"),
                    .tip = tr("EIDs, EventIDs and the like show only their ends; copying gives a pseudonym"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Shift+M")),
                    .menu = MenuId::view,
                    .checkable = true,
                    .handler = [this] { m_services.setMasked(!m_services.secrets.masked()); }});
    keepChecked(masked, &m_services.secrets, &Secrets::changed, [this] { return m_services.secrets.masked(); });
    const auto showMasked = [this] {
        const bool on = m_services.secrets.masked();
        m_bar->set(
            {.id = QStringLiteral("secrets"),
             .label = tr("Secrets"),
             .value = on ? tr("masked") : tr("shown"),
             .icon = on ? Icon::masked : Icon::eye,
             .meaning = Meaning::plain,
             .tip = tr("Click to change (%1)").arg(m_services.actions.keyText(QStringLiteral("view.show.masked"))),
             .atEnd = true,
             .open = [this] { m_services.setMasked(!m_services.secrets.masked()); }});
    };
    showMasked();
    connect(&m_services.secrets, &Secrets::changed, this, showMasked);

    const QString utc = QStringLiteral("view.show.utc");
    registerAction({.id = utc,
                    .text = tr("Times in UTC"),
                    .tip = tr("Otherwise in local time"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Shift+U")),
                    .menu = MenuId::view,
                    .checkable = true,
                    .handler = [this] { m_services.times.setUtc(!m_services.times.utc()); }});
    keepChecked(utc, &m_services.times, &Times::changed, [this] { return m_services.times.utc(); });

    struct Dock {
        const char *id;
        QString text;
        QString tip;
        const char *key;
        QDockWidget *dock;
    };
    for (const Dock &entry :
         {Dock{"view.dock.inspector", tr("Inspector"), tr("Shows or hides the details of what is selected"),
               "Ctrl+Shift+I", m_inspectorDock},
          Dock{"view.dock.exchanges", tr("Exchanges"), tr("Shows or hides what crossed the wire and the card"),
               "Ctrl+Shift+E", m_exchangesDock}}) {
        const QString id = QString::fromLatin1(entry.id);
        registerAction({.id = id,
                        .text = entry.text,
                        .tip = entry.tip,
                        .key = QKeySequence(QString::fromLatin1(entry.key)),
                        .menu = MenuId::view,
                        .checkable = true,
                        .handler = [dock = entry.dock] { dock->setVisible(dock->isHidden()); }});
        keepChecked(id, entry.dock, &QDockWidget::visibilityChanged, [dock = entry.dock] { return !dock->isHidden(); });
    }

    for (const LayoutSpec &layout : m_layouts) {
        registerAction({.id = QStringLiteral("view.layout.") + layout.id,
                        .text = tr("Layout %1").arg(layout.title),
                        .tip = layout.tip,
                        .key = layout.key,
                        .menu = MenuId::view,
                        .icon = Icon::layout,
                        .handler = [this, id = layout.id] { applyLayout(id); }});
    }
    registerAction({.id = QStringLiteral("view.layout.restore"),
                    .text = tr("Restore layout"),
                    .tip = tr("The current layout as it was before anything was moved"),
                    .key = QKeySequence(QStringLiteral("Ctrl+Alt+0")),
                    .menu = MenuId::view,
                    .icon = Icon::refresh,
                    .handler = [this] { restoreLayout(); }});
    registerAction({.id = QStringLiteral("view.fullScreen"),
                    .text = tr("Full screen"),
                    .key = QKeySequence(QStringLiteral("F11")),
                    .menu = MenuId::view,
                    .handler = [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); }});
}

void MainWindow::buildMenus()
{
    ActionRegistry &actions = m_services.actions;
    actions.fillMenu(menuBar()->addMenu(tr("&File")), MenuId::file);
    actions.fillMenu(menuBar()->addMenu(tr("&Edit")), MenuId::edit);
    actions.fillMenu(menuBar()->addMenu(tr("&Go")), MenuId::go);
    actions.fillMenu(menuBar()->addMenu(tr("&View")), MenuId::view);
    QMenu *panelMenu = menuBar()->addMenu(QString());
    actions.fillMenu(menuBar()->addMenu(tr("&Help")), MenuId::help);

    // The menu of the current panel: its name, its actions; away when it has none.
    const auto renew = [this, panelMenu] {
        ActionRegistry &all = m_services.actions;
        bool any = false;
        for (const QString &id : all.ids())
            any = any || (all.spec(id)->menu == MenuId::panel && all.spec(id)->context == all.context());
        for (const PanelSpec &panel : m_panels) {
            if (panel.id == m_current)
                panelMenu->setTitle(u'&' + panel.title);
        }
        panelMenu->menuAction()->setVisible(any);
    };
    actions.fillMenu(panelMenu, MenuId::panel);
    renew();
    connect(this, &MainWindow::panelShown, panelMenu, renew);
}

} // namespace wb::workbench
