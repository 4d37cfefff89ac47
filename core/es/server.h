// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/messages.h"
#include "core/es/paths.h"
#include "core/http/message.h"

namespace wb::es {

/// The server end of ES11 as a service sees it: decoded requests in, responses or Errors with a status pair out.
class Es11Service {
public:
    virtual ~Es11Service() = default;
    virtual Result<InitiateAuthenticationResponse>
    initiateAuthentication(const InitiateAuthenticationRequest &request) = 0;
    virtual Result<AuthenticateClientResponseEs11> authenticateClient(const AuthenticateClientRequest &request) = 0;
    /// Later versions of SGP.22; who does not offer it refuses.
    virtual Result<CheckEventResponse> checkEvent(const CheckEventRequest &request);
    /// A call of a function whose request cannot be decoded, and is answered with what `error` says.
    virtual void undecodable(std::string_view /*function*/, const Error & /*error*/) {}
};

/// Who calls a function of ES12 or ES15: what mutual TLS has proved.
struct Registrant {
    std::string oid;  ///< registeredID of its TLS certificate
    std::string role; ///< "CERT.DP.TLS" or "CERT.DS.TLS"

    /// ES15 when an SM-DS calls, whatever path it uses: in the field both occur.
    Interface interface() const { return role == "CERT.DS.TLS" ? Interface::es15 : Interface::es12; }
};

/// The server end of ES12 and ES15.
class Es12Service {
public:
    virtual ~Es12Service() = default;
    virtual Result<void> registerEvent(const RegisterEventRequest &request, const Registrant &registrant) = 0;
    virtual Result<void> deleteEvent(const DeleteEventRequest &request, const Registrant &registrant) = 0;
    /// As above.
    virtual void undecodable(std::string_view /*function*/, const Error & /*error*/, const Registrant & /*registrant*/)
    {
    }
};

/// Carries one HTTP request to ES11 and back, in the binding of its path. Functions are answered with HTTP 200, failures in
/// the header object or as an error number; what is no function of ES11 gets 404, 405 or 415, what is no DER in the ASN.1
/// binding 400.
http::Response serveEs11(const http::Request &request, Es11Service &service);

/// The same for ES12 and ES15. `registrant` comes from the verified client certificate. Only an SM-DS may use the paths of ES15: for
/// others they are not there.
http::Response serveEs12(const http::Request &request, const Registrant &registrant, Es12Service &service,
                         const Es12Folders &folders = {});

/// The status pair an Error is answered with: its own, or 1.3.1/2.2 for a missing member, 1.3.1/2.1 for malformed input,
/// and 1.6/4.2 for what went wrong on our side.
StatusPair statusPairFor(const Error &error);

} // namespace wb::es
