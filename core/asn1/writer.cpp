// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/writer.h"

#include <charconv>
#include <limits>

namespace wb::asn1 {

namespace {

void writeLength(Bytes &bytes, std::size_t length)
{
    if (length < 0x80) {
        bytes.push_back(static_cast<std::uint8_t>(length));
        return;
    }
    int octets = 1;
    while (octets < 8 && length >> (8 * octets) != 0)
        ++octets;
    bytes.push_back(static_cast<std::uint8_t>(0x80 | octets));
    for (int i = octets - 1; i >= 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
}

void writeArc(Bytes &bytes, std::uint64_t arc)
{
    std::uint8_t groups[10];
    int count = 0;
    do {
        groups[count++] = static_cast<std::uint8_t>(arc & 0x7F);
        arc >>= 7;
    } while (arc != 0);
    while (count > 0) {
        --count;
        bytes.push_back(static_cast<std::uint8_t>(groups[count] | (count > 0 ? 0x80 : 0)));
    }
}

/// The arcs of dotted text; `at` is left at the end, or at the first character that does not belong.
std::vector<std::uint64_t> readArcs(const char *&at, const char *end)
{
    std::vector<std::uint64_t> arcs;
    while (true) {
        std::uint64_t arc = 0;
        const auto [stop, problem] = std::from_chars(at, end, arc);
        if (problem != std::errc())
            return arcs;
        arcs.push_back(arc);
        if (stop == end || *stop != '.' || stop + 1 == end) {
            at = stop;
            return arcs;
        }
        at = stop + 1;
    }
}

/// The first two arcs share one number: X * 40 + Y, where only under root 2 may Y exceed 39.
bool isRootPair(std::uint64_t root, std::uint64_t second)
{
    return root < 2 ? second < 40 : root == 2 && second <= std::numeric_limits<std::uint64_t>::max() - 80;
}

} // namespace

void Writer::writeTag(Tag tag)
{
    for (int shift = 24; shift > 0; shift -= 8) {
        if (tag >> shift != 0)
            m_bytes.push_back(static_cast<std::uint8_t>(tag >> shift));
    }
    m_bytes.push_back(static_cast<std::uint8_t>(tag));
}

void Writer::primitive(Tag tag, ByteView content)
{
    writeTag(tag);
    writeLength(m_bytes, content.size());
    append(m_bytes, content);
}

std::size_t Writer::begin(Tag tag)
{
    writeTag(tag);
    return m_bytes.size();
}

void Writer::end(std::size_t contentStart)
{
    Bytes length;
    writeLength(length, m_bytes.size() - contentStart);
    m_bytes.insert(m_bytes.begin() + static_cast<std::ptrdiff_t>(contentStart), length.begin(), length.end());
}

Bytes tlv(Tag tag, ByteView content)
{
    Writer writer;
    writer.primitive(tag, content);
    return writer.take();
}

Bytes integerContent(std::int64_t value)
{
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    std::size_t skip = 0;
    while (skip + 1 < bytes.size()
           && ((bytes[skip] == 0x00 && (bytes[skip + 1] & 0x80) == 0)
               || (bytes[skip] == 0xFF && (bytes[skip + 1] & 0x80) != 0)))
        ++skip;
    return {bytes.begin() + static_cast<std::ptrdiff_t>(skip), bytes.end()};
}

std::optional<std::int64_t> integerValue(ByteView content)
{
    if (content.empty() || content.size() > 8)
        return {};
    std::uint64_t value = (content[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const std::uint8_t octet : content)
        value = value << 8 | octet;
    return static_cast<std::int64_t>(value);
}

Result<Bytes> oidContent(std::string_view dotted)
{
    const char *at = dotted.data();
    const char *const end = at + dotted.size();
    const std::vector<std::uint64_t> arcs = readArcs(at, end);
    if (at != end || arcs.size() < 2 || !isRootPair(arcs[0], arcs[1])) {
        Error error = makeError(ErrorKind::malformed, Interface::asn1, "OBJECT IDENTIFIER",
                                "'" + std::string(dotted) + "' is not a dotted object identifier");
        error.offset = static_cast<std::size_t>(at - dotted.data());
        return fail(std::move(error));
    }
    Bytes content;
    writeArc(content, arcs[0] * 40 + arcs[1]);
    for (std::size_t i = 2; i < arcs.size(); ++i)
        writeArc(content, arcs[i]);
    return content;
}

std::optional<std::string> oidText(ByteView content)
{
    if (content.empty() || (content.back() & 0x80) != 0)
        return {};
    std::string text;
    std::uint64_t arc = 0;
    bool first = true; // of an arc
    for (const std::uint8_t octet : content) {
        if (arc >> 57 != 0 || (first && octet == 0x80)) // too large for 64 bits; not the shortest form (X.690 8.19.2)
            return {};
        first = (octet & 0x80) == 0;
        arc = arc << 7 | (octet & 0x7F);
        if ((octet & 0x80) != 0)
            continue;
        if (text.empty()) {
            const std::uint64_t root = arc < 80 ? arc / 40 : 2;
            text = std::to_string(root) + "." + std::to_string(arc - root * 40);
        } else {
            text += "." + std::to_string(arc);
        }
        arc = 0;
    }
    return text;
}

} // namespace wb::asn1
