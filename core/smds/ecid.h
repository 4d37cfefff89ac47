// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/pki/key.h"
#include "core/rsp/eid.h"

#include <optional>
#include <span>

/// The ECID of Event Checking (later versions of SGP.22): a token that stands for an EID, by which a device asks whether an event waits
/// for it without telling who it is. Ours is the EID, sealed with a secret derived from the key of CERT.DSauth, for the span of time
/// it was made in. So nothing is kept of it, every process of a server knows it, and it ends with the certificate's key.
namespace wb::smds {

/// 32 octets. The same for one EID within one span of @p life.
Bytes ecidOf(const rsp::Eid &eid, const pki::PrivateKey &key, TimePoint now, std::chrono::hours life);

/// What an ECID stands for.
struct EcidMeaning {
    rsp::Eid eid;
    bool expired = false; ///< it is older than the span before this one
};

/// None for what no key here has made, or made more than a dozen spans ago.
std::optional<EcidMeaning> meaningOfEcid(ByteView ecid, std::span<const pki::PrivateKey> keys, TimePoint now,
                                         std::chrono::hours life);

} // namespace wb::smds
