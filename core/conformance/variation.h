// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/conformance/stage.h"

#include <span>

namespace wb::conformance {

/// What a variation needs of a Target.
enum Need : unsigned {
    needsEuicc = 1,
    needsRegistrant = 2,
    needsOtherRegistrant = 4,
    needsSmds = 8,
    needsIssuer = 16,
    needsParent = 32,
};

/// What came of a row: the word that answers it, and what is wrong beside it.
struct Finding {
    std::string word;
    std::string detail;  ///< what the server said
    std::string problem; ///< the row fails for this, whatever the word is
};

/// A way to ask an SM-DS something, good or spoiled.
struct Variation {
    std::string_view name;
    unsigned needs; ///< of Need
    std::function<Finding(Stage &stage)> act;
};

/// A reply as it is, and what is wrong with it when it came before the question of the row was put.
template <class T>
Finding findingOf(const Reply<T> &reply, std::string problem = {})
{
    return {reply.word, reply.detail, std::move(problem)};
}

template <class T>
Finding unprepared(const Reply<T> &reply, const std::string &what)
{
    return findingOf(reply, what + " comes before this row, and was answered " + reply.word
                                + (reply.detail.empty() ? std::string() : ": " + reply.detail));
}

/// One that rows may name; none for an unknown name.
const Variation *findVariation(std::string_view name);

/// What a target lacks for a variation, for people; empty when nothing.
std::string whatIsLacking(const Variation &variation, const Target &target);

/// The parts of the table, by what they ask.
std::span<const Variation> initiateVariations();
std::span<const Variation> authenticateVariations();
std::span<const Variation> retrievalVariations();
std::span<const Variation> registrationVariations();
std::span<const Variation> deletionVariations();
std::span<const Variation> forwardingVariations();
std::span<const Variation> handshakeVariations();

} // namespace wb::conformance
