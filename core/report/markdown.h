// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/capture_file.h"

#include <span>

namespace wb::report {

/// A report for a ticket, in Markdown: what it is about, every exchange in a table, and each that failed explained, with its fields and its octets.
std::string toMarkdown(const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges);

} // namespace wb::report
