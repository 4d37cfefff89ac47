// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/reader.h"

#include <cstdio>

namespace wb::asn1 {

namespace {

struct Header {
    Tag tag = 0;
    std::size_t size = 0;
    std::size_t length = 0;
    bool indefinite = false;
    Fault fault = Fault::none;
    std::size_t faultAt = 0;
};

Header headerFault(Fault fault, std::size_t at)
{
    Header header;
    header.fault = fault;
    header.faultAt = at;
    return header;
}

/// Reads tag and length at `position` of `bytes`; faultAt counts from the start of `bytes`.
Header readHeader(ByteView bytes, std::size_t position)
{
    Header header;
    std::size_t i = position;
    const std::uint8_t first = bytes[i++];
    header.tag = first;
    if ((first & 0x1F) == 0x1F) {
        std::uint8_t more = 0;
        do {
            if (i == bytes.size())
                return headerFault(Fault::truncatedTag, i);
            if (i - position == 4)
                return headerFault(Fault::tagTooLong, i);
            more = bytes[i++];
            header.tag = header.tag << 8 | more;
        } while ((more & 0x80) != 0);
    }
    if (i == bytes.size())
        return headerFault(Fault::truncatedLength, i);
    const std::uint8_t lengthOctet = bytes[i++];
    if (lengthOctet < 0x80) {
        header.length = lengthOctet;
    } else if (lengthOctet == 0x80) {
        if (!isConstructed(header.tag))
            return headerFault(Fault::primitiveIndefinite, i - 1);
        header.indefinite = true;
    } else if (lengthOctet == 0xFF) {
        return headerFault(Fault::reservedLength, i - 1);
    } else {
        const std::size_t octets = lengthOctet & 0x7F;
        if (octets > 4)
            return headerFault(Fault::lengthTooLong, i - 1);
        if (bytes.size() - i < octets)
            return headerFault(Fault::truncatedLength, bytes.size());
        for (std::size_t n = 0; n < octets; ++n)
            header.length = header.length << 8 | bytes[i++];
    }
    header.size = i - position;
    return header;
}

bool isEndOfContents(ByteView bytes, std::size_t position)
{
    return bytes.size() - position >= 2 && bytes[position] == 0 && bytes[position + 1] == 0;
}

struct Extent {
    std::size_t content = 0;
    Fault fault = Fault::none;
    std::size_t faultAt = 0;
};

/// The length of indefinite content that starts at `position`, found by walking what is inside. A loop with a counter
/// of open levels, so that hostile nesting costs no stack.
Extent indefiniteExtent(ByteView bytes, std::size_t position, const Limits &limits)
{
    std::size_t i = position;
    unsigned open = 1;
    for (std::size_t elements = 0; elements < limits.elements; ++elements) {
        if (i == bytes.size())
            return {0, Fault::unterminated, i};
        if (isEndOfContents(bytes, i)) {
            if (--open == 0)
                return {i - position, Fault::none, 0};
            i += 2;
            continue;
        }
        const Header header = readHeader(bytes, i);
        if (header.fault != Fault::none)
            return {0, header.fault, header.faultAt};
        if (header.indefinite) {
            if (++open > limits.depth)
                return {0, Fault::tooDeep, i};
            i += header.size;
            continue;
        }
        if (bytes.size() - i - header.size < header.length)
            return {0, Fault::contentTooShort, i};
        i += header.size + header.length;
    }
    return {0, Fault::tooMany, i};
}

/// The TLV at which a reader stopped because its end is missing, with what there is of it; none when it stopped for another
/// reason.
std::optional<Element> cutElement(const Reader &reader, ByteView bytes, std::size_t base)
{
    const std::size_t position = reader.offset() - base;
    const Header header = readHeader(bytes, position);
    if (header.fault != Fault::none)
        return {};
    Element element;
    element.tag = header.tag;
    element.offset = reader.offset();
    element.header = header.size;
    element.indefinite = header.indefinite;
    element.whole = bytes.subspan(position);
    element.content = element.whole.subspan(header.size);
    return element;
}

/// The length that a cut TLV claims to have; none when it is indefinite.
std::optional<std::size_t> claimedLength(const Element &element)
{
    if (element.indefinite)
        return {};
    return readHeader(element.whole, 0).length;
}

/// Builds the tree of a parse, within its limits.
class TreeParser {
public:
    explicit TreeParser(const Limits &limits) : m_limits(limits) {}

