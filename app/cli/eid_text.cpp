// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/eid_text.h"

#include "core/rsp/eid.h"

#include <algorithm>

namespace wb::cli {

namespace {

constexpr std::size_t mostCandidates = 5;
constexpr std::size_t nearEnough = 2; ///< digits too few or too many of what is still an EID somebody typed

std::string anatomyText(const rsp::Eid &eid)
{
    const rsp::EidAnatomy parts = rsp::anatomyOf(eid);
    std::string text = "Industry " + parts.industry + ", country " + parts.country + ", EUM " + parts.ein + " (";
    text += parts.eumName.empty() ? "not known here" : std::string(parts.eumName);
    return text + "), its own number " + parts.eumSpecific + ", check digits " + parts.checkDigits + ".";
}

explain::Explanation explainCompleteEid(const rsp::Eid &eid)
{
    explain::Explanation words;
    words.code = "EID " + eid.grouped();
    words.why = anatomyText(eid);
    if (eid.checkDigitsHold()) {
        words.what = "An EID; its check digits hold.";
        words.next = "Use it as it is. Whether such an eUICC exists its EUM knows.";
        return words;
    }
    words.what = "An EID whose check digits are wrong: with its other digits they would be "
                 + rsp::eidCheckDigits(std::string_view(eid.digits()).substr(0, rsp::Eid::length - 2)) + ".";
    const auto candidates = rsp::candidatesFor(eid, {});
    words.next = "Compare it digit by digit with the card or its paper.";
    for (std::size_t i = 0; i < std::min(mostCandidates, candidates.size()); ++i) {
        words.next += i == 0 ? " It may be meant to be:" : "";
        words.next += "\n     " + candidates[i].eid.grouped() + "  " + candidates[i].note;
    }
    return words;
}

} // namespace

std::optional<explain::Explanation> explainEid(std::string_view text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isGap = [](char c) { return c == ' ' || c == '-'; };
    if (!std::all_of(text.begin(), text.end(), [&](char c) { return isDigit(c) || isGap(c); }))
        return {};
    const auto digits = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isDigit));
    if (digits + nearEnough < rsp::Eid::length || digits > rsp::Eid::length + nearEnough)
        return {};
    if (const auto eid = rsp::Eid::fromText(text))
        return explainCompleteEid(*eid);
    return explain::Explanation{std::to_string(digits) + " digits; an EID has 32.",
                                "A digit was left out or typed twice, or it is no EID.",
                                "Compare it digit by digit with the card or its paper.",
                                std::string(text),
                                {}};
}

} // namespace wb::cli
