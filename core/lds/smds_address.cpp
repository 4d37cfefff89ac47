// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/smds_address.h"

#include "core/es/es10.h"

namespace wb::lds {

Result<http::Address> findSmds(rsp::Euicc &euicc, const std::optional<std::string> &typed, std::stop_token stop)
{
    if (typed)
        return http::Address::parse(*typed);
    const auto configured = es::getEuiccConfiguredAddresses(euicc, std::move(stop));
    if (!configured)
        return fail(configured.error());
    if (configured->rootDsAddress.empty()) {
        return fail(ErrorKind::notFound, Interface::es10a, "GetEuiccConfiguredAddresses",
                    "the eUICC has no Root SM-DS address configured; the SM-DS must be named");
    }
    return http::Address::parse(configured->rootDsAddress);
}

} // namespace wb::lds
