// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/address.h"
#include "widgets/shell/settings.h"
#include "widgets/shell/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace wb::discovery {

/// How servers outside the lab are reached: the folder of the CIs they must chain to, and where their names are really to
/// be found. Kept in the settings, and follows them.
class ProfileForm : public QWidget {
    Q_OBJECT

public:
    ProfileForm(shell::Settings &settings, const shell::Theme &theme, QWidget *parent = nullptr);

    /// The settings the form keeps; to be added to the table once.
    static std::vector<shell::SettingSpec> settingSpecs();

    QString trustFolder() const;
    /// Error: malformed, naming the entry that is none.
    Result<http::ConnectionMap> names() const;

Q_SIGNALS:
    void changed();

private:
    QLineEdit *addField(QLatin1StringView key, const QString &label, const QString &hint, int row);
    void follow(const QString &key);
    void check();

    shell::Settings &m_settings;
    const shell::Theme &m_theme;
    QLineEdit *m_folder;
    QLineEdit *m_names;
    QLabel *m_problem;
};

} // namespace wb::discovery
