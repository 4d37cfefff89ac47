// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/capture_forms.h"

#include <stop_token>

namespace wb::report {

/// Where a capture goes, and how.
struct ExportChoice {
    std::filesystem::path file;
    CaptureForm form = CaptureForm::smdscap;
    bool redact = true; ///< what identifies people is replaced by pseudonyms
    /// Where the table of the pseudonyms is kept, for who made the capture; empty: nowhere.
    std::filesystem::path tableFolder;
};

struct ExportOutcome {
    std::size_t exchanges = 0;   ///< that were given, whether the form has a place for them or not
    std::size_t pseudonyms = 0;  ///< values that were replaced
    std::filesystem::path table; ///< empty: none was written
};

/// Writes exchanges into a file: whole or not at all. The table is written first, so that no pseudonym leaves without it. Errors: file, io;
/// cancelled.
Result<ExportOutcome> exportCapture(std::span<const capture::ExchangePtr> exchanges, const ExportChoice &choice,
                                    TimePoint now, const std::stop_token &stop);

} // namespace wb::report
