// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json_text.h"

#include "core/base/hex.h"

#include <cstdio>
#include <utility>

namespace wb::es {

JsonText::JsonText()
{
    m_text.reserve(4096);
}

JsonText &JsonText::text(std::string_view name, std::string_view value)
{
    begin(name);
    m_text += '"';
    for (const char character : value)
        addEscaped(character);
    m_text += '"';
    return *this;
}

JsonText &JsonText::octets(std::string_view name, ByteView value)
{
    return json(name, '"' + toBase64(value) + '"');
}

JsonText &JsonText::json(std::string_view name, std::string_view value)
{
    begin(name);
    m_text += value;
    return *this;
}

std::string JsonText::take()
{
    m_text += m_text.empty() ? "{}" : "}";
    return std::exchange(m_text, {});
}

void JsonText::begin(std::string_view name)
{
    m_text += m_text.empty() ? '{' : ',';
    m_text += '"';
    m_text += name;
    m_text += "\":";
}

void JsonText::addEscaped(char character)
{
    if (character == '"' || character == '\\') {
        m_text += '\\';
        m_text += character;
    } else if (static_cast<unsigned char>(character) < 0x20) {
        char code[8];
        std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(character));
        m_text += code;
    } else {
        m_text += character;
    }
}

} // namespace wb::es
