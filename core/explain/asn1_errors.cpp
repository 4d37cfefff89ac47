// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/asn1_errors.h"

#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <optional>

namespace wb::explain {

namespace {

bool sameInEitherCase(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

/// "AuthenticateClient" of "ES11.AuthenticateClient".
std::string_view withoutInterface(std::string_view function)
{
    const std::size_t dot = function.find('.');
    return dot != std::string_view::npos ? function.substr(dot + 1) : function;
}

std::optional<FunctionErrorMeaning> meaningOfError(std::string_view function, int code)
{
    for (const FunctionErrorMeaning &meaning : functionErrorMeanings()) {
        if (meaning.function == function && meaning.code == code)
            return meaning;
    }
    return {};
}

} // namespace

std::vector<FunctionErrorMeaning> functionErrorMeanings()
{
    std::vector<FunctionErrorMeaning> all(cardErrorMeanings().begin(), cardErrorMeanings().end());
    all.insert(all.end(), serverErrorMeanings().begin(), serverErrorMeanings().end());
    return all;
}

std::string_view functionErrorName(std::string_view function, int code)
{
    const auto meaning = meaningOfError(function, code);
    return meaning ? meaning->name : std::string_view();
}

std::vector<std::string_view> functionsNamed(std::string_view name)
{
    std::vector<std::string_view> functions;
    for (const FunctionErrorMeaning &meaning : functionErrorMeanings()) {
        const std::string_view function = meaning.function;
        const bool same = sameInEitherCase(function, name) || sameInEitherCase(withoutInterface(function), name);
        if (same && std::find(functions.begin(), functions.end(), function) == functions.end())
            functions.push_back(function);
    }
    return functions;
}

Explanation explainFunctionError(std::string_view function, int code)
{
    const std::string number = std::to_string(code);
    const std::string label = std::string(function) + " " + number;
    const auto meaning = meaningOfError(function, code);
    if (meaning) {
        const bool cancelled = function == "CancelSessionReason";
        const bool succeeded = !cancelled && code == 0;
        const char *what = cancelled   ? QT_TRANSLATE_NOOP("explain", "The LPA cancelled the session: %2 (%3).")
                           : succeeded ? QT_TRANSLATE_NOOP("explain", "%1 succeeded.")
                                       : QT_TRANSLATE_NOOP("explain", "%1 answered %2 (%3).");
        return {translated(what, {std::string(function), meaning->name, number}), translated(meaning->why),
                translated(meaning->next), label + " " + meaning->name};
    }
    const char *why =
        functionsNamed(function).empty()
            ? QT_TRANSLATE_NOOP("explain", "This function's numbers are not known here.")
            : QT_TRANSLATE_NOOP(
                "explain", "SGP.22 does not define this number for this function; a later version or the vendor does.");
    return {
        translated(QT_TRANSLATE_NOOP("explain", "%1 answered the error number %2."), {std::string(function), number}),
        translated(why),
        translated(
            QT_TRANSLATE_NOOP("explain", "Look at the answer in the exchange and ask the vendor for the number.")),
        label};
}

} // namespace wb::explain
