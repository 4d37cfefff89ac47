// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/script_run.h"

#include "core/asn1/reader.h"
#include "core/base/hex.h"
#include "core/base/rest.h"

#include <algorithm>
#include <charconv>

namespace wb::card {

namespace {

Failure wrongAt(const ScriptStatement &statement, ErrorKind kind, std::string reason)
{
    return fail(kind, Interface::config, "line " + std::to_string(statement.line), std::move(reason));
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The content of the field at the end of a path of tags: "BF3E.5A".
std::optional<std::string> fieldAt(ByteView data, std::string_view path)
{
    Bytes content = copyOf(data);
    while (!path.empty()) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        const std::string wanted(path.substr(0, dot));
        path.remove_prefix(std::min(dot + 1, path.size()));
        asn1::Reader reader(content);
        bool found = false;
        for (asn1::Element element; !found && reader.next(element);) {
            if (asn1::tagText(element.tag) != wanted)
                continue;
            Bytes inner = copyOf(element.content);
            content = std::move(inner);
            found = true;
        }
        if (!found)
            return {};
    }
    return toHex(content);
}

/// The octets from one place to another, "[2:6]" or "[2:]"; none when they are not there.
std::optional<std::string> rangeOf(std::string_view hex, std::string_view range)
{
    if (!range.starts_with('[') || !range.ends_with(']'))
        return {};
    range = range.substr(1, range.size() - 2);
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos)
        return {};
    const auto number = [&](std::string_view digits, std::size_t otherwise) -> std::optional<std::size_t> {
        if (digits.empty())
            return otherwise;
        std::size_t value = 0;
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool whole = problem == std::errc() && end == digits.data() + digits.size();
        return whole ? std::optional(value) : std::nullopt;
    };
    const auto from = number(range.substr(0, colon), 0);
    const auto to = number(range.substr(colon + 1), hex.size() / 2);
    if (!from || !to || *from > *to || *to > hex.size() / 2)
        return {};
    return std::string(hex.substr(*from * 2, (*to - *from) * 2));
}

} // namespace

/// $NAME and ${NAME} replaced by what they hold.
Result<std::string> ScriptRun::filledIn(const ScriptStatement &statement, std::string_view text) const
{
    std::string filled;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '$') {
            filled += text[at];
            continue;
        }
        const bool braced = at + 1 < text.size() && text[at + 1] == '{';
        std::size_t end = at + (braced ? 2 : 1);
        const std::size_t begin = end;
        while (end < text.size() && isNameCharacter(text[end]))
            ++end;
        const std::string_view name = text.substr(begin, end - begin);
        if (name.empty() || (braced && (end == text.size() || text[end] != '}')))
            return wrongAt(statement, ErrorKind::malformed, "behind $ stands the name of a variable");
        const auto value = m_variables.find(name);
        if (value == m_variables.end())
            return wrongAt(statement, ErrorKind::invalid, "the variable " + std::string(name) + " is not set");
        filled += value->second;
        at = braced ? end : end - 1;
    }
    return filled;
}

Result<std::string> ScriptRun::valueOf(const ScriptStatement &statement) const
{
    const std::string_view text = statement.text;
    if (text == "sw")
        return m_status;
    if (text == "data")
        return m_data;
    if (text.starts_with("data[")) {
        if (auto range = rangeOf(m_data, text.substr(4)))
            return std::move(*range);
        return wrongAt(statement, ErrorKind::invalid, "the answer has no octets " + std::string(text.substr(4)));
    }
    if (text.starts_with("data.")) {
        if (auto field = fieldAt(fromHex(m_data).value_or(Bytes()), text.substr(5)))
            return std::move(*field);
        return wrongAt(statement, ErrorKind::invalid, "the answer has no field " + std::string(text.substr(5)));
    }
    const auto filled = filledIn(statement, text);
    if (!filled)
        return filled;
    const auto octets = fromHex(*filled);
    if (!octets)
        return wrongAt(statement, ErrorKind::invalid, "the value is no hexadecimal: " + octets.error().reason);
    return toHex(*octets);
}

Result<ConsoleCommand> ScriptRun::commandOf(const ScriptStatement &statement) const
{
    const auto line = filledIn(statement, statement.text);
    if (!line)
        return fail(line.error());
    auto command = readConsoleLine(*line);
    if (!command)
        return wrongAt(statement, ErrorKind::malformed, command.error().reason);
    return command;
}

Result<ScriptStep> ScriptRun::send(Transport &transport, const ScriptStatement &statement, bool mayChange,
                                   const std::stop_token &stop)
{
    const auto command = commandOf(statement);
    if (!command)
        return fail(command.error());
    if (command->isReset) {
        if (Result<void> done = transport.reset(); !done)
            return fail(std::move(done.error()));
        m_data.clear();
        m_status.clear();
        return ScriptStep{true, "the card was reset", {}};
    }
    if (!mayChange && !changesNothing(command->octets))
        return wrongAt(statement, ErrorKind::refused, command->what + " may change the card, which is locked");
    auto blocks = sendExactly(transport, command->octets, m_followUps, m_sink, stop);
    if (!blocks)
        return fail(std::move(blocks.error()));
    const ResponseApdu answer = answerIn(*blocks);
    m_status = statusText(answer.sw);
    m_data = toHex(answer.data);
    return ScriptStep{true, m_data.empty() ? m_status : m_status + " " + m_data, std::move(*blocks)};
}

ScriptStep ScriptRun::expect(const ScriptStatement &statement) const
{
    const bool ofStatus = statement.kind == ScriptStatement::Kind::expectStatus;
    const std::string &came = ofStatus ? m_status : m_data;
    const bool held = std::any_of(statement.patterns.begin(), statement.patterns.end(),
                                  [&](const std::string &pattern) { return fitsPattern(came, pattern); });
    std::string wanted;
    for (const std::string &pattern : statement.patterns)
        wanted += (wanted.empty() ? "" : " or ") + pattern;
    return {held, held ? "holds" : "expected " + wanted + ", came " + (came.empty() ? "nothing" : came), {}};
}

Result<ScriptStep> ScriptRun::step(Transport &transport, const ScriptStatement &statement, bool mayChange,
                                   std::stop_token stop)
{
    switch (statement.kind) {
    case ScriptStatement::Kind::command: return send(transport, statement, mayChange, stop);
    case ScriptStatement::Kind::expectStatus:
    case ScriptStatement::Kind::expectData: return expect(statement);
    case ScriptStatement::Kind::set: {
        auto value = valueOf(statement);
        if (!value)
            return fail(std::move(value.error()));
        m_variables[statement.variable] = *value;
        return ScriptStep{true, statement.variable + " = " + *value, {}};
    }
    case ScriptStatement::Kind::wait:
        if (!restFor(statement.time, stop))
            return fail(ErrorKind::cancelled, Interface::config, "line " + std::to_string(statement.line),
                        "stopped while it waited");
        return ScriptStep{true, "waited", {}};
    case ScriptStatement::Kind::followUps: m_followUps = statement.followUps; return ScriptStep{true, "", {}};
    }
    return ScriptStep();
}

} // namespace wb::card
