// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/device_info.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/settings.h"
#include "widgets/shell/theme.h"

#include <QWidget>

class QLineEdit;
class QLabel;

namespace wb::discovery {

/// The DeviceInfo the LPA tells, which the eUICC signs: TAC, IMEI and the releases the device supports. Remembered in the
/// settings, but for the IMEI: it names somebody's device, and is forgotten with the form.
class DeviceForm : public QWidget {
    Q_OBJECT

public:
    DeviceForm(shell::Settings &settings, const shell::Theme &theme, const shell::Secrets &secrets,
               QWidget *parent = nullptr);

    /// The settings the form keeps; to be added to the table once.
    static std::vector<shell::SettingSpec> settingSpecs();

    /// None while something in the form is no such value: problem() says what, and the field is marked.
    std::optional<rsp::DeviceInfo> deviceInfo() const;
    /// A sentence for each wrong field; empty when there is none.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

private:
    QLineEdit *addKept(const QString &key, const QString &label, const QString &hint, int row, int column);
    QLineEdit *addField(const QString &text, const QString &label, const QString &hint, int row, int column);
    void check();

    shell::Settings &m_settings;
    const shell::Theme &m_theme;
    QLineEdit *m_tac;
    QLineEdit *m_imei;
    std::vector<QLineEdit *> m_releases;
    QString m_problem;
};

} // namespace wb::discovery
