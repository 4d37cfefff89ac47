// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/case.h"

#include "core/base/toml_reader.h"
#include "core/es/asn1_binding.h"
#include "core/es/client.h"

#include <QFile>

/// A static library's resources are dropped by the linker unless somebody names them; the macro wants no namespace around it.
static void initConformanceResources()
{
    Q_INIT_RESOURCE(conformance);
}

namespace wb::conformance {

namespace {

Case caseOf(const toml::table &table, TomlReader &reader)
{
    Case row;
    row.id = reader.text(table, "id");
    row.title = reader.text(table, "title");
    row.section = reader.text(table, "section");
    row.function = reader.text(table, "function");
    row.variation = reader.text(table, "variation");
    row.expected = reader.texts(table, "expected");
    if (table.contains("expected-in-asn1"))
        row.expectedInAsn1 = reader.texts(table, "expected-in-asn1");
    const bool hasBoth = row.function.starts_with("ES11.");
    const std::string binding = reader.textOr(table, "binding", hasBoth ? "both" : "json");
    if (binding != "both" && binding != "json" && binding != "asn1")
        reader.note(table, "binding", "must be json, asn1 or both");
    row.json = binding != "asn1";
    row.asn1 = binding != "json";
    reader.onlyKnown(table,
                     {"id", "title", "section", "function", "variation", "expected", "expected-in-asn1", "binding"});
    return row;
}

std::optional<StatusPair> pairIn(const std::string &word)
{
    const std::size_t slash = word.find('/');
    if (slash == std::string::npos)
        return {};
    return StatusPair{word.substr(0, slash), word.substr(slash + 1), {}, {}};
}

/// What stands for a word in the ASN.1 binding.
std::string inAsn1(const std::string &word, const std::string &function)
{
    const auto pair = pairIn(word);
    if (!pair)
        return word;
    const Bytes failure = function == "ES11.InitiateAuthentication" ? es::initiateAuthenticationFailureToAsn1(*pair)
                                                                    : es::authenticateClientEs11FailureToAsn1(*pair);
    const auto verdict = es::asn1VerdictOf(failure);
    return "error " + std::to_string(verdict->error.value_or(0));
}

} // namespace

Result<std::vector<Case>> casesFromToml(std::string_view text, const std::string &name)
{
    auto reader = TomlReader::parse(text, name);
    if (!reader)
        return fail(std::move(reader.error()));
    std::vector<Case> rows;
    for (const toml::table *table : reader->tables(reader->root(), "case"))
        rows.push_back(caseOf(*table, *reader));
    if (reader->error())
        return fail(*reader->error());
    return rows;
}

const std::vector<Case> &allCases()
{
    static const std::vector<Case> rows = [] {
        initConformanceResources();
        QFile file(QStringLiteral(":/conformance/sm-ds.toml"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the rows of the conformance suite are not in the program");
        const QByteArray text = file.readAll();
        auto read = casesFromToml({text.constData(), static_cast<std::size_t>(text.size())}, "sm-ds.toml");
        if (!read)
            qFatal("%s", read.error().line().c_str());
        return std::move(*read);
    }();
    return rows;
}

std::vector<std::string> expectedWords(const Case &row, es::Binding binding)
{
    if (binding == es::Binding::json)
        return row.expected;
    if (!row.expectedInAsn1.empty())
        return row.expectedInAsn1;
    std::vector<std::string> words;
    words.reserve(row.expected.size());
    for (const std::string &word : row.expected)
        words.push_back(inAsn1(word, row.function));
    return words;
}

} // namespace wb::conformance
