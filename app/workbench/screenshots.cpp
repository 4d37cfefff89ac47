// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/screenshots.h"

#include <QPixmap>
#include <QPointer>
#include <QTimer>

namespace wb::workbench {

using namespace shell;

namespace {

/// Time for late arrivals (icons, column widths, fonts of a new theme) between the last change and the picture.
constexpr int settling = 150; // milliseconds

} // namespace

Screenshots::Screenshots(Services &services, MainWindow &window, const QString &folder, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_window(window),
      m_folder(folder)
{
    QStringList panels;
    for (const PanelSpec &panel : window.panels())
        panels << panel.id;
    if (panels.isEmpty())
        panels << QString();
    for (const QString &panel : panels) {
        for (const ThemeMode mode : {ThemeMode::light, ThemeMode::dark}) {
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
                m_shots.push_back({panel, mode, size});
        }
    }
}

void Screenshots::start()
{
    if (!m_folder.mkpath(QStringLiteral("."))) {
        Q_EMIT finished(0, tr("%1 cannot be made").arg(m_folder.path()));
        return;
    }
    next();
}

void Screenshots::next()
{
    if (m_at == m_shots.size()) {
        Q_EMIT finished(static_cast<int>(m_at), {});
        return;
    }
    const Shot &shot = m_shots[m_at];
    m_services.settings.set(setting::mode,
                            shot.mode == ThemeMode::dark ? QStringLiteral("dark") : QStringLiteral("light"));
    m_window.resize(shot.size);
    m_window.showPanel(shot.panel);
    m_window.restoreLayout();

    const auto ready = [self = QPointer<Screenshots>(this)] {
        if (self)
            QTimer::singleShot(settling, self.data(), &Screenshots::take);
    };
    for (const PanelSpec &panel : m_window.panels()) {
        if (panel.id == shot.panel && panel.demonstrate && m_demonstrated != panel.id) {
            m_demonstrated = panel.id;
            panel.demonstrate(m_window.panel(panel.id), ready);
            return;
        }
    }
    ready();
}

void Screenshots::take()
{
    const Shot &shot = m_shots[m_at];
    const QString name = QStringLiteral("%1-%2-%3x%4.png")
                             .arg(shot.panel.isEmpty() ? QStringLiteral("frame") : shot.panel,
                                  shot.mode == ThemeMode::dark ? QStringLiteral("dark") : QStringLiteral("light"))
                             .arg(shot.size.width())
                             .arg(shot.size.height());
    if (!m_window.grab().save(m_folder.filePath(name))) {
        Q_EMIT finished(static_cast<int>(m_at), tr("%1 cannot be written").arg(m_folder.filePath(name)));
        return;
    }
    ++m_at;
    next();
}

} // namespace wb::workbench
