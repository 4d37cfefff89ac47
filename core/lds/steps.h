// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/pki/rules.h"

namespace wb::lds {

/// The steps of a procedure at one server, in order (SGP.22 sections 3.1.2 and 3.6.2).
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

/// "ES10b.GetEUICCInfo", "ES11.InitiateAuthentication", ... InitiateAuthentication is asked over @p asked, ES11 or ES9+;
/// an LPA calls AuthenticateClient of ES11 only.
std::string_view nameOf(Step step, Interface asked = Interface::es11);

/// CERT.DSauth, or CERT.DPauth, as a server sent it, and every rule about its chain with its verdict.
struct ServerCheck {
    pki::Certificate certificate;
    pki::ChainReport chain;
};

/// How one step went.
struct StepReport {
    Step step;
    TimePoint start;
    std::chrono::microseconds duration{};
    std::optional<Error> error;        ///< the step failed and with it the procedure at this server
    std::vector<std::string> notes;    ///< what was learned: an SVN, a TransactionID, a number of entries
    std::vector<std::string> findings; ///< what is odd and no reason to stop: an expired CERT.DSauth, an unknown CI
    std::optional<ServerCheck> server = {}; ///< of checkServer, failed or not, whenever the certificate can be read
    Interface asked = Interface::es11;      ///< what InitiateAuthentication is asked over, for nameOf()
};

struct Hop;

/// Told about each step, on the thread that runs the procedure.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void stepStarted(Step step) = 0;
    virtual void stepFinished(const StepReport &report) = 0;

    /// follow() contacts the server of @p hop: the steps told until hopFinished() are of this hop. Steps told outside are of
    /// discover(). Hops are contacted one after the other.
    virtual void hopStarted([[maybe_unused]] const Hop &hop) {}
    /// The hop as it went; what its entries lead to is not in it yet.
    virtual void hopFinished([[maybe_unused]] const Hop &hop) {}
};

} // namespace wb::lds
