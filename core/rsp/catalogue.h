// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/describe.h"
#include "core/base/error.h"

#include <span>

namespace wb::rsp {

/// Which way a data object travels. BF38, BF21 and BF41 mean one thing as a request and another as a response.
enum class Direction { request, response };

/// What a function does to an eUICC.
enum class Es10Effect {
    reads,   ///< leaves it as it was: may be repeated
    session, ///< opens, uses or ends the RSP session, which a reset would end anyway
    changes, ///< changes what is kept: profiles, notifications, addresses
};

/// A function of ES10a, ES10b or ES10c.
struct Es10Function {
    asn1::Tag tag = 0; ///< of its request
    Es10Effect effect = Es10Effect::reads;
    std::string_view name;                        ///< "ES10b.GetEUICCChallenge"
    std::string_view section;                     ///< of SGP.22 v2.5; empty for functions of later versions
    const asn1::TypeInfo &(*request)() = nullptr; ///< null: no schema of it is known
    const asn1::TypeInfo &(*response)() = nullptr;

    Interface interface() const;
};

/// All ES10 functions, ES10a first, each in the order of the specification.
std::span<const Es10Function> es10Functions();

/// The function a request belongs to by its leading tag; a segment of a Bound Profile Package belongs to
/// LoadBoundProfilePackage. Null when no function has this tag.
const Es10Function *es10FunctionOf(asn1::Tag tag);

/// The schema of a data object by its tag; null when none is known. Also finds an SGP.22 object that travels alone.
const asn1::TypeInfo *typeOf(asn1::Tag tag, Direction direction);

/// The schema behind a JSON member of ES9+ and ES11 that carries a base64 TLV; null for members that carry none.
const asn1::TypeInfo *typeOfMember(std::string_view jsonMember);

} // namespace wb::rsp
