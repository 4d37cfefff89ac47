// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/json_scanner.h"

#include <string_view>
#include <unordered_set>

namespace wb::report {

namespace {

constexpr std::string_view replacementCharacter = "\xEF\xBF\xBD";

void appendUtf8(std::string &text, std::uint32_t character)
{
    const auto put = [&text](std::uint32_t octet) { text.push_back(static_cast<char>(octet)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | character >> 6);
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | character >> 12);
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | character >> 18);
        put(0x80 | (character >> 12 & 0x3F));
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

class JsonScanner {
public:
    JsonScanner(ByteView text, JsonLimits limits) : m_text(textOf(text)), m_limits(limits) {}

    JsonScan scan()
    {
        JsonScan result;
        skipBlanks();
        JsonNode root;
        root.offset = m_at;
        const bool whole = value(root, 0);
        if (m_begun)
            result.root = std::move(root);
        if (whole) {
            skipBlanks();
            if (m_at < m_text.size())
                stop("something follows the value");
        }
        result.error = std::move(m_error);
        return result;
    }

private:
    bool stop(std::string reason)
    {
        if (!m_error) {
            m_error = makeError(ErrorKind::malformed, Interface::none, "JSON", std::move(reason));
            m_error->offset = m_at;
        }
        return false;
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }

    void skipBlanks()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
            ++m_at;
    }

    /// Reads the value at the position into `node`, whose name and offset are set already; ends the node where the reading ended.
    bool value(JsonNode &node, unsigned depth)
    {
        node.valueOffset = m_at;
        if (atEnd())
            return stop("the text ends where a value should stand");
        if (++m_values > m_limits.values)
            return stop("more values than are shown");
        m_begun = true;
        const bool whole = content(node, depth);
        node.valueLength = m_at - node.valueOffset;
        node.length = m_at - node.offset;
        return whole;
    }

    bool content(JsonNode &node, unsigned depth)
    {
        switch (peek()) {
        case '{':
        case '[':
            node.type = peek() == '{' ? JsonType::object : JsonType::array;
            if (depth >= m_limits.depth)
                return stop("nested too deep");
            return members(node, depth);
        case '"': node.type = JsonType::string; return string(node.text);
        case 't': return literal(node, "true");
        case 'f': return literal(node, "false");
        case 'n': return literal(node, "null");
        default: return number(node);
        }
    }

    bool members(JsonNode &parent, unsigned depth)
    {
        const bool object = parent.type == JsonType::object;
        const char end = object ? '}' : ']';
        ++m_at;
        skipBlanks();
        bool whole = true;
        if (peek() == end) {
            ++m_at;
            return true;
        }
        while (whole) {
            JsonNode &child = parent.children.emplace_back();
            child.offset = m_at;
            whole = (!object || memberName(child)) && value(child, depth + 1);
            if (child.length == 0)
                child.length = m_at - child.offset;
            skipBlanks();
            if (!whole || peek() != ',')
                break;
            ++m_at;
            skipBlanks();
        }
        if (object)
            markDuplicates(parent);
        if (!whole)
            return false;
        if (peek() != end || atEnd())
            return stop(object ? "a comma or } is expected" : "a comma or ] is expected");
        ++m_at;
        return true;
    }

    bool memberName(JsonNode &child)
    {
        child.isMember = true;
        if (peek() != '"')
            return stop("a member's name is expected");
        if (!string(child.name))
            return false;
        skipBlanks();
        if (peek() != ':')
            return stop("a colon is expected");
        ++m_at;
        skipBlanks();
        return true;
    }

    static void markDuplicates(JsonNode &object)
    {
        std::unordered_set<std::string_view> seen;
        for (JsonNode &child : object.children)
            child.duplicate = !seen.insert(child.name).second;
    }

    bool string(std::string &text)
    {
        ++m_at;
        while (!atEnd()) {
            const char character = peek();
            if (character == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(character) < 0x20)
                return stop("a control character inside a string");
            if (character == '\\') {
                if (!escape(text))
                    return false;
            } else {
                text.push_back(character);
                ++m_at;
            }
        }
        return stop("the text ends inside a string");
    }

    bool escape(std::string &text)
    {
        ++m_at;
        if (atEnd())
            return stop("the text ends inside a string");
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (const std::size_t which = letters.find(peek()); which != std::string_view::npos) {
            text.push_back(meanings[which]);
            ++m_at;
            return true;
        }
        if (peek() != 'u')
            return stop("no such escape");
        ++m_at;
        std::uint32_t unit = 0;
        if (!fourDigits(unit))
            return false;
        if (unit >= 0xD800 && unit < 0xDC00 && m_text.substr(m_at, 2) == "\\u") {
            const std::size_t back = m_at;
            m_at += 2;
            std::uint32_t low = 0;
            if (!fourDigits(low))
                return false;
            if (low >= 0xDC00 && low < 0xE000)
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            else
                m_at = back;
        }
        if (unit >= 0xD800 && unit < 0xE000)
            text += replacementCharacter; // half of a pair
        else
            appendUtf8(text, unit);
        return true;
    }

    bool fourDigits(std::uint32_t &unit)
    {
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char digit = peek();
            unit <<= 4;
            if (digit >= '0' && digit <= '9')
                unit |= static_cast<std::uint32_t>(digit - '0');
            else if (digit >= 'a' && digit <= 'f')
                unit |= static_cast<std::uint32_t>(digit - 'a' + 10);
            else if (digit >= 'A' && digit <= 'F')
                unit |= static_cast<std::uint32_t>(digit - 'A' + 10);
            else
                return stop("four hexadecimal digits are expected");
        }
        return true;
    }

    bool literal(JsonNode &node, std::string_view word)
    {
        for (const char letter : word) {
            if (peek() != letter)
                return stop("a value is expected");
            ++m_at;
        }
        node.text = word;
        return true;
    }

    bool digits()
    {
        const std::size_t start = m_at;
        while (peek() >= '0' && peek() <= '9')
            ++m_at;
        return m_at > start || stop("a digit is expected");
    }

    bool number(JsonNode &node)
    {
        node.type = JsonType::number;
        const std::size_t start = m_at;
        if (peek() == '-')
            ++m_at;
        else if (peek() < '0' || peek() > '9')
            return stop("a value is expected");
        const bool leadingZero = peek() == '0';
        const std::size_t first = m_at;
        if (!digits())
            return false;
        if (leadingZero && m_at - first > 1) {
            m_at = first + 1;
            return stop("a digit after a leading zero");
        }
        if (peek() == '.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!digits())
                return false;
        }
        node.text = m_text.substr(start, m_at - start);
        return true;
    }

    std::string_view m_text;
    JsonLimits m_limits;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
    bool m_begun = false;
    std::optional<Error> m_error;
};

} // namespace

JsonScan scanJson(ByteView text, JsonLimits limits)
{
    return JsonScanner(text, limits).scan();
}

} // namespace wb::report
