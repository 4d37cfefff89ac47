// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/name.h"

#include "core/asn1/writer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wb::pki {

namespace {

constexpr asn1::Tag utf8String = 0x0C;
constexpr asn1::Tag printableString = 0x13;
constexpr asn1::Tag ia5String = 0x16;
constexpr asn1::Tag universalString = 0x1C;
constexpr asn1::Tag bmpString = 0x1E;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> attributeLabels{{
    {oid::commonName, "CN"},
    {oid::serialNumber, "serialNumber"},
    {oid::country, "C"},
    {oid::locality, "L"},
    {oid::stateOrProvince, "ST"},
    {oid::organization, "O"},
    {oid::organizationalUnit, "OU"},
    {oid::emailAddress, "emailAddress"},
    {oid::domainComponent, "DC"},
}};

std::string_view labelOf(std::string_view attribute)
{
    for (const auto &[id, label] : attributeLabels) {
        if (id == attribute)
            return label;
    }
    return attribute;
}

void appendUtf8(std::string &text, std::uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        c = 0xFFFD;
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | c >> 6);
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | c >> 12);
        text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | c >> 18);
        text += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
}

/// Well-formed UTF-8 of RFC 3629: no overlong forms, no surrogates.
bool isUtf8(ByteView bytes)
{
    for (std::size_t i = 0; i < bytes.size();) {
        const std::uint8_t lead = bytes[i];
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t size = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
        if (size == 0 || lead >= 0xF5 || bytes.size() - i < size)
            return false;
        for (std::size_t n = 1; n < size; ++n) {
            if ((bytes[i + n] & 0xC0) != 0x80)
                return false;
        }
        const std::uint8_t second = bytes[i + 1];
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second > 0x8F))
            return false;
        i += size;
    }
    return true;
}

/// The characters of a PrintableString (X.680 section 41.4).
bool isPrintable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
               || std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
    });
}

} // namespace

std::string stringText(asn1::Tag tag, ByteView content)
{
    std::string text;
    const std::size_t width = tag == bmpString ? 2 : tag == universalString ? 4 : 1;
    if (width > 1 && content.size() % width == 0) {
        for (std::size_t i = 0; i < content.size(); i += width) {
            std::uint32_t c = 0;
            for (std::size_t n = 0; n < width; ++n)
                c = c << 8 | content[i + n];
            appendUtf8(text, c);
        }
        return text;
    }
    if (isUtf8(content))
        return std::string(textOf(content));
    for (const std::uint8_t octet : content)
        appendUtf8(text, octet);
    return text;
}

std::string Name::text() const
{
    std::string text;
    for (const NameAttribute &attribute : attributes) {
        if (!text.empty())
            text += ", ";
        text += labelOf(attribute.oid);
        text += '=';
        text += attribute.value;
    }
    return text;
}

std::string_view Name::first(std::string_view oid) const
{
    for (const NameAttribute &attribute : attributes) {
        if (attribute.oid == oid)
            return attribute.value;
    }
    return {};
}

Name &Name::add(std::string_view oid, std::string_view value)
{
    attributes.push_back({Oid(oid), std::string(value)});
    return *this;
}

Result<Bytes> toDer(const Name &name)
{
    std::optional<Error> error;
    asn1::Writer writer;
    writer.constructed(0x30, [&] {
        for (const NameAttribute &attribute : name.attributes) {
            const auto type = asn1::oidContent(attribute.oid);
            if (!type) {
                error = type.error();
                return;
            }
            const bool printable = attribute.oid == oid::country || attribute.oid == oid::serialNumber;
            const bool ia5 = attribute.oid == oid::emailAddress || attribute.oid == oid::domainComponent;
            if (attribute.value.empty() || (printable && !isPrintable(attribute.value))
                || !isUtf8(viewOf(attribute.value))) {
                error = makeError(ErrorKind::invalid, Interface::pki, "Name",
                                  "the value of " + std::string(labelOf(attribute.oid)) + " cannot stand in a name: '"
                                      + attribute.value + "'");
                return;
            }
            writer.constructed(0x31, [&] {
                writer.constructed(0x30, [&] {
                    writer.primitive(0x06, *type);
                    writer.primitive(printable ? printableString
                                     : ia5     ? ia5String
                                               : utf8String,
                                     viewOf(attribute.value));
                });
            });
        }
    });
    if (error)
        return fail(std::move(*error));
    return writer.take();
}

} // namespace wb::pki
