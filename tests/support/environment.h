// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

namespace wb::testing {

/// Gives this process, and the processes it starts, a fresh home of its own under the build tree: HOME, the XDG
/// directories and XDG_RUNTIME_DIR; the offscreen platform; the C.UTF-8 locale; UTC. So a test neither meets nor changes what
/// belongs to the user, and runs the same by hand as under ctest. To be called before the application object is made.
/// @p name names the home, one a topic, because ctest runs topics side by side.
void prepareEnvironment(std::string_view name);

} // namespace wb::testing
