// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/explain/explanation.h"

#include <span>
#include <string_view>

/// Error and result numbers of the ASN.1 functions. The same number means other things in other functions, so a number is
/// never explained without its function.
namespace wb::explain {

struct FunctionErrorMeaning {
    const char *function; ///< "ES10b.AuthenticateServer"
    int code;
    const char *name; ///< of the specification: "invalidOid"
    const char *why;
    const char *next;
};

/// What a card answers on ES10a, ES10b and ES10c, function by function.
std::span<const FunctionErrorMeaning> cardErrorMeanings();

/// What a server answers on ES9+ and ES11, function by function.
std::span<const FunctionErrorMeaning> serverErrorMeanings();

/// Cards' and servers' meanings.
std::vector<FunctionErrorMeaning> functionErrorMeanings();

/// The name of an error in its function; empty when the function does not have it.
std::string_view functionErrorName(std::string_view function, int code);

/// Functions whose name is or ends in `name`, in either case: "AuthenticateClient" is one of ES9+ and one of ES11.
std::vector<std::string_view> functionsNamed(std::string_view name);

/// Explains a number of a function; an unknown number or function says so.
Explanation explainFunctionError(std::string_view function, int code);

} // namespace wb::explain
