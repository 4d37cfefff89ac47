// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/registration_rows.h"

#include "core/http/address.h"
#include "core/rsp/eid.h"
#include "core/rsp/event_id.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace wb::cli {

namespace {

constexpr std::array<std::string_view, 4> columnNames{"eid", "eventId", "rspServerAddress", "forwardingIndicator"};
constexpr std::size_t neededColumns = 3; ///< the first ones; the last may be absent
constexpr const char *theColumns =
    "the columns are eid, eventId, rspServerAddress and, if wanted, forwardingIndicator, separated by commas";

using Fields = std::vector<std::string>;

std::string trimmedField(std::string text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.back()))
        text.pop_back();
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
    return text;
}

std::string loweredName(std::string_view name)
{
    std::string lowered(name);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lowered;
}

struct CsvLine {
    Fields fields;
    bool quoteIsOpen = false; ///< the last field has a quote that is not closed
};

CsvLine lineFrom(std::string_view text)
{
    CsvLine line{Fields(1), false};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (line.quoteIsOpen && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
            line.fields.back() += text[i++];
        else if (c == '"')
            line.quoteIsOpen = !line.quoteIsOpen;
        else if (c == ',' && !line.quoteIsOpen)
            line.fields.emplace_back();
        else
            line.fields.back() += c;
    }
    std::transform(line.fields.begin(), line.fields.end(), line.fields.begin(), trimmedField);
    return line;
}

/// Where each column stands; none for one that is missing.
using Columns = std::array<std::optional<std::size_t>, columnNames.size()>;

/// Which column has this name, in any letters: spreadsheets like to begin with a capital.
std::optional<std::size_t> columnNamed(std::string_view name)
{
    for (std::size_t column = 0; column < columnNames.size(); ++column) {
        if (loweredName(name) == loweredName(columnNames[column]))
            return column;
    }
    return {};
}

bool isHeader(const Fields &fields)
{
    return std::any_of(fields.begin(), fields.end(), [](const std::string &field) { return columnNamed(field); });
}

Failure malformedLine(std::size_t line, std::string reason)
{
    return fail(ErrorKind::malformed, Interface::file, "line " + std::to_string(line), std::move(reason));
}

Result<Columns> columnsFrom(const Fields &header, std::size_t line)
{
    Columns columns;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].empty()) // a trailing comma
            continue;
        const auto column = columnNamed(header[i]);
        if (!column)
            return malformedLine(line, "there is no column '" + header[i] + "'; " + theColumns);
        if (columns[*column])
            return malformedLine(line, "the column " + std::string(columnNames[*column]) + " is there twice");
        columns[*column] = i;
    }
    for (std::size_t column = 0; column < neededColumns; ++column) {
        if (!columns[column])
            return malformedLine(line, "the column " + std::string(columnNames[column]) + " is missing; " + theColumns);
    }
    return columns;
}

/// The other separator of a line, where one separates what commas should; none when there is no sign of it.
const char *otherSeparatorIn(const Fields &fields)
{
    if (fields.size() > 1)
        return nullptr;
    if (fields.front().find(';') != std::string::npos)
        return "semicolons";
    return fields.front().find('\t') != std::string::npos ? "tabs" : nullptr;
}

RegistrationRow rowFrom(const CsvLine &line, const Columns &columns, std::size_t number)
{
    const Fields &fields = line.fields;
    const auto field = [&](std::size_t column) {
        const auto at = columns[column];
        return at && *at < fields.size() ? fields[*at] : std::string();
    };
    RegistrationRow row{number, field(0), field(1), field(2), false, {}, line.quoteIsOpen};
    const auto complain = [&row](std::string_view column, std::string reason) {
        row.unreadable.push_back({std::string(column), std::move(reason)});
    };
    if (line.quoteIsOpen) { // what stands after it is in no column
        const auto open = std::find(columns.begin(), columns.end(), std::optional(fields.size() - 1));
        complain(open == columns.end() ? "column " + std::to_string(fields.size())
                                       : std::string(columnNames[static_cast<std::size_t>(open - columns.begin())]),
                 "a quote is not closed");
        return row;
    }
    for (std::size_t column = 0; column < neededColumns; ++column) {
        if (field(column).empty())
            complain(columnNames[column], "it is missing");
    }
    const std::string forwarding = loweredName(field(3)); // spreadsheets write TRUE
    if (forwarding == "true" || forwarding == "1")
        row.forwardingIndicator = true;
    else if (!forwarding.empty() && forwarding != "false" && forwarding != "0")
        complain(columnNames[3], "it is true or false, not '" + field(3) + "'");
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].empty() && std::find(columns.begin(), columns.end(), std::optional(i)) == columns.end())
            complain("column " + std::to_string(i + 1), "it has no name and holds '" + fields[i] + "'");
    }
    return row;
}

/// The text behind a byte order mark; error for one of UTF-16, which spreadsheets call "Unicode text".
Result<std::string_view> withoutMark(std::string_view text)
{
    constexpr std::string_view utf8Mark = "\xEF\xBB\xBF";
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return malformedLine(1, "the text is UTF-16; save it as comma-separated values in UTF-8");
    if (text.starts_with(utf8Mark))
        text.remove_prefix(utf8Mark.size());
    return text;
}

} // namespace

Result<std::vector<RegistrationRow>> rowsFromCsv(std::string_view file)
{
    const auto marked = withoutMark(file);
    if (!marked)
        return fail(marked.error());
    std::string_view text = *marked;
    std::vector<RegistrationRow> rows;
    Columns columns{0, 1, 2, 3};
    bool first = true;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (trimmedField(std::string(content)).empty())
            continue;
        const CsvLine line = lineFrom(content);
        if (std::exchange(first, false)) {
            if (const char *separator = otherSeparatorIn(line.fields))
                return malformedLine(number, std::string("fields are separated by ") + separator + "; " + theColumns);
            if (isHeader(line.fields)) {
                auto header = columnsFrom(line.fields, number);
                if (!header)
                    return fail(std::move(header.error()));
                columns = *header;
                continue;
            }
        }
        rows.push_back(rowFrom(line, columns, number));
    }
    if (rows.empty())
        return fail(ErrorKind::malformed, Interface::file, "rows", "there is no row in it");
    return rows;
}

std::optional<Error> problemWith(const RegistrationRow &row)
{
    std::vector<FieldProblem> problems = row.unreadable;
    const auto complain = [&problems](std::string_view column, std::string reason) {
        const auto same = [column](const FieldProblem &known) { return known.column == column; };
        if (std::none_of(problems.begin(), problems.end(), same))
            problems.push_back({std::string(column), std::move(reason)});
    };
    if (!row.torn) {
        if (const auto eid = rsp::Eid::fromText(row.eid); !eid)
            complain(columnNames[0], eid.error().reason);
        if (auto reason = rsp::eventIdProblem(row.eventId))
            complain(columnNames[1], reason->substr(reason->starts_with("eventId ") ? 8 : 0));
        if (const auto address = http::Address::parse(row.rspServerAddress); !address)
            complain(columnNames[2], address.error().reason);
    }
    if (problems.empty())
        return {};
    std::string reason;
    for (const FieldProblem &problem : problems)
        reason += (reason.empty() ? "" : "; ") + problem.column + ": " + problem.reason;
    return makeError(ErrorKind::malformed, Interface::none, row.line == 0 ? "the event" : "the row", std::move(reason));
}

} // namespace wb::cli
