// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <QString>

#include <map>
#include <span>

namespace wb::report {

/// What a card answered to the questions that only read, by question.
using CardAnswers = std::map<Bytes, Bytes>;

/// The answers in a capture: of each question the first or the last. What failed is not among them.
enum class WhichAnswer { first, last };
CardAnswers answersIn(std::span<const capture::ExchangePtr> exchanges, WhichAnswer which = WhichAnswer::last);

/// A field that two cards, or one card at two times, do not have in common.
struct CardDifference {
    enum class Kind { changed, onlyBefore, onlyAfter };
    Kind kind = Kind::changed;
    std::string function; ///< "ES10c.GetProfilesInfo"
    QString path;         ///< "ProfileInfo 8949...11 > profileState"; empty: the whole answer
    QString before;       ///< readable values; of a group how many fields it has
    QString after;
    bool secret = false;
};

/// Field by field, in the order of the functions and of their fields. Items of a list are matched by what they are (ICCID, sequence number,
/// key identifier), not by their place. A question that only one of them was asked is one difference.
std::vector<CardDifference> differencesBetween(const CardAnswers &before, const CardAnswers &after);

} // namespace wb::report
