// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/panel.h"

#include <memory>

namespace wb::workbench {

/// Keys of the frame's settings.
namespace setting {
inline constexpr QLatin1StringView mode("appearance/mode");         ///< "system", "light", "dark"
inline constexpr QLatin1StringView textSize("appearance/textSize"); ///< percent of the desktop's
inline constexpr QLatin1StringView motion("appearance/motion");     ///< "desktop", "reduced"
inline constexpr QLatin1StringView utc("time/utc");
inline constexpr QLatin1StringView masked("secrets/masked");
inline constexpr QLatin1StringView geometry("window/geometry");
inline constexpr QLatin1StringView state("window/state");
inline constexpr QLatin1StringView panel("window/panel");
inline constexpr QLatin1StringView layout("window/layout");
} // namespace setting

/// What lives as long as the program and is no widget: everything of a PanelContext but inspector and context bar. Appearance, time
/// and secrets follow the settings.
class Services : public QObject {
    Q_OBJECT

public:
    explicit Services(std::unique_ptr<shell::Settings> settings, const Clock &clock = Clock::system());
    ~Services() override;

    /// The settings in the user's configuration folder.
    static std::unique_ptr<shell::Settings> userSettings();

    /// While on, secrets are masked and type is larger, whatever the settings say.
    void setTeaching(bool teaching);
    bool teaching() const { return m_teaching; }
    /// Turns the masking switch: kept as a setting, except in teaching.
    void setMasked(bool masked);

private:
    void follow(const QString &key);

    std::unique_ptr<shell::Settings> m_settings;
    bool m_teaching = false;

public:
    shell::Settings &settings;
    shell::Theme theme;
    shell::ActionRegistry actions;
    shell::Focus focus;
    shell::Secrets secrets;
    shell::Times times;
    shell::Problems problems;
    shell::JobHub jobs;
    shell::FindModel find;
    shell::ServerColours servers;
    capture::Recorder recorder;
    JobPool pool; ///< last: what waits for the network ends first
};

} // namespace wb::workbench
