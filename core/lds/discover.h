// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/client.h"
#include "core/lds/steps.h"
#include "core/rsp/authentication.h"
#include "core/rsp/euicc.h"

namespace wb::lds {

class Gate;

struct DiscoverOptions {
    std::optional<std::string> matchingId; ///< an EventID, to ask for that record only; absent asks for all
    rsp::DeviceInfo deviceInfo;
    pki::TrustAnchors cis; ///< for showing the chain of CERT.DSauth; the eUICC's own verdict is the one that counts
    Gate *gate = nullptr;  ///< requests to servers wait there too; those to the eUICC do when it is a GatedEuicc
};

/// What a discovery found out.
struct Discovery {
    std::vector<es::EventEntry> entries; ///< in the server's order; empty when nothing waits
    rsp::TransactionId transactionId;
    asn1::Received<rsp::EuiccInfo1> euiccInfo1;
    pki::Certificate serverCertificate; ///< CERT.DSauth
    pki::ChainReport serverChain;
    std::optional<rsp::Eid> eid; ///< from the certificate the eUICC showed, as far as it is one
};

/// Asks one SM-DS for the Event Records of an eUICC: challenge, InitiateAuthentication, AuthenticateServer,
/// AuthenticateClient. Blocks; ends early when `stop` is asked for. Nothing is changed on the server or the eUICC, but a
/// session the eUICC had before is gone.
///
/// Errors: those of the steps, with interface and function; untrusted when the server's answer does not fit the question;
/// refused with the function error when the eUICC refuses the server; cancelled when the session was cancelled at the gate.
Result<Discovery> discover(rsp::Euicc &euicc, es::RspClient &client, const http::Address &address,
                           const DiscoverOptions &options, Observer &observer, const Clock &clock,
                           std::stop_token stop);

} // namespace wb::lds
