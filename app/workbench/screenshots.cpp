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
    const auto addShots = [this](const QString &panel, const QString &scene) {
        for (const ThemeMode mode : {ThemeMode::light, ThemeMode::dark}) {
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
                m_shots.push_back({panel, scene, mode, size});
        }
    };
    for (const QString &panel : panels)
        addShots(panel, {});
    for (const PanelSpec &panel : window.panels()) {
        for (const PanelScene &scene : panel.scenes)
            addShots(panel.id, scene.id);
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
    if (const auto bring = std::exchange(m_shown, shot.panel + shot.scene) != m_shown ? sceneOf(shot) : nullptr)
        bring(m_window.panel(shot.panel), ready);
    else
        ready();
}

/// What brings the panel into the state of the picture; empty: nothing does.
std::function<void(QWidget *, std::function<void()>)> Screenshots::sceneOf(const Shot &shot) const
{
    for (const PanelSpec &panel : m_window.panels()) {
        if (panel.id != shot.panel)
            continue;
        if (shot.scene.isEmpty())
            return panel.demonstrate;
        for (const PanelScene &scene : panel.scenes) {
            if (scene.id == shot.scene)
                return scene.show;
        }
    }
    return {};
}

void Screenshots::take()
{
    const Shot &shot = m_shots[m_at];
    QString what = shot.panel.isEmpty() ? QStringLiteral("frame") : shot.panel;
    if (!shot.scene.isEmpty())
        what += QLatin1Char('-') + shot.scene;
    const QString name = QStringLiteral("%1-%2-%3x%4.png")
                             .arg(what, shot.mode == ThemeMode::dark ? QStringLiteral("dark") : QStringLiteral("light"))
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
