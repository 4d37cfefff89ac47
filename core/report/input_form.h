// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string_view>

namespace wb::report {

/// How octets are written down.
enum class InputForm { automatic, hex, base64, json, pem, binary };

/// Octets to be decoded, and whether they are JSON text.
struct DecodeInput {
    Bytes octets;
    bool json = false;
    bool guessedBase64 = false; ///< nobody said so, it only is no hexadecimal
};

/// Turns what was given into octets. With `automatic`: PEM and JSON by how they begin, then hexadecimal, then base64, then the
/// octets as they are when `mayBeBinary` (a file). Error: malformed, with the offset of the character that does not fit.
Result<DecodeInput> readInput(std::string_view given, InputForm form, bool mayBeBinary);

} // namespace wb::report
