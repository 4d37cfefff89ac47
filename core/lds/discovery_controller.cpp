// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/discovery_controller.h"

#include "core/lds/smds_address.h"

namespace wb::lds {

namespace {

constexpr const char *slot = "discovery";

} // namespace

DiscoveryOutcome runDiscovery(const DiscoveryRequest &request, Observer &observer, const Clock &clock,
                              const std::function<void(const std::string &)> &addressKnown, std::stop_token stop,
                              Gate *gate)
{
    DiscoveryOutcome outcome;
    auto euicc = request.openEuicc(stop);
    if (!euicc) {
        outcome.error = std::move(euicc.error());
        return outcome;
    }
    if (gate != nullptr)
        *euicc = std::make_unique<GatedEuicc>(std::move(*euicc), *gate);
    const bool typed = request.source == AddressSource::typed;
    auto address = findSmds(**euicc, typed ? std::optional(request.typedAddress) : std::nullopt, stop);
    if (!address) {
        outcome.error = std::move(address.error());
        return outcome;
    }
    outcome.address = address->text();
    addressKnown(outcome.address);

    auto connection = request.connect();
    if (!connection) {
        outcome.error = std::move(connection.error());
        return outcome;
    }
    DiscoverOptions options = request.options;
    options.cis = connection->cis;
    options.gate = gate;
    es::RspClient client(std::move(connection->client));
    auto found = discover(**euicc, client, *address, options, observer, clock, stop);
    if (!found) {
        outcome.error = std::move(found.error());
        return outcome;
    }
    if (request.follow) {
        FollowOptions further;
        further.discover = options;
        outcome.following = follow(**euicc, client, found->entries, further, observer, clock, stop);
    }
    outcome.found = std::move(*found);
    return outcome;
}

/// Turns what the procedure tells on its thread into letters to the controller.
class DiscoveryController::Reporter final : public Observer {
public:
    Reporter(DiscoveryController &controller, std::uint64_t run, JobContext &job)
        : m_controller(controller),
          m_run(run),
          m_job(job)
    {
    }

    void stepStarted(Step step) override
    {
        std::string name(nameOf(step, m_hop.empty() ? Interface::es11 : Interface::es9plus));
        if (!m_hop.empty())
            name += ", " + m_hop;
        m_job.progress(static_cast<int>(step), static_cast<int>(std::size(allSteps)), QString::fromStdString(name));
        tell([step](DiscoveryController &controller) { Q_EMIT controller.stepStarted(step); });
    }

    void stepFinished(const StepReport &report) override
    {
        tell([report](DiscoveryController &controller) { Q_EMIT controller.stepFinished(report); });
    }

    void hopStarted(const Hop &hop) override
    {
        m_hop = hop.entry.rspServerAddress;
        tell([hop](DiscoveryController &controller) { Q_EMIT controller.hopStarted(hop); });
    }

    void addressKnown(const std::string &address)
    {
        tell([address](DiscoveryController &controller) {
            Q_EMIT controller.addressKnown(QString::fromStdString(address));
        });
    }

private:
    template <class Deed>
    void tell(Deed deed)
    {
        m_controller.m_mailbox.post([&controller = m_controller, run = m_run, deed = std::move(deed)] {
            if (controller.m_run == run)
                deed(controller);
        });
    }

    DiscoveryController &m_controller;
    std::uint64_t m_run;
    JobContext &m_job;
    std::string m_hop; ///< the server of the hop the steps are of; empty: of the discovery itself
};

DiscoveryController::DiscoveryController(JobPool &pool, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_pool(pool),
      m_clock(clock),
      m_mailbox([](const Letter &letter) { letter(); })
{
}

void DiscoveryController::start(DiscoveryRequest request, const QString &title)
{
    const std::uint64_t run = ++m_run;
    Q_EMIT started();
    m_gate = !request.stepByStep ? nullptr : std::make_shared<Gate>([this, run](const NextRequest &next) {
        m_mailbox.post([this, run, next] {
            if (run == m_run)
                Q_EMIT waiting(next);
        });
    });
    m_job = m_jobs.start<DiscoveryOutcome>(
        m_pool, slot, title,
        [this, run, gate = m_gate, request = std::move(request)](JobContext &context) {
            Reporter reporter(*this, run, context);
            return runDiscovery(
                request, reporter, m_clock, [&](const std::string &address) { reporter.addressKnown(address); },
                context.stop, gate.get());
        },
        [this, run](DiscoveryOutcome outcome) {
            // The result takes another way home than the reports: it waits behind them.
            m_mailbox.post([this, run, outcome = std::make_shared<DiscoveryOutcome>(std::move(outcome))] {
                if (run != m_run)
                    return;
                m_job = 0;
                Q_EMIT finished(*outcome);
            });
        });
}

void DiscoveryController::stop()
{
    if (m_job != 0)
        m_jobs.cancel(m_job);
}

void DiscoveryController::goOn(Decision decision)
{
    if (m_gate)
        m_gate->open(std::move(decision));
}

bool DiscoveryController::isRunning() const
{
    return m_job != 0;
}

} // namespace wb::lds
