// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/device_info.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wb::cli {

/// The device the eUICC is said to sit in (SGP.22 section 4.2).
struct DeviceOptions {
    std::string tac = "35290611"; ///< of nobody's device in particular: an allocation for test equipment
    std::string imei;
    std::vector<std::string> capabilities; ///< "gsmSupportedRelease=15.0.0"
};

/// Adds --tac, --imei and --capability, each checked as it is parsed.
void addDeviceOptions(CLI::App &command, DeviceOptions &options);

/// The DeviceInfo of options that have been checked.
rsp::DeviceInfo deviceInfoOf(const DeviceOptions &options);

} // namespace wb::cli
