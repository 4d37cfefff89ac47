// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wb::rsp {

/// The identity of an eUICC: 32 decimal digits (SGP.29). The last two are check digits: the whole number modulo 97 is 1.
/// An Eid always has 32 digits; whether the check digits hold is a separate question, because cards in the field break it.
class Eid {
public:
    static constexpr std::size_t length = 32;
    static constexpr std::string_view asn1Name = "EID";

    /// 32 zeros: what a field is before it is decoded. Its check digits do not hold.
    Eid() : m_digits(length, '0') {}

    /// Accepts blanks and hyphens between digits. Error: malformed, with the offset of the first wrong character.
    static Result<Eid> fromText(std::string_view text);

    /// 16 octets of BCD in reading order, as in tag 5A of GetEuiccDataResponse.
    static std::optional<Eid> fromContent(ByteView content);
    Bytes content() const;
    static std::string contentText(ByteView content);

    const std::string &digits() const { return m_digits; }
    bool checkDigitsHold() const;

    /// Groups for reading aloud: "89049032 1234 5123 4512 3456 7890 12 35".
    std::string grouped() const;

    auto operator<=>(const Eid &) const = default;

private:
    explicit Eid(std::string digits) : m_digits(std::move(digits)) {}
    std::string m_digits;
};

/// The two check digits that make 30 digits a valid EID: 98 - (digits followed by 00) mod 97.
std::string eidCheckDigits(std::string_view thirtyDigits);

/// The parts of an EID.
struct EidAnatomy {
    std::string industry;    ///< "89": telecommunication
    std::string country;     ///< ITU-T E.164 country code digits as coded
    std::string ein;         ///< EUM identification number as far as it is known: the first 8 digits
    std::string eumSpecific; ///< what the EUM numbers freely
    std::string checkDigits;
    std::string_view eumName; ///< name of a known EIN, or empty
};

EidAnatomy anatomyOf(const Eid &eid);

/// A valid EID that a wrong one may have been meant to be.
struct EidCandidate {
    enum class Why { adjacentSwap, knownEin, seenBefore };
    Eid eid;
    Why why;
    std::string note; ///< "digits 14 and 15 swapped"
};

/// For an EID whose check fails (none for one whose check holds): valid EIDs near it, best first: two adjacent digits swapped
/// (those seen before lead, then those with a known EIN), then one digit wrong with the
/// result beginning with a known EIN, then EIDs seen before that differ in at most two digits.
std::vector<EidCandidate> candidatesFor(const Eid &wrong, std::span<const Eid> seen);

/// Names of EUMs by EIN, as far as the facts know them.
std::string_view eumNameOf(std::string_view ein);

} // namespace wb::rsp
