// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/server_colours.h"

#include "widgets/shell/settings.h"

#include <QPainter>
#include <QPixmap>

namespace wb::shell {

namespace {

constexpr QLatin1StringView serversKey("session/servers");

} // namespace

ServerColours::ServerColours(Settings &settings) : m_settings(settings)
{
    if (!settings.spec(serversKey))
        settings.add({{.key = serversKey, .scope = SettingScope::local, .standard = QStringList()}});
    m_seen = settings.value(serversKey).toStringList();
}

int ServerColours::indexOf(const QString &address)
{
    const QString name = address.toLower();
    auto index = m_seen.indexOf(name);
    if (index < 0) {
        index = m_seen.size();
        m_seen.append(name);
        m_settings.set(serversKey, m_seen);
    }
    return static_cast<int>(index);
}

QIcon ServerColours::mark(const QString &address, const Theme &theme)
{
    const int size = theme.iconSize();
    QPixmap picture(size, size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    const QRect square(size / 4, size / 4, size / 2, size / 2);
    painter.fillRect(square.adjusted(-1, -1, 1, 1),
                     theme.colours().palette.color(QPalette::Base)); // a selected row may have its very colour
    painter.fillRect(square, theme.server(indexOf(address)));
    painter.end();
    return QIcon(picture);
}

} // namespace wb::shell
