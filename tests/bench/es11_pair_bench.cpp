// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bare_sqlite.h"
#include "tests/bench/bare_tls_server.h"
#include "tests/bench/bench.h"
#include "tests/bench/served_here.h"

#include <openssl/evp.h>

#include <functional>
#include <thread>

namespace {

using namespace wb;

constexpr int devices = 200;
constexpr std::size_t newConnectionsAtOnce = 4;
constexpr int aRound = 400; ///< pairs, and as many of what cannot be avoided; fewer than a connection may carry
constexpr std::size_t connections =
    8; ///< at once, where they are kept: a server at work, not one that is woken each time

/// One ECDSA signature and two verifications by plain OpenSSL calls, every key and digest at hand.
class BareCrypto {
public:
    BareCrypto() : m_context(EVP_MD_CTX_new()), m_sha256(EVP_MD_fetch(nullptr, "SHA256", nullptr)) {}
    ~BareCrypto()
    {
        EVP_MD_free(m_sha256);
        EVP_MD_CTX_free(m_context);
    }
    BareCrypto(const BareCrypto &) = delete;
    BareCrypto &operator=(const BareCrypto &) = delete;

    bool sign(EVP_PKEY *key, ByteView data)
    {
        std::size_t size = m_signature.size();
        EVP_MD_CTX_reset(m_context);
        return EVP_DigestSignInit(m_context, nullptr, m_sha256, nullptr, key) == 1
               && EVP_DigestSign(m_context, m_signature.data(), &size, data.data(), data.size()) == 1;
    }

    bool verify(EVP_PKEY *key, ByteView data, ByteView der)
    {
        EVP_MD_CTX_reset(m_context);
        return EVP_DigestVerifyInit(m_context, nullptr, m_sha256, nullptr, key) == 1
               && EVP_DigestVerify(m_context, der.data(), der.size(), data.data(), data.size()) == 1;
    }

private:
    EVP_MD_CTX *m_context;
    EVP_MD *m_sha256;
    std::array<std::uint8_t, 128> m_signature{};
};

/// What the SM-DS sends its database for a pair, by SQLite's own functions on a database with the same tables and records.
class BareStatements {
public:
    explicit BareStatements(const std::filesystem::path &file)
        : m_reader(file),
          m_writer(file),
          m_find(m_reader, "SELECT id, event_id, rsp_server_address FROM event_record"
                           " WHERE eid = ? AND deleted_at IS NULL ORDER BY id"),
          m_count(m_writer, "UPDATE event_record SET first_retrieved_at = coalesce(first_retrieved_at, ?),"
                            " last_retrieved_at = ?, retrievals = retrievals + 1 WHERE id = ? AND eid = ?"),
          m_audit(m_writer, "INSERT INTO audit (time, kind, record, eid, caller, call, outcome, status, detail)"
                            " VALUES (?, 'AuthenticateClient', NULL, ?, ?, '00112233445566778899AABBCCDDEEFF',"
                            " 'Executed-Success', '', '1 Event Record')")
    {
    }

    void find(const std::string &eid)
    {
        m_find.run({std::string_view(eid)});
        m_found.emplace_back(m_find.number(), eid);
    }

    /// What is written behind, as often in one transaction as the server does it in a round.
    void writeBehind()
    {
        m_writer.run("BEGIN IMMEDIATE");
        for (const auto &[id, eid] : m_found) {
            constexpr std::int64_t now = 1'795'000'000'000;
            m_count.run({now, now, id, std::string_view(eid)});
            m_audit.run({now, std::string_view(eid), std::string_view(eid)});
        }
        m_writer.run("COMMIT");
        m_found.clear();
    }

private:
    bench::BareSqlite m_reader;
    bench::BareSqlite m_writer;
    bench::BareStatement m_find;
    bench::BareStatement m_count;
    bench::BareStatement m_audit;
    std::vector<std::pair<std::int64_t, std::string>> m_found;
};

class Measurement {
public:
    Measurement(const bench::Preparation &preparation, bench::ServedHere &served, const std::filesystem::path &bareFile)
        : m_preparation(preparation),
          m_served(served),
          m_client(preparation.authority().ci()),
          m_bareServer(preparation.dsTls()),
          m_statements(bareFile)
    {
        for (const bench::Device &device : preparation.devices())
            m_signatures.push_back(*pki::signDer(device.key(), device.signedOctets()));
    }

