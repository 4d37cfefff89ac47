// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace wb::asn1 {

/// A tag as its octets on the wire read as one number: 0x30, 0x81, 0x5F37, 0xBF38. Four octets at most.
using Tag = std::uint32_t;

/// Whether the tag says that its content is TLVs again (bit 6 of the first octet).
constexpr bool isConstructed(Tag tag)
{
    while (tag > 0xFF)
        tag >>= 8;
    return (tag & 0x20) != 0;
}

/// "BF38", "5F37", "30": the tag as engineers write it.
std::string tagText(Tag tag);

/// What stops a reader. Every input comes from an enemy, so every one of these is an ordinary answer.
enum class Fault : std::uint8_t {
    none,
    truncatedTag,        ///< the bytes end inside the tag
    tagTooLong,          ///< more than four octets of tag
    truncatedLength,     ///< the bytes end inside the length
    lengthTooLong,       ///< more than four octets of length
    reservedLength,      ///< length octet FF
    contentTooShort,     ///< the length says more than is there
    unterminated,        ///< indefinite length without its end-of-contents
    primitiveIndefinite, ///< indefinite length on a primitive tag
    tooDeep,
    tooMany,
};

/// One sentence part for people: "the length says 20 more octets than are there" without the figures.
std::string_view faultText(Fault fault);

/// One TLV as it stands in the bytes.
struct Element {
    Tag tag = 0;
    std::size_t offset = 0; ///< of the first tag octet, from the start of the outermost bytes
    std::size_t header = 0; ///< octets of tag and length
    bool indefinite =
        false; ///< length octet 80; `whole` then ends with the end-of-contents octets, `content` before them
    ByteView content;
    ByteView whole;

    bool constructed() const { return isConstructed(tag); }
    std::size_t contentOffset() const { return offset + header; }
};

/// Bounds on what a reader is willing to look at.
struct Limits {
    unsigned depth = 32;
    std::size_t elements = 100'000;
};

/// Walks the TLVs of one level from front to back. Never reads outside its bytes.
///
///     Reader reader(bytes);
///     for (Element element; reader.next(element);) ...
///     if (reader.fault() != Fault::none) return fail(reader.error("EUICCInfo1"));
class Reader {
public:
    /// `base` is the offset of bytes[0] within the outermost bytes; offsets in elements and errors count from there.
    explicit Reader(ByteView bytes, std::size_t base = 0, Limits limits = {})
        : m_at(bytes.data()),
          m_end(bytes.data() + bytes.size()),
          m_offset(base),
          m_limits(limits)
    {
    }

    /// Steps over the next TLV. False at the end and at a fault.
    bool next(Element &element)
    {
        // Nearly every TLV has one octet of tag and one of length: that form is read here, in line, the rest in nextLong().
        const auto left = static_cast<std::size_t>(m_end - m_at);
        if (left < 2)
            return left != 0 && nextLong(element);
        const std::size_t length = m_at[1];
        if ((m_at[0] & 0x1F) == 0x1F || length >= 0x80 || length > left - 2)
            return nextLong(element);
        element.tag = m_at[0];
        element.offset = m_offset;
        element.header = 2;
        element.indefinite = false;
        element.content = ByteView(m_at + 2, length);
        element.whole = ByteView(m_at, length + 2);
        m_at += length + 2;
        m_offset += length + 2;
        return true;
    }

    /// The tag that next() would find, or 0 at the end or where there is no whole tag. Moves nothing.
    Tag peekTag() const;

    bool atEnd() const { return m_at == m_end && m_fault == Fault::none; }

    /// Where next() will go on; after a fault the start of the TLV at which it stopped.
    std::size_t offset() const { return m_offset; }
    Fault fault() const { return m_fault; }

    /// The octet at which the fault was found.
    std::size_t faultOffset() const { return m_faultOffset; }

    /// The fault as an Error with its offset. Only after a fault.
    Error error(std::string step) const;

private:
    bool nextLong(Element &element);
    bool stop(Fault fault, std::size_t at);

    const std::uint8_t *m_at;  ///< the next TLV
    const std::uint8_t *m_end; ///< of the bytes; m_at after a fault, so that next() finds nothing more
    std::size_t m_offset;      ///< of m_at
    Limits m_limits;
    std::size_t m_faultOffset = 0;
    Fault m_fault = Fault::none;
};

/// Reads exactly one TLV that fills the bytes. Errors: malformed, also when something follows the TLV.
Result<Element> readSingle(ByteView bytes, std::string step = {});

/// A TLV with the TLVs inside it, in the order of the bytes.
struct Node {
    Tag tag = 0;
    std::size_t offset = 0;             ///< of the first tag octet, from the start of the bytes parsed
    std::size_t header = 0;             ///< octets of tag and length
    std::size_t content = 0;            ///< octets of content, without end-of-contents
    std::size_t whole = 0;              ///< octets from tag to the end, with end-of-contents
    bool cut = false;                   ///< its end is missing: content and whole are what there is of them
    std::optional<std::size_t> claimed; ///< octets of content that its length says; none when it is cut and indefinite
    std::vector<Node> children;
};

/// What could be read, and what stopped the reading, if anything did.
struct Parsed {
    std::vector<Node> nodes;
    std::optional<Error> error;
};

/// Reads everything, going into constructed TLVs. What came before a fault is returned together with the fault; also what
/// there is of a TLV whose end is missing, inside a constructed one too, so that a cut answer still shows its fields.
Parsed parse(ByteView bytes, Limits limits = {});

} // namespace wb::asn1
