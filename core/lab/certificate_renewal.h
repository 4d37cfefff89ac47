// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lab/lab.h"

#include <functional>

namespace wb::lab {

/// TLS certificates that end sooner than this are made anew when a lab starts; they live 398 days.
inline constexpr std::chrono::days renewalMargin{30};

/// Issues the lab's TLS certificates anew, for the same keys and names and by the lab's own CI, where less than renewalMargin of them
/// is left, and writes them into their files. Each one is told to @p log; without need nothing is written and the CI is not read.
/// Errors: pki or file, naming the certificate or file. Certificates of another CI are left alone.
Result<void> renewCertificates(Lab &lab, const Clock &clock, const std::function<void(std::string)> &log);

} // namespace wb::lab
