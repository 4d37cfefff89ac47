// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/reader.h"

namespace wb::asn1 {

/// Writes DER: definite, minimal lengths.
///
///     Writer writer;
///     writer.constructed(0xBF3E, [&] { writer.primitive(0x5C, tagList); });
///     Bytes request = writer.take();
class Writer {
public:
    void primitive(Tag tag, ByteView content);

    /// A TLV whose content is whatever `body` writes.
    template <class Body>
    void constructed(Tag tag, Body &&body)
    {
        const std::size_t start = begin(tag);
        body();
        end(start);
    }

    /// Bytes that are TLVs already; nothing is checked.
    void raw(ByteView tlvs) { append(m_bytes, tlvs); }

    const Bytes &bytes() const { return m_bytes; }
    Bytes take() { return std::move(m_bytes); }

private:
    std::size_t begin(Tag tag);
    void end(std::size_t contentStart);
    void writeTag(Tag tag);

    Bytes m_bytes;
};

/// One TLV around some content.
Bytes tlv(Tag tag, ByteView content);

/// The content octets of an INTEGER: two's complement, minimal, so 200 is 00 C8.
Bytes integerContent(std::int64_t value);

/// The number in the content octets of an INTEGER; none when empty or over eight octets.
std::optional<std::int64_t> integerValue(ByteView content);

/// The content octets of an OBJECT IDENTIFIER from its dotted text. Error: malformed.
Result<Bytes> oidContent(std::string_view dotted);

/// "2.999.15" from the content octets; none when they are not well formed.
std::optional<std::string> oidText(ByteView content);

} // namespace wb::asn1
