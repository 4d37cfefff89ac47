// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/services.h"

#include "widgets/shell/layouts.h"

#include <QStandardPaths>

namespace wb::workbench {

using namespace shell;

namespace {

constexpr int waitingThreads = 8; // network, files: they wait more than they work

std::vector<SettingSpec> frameSettings()
{
    const QString appearance = Services::tr("Appearance");
    const QString data = Services::tr("Times and secrets");
    std::vector<SettingSpec> specs;
    specs.push_back({.key = setting::mode,
                     .standard = QStringLiteral("system"),
                     .page = appearance,
                     .label = Services::tr("Colours"),
                     .tip = Services::tr("Light or dark, or as the desktop has it."),
                     .choices = {{QStringLiteral("system"), Services::tr("As the desktop")},
                                 {QStringLiteral("light"), Services::tr("Light")},
                                 {QStringLiteral("dark"), Services::tr("Dark")}}});
    specs.push_back({.key = setting::textSize,
                     .standard = 100,
                     .page = appearance,
                     .label = Services::tr("Text size in percent"),
                     .tip = Services::tr("100 is the desktop's size. Icons and spacing follow."),
                     .least = 70,
                     .most = 250});
    specs.push_back({.key = setting::motion,
                     .standard = QStringLiteral("desktop"),
                     .page = appearance,
                     .label = Services::tr("Motion"),
                     .tip = Services::tr("Reduced: nothing on screen moves by itself."),
                     .choices = {{QStringLiteral("desktop"), Services::tr("As the desktop")},
                                 {QStringLiteral("reduced"), Services::tr("Reduced")}}});
    specs.push_back(
        {.key = setting::utc,
         .standard = true,
         .page = data,
         .label = Services::tr("Show times in UTC"),
         .tip = Services::tr(
             "Otherwise in the local time of this machine. The offset always stands in the tip of a time.")});
    specs.push_back(
        {.key = setting::masked,
         .standard = false,
         .page = data,
         .label = Services::tr("Mask secrets"),
         .tip = Services::tr("EIDs, EventIDs and the like show only their ends, and copying gives a pseudonym.")});
    specs.push_back({.key = setting::geometry, .scope = SettingScope::local, .standard = QByteArray()});
    specs.push_back({.key = setting::state, .scope = SettingScope::local, .standard = QByteArray()});
    specs.push_back({.key = setting::panel, .scope = SettingScope::local, .standard = QString()});
    specs.push_back({.key = setting::layout, .scope = SettingScope::local, .standard = QString()});
    return specs;
}

} // namespace

Services::Services(std::unique_ptr<Settings> kept, const Clock &clock)
    : m_settings(std::move(kept)),
      settings(*m_settings),
      actions(settings),
      times(clock),
      find(secrets),
      servers(settings),
      pool(QStringLiteral("io"), waitingThreads)
{
    settings.add(frameSettings());
    for (const SettingSpec &spec : settings.table())
        follow(spec.key);
    connect(&settings, &Settings::changed, this, &Services::follow);
    connect(&times, &Times::changed, this, [this] { settings.set(setting::utc, times.utc()); });
}

Services::~Services() = default;

std::unique_ptr<Settings> Services::userSettings()
{
    return std::make_unique<Settings>(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation));
}

void Services::setTeaching(bool teaching)
{
    if (m_teaching == teaching)
        return;
    m_teaching = teaching;
    follow(setting::masked);
    follow(setting::textSize);
}

void Services::setMasked(bool masked)
{
    if (m_teaching)
        secrets.setMasked(masked);
    else
        settings.set(setting::masked, masked);
}

void Services::follow(const QString &key)
{
    if (key == setting::mode) {
        const QString mode = settings.text(key);
        theme.setMode(mode == QStringLiteral("light")  ? ThemeMode::light
                      : mode == QStringLiteral("dark") ? ThemeMode::dark
                                                       : ThemeMode::system);
    } else if (key == setting::textSize) {
        theme.setTextScale(settings.number(key) / 100.0 * (m_teaching ? teachingScale : 1.0));
    } else if (key == setting::motion) {
        theme.setReducedMotion(settings.text(key) == QStringLiteral("reduced"));
    } else if (key == setting::utc) {
        times.setUtc(settings.flag(key));
    } else if (key == setting::masked) {
        secrets.setMasked(m_teaching || settings.flag(key));
    }
}

} // namespace wb::workbench
