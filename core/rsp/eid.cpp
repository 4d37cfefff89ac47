// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/eid.h"

#include "core/base/hex.h"

#include <algorithm>
#include <set>

namespace wb::rsp {

namespace {

struct KnownEin {
    std::string_view ein;
    std::string_view name;
};

/// EINs of published certificates; there is no public register of them.
constexpr KnownEin knownEins[] = {
    {"89049032", "RSP Test EUM (SGP.26)"},
};

int modulo97(std::string_view digits)
{
    int rest = 0;
    for (const char digit : digits)
        rest = (rest * 10 + (digit - '0')) % 97;
    return rest;
}

bool hasKnownEin(std::string_view digits)
{
    return std::any_of(std::begin(knownEins), std::end(knownEins),
                       [&](const KnownEin &known) { return digits.starts_with(known.ein); });
}

std::size_t differences(std::string_view left, std::string_view right)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        count += left[i] != right[i] ? 1 : 0;
    return count;
}

/// How likely it is that somebody meant an EID that is one slip away from what was typed.
enum class Likelihood { seen, ofKnownEum, possible };

Likelihood likelihoodOf(std::string_view digits, std::span<const Eid> seen)
{
    if (std::any_of(seen.begin(), seen.end(), [digits](const Eid &eid) { return eid.digits() == digits; }))
        return Likelihood::seen;
    return hasKnownEin(digits) ? Likelihood::ofKnownEum : Likelihood::possible;
}

/// Collects candidates once each, in order of rank.
class Candidates {
public:
    void add(const std::string &digits, EidCandidate::Why why, std::string note)
    {
        if (modulo97(digits) == 1 && m_known.insert(digits).second)
            m_found.push_back({*Eid::fromText(digits), why, std::move(note)});
    }
    std::vector<EidCandidate> take() { return std::move(m_found); }

private:
    std::set<std::string> m_known;
    std::vector<EidCandidate> m_found;
};

} // namespace

Result<Eid> Eid::fromText(std::string_view text)
{
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ' || c == '-')
            continue;
        if (c < '0' || c > '9') {
            Error error = makeError(ErrorKind::malformed, Interface::none, "EID", "only decimal digits are allowed");
            error.offset = i;
            return fail(std::move(error));
        }
        digits += c;
    }
    if (digits.size() != length) {
        return fail(ErrorKind::malformed, Interface::none, "EID",
                    std::to_string(digits.size()) + " digits, an EID has 32");
    }
    return Eid(std::move(digits));
}

std::optional<Eid> Eid::fromContent(ByteView content)
{
    if (content.size() != length / 2)
        return {};
    const std::string digits = toHex(content);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return Eid(digits);
}

Bytes Eid::content() const
{
    return *fromHex(m_digits);
}

std::string Eid::contentText(ByteView content)
{
    const auto eid = fromContent(content);
    if (!eid)
        return toHex(content) + " (not an EID)";
    return eid->grouped() + (eid->checkDigitsHold() ? "" : " (check digits wrong)");
}

bool Eid::checkDigitsHold() const
{
    return modulo97(m_digits) == 1;
}

std::string Eid::grouped() const
{
    std::string text = m_digits.substr(0, 8);
    for (std::size_t i = 8; i < 28; i += 4)
        text += " " + m_digits.substr(i, 4);
    return text + " " + m_digits.substr(28, 2) + " " + m_digits.substr(30, 2);
}

std::string eidCheckDigits(std::string_view thirtyDigits)
{
    const int value = 98 - modulo97(std::string(thirtyDigits) + "00");
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

EidAnatomy anatomyOf(const Eid &eid)
{
    const std::string &digits = eid.digits();
    EidAnatomy anatomy;
    anatomy.industry = digits.substr(0, 2);
    anatomy.country = digits.substr(2, 3);
    anatomy.ein = digits.substr(0, 8);
    anatomy.eumSpecific = digits.substr(8, 22);
    anatomy.checkDigits = digits.substr(30);
    anatomy.eumName = eumNameOf(anatomy.ein);
    return anatomy;
}

std::vector<EidCandidate> candidatesFor(const Eid &wrong, std::span<const Eid> seen)
{
    if (wrong.checkDigitsHold())
        return {};
    Candidates candidates;
    const std::string &digits = wrong.digits();
    for (const Likelihood wanted : {Likelihood::seen, Likelihood::ofKnownEum, Likelihood::possible}) {
        for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
            std::string swapped = digits;
            std::swap(swapped[i], swapped[i + 1]);
            if (likelihoodOf(swapped, seen) == wanted) {
                candidates.add(swapped, EidCandidate::Why::adjacentSwap,
                               "digits " + std::to_string(i + 1) + " and " + std::to_string(i + 2) + " swapped"
                                   + (wanted == Likelihood::seen ? ", seen before" : ""));
            }
        }
    }
    for (std::size_t i = 0; i < digits.size(); ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string changed = digits;
            changed[i] = digit;
            if (hasKnownEin(changed)) {
                candidates.add(changed, EidCandidate::Why::knownEin,
                               "digit " + std::to_string(i + 1) + " is " + digit + ", EUM "
                                   + std::string(eumNameOf(changed.substr(0, 8))));
            }
        }
    }
    for (const Eid &eid : seen) {
        const std::size_t count = differences(eid.digits(), digits);
        if (count <= 2)
            candidates.add(eid.digits(), EidCandidate::Why::seenBefore,
                           "seen before, " + std::to_string(count)
                               + (count == 1 ? " digit differs" : " digits differ"));
    }
    return candidates.take();
}

std::string_view eumNameOf(std::string_view ein)
{
    for (const KnownEin &known : knownEins) {
        if (ein.starts_with(known.ein))
            return known.name;
    }
    return {};
}

} // namespace wb::rsp
