// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace wb::rsp {

/// extCardResource of EUICCInfo2: the value part of the Extended Card Resources (ETSI TS 102 226 section 8.2.1.7.2), TLVs of
/// unsigned numbers. Any octets are kept; what is not there or no number reads as none.
struct ExtCardResource {
    Bytes octets;

    static constexpr std::string_view asn1Name = "ExtendedCardResources";

    static std::optional<ExtCardResource> fromContent(ByteView content) { return ExtCardResource{copyOf(content)}; }
    Bytes content() const { return octets; }

    std::optional<std::uint64_t> installedApplications() const { return number(0x81); }
    std::optional<std::uint64_t> freeNonVolatileMemory() const { return number(0x82); } ///< octets
    std::optional<std::uint64_t> freeVolatileMemory() const { return number(0x83); }    ///< octets

    /// "2 installed applications, 655360 octets free, 16384 octets of volatile memory free", as far as it is said; the
    /// octets in hexadecimal when nothing is.
    static std::string contentText(ByteView content);

    bool operator==(const ExtCardResource &) const = default;

private:
    std::optional<std::uint64_t> number(std::uint32_t tag) const;
};

} // namespace wb::rsp
