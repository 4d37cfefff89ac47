// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/main_window.h"

#include <QDockWidget>

#include <algorithm>

namespace wb::workbench {

using namespace shell;

namespace {

/// To be raised when docks or toolbars come, go or get other names: an older state is then left alone instead of being restored wrongly.
constexpr int stateVersion = 1;

constexpr QSize firstSize(1280, 800);

} // namespace

bool MainWindow::applyLayout(const QString &id)
{
    const auto found = std::find_if(m_layouts.begin(), m_layouts.end(),
                                    [&](const LayoutSpec &layout) { return layout.id == id; });
    if (found == m_layouts.end())
        return false;
    m_layout = id;
    m_services.setTeaching(found->teaching);
    followCaption();

    for (QDockWidget *dock : {m_inspectorDock, m_exchangesDock}) {
        dock->setFloating(false); // first: a dock that has been removed stays a window of its own
        removeDockWidget(dock);   // out of any tab or split
    }
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_exchangesDock);
    m_inspectorDock->setVisible(found->inspector);
    m_exchangesDock->setVisible(found->exchanges);
    if (found->inspector)
        resizeDocks({m_inspectorDock}, {static_cast<int>(width() * found->inspectorShare)}, Qt::Horizontal);
    if (found->exchanges)
        resizeDocks({m_exchangesDock}, {static_cast<int>(height() * found->exchangesShare)}, Qt::Vertical);
    if (!found->panel.isEmpty())
        showPanel(found->panel);
    return true;
}

void MainWindow::restoreLayout()
{
    const QString panel = m_current;
    applyLayout(m_layout.isEmpty() ? m_layouts.front().id : m_layout);
    showPanel(panel);
}

void MainWindow::restoreSession()
{
    const Settings &settings = m_services.settings;
    const bool placed = restoreGeometry(settings.value(setting::geometry).toByteArray());
    if (!placed)
        resize(firstSize);
    applyLayout(settings.text(setting::layout)) || applyLayout(m_layouts.front().id);
    restoreState(settings.value(setting::state).toByteArray(), stateVersion);
    if (!showPanel(settings.text(setting::panel)) && m_current.isEmpty() && !m_panels.empty())
        showPanel(m_panels.front().id);
}

void MainWindow::saveSession()
{
    Settings &settings = m_services.settings;
    settings.set(setting::geometry, saveGeometry());
    settings.set(setting::state, saveState(stateVersion));
    settings.set(setting::panel, m_current);
    settings.set(setting::layout, m_layout);
    settings.sync();
}

} // namespace wb::workbench
