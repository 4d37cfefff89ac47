// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/report/view.h"

namespace wb::report {

/// The forms in which people want octets in their clipboard.
enum class BytesForm {
    hexStream, ///< "BF2E00"
    spacedHex, ///< "BF 2E 00"
    hexDump,   ///< lines of offset, sixteen octets, characters
    cArray,    ///< "0xBF, 0x2E, 0x00"
    base64,
};

/// @p offset is that of the first octet, for the dump.
QString bytesText(ByteView bytes, BytesForm form, std::size_t offset = 0);

/// A node and all below it as indented lines: tag, name, value. Values are whole, not cut.
QString treeText(const View &view, const ViewNode &node);

/// The character that stands for an octet beside its hexadecimal: itself when it is printable ASCII, else a dot.
QChar printableOctet(std::uint8_t octet);

} // namespace wb::report
