// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/workbench/services.h"
#include "widgets/shell/layouts.h"

#include <QMainWindow>

#include <functional>
#include <vector>

class QLabel;
class QStackedWidget;

namespace wb::shell {
class CommandPalette;
class FindBox;
class NavigationBar;
class SettingsDialog;
class StatusLine;
} // namespace wb::shell

namespace wb::workbench {

/// The one window: panels from a table, inspector and exchanges as docks, and around them what every panel shares. Knows no panel
/// by name.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// The services outlive the window. No panel is made yet; the first one shown is.
    MainWindow(Services &services, std::vector<shell::PanelSpec> panels, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// What panels get; for composing what is no panel, such as the exchange list.
    shell::PanelContext &context() { return m_context; }

    /// Puts the list of exchanges into its dock and takes it over. To be called before restoreSession().
    void setExchanges(QWidget *exchanges);

    /// Geometry, docks and panel as they were left, or the first layout where nothing fitting is kept.
    void restoreSession();
    void saveSession();

    const std::vector<shell::PanelSpec> &panels() const { return m_panels; }
    /// Makes the panel if need be and shows it. False for an unknown id.
    bool showPanel(const QString &id);
    /// The same, and gives it the keyboard.
    void goToPanel(const QString &id);
    /// Brings the dock of exchanges into view.
    void showExchanges();
    QString currentPanel() const { return m_current; }
    /// The panel's widget, null while it has not been made.
    QWidget *panel(const QString &id) const;

    /// Arranges the window as "card", "support" or "teaching". False for an unknown id.
    bool applyLayout(const QString &id);
    QString currentLayout() const { return m_layout; }
    /// The current layout as it was before anything was moved.
    void restoreLayout();

    /// The keyboard goes to the next (1) or previous (-1) of find box, navigation, panel, inspector, exchanges.
    void stepPane(int by);

    shell::FindBox *findBox() const { return m_findBox; }

Q_SIGNALS:
    void panelShown(const QString &id);

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void buildTop();
    void buildNavigation();
    void buildDocks();
    void buildMenus();
    void addActions();
    void addPanelActions();
    void addViewActions();
    void addGoActions();
    void registerAction(shell::ActionSpec spec);
    /// Keeps the check mark of an action true: @p isOn is asked now and whenever @p signal comes.
    template <class Sender, class Signal>
    void keepChecked(const QString &id, Sender *sender, Signal signal, std::function<bool()> isOn);
    void openSettings(const QString &page);
    std::vector<QWidget *> panes() const;
    void followCaption();

    Services &m_services;
    std::vector<shell::PanelSpec> m_panels;
    std::vector<QWidget *> m_made; ///< beside m_panels; null: not made yet
    std::vector<shell::LayoutSpec> m_layouts;
    QString m_current;
    QString m_layout;

    shell::Inspector *m_inspector;
    shell::ContextBar *m_bar;
    shell::PanelContext m_context;
    std::unique_ptr<shell::InspectorProvider> m_frameSubjects; ///< describes problems and the program itself

    QLabel *m_caption; ///< above the panel, in the Teaching layout
    QStackedWidget *m_stack;
    QDockWidget *m_inspectorDock = nullptr;
    QDockWidget *m_exchangesDock = nullptr;
    shell::FindBox *m_findBox = nullptr;
    shell::NavigationBar *m_navigation = nullptr;
    shell::StatusLine *m_status = nullptr;
    shell::CommandPalette *m_palette = nullptr;        ///< made when first opened
    shell::SettingsDialog *m_settingsDialog = nullptr; ///< likewise
};

} // namespace wb::workbench
