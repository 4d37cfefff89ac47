// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "core/base/mailbox.h"
#include "core/lds/follow.h"
#include "core/lds/gate.h"

namespace wb::lds {

/// Where the address of the SM-DS comes from.
enum class AddressSource {
    card, ///< ES10a.GetEuiccConfiguredAddresses: where the eUICC's own LPA would look
    typed,
};

/// How servers are reached and whom they must prove themselves to.
struct Connection {
    http::ClientOptions client;
    pki::TrustAnchors cis;
};

/// Everything one run needs. Functions in it are called on the worker's thread.
struct DiscoveryRequest {
    /// Opens the eUICC for the length of the procedure.
    std::function<Result<std::unique_ptr<rsp::Euicc>>(std::stop_token stop)> openEuicc;
    AddressSource source = AddressSource::card;
    std::string typedAddress;
    DiscoverOptions options;                     ///< its CIs are those of the connection
    bool stepByStep = false;                     ///< each request waits until somebody lets it go
    bool follow = false;                         ///< follow the entries as far as follow() does by itself
    std::function<Result<Connection>()> connect; ///< may read files
};

/// How a run ended: with what was found, or with the error.
struct DiscoveryOutcome {
    std::string address; ///< the SM-DS that was asked; empty when it did not come to that
    std::optional<Discovery> found;
    std::optional<Following> following; ///< where the entries lead, when that was asked for
    std::optional<Error> error;
};

/// Opens the eUICC, settles the address, runs discover() and, when asked to, follow(). Blocks. `addressKnown` is called once it is.
/// `gate` is needed for a request that goes step by step.
DiscoveryOutcome runDiscovery(const DiscoveryRequest &request, Observer &observer, const Clock &clock,
                              const std::function<void(const std::string &)> &addressKnown, std::stop_token stop,
                              Gate *gate = nullptr);

/// Runs discoveries for a window: one at a time, on a worker, every step reported in the owner's thread.
class DiscoveryController : public QObject {
    Q_OBJECT

public:
    DiscoveryController(JobPool &pool, const Clock &clock, QObject *parent = nullptr);

    /// Starts a run; one that is running is stopped and never reports again.
    void start(DiscoveryRequest request, const QString &title);
    void stop();
    bool isRunning() const;
    /// Lets the request go that waits; nothing happens while none does.
    void goOn(Decision decision);
    Jobs &jobs() { return m_jobs; }

Q_SIGNALS:
    void started();
    /// The run goes step by step and waits with this request.
    void waiting(const wb::lds::NextRequest &next);
    void addressKnown(const QString &address);
    void stepStarted(wb::lds::Step step);
    void stepFinished(const wb::lds::StepReport &report);
    /// The steps from now on are of this hop.
    void hopStarted(const wb::lds::Hop &hop);
    void finished(const wb::lds::DiscoveryOutcome &outcome);

private:
    using Letter = std::function<void()>;
    class Reporter;

    JobPool &m_pool;
    const Clock &m_clock;
    JobId m_job = 0;
    std::uint64_t m_run = 0;      ///< letters of an earlier run are dropped
    std::shared_ptr<Gate> m_gate; ///< of the run that is under way
    Mailbox<Letter> m_mailbox;
    Jobs m_jobs; // last: ends before what its jobs post to
};

} // namespace wb::lds
