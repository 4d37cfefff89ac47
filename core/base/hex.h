// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string>

namespace wb {

/// Upper-case hexadecimal without separators: "5F37".
std::string toHex(ByteView bytes);

/// Octets separated by blanks: "5F 37".
std::string toSpacedHex(ByteView bytes);

/// Reads hexadecimal in either case. Blanks, line ends, colons and one leading "0x" are skipped, so that what people paste works.
/// Error: malformed, with the offset of the first character that does not belong, or of the end when a digit is missing.
Result<Bytes> fromHex(std::string_view text);

/// RFC 4648 standard alphabet with padding, on one line, as SGP.22 JSON wants it.
std::string toBase64(ByteView bytes);

/// Reads RFC 4648 base64. Line ends and blanks are skipped and missing padding is accepted, because servers in the field send both.
/// Error: malformed, with the offset of the first character that does not belong, or of the end when a group is cut short.
Result<Bytes> fromBase64(std::string_view text);

} // namespace wb
