// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/address.h"
#include "core/rsp/euicc.h"

#include <optional>

namespace wb::lds {

/// The SM-DS a discovery asks: the address that was typed, else the Root SM-DS address of the eUICC
/// (ES10a.GetEuiccConfiguredAddresses, SGP.22 section 5.7.3). Errors: es10a, notFound when the eUICC has none; those of the
/// function and of http::Address::parse().
Result<http::Address> findSmds(rsp::Euicc &euicc, const std::optional<std::string> &typed, std::stop_token stop);

} // namespace wb::lds
