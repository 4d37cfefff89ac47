// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <stop_token>

namespace wb::rsp {

/// An eUICC as its LPA sees it: one ES10 data object in, one data object out (SGP.22 section 5.7.2). A card behind a
/// reader, the virtual eUICC and a replayed capture each are one.
class Euicc {
public:
    virtual ~Euicc() = default;

    /// Sends one ES10 request (a whole TLV such as BF2E 00) as one STORE DATA chain and returns the whole response TLV.
    /// Blocks. Errors: apdu or pcsc with status word or SCARD code; cancelled when `stop` was asked for.
    virtual Result<Bytes> es10(ByteView request, std::stop_token stop) = 0;
};

} // namespace wb::rsp
