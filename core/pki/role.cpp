// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/role.h"

#include <array>

namespace wb::pki {

namespace {

/// One role with its policies under id-rspRole, 2.23.146.1.2.1.
struct RoleRow {
    Role role;
    std::string_view name;
    std::string_view v2;
    std::string_view v3;
    bool authority;
};

constexpr std::array<RoleRow, 12> roleTable{{
    {Role::ci, "CERT.CI", "2.23.146.1.2.1.0", "2.23.146.1.2.1.0", true},
    {Role::ciSubCa, "CERT.CISubCA", "", "2.23.146.1.2.1.0.0", true},
    {Role::eum, "CERT.EUM", "2.23.146.1.2.1.2", "2.23.146.1.2.1.0.0.0", true},
    {Role::eumSubCa, "CERT.EUMSubCA", "", "2.23.146.1.2.1.0.0.0.0", true},
    {Role::euicc, "CERT.EUICC", "2.23.146.1.2.1.1", "2.23.146.1.2.1.0.0.0.0.0", false},
    {Role::dpTls, "CERT.DP.TLS", "2.23.146.1.2.1.3", "2.23.146.1.2.1.0.0.1.0", false},
    {Role::dpAuth, "CERT.DPauth", "2.23.146.1.2.1.4", "2.23.146.1.2.1.0.0.1.1", false},
    {Role::dpPb, "CERT.DPpb", "2.23.146.1.2.1.5", "2.23.146.1.2.1.0.0.1.2", false},
    {Role::dpSubCa, "CERT.DPSubCA", "", "2.23.146.1.2.1.0.0.1", true},
    {Role::dsTls, "CERT.DS.TLS", "2.23.146.1.2.1.6", "2.23.146.1.2.1.0.0.2.0", false},
    {Role::dsAuth, "CERT.DSauth", "2.23.146.1.2.1.7", "2.23.146.1.2.1.0.0.2.1", false},
    {Role::dsSubCa, "CERT.DSSubCA", "", "2.23.146.1.2.1.0.0.2", true},
}};

const RoleRow &rowOf(Role role)
{
    return roleTable[static_cast<std::size_t>(role)];
}

struct RoleMatch {
    Role role;
    Generation generation;
};

std::optional<RoleMatch> matchPolicies(const Certificate &certificate)
{
    if (!certificate.policies())
        return {};
    for (const Oid &policy : certificate.policies()->oids) {
        for (const RoleRow &row : roleTable) {
            if (row.v2 == policy)
                return RoleMatch{row.role, Generation::v2};
            if (row.v3 == policy)
                return RoleMatch{row.role, Generation::v3};
        }
    }
    return {};
}

} // namespace

std::string_view nameOf(Role role)
{
    return rowOf(role).name;
}

std::string_view nameOf(Generation generation)
{
    return generation == Generation::v2 ? "SGP.22 version 2" : "SGP.22 version 3";
}

std::string_view policyOf(Role role, Generation generation)
{
    return generation == Generation::v2 ? rowOf(role).v2 : rowOf(role).v3;
}

bool isAuthority(Role role)
{
    return rowOf(role).authority;
}

std::optional<Role> roleOf(const Certificate &certificate)
{
    const auto match = matchPolicies(certificate);
    return match ? std::optional(match->role) : std::nullopt;
}

std::optional<Generation> generationOf(const Certificate &certificate)
{
    const auto match = matchPolicies(certificate);
    return match ? std::optional(match->generation) : std::nullopt;
}

std::string_view roleNameOf(const Certificate &certificate)
{
    const auto role = roleOf(certificate);
    return role ? nameOf(*role) : "certificate";
}

} // namespace wb::pki
