// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/describe.h"

namespace wb::asn1 {

/// What a person has entered for a data object, field by field as its schema has them. A form fills it in.
struct Draft {
    bool present = true; ///< an optional field may be left out
    std::string
        text; ///< of a primitive: as TypeInfo::typed takes it, else hexadecimal; of an opaque field: its whole TLV
    std::size_t alternative = 0; ///< of a CHOICE: which
    std::vector<Draft> parts;    ///< of a SEQUENCE its fields, of a CHOICE its alternatives, of a list its items
};

/// A draft with a place for every field, optional ones left out, lists empty.
Draft emptyDraft(const TypeInfo &type);

/// The data object of a draft that was made by emptyDraft() for the same type. Error: invalid, with the path of the field as step
/// ("EnableProfileRequest.profileIdentifier.iccid") and what is wrong with what was typed.
Result<Bytes> compose(const TypeInfo &type, const Draft &draft);

} // namespace wb::asn1