    /// Server CPU of pairs over a few connections at once, their handshakes not counted.
    double pairsOnKeptConnections()
    {
        std::vector<bench::BareTlsConnection> kept;
        for (std::size_t i = 0; i < connections; ++i) {
            auto connection = m_client.connect(m_served.server().es11Port(), bench::servedAddress);
            if (!connection)
                return note(connection.error());
            kept.push_back(std::move(*connection));
        }
        settle();
        const double start = m_served.cpuSeconds();
        for (int i = 0; i < aRound; i += static_cast<int>(connections)) {
            if (auto done = callPairs(kept); !done)
                return note(done.error());
        }
        settle();
        return m_served.cpuSeconds() - start;
    }

    /// Server CPU of pairs with a connection each, from its acceptance to its end.
    double pairsOnNewConnections()
    {
        settle();
        const double start = m_served.cpuSeconds();
        fromSeveralClients([this](const bench::Device &device) -> Result<void> {
            auto connection = m_client.connect(m_served.server().es11Port(), bench::servedAddress);
            return connection ? bench::callPair(device, *connection, *connection)
                              : Result<void>(fail(connection.error()));
        });
        settle();
        return m_served.cpuSeconds() - start;
    }

    /// One signature, two verifications and the statements, as often.
    double unavoidable()
    {
        const double start = bench::threadCpuSeconds();
        for (int i = 0; i < aRound; ++i) {
            const std::size_t index = m_next;
            const bench::Device &device = nextDevice();
            const pki::Certificate &certificate = device.certificate();
            const bool good = m_crypto.sign(m_preparation.dsAuth().key.native(), device.serverSignedOctets())
                              && m_crypto.verify(m_preparation.eumOf(index).publicKey()->native(), certificate.tbs(),
                                                 certificate.signature())
                              && m_crypto.verify(certificate.publicKey()->native(), device.signedOctets(),
                                                 m_signatures[index]);
            if (!good)
                note(makeError(ErrorKind::internal, Interface::pki, "es11-pair", "bare OpenSSL does not agree"));
            m_statements.find(device.eid().digits());
        }
        m_statements.writeBehind();
        return bench::threadCpuSeconds() - start;
    }

    /// CPU of a bare server for as many handshakes.
    double handshakes()
    {
        const double start = m_bareServer.cpuSeconds();
        fromSeveralClients(
            [this](const bench::Device &) { return m_client.talk(m_bareServer.port(), bench::servedAddress, {}); });
        settle();
        return m_bareServer.cpuSeconds() - start;
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    /// What is written behind, and the end of the last connection, belong to the round.
    void settle() const
    {
        bench::waitUntilStill([this] { return m_served.cpuSeconds() + m_bareServer.cpuSeconds(); });
    }

    /// Calls that many times in all, several at once: a server at work, not one that is woken each time.
    void fromSeveralClients(const std::function<Result<void>(const bench::Device &)> &call)
    {
        std::vector<Result<void>> outcomes(newConnectionsAtOnce);
        {
            std::vector<std::jthread> clients;
            for (std::size_t client = 0; client < newConnectionsAtOnce; ++client) {
                clients.emplace_back([&, client] {
                    for (std::size_t i = client; i < aRound && outcomes[client]; i += newConnectionsAtOnce)
                        outcomes[client] = call(m_preparation.devices()[i % m_preparation.devices().size()]);
                });
            }
        }
        for (const Result<void> &outcome : outcomes) {
            if (!outcome)
                note(outcome.error());
        }
    }

    /// A pair on each connection; all ask before the first is answered.
    Result<void> callPairs(std::vector<bench::BareTlsConnection> &kept)
    {
        std::vector<const bench::Device *> asking;
        for (bench::BareTlsConnection &connection : kept) {
            asking.push_back(&nextDevice());
            if (auto sent = connection.send(asking.back()->initiation()); !sent)
                return sent;
        }
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const auto sent = kept[i]
                                  .receive()
                                  .and_then([&](const Bytes &answer) { return asking[i]->authentication(answer); })
                                  .and_then([&](const Bytes &request) { return kept[i].send(request); });
            if (!sent)
                return fail(sent.error());
        }
        for (bench::BareTlsConnection &connection : kept) {
            const auto done = connection.receive().and_then(bench::checkEntries);
            if (!done)
                return fail(done.error());
        }
        return {};
    }

