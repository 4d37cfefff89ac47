// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/ecid.h"

#include "core/pki/sealing.h"

namespace wb::smds {

namespace {

constexpr std::int64_t spansRemembered = 12;
constexpr std::string_view secretLabel = "SM-DS Workbench ECID";

/// The number of the span of time, as eight octets: the context an ECID is sealed in.
Bytes contextOf(std::int64_t span)
{
    Bytes octets(8);
    for (std::size_t i = 0; i < octets.size(); ++i)
        octets[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(span) >> (56 - 8 * i));
    return octets;
}

std::int64_t spanOf(TimePoint time, std::chrono::hours life)
{
    return time.time_since_epoch() / life;
}

Bytes secretOf(const pki::PrivateKey &key)
{
    return pki::derivedSecret(key, secretLabel, pki::sealingKeySize);
}

} // namespace

Bytes ecidOf(const rsp::Eid &eid, const pki::PrivateKey &key, TimePoint now, std::chrono::hours life)
{
    return pki::seal(secretOf(key), eid.content(), contextOf(spanOf(now, life)));
}

std::optional<EcidMeaning> meaningOfEcid(ByteView ecid, std::span<const pki::PrivateKey> keys, TimePoint now,
                                         std::chrono::hours life)
{
    const std::int64_t span = spanOf(now, life);
    for (const pki::PrivateKey &key : keys) {
        const Bytes secret = secretOf(key);
        for (std::int64_t age = 0; age <= spansRemembered; ++age) {
            const auto content = pki::unseal(secret, ecid, contextOf(span - age));
            const auto eid = content ? rsp::Eid::fromContent(*content) : std::nullopt;
            if (eid)
                return EcidMeaning{*eid, age > 1};
        }
    }
    return {};
}

} // namespace wb::smds
