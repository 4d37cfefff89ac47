// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json.h"
#include "core/es/paths.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/bench.h"
#include "tests/bench/served_here.h"

#include <openssl/sha.h>

#include <chrono>
#include <deque>
#include <thread>

namespace {

using namespace wb;

constexpr int clients = 64;
constexpr int clientThreads = 2; ///< each looks after half of the clients

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string eventIdOf(int number)
{
    return "8F3C-" + std::to_string(number) + "-0123456789";
}

/// SM-DP+s with a connection each, all of them waiting for an answer all the time.
class Registrants {
public:
    Registrants(const bench::Preparation &preparation, std::uint16_t port)
        : m_client(preparation.authority().ci(), preparation.registrant()),
          m_port(port)
    {
    }

    /// Registers events whose numbers nobody has used yet. How many a second were acknowledged.
    Result<double> registerEvents(int count)
    {
        std::vector<Bytes> requests;
        for (int number = m_used; number < m_used + count; ++number)
            requests.push_back(requestOf(number));
        m_used += count;

        std::vector<Result<void>> outcomes(clientThreads);
        const auto start = std::chrono::steady_clock::now();
        {
            std::vector<std::jthread> threads;
            const std::size_t share = requests.size() / clientThreads;
            for (std::size_t part = 0; part < clientThreads; ++part) {
                threads.emplace_back([this, part, share, &requests, &outcomes] {
                    outcomes[part] = callAll({requests.begin() + static_cast<std::ptrdiff_t>(part * share),
                                              requests.begin() + static_cast<std::ptrdiff_t>((part + 1) * share)},
                                             m_connections[part]);
                });
            }
        }
        const double seconds = secondsSince(start);
        for (const Result<void> &outcome : outcomes) {
            if (!outcome)
                return fail(outcome.error());
        }
        return count / seconds;
    }

private:
    using Connections = std::vector<bench::BareTlsConnection>;

    static Bytes requestOf(int number)
    {
        es::RegisterEventRequest request;
        request.header = {"2.999.10", "call-" + std::to_string(number)};
        request.eid = bench::eidOfNumber(static_cast<std::uint64_t>(number));
        request.rspServerAddress = "smdp.example.com";
        request.eventId = eventIdOf(number);
        return bench::postRequest(bench::servedAddress,
                                  std::string(es::es12Folder) + std::string(es::registerEventName),
                                  es::toJson(request));
    }

    Result<void> connect(Connections &connections, std::size_t at) const
    {
        auto connection = m_client.connect(m_port, bench::servedAddress);
        if (!connection)
            return fail(std::move(connection.error()));
        if (at < connections.size())
            connections[at] = std::move(*connection);
        else
            connections.push_back(std::move(*connection));
        return {};
    }

    /// Each connection gets its next request as soon as its answer has been read.
    Result<void> callAll(std::span<const Bytes> requests, Connections &connections) const
    {
        std::size_t sent = 0;
        std::deque<std::size_t> waiting;
        const auto sendNext = [&](std::size_t at) -> Result<void> {
            if (sent == requests.size())
                return {};
            waiting.push_back(at);
            return connections[at].send(requests[sent++]);
        };
        for (std::size_t at = 0; at < clients / clientThreads; ++at) {
            if (at == connections.size() || connections[at].isOver()) {
                if (auto connected = connect(connections, at); !connected)
                    return connected;
            }
            if (auto done = sendNext(at); !done)
                return done;
        }
        while (!waiting.empty()) {
            const std::size_t at = waiting.front();
            waiting.pop_front();
            const auto answer = connections[at].receive();
            if (!answer)
                return fail(answer.error());
            const std::string_view text(reinterpret_cast<const char *>(answer->data()), answer->size());
            if (text.find("Executed-Success") == text.npos)
                return fail(ErrorKind::refused, Interface::es12, "RegisterEvent", std::string(text));
            if (connections[at].isOver()) {
                if (auto connected = connect(connections, at); !connected)
                    return connected;
            }
            if (auto done = sendNext(at); !done)
                return done;
        }
        return {};
    }

