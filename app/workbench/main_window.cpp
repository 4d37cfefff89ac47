// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/main_window.h"

#include "app/workbench/frame_subjects.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/find_box.h"
#include "widgets/shell/focus_chip.h"
#include "widgets/shell/navigation_bar.h"
#include "widgets/shell/settings_dialog.h"
#include "widgets/shell/status_line.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::workbench {

using namespace shell;

namespace {

/// Panels share one place. However large one of them would like to be, the window stays as large as the user made it.
class PanelStack final : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;
    QSize minimumSizeHint() const override { return {fontMetrics().height() * 16, fontMetrics().height() * 10}; }
};

} // namespace

MainWindow::MainWindow(Services &services, std::vector<PanelSpec> panels, QWidget *parent)
    : QMainWindow(parent),
      m_services(services),
      m_panels(std::move(panels)),
      m_made(m_panels.size(), nullptr),
      m_layouts(namedLayouts()),
      m_inspector(new Inspector(services.theme, services.secrets, services.focus)),
      m_bar(new ContextBar(services.theme)),
      m_context{services.settings,
                services.theme,
                services.actions,
                services.focus,
                services.secrets,
                services.times,
                services.problems,
                services.jobs,
                services.pool,
                services.find,
                *m_inspector,
                *m_bar,
                services.servers,
                services.recorder,
                [this](const QString &id) { showPanel(id); },
                [this](const QString &message) { m_status->say(message); }},
      m_frameSubjects(std::make_unique<FrameSubjects>(services.problems, services.find.seenEids())),
      m_caption(new QLabel(this)),
      m_stack(new PanelStack(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("SM-DS Workbench"));
    setWindowIcon(iconOf(Icon::product));
    setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    m_caption->setObjectName(QStringLiteral("caption"));
    m_caption->setWordWrap(true);
    m_caption->setMargin(services.theme.unit());
    m_caption->setVisible(false);
    auto *middle = new QWidget(this);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_caption);
    column->addWidget(m_stack, 1);
    setCentralWidget(middle);
    m_stack->setObjectName(QStringLiteral("panels"));
    if (m_panels.empty()) {
        auto *empty = new EmptyView(services.theme, Icon::product, m_stack);
        empty->setText(tr("No panels"), tr("The panels of the workbench would be here. This build has none."));
        m_stack->addWidget(empty);
    }

    m_inspector->addProvider(m_frameSubjects.get());
    buildTop();
    buildNavigation();
    buildDocks();
    m_status = new StatusLine(services.jobs, services.problems, services.times, services.secrets, services.theme, this);
    setStatusBar(m_status);
    connect(&services.secrets, &Secrets::copied, m_status, &StatusLine::say);
    connect(&services.problems, &Problems::revealed, this, [this](const Problem &problem) {
        if (!problem.reveal) {
            m_inspectorDock->show();
            m_inspector->inspect(subjectOf(problem));
        }
    });
    connect(&services.problems, &Problems::changed, m_inspector, &Inspector::refresh);

    services.actions.setWindow(this);
    addActions();
    buildMenus();
}

MainWindow::~MainWindow()
{
    // Panels and exchanges use inspector and context bar until they end, so they go first.
    for (QWidget *made : m_made)
        delete made;
    delete m_exchangesDock->widget();
    m_inspector->removeProvider(m_frameSubjects.get());
}

void MainWindow::buildTop()
{
    const int unit = m_services.theme.unit();
    auto *top = new QToolBar(tr("Find and context"), this);
    top->setObjectName(QStringLiteral("top"));
    top->setMovable(false);
    top->setFloatable(false);
    top->toggleViewAction()->setVisible(false);
    top->setContextMenuPolicy(Qt::PreventContextMenu);

    auto *area = new QWidget(top);
    m_findBox = new FindBox(m_services.theme, m_services.find, m_services.focus, m_services.secrets, area);
    auto *chip = new FocusChip(m_services.focus, m_services.secrets, m_services.theme, area);
    auto *find = new QHBoxLayout;
    find->setSpacing(unit);
    find->addWidget(m_findBox, 1);
    find->addWidget(chip);
    auto *layout = new QVBoxLayout(area);
    layout->setContentsMargins(unit / 2, unit / 2, unit / 2, 0);
    layout->setSpacing(unit / 2);
    layout->addLayout(find);
    layout->addWidget(m_bar);
    top->addWidget(area);
    addToolBar(Qt::TopToolBarArea, top);

    const auto inspect = [this](const Subject &subject) {
        m_inspectorDock->show();
        m_inspector->inspect(subject);
    };
    connect(m_findBox, &FindBox::opened, this, inspect);
    connect(chip, &FocusChip::clicked, this, inspect);
}

void MainWindow::buildNavigation()
{
    auto *left = new QToolBar(tr("Panels"), this);
    left->setObjectName(QStringLiteral("left"));
    left->setMovable(false);
    left->setFloatable(false);
    left->toggleViewAction()->setVisible(false);
    left->setContextMenuPolicy(Qt::PreventContextMenu);
    m_navigation = new NavigationBar(m_services.theme, left);
    for (const PanelSpec &panel : m_panels)
        m_navigation->add(panel.id, panel.title, panel.icon, panel.tip);
    left->addWidget(m_navigation);
    addToolBar(Qt::LeftToolBarArea, left);
    left->setVisible(!m_panels.empty());
    connect(m_navigation, &NavigationBar::chosen, this, &MainWindow::showPanel);
}