    const bench::Device &nextDevice()
    {
        const bench::Device &device = m_preparation.devices()[m_next];
        m_next = (m_next + 1) % m_preparation.devices().size();
        return device;
    }

    double note(const Error &error)
    {
        if (!m_error)
            m_error = error;
        return 1;
    }

    const bench::Preparation &m_preparation;
    bench::ServedHere &m_served;
    bench::BareTlsClient m_client;
    bench::BareTlsServer m_bareServer;
    BareStatements m_statements;
    BareCrypto m_crypto;
    std::vector<Bytes> m_signatures; ///< of the devices, in DER
    std::size_t m_next = 0;
    std::optional<Error> m_error;
};

Result<bench::Measured> measurePairs(bool newConnections)
{
    const bench::Preparation preparation(devices);
    const std::filesystem::path bareFile = preparation.folder() / "bare.sqlite";
    {
        auto bare = smds::EventStore::open(store::DatabaseUrl(bareFile));
        if (!bare)
            return fail(std::move(bare.error()));
        if (auto registered = preparation.registerEvents(**bare); !registered)
            return fail(std::move(registered.error()));
    }
    auto served = bench::ServedHere::start(preparation.configuration());
    if (!served)
        return fail(std::move(served.error()));
    if (auto registered = preparation.registerEvents((*served)->server().store()); !registered)
        return fail(std::move(registered.error()));

    Measurement measurement(preparation, **served, bareFile);
    double ours = 0;
    double below = 0;
    double handshakes = 0;
    int measured = -1; // the first time is thrown away
    const auto total = [&] {
        const double seconds = newConnections ? measurement.pairsOnNewConnections()
                                              : measurement.pairsOnKeptConnections();
        ours += measured >= 0 ? seconds : 0;
        ++measured;
        return seconds;
    };
    const auto baseline = [&] {
        const double seconds = measurement.unavoidable();
        const double shaking = newConnections ? measurement.handshakes() : 0;
        below += measured >= 0 ? seconds : 0;
        handshakes += measured >= 0 ? shaking : 0;
        return seconds + shaking;
    };
    const double ratio = bench::medianRatio(bench::shortRun() ? 2 : 9, total, baseline);
    if (measurement.error())
        return fail(*measurement.error());
    const double each = 1e6 / (measured * aRound);
    std::vector<bench::Measured::Detail> details{{"us of the server a pair", ours * each},
                                                 {"us of signature, verifications and SQL", below * each}};
    if (newConnections)
        details.push_back({"us of a bare handshake", handshakes * each});
    return bench::Measured(ratio, std::move(details));
}

} // namespace

WB_BENCH("es11-pair-kept",
         "server CPU of an ES11 pair, 8 kept connections / (1 signature + 2 verifications + its SQL statements)",
         "ratio", wb::bench::atMost(1.6), [] { return measurePairs(false); });

WB_BENCH("es11-pair-new", "the same with a connection each / (that + a bare OpenSSL handshake)", "ratio",
         wb::bench::atMost(1.3), [] { return measurePairs(true); });
