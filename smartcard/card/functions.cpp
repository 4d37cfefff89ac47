// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/functions.h"

#include "core/asn1/reader.h"
#include "core/rsp/catalogue.h"

namespace wb::card {

CardFunction functionOf(ByteView request)
{
    const asn1::Tag tag = asn1::Reader(request).peekTag();
    const rsp::Es10Function *function = rsp::es10FunctionOf(tag);
    if (function == nullptr)
        return {tag == 0 ? "STORE DATA" : "STORE DATA " + asn1::tagText(tag), Interface::apdu, false};
    // GetEUICCChallenge starts a session but may be repeated: the newest challenge counts (SGP.22 section 5.7.7).
    const bool repeatable = function->effect == rsp::Es10Effect::reads || tag == 0xBF2E;
    return {std::string(function->name), function->interface(), repeatable};
}

} // namespace wb::card
