// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wb::report {

/// What a value that tells about a person is. Its kind says which pseudonym looks like it.
enum class SecretKind {
    eid,    ///< 32 digits: the EIN is kept, check digits hold as before
    iccid,  ///< 19 or 20 digits: industry and issuer are kept, the Luhn digit holds as before
    imei,   ///< 15 or 16 digits: the TAC is kept, the Luhn digit holds as before
    digits, ///< IMSI, MSISDN: every digit is replaced
    text,   ///< EventID, MatchingID, token: letters become letters, digits digits
    octets, ///< HashCC and what nobody can read: other octets
};

/// "EID", "ICCID", ... for the local table.
std::string_view nameOf(SecretKind kind);

/// Gives values of people others of the same length and form, the same one for the same value each time, and keeps the table. Without the
/// key nobody can find the value again, or tell whether a guess is right.
class Pseudonyms {
public:
    /// @p key: random octets, kept where the table is kept.
    explicit Pseudonyms(Bytes key) : m_key(std::move(key)) {}

    /// The pseudonym of digits or text.
    const std::string &of(SecretKind kind, std::string_view value);

    /// The pseudonym of octets.
    Bytes ofOctets(ByteView value);

    struct Row {
        SecretKind kind;
        std::string value;     ///< octets in hexadecimal
        std::string pseudonym; ///< likewise
    };

    /// What was asked for, by kind and value: never to leave this computer together with what it explains.
    std::vector<Row> table() const;

private:
    Bytes stream(SecretKind kind, std::string_view value, std::size_t length) const;
    std::string make(SecretKind kind, std::string_view value) const;

    Bytes m_key;
    std::map<std::pair<SecretKind, std::string>, std::string, std::less<>> m_given;
};

} // namespace wb::report
