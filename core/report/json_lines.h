// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/capture_file.h"

#include <span>

namespace wb::report {

/// A capture as JSON lines: the header on the first, an exchange on each other (docs/capture.schema.json). For scripts and other programs.
Bytes toJsonLines(const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges);

/// The same read again. Lines that cannot be read are told as damages, with their offset. Errors: malformed when the first line is no
/// header of such a file; unsupported for a later version.
Result<capture::OpenedCapture> fromJsonLines(ByteView text);

} // namespace wb::report