void MainWindow::buildDocks()
{
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    m_inspectorDock = new QDockWidget(tr("Inspector"), this);
    m_inspectorDock->setObjectName(QStringLiteral("dock.inspector"));
    m_inspectorDock->setWidget(m_inspector);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);

    m_exchangesDock = new QDockWidget(tr("Exchanges"), this);
    m_exchangesDock->setObjectName(QStringLiteral("dock.exchanges"));
    auto *empty = new EmptyView(m_services.theme, Icon::exchange, m_exchangesDock);
    empty->setText({}, tr("Every APDU and every HTTPS request, with its answer, stands here as soon as there is one."));
    m_exchangesDock->setWidget(empty);
    addDockWidget(Qt::BottomDockWidgetArea, m_exchangesDock);
}

void MainWindow::setExchanges(QWidget *exchanges)
{
    delete m_exchangesDock->widget();
    m_exchangesDock->setWidget(exchanges);
}

QWidget *MainWindow::panel(const QString &id) const
{
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        if (m_panels[i].id == id)
            return m_made[i];
    }
    return nullptr;
}

bool MainWindow::showPanel(const QString &id)
{
    const auto found = std::find_if(m_panels.begin(), m_panels.end(),
                                    [&](const PanelSpec &panel) { return panel.id == id; });
    if (found == m_panels.end())
        return false;
    QWidget *&made = m_made[static_cast<std::size_t>(found - m_panels.begin())];
    if (!made) {
        made = found->make(m_context, m_stack);
        made->setObjectName(QStringLiteral("panel.") + id);
        if (made->accessibleName().isEmpty())
            made->setAccessibleName(found->title);
        auto *page = new QScrollArea(m_stack); // a window too small for the panel scrolls it instead of squeezing it
        page->setWidgetResizable(true);
        page->setFrameShape(QFrame::NoFrame);
        page->setFocusPolicy(Qt::NoFocus);
        page->setWidget(made);
        m_stack->addWidget(page);
    }
    const bool changes = m_current != id;
    m_current = id;
    followCaption();
    m_stack->setCurrentWidget(made->parentWidget()->parentWidget()); // its page, around the viewport
    m_navigation->setCurrent(id);
    m_services.actions.setContext(id);
    setWindowTitle(found->title + QStringLiteral(" - SM-DS Workbench"));
    if (changes)
        Q_EMIT panelShown(id);
    return true;
}

void MainWindow::goToPanel(const QString &id)
{
    showPanel(id);
    QWidget *shown = panel(id);
    if (shown != nullptr && !shown->isAncestorOf(QApplication::focusWidget()))
        shown->setFocus(Qt::ShortcutFocusReason);
}

/// In the Teaching layout a sentence or two say what one sees.
void MainWindow::followCaption()
{
    const auto shown = std::find_if(m_panels.begin(), m_panels.end(),
                                    [this](const PanelSpec &panel) { return panel.id == m_current; });
    const QString caption = shown == m_panels.end() ? QString() : shown->caption;
    m_caption->setText(caption);
    m_caption->setVisible(m_services.teaching() && !caption.isEmpty());
}

void MainWindow::showExchanges()
{
    m_exchangesDock->show();
    m_exchangesDock->raise();
}

void MainWindow::openSettings(const QString &page)
{
    if (!m_settingsDialog)
        m_settingsDialog = new SettingsDialog(m_services.theme, m_services.settings, m_services.actions, this);
    if (!page.isEmpty())
        m_settingsDialog->showPage(page);
    m_settingsDialog->show();
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
}

std::vector<QWidget *> MainWindow::panes() const
{
    std::vector<QWidget *> all{m_findBox, m_navigation, m_stack, m_inspectorDock, m_exchangesDock};
    all.erase(std::remove_if(all.begin(), all.end(), [](const QWidget *pane) { return !pane->isVisible(); }),
              all.end());
    return all;
}

namespace {

/// The first widget within the pane that takes the keyboard by Tab, in tab order; the pane itself counts.
QWidget *firstWithin(QWidget *pane)
{
    QWidget *widget = pane;
    do {
        const bool inside = widget == pane || pane->isAncestorOf(widget);
        if (inside && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus))
            return widget;
        widget = widget->nextInFocusChain();
    } while (widget != pane);
    return nullptr;
}

} // namespace

void MainWindow::stepPane(int by)
{
    const std::vector<QWidget *> all = panes();
    const int count = static_cast<int>(all.size());
    const QWidget *now = QApplication::focusWidget();
    const auto current = std::find_if(all.begin(), all.end(),
                                      [now](const QWidget *pane) { return pane == now || pane->isAncestorOf(now); });
    int at = current == all.end() ? (by > 0 ? -1 : count) : static_cast<int>(current - all.begin());
    for (int tried = 0; tried < count; ++tried) {
        at = (at + by + count) % count;
        if (QWidget *target = firstWithin(all[static_cast<std::size_t>(at)])) {
            target->setFocus(by > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveSession();
    QMainWindow::closeEvent(event);
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange)
        m_services.theme.rereadDesktop();
    return QMainWindow::event(event);
}

} // namespace wb::workbench
