// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace wb::pki {

/// Reads the TLVs of one level of a certificate, field by field, and keeps the first thing that is wrong, so that code
/// reads like the ASN.1 and asks once at the end. After a fault every cursor of the walk is at its end and every field is empty.
class DerCursor {
public:
    /// The first fault of a walk, shared by all its cursors.
    struct Fault {
        std::optional<Error> error;
    };

    DerCursor(ByteView bytes, std::size_t base, Fault &fault) : m_reader(bytes, base), m_fault(&fault) {}

    /// The fields inside @p element.
    DerCursor(const asn1::Element &element, Fault &fault) : DerCursor(element.content, element.contentOffset(), fault)
    {
    }

    /// True when nothing is left, and after a fault.
    bool atEnd() const { return m_fault->error.has_value() || m_reader.atEnd(); }

    /// Whether a TLV of this tag comes next.
    bool has(asn1::Tag tag) const { return !atEnd() && m_reader.peekTag() == tag; }

    /// The next TLV, whatever it is.
    asn1::Element any(std::string_view field)
    {
        asn1::Element element;
        if (m_fault->error)
            return element;
        if (!m_reader.next(element)) {
            reject(m_reader.fault() == asn1::Fault::none ? m_reader.offset() : m_reader.faultOffset(), field,
                   m_reader.fault() == asn1::Fault::none ? "missing" : asn1::faultText(m_reader.fault()));
            return {};
        }
        if (element.indefinite) {
            reject(element.offset, field, "an indefinite length, which DER does not have");
            return {};
        }
        return element;
    }

    /// The next TLV, which must have this tag.
    asn1::Element expect(asn1::Tag tag, std::string_view field)
    {
        asn1::Element element = any(field);
        if (!m_fault->error && element.tag != tag) {
            reject(element.offset, field,
                   "tag " + asn1::tagText(element.tag) + " where " + asn1::tagText(tag) + " must stand");
            return {};
        }
        return element;
    }

    /// Nothing may follow.
    void finish(std::string_view field)
    {
        if (!atEnd())
            reject(m_reader.offset(), field, "bytes follow that do not belong there");
    }

    /// Makes @p offset the fault of the walk, unless there is one already.
    void reject(std::size_t offset, std::string_view field, std::string_view reason)
    {
        if (m_fault->error)
            return;
        m_fault->error = makeError(ErrorKind::malformed, Interface::pki, std::string(field), std::string(reason));
        m_fault->error->offset = offset;
    }

    Fault &fault() const { return *m_fault; }

private:
    asn1::Reader m_reader;
    Fault *m_fault;
};

} // namespace wb::pki
