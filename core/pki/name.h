// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/reader.h"
#include "core/pki/oids.h"

#include <string>
#include <string_view>
#include <vector>

namespace wb::pki {

/// One attribute of a name. The text is UTF-8, whatever string type the certificate uses.
struct NameAttribute {
    Oid oid;
    std::string value;

    bool operator==(const NameAttribute &) const = default;
};

/// A distinguished name: its attributes in the order of the certificate. Which attributes share one relative
/// distinguished name is not kept; the names of SGP.22 section 4.5.2.1 never join any.
struct Name {
    std::vector<NameAttribute> attributes;

    /// "CN=Test CI, OU=TESTCERT, O=RSPTEST, C=IT", in the order of the certificate; for people, not for comparing.
    std::string text() const;

    /// The value of the first attribute of this type; empty when there is none.
    std::string_view first(std::string_view oid) const;

    /// Appends an attribute; for building names in place.
    Name &add(std::string_view oid, std::string_view value);

    bool operator==(const Name &) const = default;
};

/// The DER of a name, each attribute in a relative distinguished name of its own: country and serialNumber as
/// PrintableString, all else as UTF8String, as in the SGP.26 certificates. Error: invalid, when an OID or a value cannot be written.
Result<Bytes> toDer(const Name &name);

/// Text of one of the ASN.1 string types as UTF-8; octets that are not what the type says are read as ISO 8859-1.
std::string stringText(asn1::Tag tag, ByteView content);

} // namespace wb::pki
