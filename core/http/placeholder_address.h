// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

namespace wb::http {

/// Whether an RSP server address is a Root SM-DS of test material (SGP.23, SGP.26), at which no production event ever waits. The
/// port, the case and a dot at the end of the name make no difference.
bool isPlaceholderAddress(std::string_view address);

} // namespace wb::http
