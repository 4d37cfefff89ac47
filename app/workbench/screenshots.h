// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/workbench/main_window.h"

#include <QDir>
#include <QSize>

namespace wb::workbench {

/// Takes pictures of every panel, light and dark, at two sizes: `<panel>-<light|dark>-<width>x<height>.png`. Each panel is first
/// brought into the state that its specification demonstrates.
class Screenshots : public QObject {
    Q_OBJECT

public:
    /// @p folder is made when it does not exist.
    Screenshots(Services &services, MainWindow &window, const QString &folder, QObject *parent = nullptr);

    /// Goes on in the event loop until finished().
    void start();

Q_SIGNALS:
    /// @p problem is empty when all pictures were written.
    void finished(int pictures, const QString &problem);

private:
    struct Shot {
        QString panel; ///< empty: the frame alone
        QString scene; ///< empty: the panel as it demonstrates itself
        shell::ThemeMode mode;
        QSize size;
    };
    void next();
    void take();
    std::function<void(QWidget *, std::function<void()>)> sceneOf(const Shot &shot) const;

    Services &m_services;
    MainWindow &m_window;
    QDir m_folder;
    std::vector<Shot> m_shots;
    std::size_t m_at = 0;
    QString m_shown; ///< panel and scene of the last picture ///< the panel that is in its state already
};

} // namespace wb::workbench
