// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/environment.h"

#include <QByteArray>
#include <QtGlobal>

#include <filesystem>
#include <string>

namespace wb::testing {

namespace fs = std::filesystem;

void prepareEnvironment(std::string_view name)
{
    const fs::path home = fs::path(WB_TEST_HOME) / name;
    fs::remove_all(home);

    const struct {
        const char *variable;
        const char *folder;
    } folders[] = {
        {"HOME", "."},
        {"XDG_DATA_HOME", "data"},
        {"XDG_CONFIG_HOME", "config"},
        {"XDG_CACHE_HOME", "cache"},
        {"XDG_STATE_HOME", "state"},
        {"XDG_RUNTIME_DIR", "run"}, // Qt demands that only the owner may enter it
    };
    for (const auto &[variable, folder] : folders) {
        const fs::path path = (home / folder).lexically_normal();
        fs::create_directories(path);
        fs::permissions(path, fs::perms::owner_all);
        qputenv(variable, QByteArray::fromStdString(path.string()));
    }

    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // set it to see a widget test with your own eyes
    qputenv("LC_ALL", "C.UTF-8");
    qputenv("TZ", "UTC");
}

} // namespace wb::testing