    /// Parses one level into `nodes` and what is inside it; recursion ends at the limit of depth.
    std::optional<Error> level(ByteView bytes, std::size_t base, unsigned depth, std::vector<Node> &nodes)
    {
        Reader reader(bytes, base, m_limits);
        for (Element element; reader.next(element);) {
            if (auto error = add(element, depth, nodes, false))
                return error;
        }
        if (reader.fault() == Fault::none)
            return {};
        if (const auto cut = cutElement(reader, bytes, base)) {
            if (auto error = add(*cut, depth, nodes, true))
                return error; // further inside, so nearer to where the reading really stopped
        }
        return reader.error({});
    }

private:
    std::optional<Error> add(const Element &element, unsigned depth, std::vector<Node> &nodes, bool cut)
    {
        if (++m_elements > m_limits.elements)
            return beyond(Fault::tooMany, element);
        Node &node = nodes.emplace_back();
        node.tag = element.tag;
        node.offset = element.offset;
        node.header = element.header;
        node.content = element.content.size();
        node.whole = element.whole.size();
        node.cut = cut;
        node.claimed = cut ? claimedLength(element) : element.content.size();
        if (!element.constructed() || element.content.empty())
            return {};
        if (depth + 1 >= m_limits.depth)
            return beyond(Fault::tooDeep, element);
        return level(element.content, element.contentOffset(), depth + 1, node.children);
    }

    static Error beyond(Fault limit, const Element &element)
    {
        Error error = makeError(ErrorKind::malformed, Interface::asn1, tagText(element.tag),
                                std::string(faultText(limit)));
        error.offset = element.offset;
        return error;
    }

    Limits m_limits;
    std::size_t m_elements = 0;
};

} // namespace

std::string tagText(Tag tag)
{
    char text[12];
    std::snprintf(text, sizeof text,
                  tag > 0xFFFFFF ? "%08X"
                  : tag > 0xFFFF ? "%06X"
                  : tag > 0xFF   ? "%04X"
                                 : "%02X",
                  tag);
    return text;
}

std::string_view faultText(Fault fault)
{
    switch (fault) {
    case Fault::none: return "no fault";
    case Fault::truncatedTag: return "the bytes end inside a tag";
    case Fault::tagTooLong: return "a tag of more than four octets";
    case Fault::truncatedLength: return "the bytes end inside a length";
    case Fault::lengthTooLong: return "a length of more than four octets";
    case Fault::reservedLength: return "the reserved length octet FF";
    case Fault::contentTooShort: return "the length reaches beyond the end of the bytes";
    case Fault::unterminated: return "an indefinite length without its end-of-contents";
    case Fault::primitiveIndefinite: return "an indefinite length on a primitive tag";
    case Fault::tooDeep: return "TLVs nested too deeply";
    case Fault::tooMany: return "too many TLVs";
    }
    return "";
}

bool Reader::stop(Fault fault, std::size_t at)
{
    m_fault = fault;
    m_faultOffset = m_offset + at;
    m_end = m_at;
    return false;
}

bool Reader::nextLong(Element &element)
{
    const ByteView bytes(m_at, m_end);
    const Header header = readHeader(bytes, 0);
    if (header.fault != Fault::none)
        return stop(header.fault, header.faultAt);

    std::size_t length = header.length;
    std::size_t trailer = 0;
    if (header.indefinite) {
        const Extent extent = indefiniteExtent(bytes, header.size, m_limits);
        if (extent.fault != Fault::none)
            return stop(extent.fault, extent.faultAt);
        length = extent.content;
        trailer = 2;
    } else if (bytes.size() - header.size < length) {
        return stop(Fault::contentTooShort, 0);
    }
    element.tag = header.tag;
    element.offset = m_offset;
    element.header = header.size;
    element.indefinite = header.indefinite;
    element.content = bytes.subspan(header.size, length);
    element.whole = bytes.first(header.size + length + trailer);
    m_at += element.whole.size();
    m_offset += element.whole.size();
    return true;
}

Tag Reader::peekTag() const
{
    if (m_at == m_end)
        return 0;
    const Header header = readHeader(ByteView(m_at, m_end), 0);
    return header.fault == Fault::none ? header.tag : 0;
}

Error Reader::error(std::string step) const
{
    Error error = makeError(ErrorKind::malformed, Interface::asn1, std::move(step), std::string(faultText(m_fault)));
    error.offset = m_faultOffset;
    return error;
}

Result<Element> readSingle(ByteView bytes, std::string step)
{
    Reader reader(bytes);
    Element element;
    if (!reader.next(element)) {
        if (reader.fault() != Fault::none)
            return fail(reader.error(std::move(step)));
        Error error = makeError(ErrorKind::malformed, Interface::asn1, std::move(step),
                                "no bytes where a TLV is expected");
        error.offset = 0;
        return fail(std::move(error));
    }
    if (!reader.atEnd()) {
        Error error = makeError(ErrorKind::malformed, Interface::asn1, std::move(step), "bytes follow after the TLV");
        error.offset = reader.offset();
        return fail(std::move(error));
    }
    return element;
}

Parsed parse(ByteView bytes, Limits limits)
{
    Parsed parsed;
    parsed.error = TreeParser(limits).level(bytes, 0, 0, parsed.nodes);
    return parsed;
}

} // namespace wb::asn1
