// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/script.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace wb::card {

namespace {

constexpr std::size_t mostLines = 20'000;
constexpr std::size_t longestLine = 200'000;
constexpr std::chrono::milliseconds longestWait = std::chrono::hours(1);

std::string_view withoutBlanks(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The first word, and what is behind it.
std::string_view takeWord(std::string_view &text)
{
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view word = text.substr(0, end);
    text = withoutBlanks(text.substr(end));
    return word;
}

bool isName(std::string_view text)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !text.empty() && text.size() <= 64 && (text[0] < '0' || text[0] > '9')
           && std::all_of(text.begin(), text.end(), fits);
}

/// A pattern without blanks in upper case; none when it is no pattern.
std::optional<std::string> patternOf(std::string_view text)
{
    std::string pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
        if (c == ' ' || c == '\t')
            continue;
        const bool digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || c == 'X';
        if (!digit && !(c == '*' && i + 1 == text.size()))
            return {};
        pattern += c;
    }
    return pattern.empty() ? std::nullopt : std::optional(pattern);
}

class ScriptReader {
public:
    explicit ScriptReader(std::string_view text) : m_text(text) {}

    Result<std::vector<ScriptStatement>> read()
    {
        std::vector<ScriptStatement> statements;
        for (std::size_t at = 0; at < m_text.size();) {
            const std::size_t end = std::min(m_text.find('\n', at), m_text.size());
            m_offset = at;
            ++m_line;
            const std::string_view line = withoutBlanks(m_text.substr(at, end - at));
            at = end + 1;
            if (m_line > mostLines || line.size() > longestLine)
                return wrong(ErrorKind::invalid, "the script is larger than a script can be");
            if (line.empty() || line.front() == '#')
                continue;
            auto statement = readLine(line);
            if (!statement)
                return wb::fail(std::move(statement.error()));
            statements.push_back(std::move(*statement));
        }
        return statements;
    }

private:
    Failure wrong(ErrorKind kind, std::string reason) const
    {
        Error error = makeError(kind, Interface::config, "line " + std::to_string(m_line), std::move(reason));
        error.offset = m_offset;
        return wb::fail(std::move(error));
    }

    Result<ScriptStatement> readLine(std::string_view line)
    {
        ScriptStatement statement;
        statement.line = m_line;
        statement.text = line;
        std::string_view rest = line;
        const std::string_view word = takeWord(rest);
        if (word == "expect")
            return readExpectation(std::move(statement), rest);
        if (word == "set")
            return readVariable(std::move(statement), rest);
        if (word == "wait")
            return readWait(std::move(statement), rest);
        if (word == "followups") {
            if (rest != "on" && rest != "off" && rest != "all")
                return wrong(ErrorKind::malformed, "followups are on, off or all");
            statement.kind = ScriptStatement::Kind::followUps;
            statement.followUps = {rest != "off", rest != "off", rest == "all"};
            return statement;
        }
        if (line.find('$') == std::string_view::npos) {
            if (const auto command = readConsoleLine(line); !command)
                return wrong(ErrorKind::malformed, command.error().reason);
        }
        return statement;
    }

    Result<ScriptStatement> readExpectation(ScriptStatement statement, std::string_view rest)
    {
        std::string_view after = rest;
        if (takeWord(after) == "data") {
            const auto pattern = patternOf(after);
            if (!pattern)
                return wrong(ErrorKind::malformed,
                             "data are expected as hexadecimal, X for any digit, * at the end for any rest");
            statement.kind = ScriptStatement::Kind::expectData;
            statement.patterns = {*pattern};
            return statement;
        }
        statement.kind = ScriptStatement::Kind::expectStatus;
        for (bool more = true; more;) {
            const auto pattern = patternOf(takeWord(rest));
            if (!pattern || pattern->size() != 4 || pattern->back() == '*')
                return wrong(ErrorKind::malformed,
                             "a status word is expected as four hexadecimal digits, X for any digit");
            statement.patterns.push_back(*pattern);
            more = !rest.empty();
            if (more && takeWord(rest) != "or")
                return wrong(ErrorKind::malformed, "between status words stands 'or'");
        }
        return statement;
    }

    Result<ScriptStatement> readVariable(ScriptStatement statement, std::string_view rest)
    {
        const std::size_t equals = rest.find('=');
        const std::string_view name = withoutBlanks(rest.substr(0, equals));
        if (equals == std::string_view::npos || !isName(name))
            return wrong(ErrorKind::malformed, "a variable is set as NAME = VALUE, its name letters, digits and _");
        statement.kind = ScriptStatement::Kind::set;
        statement.variable = name;
        statement.text = withoutBlanks(rest.substr(equals + 1));
        if (statement.text.empty())
            return wrong(ErrorKind::malformed, "a variable needs a value");
        return statement;
    }

    Result<ScriptStatement> readWait(ScriptStatement statement, std::string_view rest)
    {
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        const std::string_view unit = withoutBlanks(rest.substr(static_cast<std::size_t>(end - rest.data())));
        const bool known = problem == std::errc() && number >= 0 && (unit == "ms" || unit == "s") && number < 3'600'001;
        const std::chrono::milliseconds time(known && unit == "s" ? number * 1000 : number);
        if (!known || time > longestWait)
            return wrong(ErrorKind::malformed, "a wait is a number of ms or s, an hour at the most");
        statement.kind = ScriptStatement::Kind::wait;
        statement.time = time;
        return statement;
    }

    std::string_view m_text;
    std::size_t m_line = 0;
    std::size_t m_offset = 0;
};

} // namespace

Result<std::vector<ScriptStatement>> readScript(std::string_view text)
{
    return ScriptReader(text).read();
}

bool fitsPattern(std::string_view hex, std::string_view pattern)
{
    const bool open = pattern.ends_with('*');
    if (open)
        pattern.remove_suffix(1);
    if (open ? hex.size() < pattern.size() : hex.size() != pattern.size())
        return false;
    return std::equal(pattern.begin(), pattern.end(), hex.begin(),
                      [](char wanted, char there) { return wanted == 'X' || wanted == there; });
}

} // namespace wb::card
