// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace wb {

/// Octets that somebody owns: a TLV, an APDU, a certificate, a body.
using Bytes = std::vector<std::uint8_t>;

/// Octets that somebody else owns. Never outlives them.
using ByteView = std::span<const std::uint8_t>;

/// The octets of a text, for functions that take bytes. The view lives as long as the text.
inline ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

/// The octets as text, unchanged and unchecked. The view lives as long as the octets.
inline std::string_view textOf(ByteView bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

inline Bytes copyOf(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}

inline void append(Bytes &to, ByteView more)
{
    to.insert(to.end(), more.begin(), more.end());
}

/// Same length and same octets. Not for secrets: it stops at the first difference.
bool equal(ByteView left, ByteView right);

} // namespace wb
