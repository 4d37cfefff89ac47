// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <optional>
#include <span>
#include <string_view>

/// Subject and reason codes of functionExecutionStatus (SGP.22 sections 5.2.6, 6.5.1.4).
namespace wb::explain {

/// What a pair means in one function.
struct StatusMeaning {
    const char *function; ///< "ES11.AuthenticateClient"; "AuthenticateClient" at every interface; "" everywhere
    const char *subject;
    const char *reason;
    Text text;
};

/// Every pair with a meaning of its own.
std::span<const StatusMeaning> statusMeanings();

struct CodeName {
    const char *code;
    const char *name;
};

std::span<const CodeName> subjectNames();
std::span<const CodeName> reasonNames();

/// The specification's name: "Event Record" for "8.9.5"; empty when the code is not in its vocabulary.
std::string_view subjectName(std::string_view subject);
/// "Unknown" for "3.9"; empty when the code is not in the vocabulary.
std::string_view reasonName(std::string_view reason);

/// What a subject code stands for, where nothing more is known: "8.9.1" without a reason.
Explanation explainSubject(std::string_view subject);

/// What a pair means in a function ("ES11.AuthenticateClient"; empty when it is not known). A pair without a meaning of its
/// own is explained by the names of its parts; a pair the specification does not know says so.
Explanation explainStatus(std::string_view function, std::string_view subject, std::string_view reason);

/// Every meaning of a pair, one at least, each with the functions that give it. `place` chooses among them, in either case: an
/// interface ("ES12"), a function ("DeleteEvent"), or both ("ES12.DeleteEvent"); empty for all.
std::vector<Explanation> explainStatusAnywhere(std::string_view subject, std::string_view reason,
                                               std::string_view place = {});

/// Whether a word is a place: an interface or a function that has codes of its own.
bool isPlaceOfStatus(std::string_view word);

/// What a reason code stands for, whatever it is about: "3.9" without a subject.
Explanation explainReason(std::string_view reason);

} // namespace wb::explain
