// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/card_summary.h"

#include "core/es/es10.h"

namespace wb::lds {

Result<CardSummary> readCard(rsp::Euicc &euicc, std::stop_token stop, const ReadProgress &progress)
{
    constexpr int functions = 4;
    const auto begin = [&progress](int done, std::string_view function) {
        if (progress)
            progress(done, functions, function);
    };
    begin(0, "ES10c.GetEID");
    auto eid = es::getEid(euicc, stop);
    if (!eid)
        return fail(std::move(eid.error()));
    begin(1, "ES10b.GetEUICCInfo1");
    auto info1 = es::getEuiccInfo1(euicc, stop);
    if (!info1)
        return fail(std::move(info1.error()));
    begin(2, "ES10b.GetEUICCInfo2");
    auto info2 = es::getEuiccInfo2(euicc, stop);
    begin(3, "ES10a.GetEuiccConfiguredAddresses");
    CardSummary summary{std::move(*eid), std::move(*info1), std::move(info2),
                        es::getEuiccConfiguredAddresses(euicc, stop)};
    if (!summary.addresses && summary.addresses.error().kind == ErrorKind::cancelled)
        return fail(std::move(summary.addresses.error()));
    return summary;
}

} // namespace wb::lds