    bench::BareTlsClient m_client;
    std::uint16_t m_port;
    std::array<Connections, clientThreads> m_connections;
    int m_used = 0;
};

/// The statements of a registration by SQLite's own functions, as many in one transaction as there can be clients waiting.
class BareRegistrations {
public:
    explicit BareRegistrations(const std::filesystem::path &file)
        : m_database(file),
          m_seen(m_database, "INSERT INTO event_id_seen (owner_oid, hash) VALUES (?, ?) ON CONFLICT DO NOTHING"),
          m_record(m_database,
                   "INSERT INTO event_record (eid, event_id, rsp_server_address, owner_oid, owner_role, forwarding,"
                   " acknowledged, registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
          m_audit(m_database, "INSERT INTO audit (time, kind, record, eid, caller, call, outcome, status, detail)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    {
    }

    /// How many a second.
    double registerEvents(int count)
    {
        constexpr std::int64_t now = 1'795'000'000'000;
        constexpr std::string_view oid = "2.999.10";
        const auto start = std::chrono::steady_clock::now();
        for (int done = 0; done < count; ++m_used, ++done) {
            if (done % clients == 0)
                m_database.run(done == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE");
            const std::string eventId = eventIdOf(m_used);
            const std::string eid = bench::eidOfNumber(static_cast<std::uint64_t>(m_used));
            const std::string call = "call-" + std::to_string(m_used);
            std::array<std::uint8_t, 32> hash{};
            SHA256(reinterpret_cast<const unsigned char *>(eventId.data()), eventId.size(), hash.data());
            m_seen.run({oid, ByteView(hash)});
            m_record.run({std::string_view(eid), std::string_view(eventId), std::string_view("smdp.example.com"), oid,
                          std::string_view("CERT.DP.TLS"), std::int64_t(0), std::int64_t(1), now});
            m_audit.run({now, std::string_view("RegisterEvent"), m_record.number(), std::string_view(eid), oid,
                         std::string_view(call), std::string_view("Executed-Success"), std::string_view(),
                         std::string_view()});
        }
        m_database.run("COMMIT");
        return count / secondsSince(start);
    }

private:
    bench::BareSqlite m_database;
    bench::BareStatement m_seen;
    bench::BareStatement m_record;
    bench::BareStatement m_audit;
    int m_used = 0;
};

Result<bench::Measured> measureRegisterRate()
{
    const int aRound = bench::shortRun() ? 2'000 : 20'000;
    const bench::Preparation preparation(1);
    const std::filesystem::path bareFile = preparation.folder() / "bare.sqlite";
    if (auto bare = smds::EventStore::open(store::DatabaseUrl(bareFile)); !bare)
        return fail(std::move(bare.error()));
    auto served = bench::ServedHere::start(preparation.configuration());
    if (!served)
        return fail(std::move(served.error()));

    Registrants registrants(preparation, (*served)->server().es12Port());
    BareRegistrations bare(bareFile);
    std::optional<Error> error;
    double ours = 0;
    double below = 0;
    double cpu = 0;
    // medianRatio() divides seconds; rates are the other way round.
    const double ratio = bench::medianRatio(
        bench::shortRun() ? 1 : 5, [&] { return below = bare.registerEvents(aRound); },
        [&] {
            const double start = (*served)->cpuSeconds();
            const auto rate = registrants.registerEvents(aRound);
            cpu = ((*served)->cpuSeconds() - start) / aRound;
            if (!rate && !error)
                error = rate.error();
            return ours = rate.value_or(1);
        });
    if (error)
        return fail(std::move(*error));
    return bench::Measured(1 / ratio, {{"acknowledged a second, in the last round", ours},
                                       {"bare, a second", below},
                                       {"us of the server for one", cpu * 1e6}});
}

} // namespace

WB_BENCH("register-rate",
         "acknowledged ES12 registrations a second, 64 clients / the same statements in bare SQLite, 64 a commit",
         "ratio", wb::bench::atLeast(0.5), measureRegisterRate);
