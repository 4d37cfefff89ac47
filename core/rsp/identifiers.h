// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <compare>
#include <optional>
#include <string>

namespace wb::rsp {

/// The SubjectKeyIdentifier of a CI key: 20 octets in practice. CIs are known by this, never by their names.
struct KeyId {
    Bytes octets;

    static constexpr std::string_view asn1Name = "SubjectKeyIdentifier";
    static std::optional<KeyId> fromContent(ByteView content);
    Bytes content() const { return octets; }
    std::string text() const;
    /// Hexadecimal, with the name of a published CI behind it when the key is one (protocol facts 4.6).
    static std::string contentText(ByteView content);

    // NOLINTNEXTLINE(modernize-use-nullptr): the 0 is in the comparison the compiler writes
    auto operator<=>(const KeyId &) const = default;
};

/// The name of a published CI key, such as "GSMA RSP2 Root CI1 (production)"; empty for any other key.
std::string_view publishedCiName(ByteView keyId);

/// The TransactionID of an RSP session: 1 to 16 octets; upper-case hexadecimal in JSON (SGP.22 section 6.5.2.6).
struct TransactionId {
    Bytes octets;

    static constexpr std::string_view asn1Name = "TransactionId";
    static std::optional<TransactionId> fromContent(ByteView content);
    /// Reads the JSON form, either case. Error: malformed.
    static Result<TransactionId> fromText(std::string_view text);
    Bytes content() const { return octets; }
    std::string text() const;
    static std::string contentText(ByteView content);

    // NOLINTNEXTLINE(modernize-use-nullptr): the 0 is in the comparison the compiler writes
    auto operator<=>(const TransactionId &) const = default;
};

} // namespace wb::rsp
