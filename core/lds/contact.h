// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/discover.h"
#include "core/lds/procedure.h"

namespace wb::lds {

/// A server that has answered InitiateAuthentication, and the LPA's checks of the answer hold. The eUICC has not been asked
/// what it thinks of the server; it waits with an open challenge.
struct ContactedServer {
    http::Address address;
    asn1::Received<rsp::EuiccInfo1> euiccInfo1; ///< as the server got it
    rsp::TransactionId transactionId;
    rsp::AuthenticateServerRequest
        request; ///< for the eUICC, without ctxParams1; the server's values are the bytes received
    ServerCheck check;
};

/// The first half of the common mutual authentication (SGP.22 section 3.1.2 steps 1 to 10): GetEUICCInfo, GetEUICCChallenge,
/// InitiateAuthentication and the LPA's own checks. Errors: those of the steps; untrusted when the answer does not fit the
/// question.
Result<ContactedServer> contactServer(Procedure &procedure, rsp::Euicc &euicc, es::RspClient &client,
                                      const http::Address &address, const pki::TrustAnchors &cis);

/// The second half at an SM-DS (steps 11 to 17 with section 5.8.2): AuthenticateServer and ES11.AuthenticateClient with the
/// MatchingID and the DeviceInfo of @p options. Errors: those of the steps; refused with the function error when the eUICC
/// refuses the server.
Result<Discovery> askForEvents(Procedure &procedure, rsp::Euicc &euicc, es::RspClient &client, ContactedServer server,
                               const DiscoverOptions &options);

} // namespace wb::lds
