// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QIcon>
#include <QString>
#include <QStringList>

namespace wb::shell {

class Settings;

/// Which of the server colours a server has: the next free one when it first appears, the same one ever after. Kept in the settings.
class ServerColours {
public:
    explicit ServerColours(Settings &settings);

    /// The index for Theme::server(). @p address is the RSP server address, in any case.
    int indexOf(const QString &address);
    /// A small square in its colour, to stand beside its name.
    QIcon mark(const QString &address, const Theme &theme);

private:
    Settings &m_settings;
    QStringList m_seen; ///< in order of first appearance
};

} // namespace wb::shell
