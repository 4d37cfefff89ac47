// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/card_summary.h"

#include "core/es/es10.h"

namespace wb::lds {

Result<CardSummary> readCard(rsp::Euicc &euicc, std::stop_token stop)
{
    auto eid = es::getEid(euicc, stop);
    if (!eid)
        return fail(std::move(eid.error()));
    auto info1 = es::getEuiccInfo1(euicc, stop);
    if (!info1)
        return fail(std::move(info1.error()));
    CardSummary summary{std::move(*eid), std::move(*info1), es::getEuiccInfo2(euicc, stop),
                        es::getEuiccConfiguredAddresses(euicc, stop)};
    if (!summary.addresses && summary.addresses.error().kind == ErrorKind::cancelled)
        return fail(std::move(summary.addresses.error()));
    return summary;
}

} // namespace wb::lds
