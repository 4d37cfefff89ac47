// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/discover.h"

#include "core/lds/contact.h"

namespace wb::lds {

Result<Discovery> discover(rsp::Euicc &euicc, es::RspClient &client, const http::Address &address,
                           const DiscoverOptions &options, Observer &observer, const Clock &clock, std::stop_token stop)
{
    Procedure procedure(observer, clock, std::move(stop), Interface::es11, options.gate);
    return contactServer(procedure, euicc, client, address, options.cis).and_then([&](ContactedServer &&server) {
        return askForEvents(procedure, euicc, client, std::move(server), options);
    });
}

} // namespace wb::lds
