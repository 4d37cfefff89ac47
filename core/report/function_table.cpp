// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/function_table.h"

#include "core/explain/asn1_errors.h"

#include <algorithm>

namespace wb::report {

namespace {

std::string_view nameOf(rsp::Es10Effect effect)
{
    switch (effect) {
    case rsp::Es10Effect::reads: return "reads";
    case rsp::Es10Effect::session: return "session";
    case rsp::Es10Effect::changes: return "changes";
    }
    return {};
}

std::vector<std::string> fieldsOf(const asn1::TypeInfo &type)
{
    std::vector<std::string> names;
    for (const asn1::FieldInfo &field : type.fields)
        names.push_back(field.optional ? "[" + std::string(field.name) + "]" : std::string(field.name));
    if (type.shape == asn1::TypeInfo::Shape::choice && !names.empty()) {
        std::string all;
        for (const std::string &name : names)
            all += (all.empty() ? "" : " or ") + name;
        return {all};
    }
    return names;
}

std::vector<std::string> resultsOf(std::string_view function)
{
    std::vector<std::string> results;
    for (const explain::FunctionErrorMeaning &meaning : explain::cardErrorMeanings()) {
        if (meaning.function == function && meaning.code != 0)
            results.push_back(std::to_string(meaning.code) + " " + meaning.name);
    }
    return results;
}

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

} // namespace

std::vector<FunctionRow> functionRows()
{
    std::vector<FunctionRow> rows;
    for (const rsp::Es10Function &function : rsp::es10Functions()) {
        FunctionRow row{std::string(function.name),
                        asn1::tagText(function.tag),
                        std::string(function.section),
                        std::string(nameOf(function.effect)),
                        {},
                        resultsOf(function.name)};
        if (function.request != nullptr)
            row.request = fieldsOf(function.request());
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string functionTable()
{
    std::string text =
        "# The functions of ES10\n\n"
        "Made by `smds card functions --markdown` from the schemas and tables of the program. *reads*: changes "
        "nothing; "
        "*session*: opens, uses or ends the\nRSP session; *changes*: the card must be unlocked for changes. Fields in "
        "brackets may be left out.\n\n"
        "| function | tag | SGP.22 v2.5 | effect | request | answers other than ok |\n|---|---|---|---|---|---|\n";
    for (const FunctionRow &row : functionRows())
        text += "| " + row.name + " | `" + row.tag + "` | " + (row.section.empty() ? "later versions" : row.section)
                + " | " + row.effect + " | " + joined(row.request) + " | " + joined(row.results) + " |\n";
    return text;
}

} // namespace wb::report
