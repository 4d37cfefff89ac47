// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bench.h"
#include "tests/bench/served_here.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <random>
#include <thread>

namespace {

using namespace wb;
using Steady = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t connections = 16;

/// When devices come, and what they waited.
class Load {
public:
    Load(const bench::Preparation &preparation, std::uint16_t port)
        : m_preparation(preparation),
          m_client(preparation.authority().ci()),
          m_port(port)
    {
    }

    /// Pairs a second when every connection asks again as soon as it has its answer.
    double reachable(Seconds time)
    {
        const auto end = Steady::now() + std::chrono::duration_cast<Steady::duration>(time);
        std::atomic<int> done = 0;
        const auto start = Steady::now();
        onEachConnection([&](std::size_t number) {
            Kept kept(*this);
            for (std::size_t device = number; Steady::now() < end && !failed(); device += connections, ++done)
                note(kept.callPair(device));
        });
        return done / Seconds(Steady::now() - start).count();
    }

    /// Latencies in seconds of devices that come at random, this many a second on average, whether those before them have been served
    /// or not: from the moment a device comes to the moment it has its Event Records.
    std::vector<double> latenciesAt(double rate, std::size_t count)
    {
        std::vector<Steady::time_point> arrivals;
        std::exponential_distribution<double> pause(rate);
        auto when = Steady::now() + std::chrono::milliseconds(50);
        for (std::size_t i = 0; i < count; ++i) {
            when += std::chrono::duration_cast<Steady::duration>(Seconds(pause(m_random)));
            arrivals.push_back(when);
        }
        std::vector<double> latencies(count);
        std::atomic<std::size_t> next = 0;
        onEachConnection([&](std::size_t) {
            Kept kept(*this);
            for (std::size_t i = next++; i < count && !failed(); i = next++) {
                std::this_thread::sleep_until(arrivals[i]);
                note(kept.callPair(i));
                latencies[i] = Seconds(Steady::now() - arrivals[i]).count();
            }
        });
        std::sort(latencies.begin(), latencies.end());
        return latencies;
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    /// One connection, made again when the server has had enough requests on it.
    class Kept {
    public:
        explicit Kept(Load &load) : m_load(load) {}

        Result<void> callPair(std::size_t device)
        {
            if (!m_connection || m_connection->isOver()) {
                auto made = m_load.m_client.connect(m_load.m_port, bench::servedAddress);
                if (!made)
                    return fail(std::move(made.error()));
                m_connection.emplace(std::move(*made));
            }
            const auto &devices = m_load.m_preparation.devices();
            return bench::callPair(devices[device % devices.size()], *m_connection, *m_connection);
        }

    private:
        Load &m_load;
        std::optional<bench::BareTlsConnection> m_connection;
    };

    template <class Work>
    void onEachConnection(const Work &work)
    {
        std::vector<std::jthread> threads;
        for (std::size_t number = 0; number < connections; ++number)
            threads.emplace_back(work, number);
    }

    void note(const Result<void> &outcome)
    {
        if (outcome)
            return;
        const std::scoped_lock lock(m_mutex);
        if (!m_error)
            m_error = outcome.error();
        m_failed = true;
    }

    bool failed() const { return m_failed; }

    const bench::Preparation &m_preparation;
    bench::BareTlsClient m_client;
    std::uint16_t m_port;
    std::mt19937_64 m_random{std::random_device()()};
    std::mutex m_mutex;
    std::optional<Error> m_error;
    std::atomic<bool> m_failed = false;
};

double percentile(const std::vector<double> &sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

Result<bench::Measured> measureLatency()
{
    const bench::Preparation preparation(200);
    auto served = bench::ServedHere::start(preparation.configuration());
    if (!served)
        return fail(std::move(served.error()));
    if (auto registered = preparation.registerEvents((*served)->server().store()); !registered)
        return fail(std::move(registered.error()));

    Load load(preparation, (*served)->server().es11Port());
    const std::size_t count = bench::shortRun() ? 200 : 5'000;
    load.reachable(Seconds(0.5)); // the first connections and caches
    const double reachable = load.reachable(Seconds(bench::shortRun() ? 0.5 : 5));
    // One device at a time, with pauses: the queue is empty, and the machine as awake as it is at a few devices a second.
    const auto alone = load.latenciesAt(std::max(1.0, reachable / 50), std::max<std::size_t>(100, count / 10));
    const auto half = load.latenciesAt(reachable / 2, count);
    if (load.error())
        return fail(*load.error());
    return bench::Measured(percentile(half, 0.99) / percentile(alone, 0.99),
                           {{"pairs a second reachable, devices on the same processors", reachable},
                            {"ms p50 at half of it", percentile(half, 0.5) * 1e3},
                            {"ms p99 at half of it", percentile(half, 0.99) * 1e3},
                            {"ms p50 with an empty queue", percentile(alone, 0.5) * 1e3},
                            {"ms p99 with an empty queue", percentile(alone, 0.99) * 1e3}});
}

} // namespace

WB_BENCH("es11-latency", "p99 latency of an ES11 pair at half of the reachable load / with an empty queue", "ratio",
         wb::bench::atMost(5), measureLatency);
