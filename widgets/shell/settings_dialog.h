// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDialog>

class QListWidget;
class QStackedWidget;

namespace wb::shell {

class ActionRegistry;
class Settings;
class Theme;
struct SettingSpec;

/// The settings, a page for each page name in the table, and the page Keys. Every change holds at once; nothing to confirm, and the
/// window behind stays in use.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(const Theme &theme, Settings &settings, ActionRegistry &actions, QWidget *parent = nullptr);

    /// By the page's name, or "keys".
    void showPage(const QString &name);

private:
    void addPage(const QString &name, QWidget *page);
    QWidget *makePage(const QString &name);
    QWidget *makeEditor(const SettingSpec &spec, QWidget *parent);

    const Theme &m_theme;
    Settings &m_settings;
    QListWidget *m_names;
    QStackedWidget *m_pages;
};

} // namespace wb::shell
