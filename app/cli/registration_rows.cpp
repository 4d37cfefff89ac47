// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/registration_rows.h"

#include "core/http/address.h"
#include "core/rsp/eid.h"
#include "core/rsp/event_id.h"

#include <algorithm>
#include <array>
#include <optional>

namespace wb::cli {

namespace {

constexpr std::array<std::string_view, 4> columnNames{"eid", "eventId", "rspServerAddress", "forwardingIndicator"};

using Fields = std::vector<std::string>;

std::string trimmedField(std::string text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.back()))
        text.pop_back();
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
    return text;
}

/// The fields of one line; none when a quote is not closed.
std::optional<Fields> fieldsOf(std::string_view line)
{
    Fields fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[i++];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += c;
    }
    if (quoted)
        return {};
    std::transform(fields.begin(), fields.end(), fields.begin(), trimmedField);
    return fields;
}

/// Where each column stands; -1 for one that is missing.
using Columns = std::array<int, columnNames.size()>;

std::optional<Columns> columnsFrom(const Fields &header)
{
    Columns columns{-1, -1, -1, -1};
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto known = std::find(columnNames.begin(), columnNames.end(), header[i]);
        if (known == columnNames.end())
            return {};
        columns[static_cast<std::size_t>(known - columnNames.begin())] = static_cast<int>(i);
    }
    return columns;
}

Failure malformedLine(std::size_t line, std::string reason)
{
    return fail(ErrorKind::malformed, Interface::file, "line " + std::to_string(line), std::move(reason));
}

Result<RegistrationRow> rowFrom(const Fields &fields, const Columns &columns, std::size_t line)
{
    const auto field = [&](std::size_t column) {
        const int at = columns[column];
        return at >= 0 && static_cast<std::size_t>(at) < fields.size() ? fields[static_cast<std::size_t>(at)]
                                                                       : std::string();
    };
    RegistrationRow row{line, field(0), field(1), field(2), false};
    for (std::size_t column = 0; column < 3; ++column) {
        if (field(column).empty())
            return malformedLine(line, std::string(columnNames[column]) + " is missing");
    }
    const std::string forwarding = field(3);
    if (forwarding == "true" || forwarding == "1")
        row.forwardingIndicator = true;
    else if (!forwarding.empty() && forwarding != "false" && forwarding != "0")
        return malformedLine(line, "forwardingIndicator is true or false, not '" + forwarding + "'");
    return row;
}

} // namespace

Result<std::vector<RegistrationRow>> rowsFromCsv(std::string_view text)
{
    std::vector<RegistrationRow> rows;
    Columns columns{0, 1, 2, 3};
    bool first = true;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (trimmedField(std::string(line)).empty())
            continue;
        const auto fields = fieldsOf(line);
        if (!fields)
            return malformedLine(number, "a quote is not closed");
        if (std::exchange(first, false)) {
            if (const auto header = columnsFrom(*fields)) {
                columns = *header;
                continue;
            }
        }
        auto row = rowFrom(*fields, columns, number);
        if (!row)
            return fail(std::move(row.error()));
        rows.push_back(std::move(*row));
    }
    if (rows.empty())
        return fail(ErrorKind::malformed, Interface::file, "rows", "there is no row in it");
    return rows;
}

std::optional<Error> problemWith(const RegistrationRow &row)
{
    const auto problem = [&](std::string_view column, std::string reason) {
        const std::string where = row.line == 0 ? "" : "line " + std::to_string(row.line) + " ";
        return makeError(ErrorKind::malformed, Interface::none, where + std::string(column), std::move(reason));
    };
    if (const auto eid = rsp::Eid::fromText(row.eid); !eid)
        return problem(columnNames[0], eid.error().reason);
    if (auto reason = rsp::eventIdProblem(row.eventId))
        return problem(columnNames[1], std::move(*reason));
    if (const auto address = http::Address::parse(row.rspServerAddress); !address)
        return problem(columnNames[2], address.error().reason);
    return {};
}

} // namespace wb::cli
