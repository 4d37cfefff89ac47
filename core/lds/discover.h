// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/client.h"
#include "core/pki/rules.h"
#include "core/rsp/authentication.h"
#include "core/rsp/euicc.h"

namespace wb::lds {

/// The steps of a discovery at one server, in order (SGP.22 sections 3.1.2 and 3.6.2).
enum class Step {
    getEuiccInfo,
    getEuiccChallenge,
    initiateAuthentication,
    checkServer, ///< the LPA's own checks of what the server signed
    authenticateServer,
    authenticateClient,
};

inline constexpr Step allSteps[] = {Step::getEuiccInfo, Step::getEuiccChallenge,  Step::initiateAuthentication,
                                    Step::checkServer,  Step::authenticateServer, Step::authenticateClient};

/// "ES10b.GetEUICCInfo", "ES11.InitiateAuthentication", ...
std::string_view nameOf(Step step);

/// CERT.DSauth as a server sent it, and every rule about its chain with its verdict.
struct ServerCheck {
    pki::Certificate certificate;
    pki::ChainReport chain;
};

/// How one step went.
struct StepReport {
    Step step;
    TimePoint start;
    std::chrono::microseconds duration{};
    std::optional<Error> error;        ///< the step failed and with it the discovery
    std::vector<std::string> notes;    ///< what was learned: an SVN, a TransactionID, a number of entries
    std::vector<std::string> findings; ///< what is odd and no reason to stop: an expired CERT.DSauth, an unknown CI
    std::optional<ServerCheck> server = {}; ///< of checkServer, failed or not, whenever the certificate can be read
};

/// Told about each step, on the thread that runs the discovery.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void stepStarted(Step step) = 0;
    virtual void stepFinished(const StepReport &report) = 0;
};

struct DiscoverOptions {
    std::optional<std::string> matchingId; ///< an EventID, to ask for that record only; absent asks for all
    rsp::DeviceInfo deviceInfo;
    pki::TrustAnchors cis; ///< for showing the chain of CERT.DSauth; the eUICC's own verdict is the one that counts
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
/// refused with the function error when the eUICC refuses the server.
Result<Discovery> discover(rsp::Euicc &euicc, es::RspClient &client, const http::Address &address,
                           const DiscoverOptions &options, Observer &observer, const Clock &clock,
                           std::stop_token stop);

} // namespace wb::lds
