// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/describe.h"

namespace wb::rsp {

/// Which way a data object travels. BF38, BF21 and BF41 mean one thing as a request and another as a response.
enum class Direction { request, response };

/// The schema of a data object by its tag; null when none is known. Also finds an SGP.22 object that travels alone in a
/// JSON member, such as serverSigned1 under its member name.
const asn1::TypeInfo *typeOf(asn1::Tag tag, Direction direction);

/// The schema behind a JSON member of ES9+ and ES11 that carries a base64 TLV; null for members that carry none.
const asn1::TypeInfo *typeOfMember(std::string_view jsonMember);

/// "ES10b.GetEUICCChallenge" for BF2E: the ES10 function a request tag belongs to; empty when unknown.
std::string_view es10FunctionOf(asn1::Tag tag);

} // namespace wb::rsp
