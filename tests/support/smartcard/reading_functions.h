// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/reader.h"
#include "core/base/result.h"
#include "core/rsp/euicc.h"

#include <optional>
#include <span>

namespace wb::testing {

/// A function of ES10 that reads, as the program calls it.
struct ReadingFunction {
    const char *name;    ///< as errors of its answer name it: "GetEID"
    asn1::Tag tag;       ///< of its request
    Interface interface; ///< ES10a, b or c
    Result<void> (*call)(rsp::Euicc &euicc);
};

/// All of them.
std::span<const ReadingFunction> readingFunctions();

/// What is wrong with an error as a person would be told it: empty when it says where, at which step and why, and explain has words
/// for it.
std::string complaintAbout(const Error &error);

} // namespace wb::testing
