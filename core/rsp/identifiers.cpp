// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/identifiers.h"

#include "core/base/hex.h"
#include "core/rsp/version.h"

#include <charconv>

namespace wb::rsp {

namespace {

struct PublishedCi {
    std::string_view keyId;
    std::string_view name;
};

constexpr PublishedCi publishedCis[] = {
    {"81370F5125D0B1D408D4C3B232E6D25E795BEBFB", "GSMA RSP2 Root CI1 (production)"},
    {"4C27967AD20C14B391E9601E41E604AD57C0222F", "OISTE GSMA CI G1 (production)"},
    {"F54172BDF98A95D65CBEB88A38A1C11D800A85C3", "SGP.26 Test CI, NIST P-256 (test)"},
    {"C0BC70BA36929D43B467FF57570530E57AB8FCD8", "SGP.26 Test CI, brainpoolP256r1 (test)"},
    {"34EECF13156518D48D30BDF06853404D115F955D", "SGP.26 v3 Test CI, NIST P-256 (test)"},
    {"2209F61CD9EC5C9C854E787341FF83ECF9776A5B", "SGP.26 v3 Test CI, brainpoolP256r1 (test)"},
};

} // namespace

std::optional<KeyId> KeyId::fromContent(ByteView content)
{
    if (content.empty())
        return {};
    return KeyId{copyOf(content)};
}

std::string KeyId::text() const
{
    return toHex(octets);
}

std::string KeyId::contentText(ByteView content)
{
    const std::string_view name = publishedCiName(content);
    return toHex(content) + (name.empty() ? "" : " (" + std::string(name) + ")");
}

std::string_view publishedCiName(ByteView keyId)
{
    const std::string hex = toHex(keyId);
    for (const PublishedCi &ci : publishedCis) {
        if (ci.keyId == hex)
            return ci.name;
    }
    return {};
}

std::optional<TransactionId> TransactionId::fromContent(ByteView content)
{
    if (content.empty() || content.size() > 16)
        return {};
    return TransactionId{copyOf(content)};
}

Result<TransactionId> TransactionId::fromText(std::string_view text)
{
    auto octets = fromHex(text);
    if (!octets)
        return fail(ErrorKind::malformed, Interface::none, "transactionId", octets.error().reason);
    if (octets->empty() || octets->size() > 16)
        return fail(ErrorKind::malformed, Interface::none, "transactionId",
                    std::to_string(octets->size()) + " octets, 1 to 16 are allowed");
    return TransactionId{std::move(*octets)};
}

std::string TransactionId::text() const
{
    return toHex(octets);
}

std::string TransactionId::contentText(ByteView content)
{
    return toHex(content);
}

std::optional<Version> Version::fromContent(ByteView content)
{
    if (content.size() != 3)
        return {};
    return Version{{content[0], content[1], content[2]}};
}

std::optional<Version> Version::fromText(std::string_view text)
{
    Version version;
    const char *at = text.data();
    const char *const end = at + text.size();
    for (std::size_t i = 0; i < 3; ++i) {
        if (i > 0 && (at == end || *at++ != '.'))
            return {};
        const auto [stop, problem] = std::from_chars(at, end, version.octets[i]);
        if (problem != std::errc())
            return {};
        at = stop;
    }
    if (at != end)
        return {};
    return version;
}

std::string Version::text() const
{
    return std::to_string(octets[0]) + "." + std::to_string(octets[1]) + "." + std::to_string(octets[2]);
}

std::string Version::contentText(ByteView content)
{
    const auto version = fromContent(content);
    return version ? version->text() : toHex(content) + " (not three octets)";
}

} // namespace wb::rsp
