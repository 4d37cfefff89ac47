// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What ten million Event Records make slower. The databases are filled once and kept in build/bench-data.

#include "core/smds/event_store.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/bench.h"
#include "tests/bench/device.h"

#include <openssl/sha.h>
#include <sqlite3.h>

#include <chrono>
#include <fstream>
#include <random>

namespace {

using namespace wb;

constexpr int rounds = 9;

std::uint64_t fewRecords()
{
    return 10'000;
}

std::uint64_t manyRecords()
{
    return bench::shortRun() ? 100'000 : 10'000'000;
}

std::string eventIdOf(std::uint64_t number)
{
    return "0123-4567-89AB-" + std::to_string(number);
}

/// SQL functions that name the EID and the EventID of a record, and hash.
void addFunctions(sqlite3 *database)
{
    const auto eid = [](sqlite3_context *context, int, sqlite3_value **values) {
        const std::string text = bench::eidOfNumber(static_cast<std::uint64_t>(sqlite3_value_int64(values[0])));
        sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    };
    const auto hash = [](sqlite3_context *context, int, sqlite3_value **values) {
        const std::string text = eventIdOf(static_cast<std::uint64_t>(sqlite3_value_int64(values[0])));
        std::array<std::uint8_t, 32> octets{};
        SHA256(reinterpret_cast<const unsigned char *>(text.data()), text.size(), octets.data());
        sqlite3_result_blob(context, octets.data(), static_cast<int>(octets.size()), SQLITE_TRANSIENT);
    };
    sqlite3_create_function(database, "eid_of", 1, SQLITE_UTF8, nullptr, eid, nullptr, nullptr);
    sqlite3_create_function(database, "hash_of", 1, SQLITE_UTF8, nullptr, hash, nullptr, nullptr);
}

/// Fills the tables of an empty database as that many registrations by four SM-DP+s would; without their audit entries, which
/// nothing looks up and which are only ever appended.
void fill(const std::filesystem::path &file, std::uint64_t count)
{
    const bench::BareSqlite database(file);
    sqlite3 *native = database.native();
    addFunctions(native);
    const auto run = [native](const std::string &sql) {
        if (sqlite3_exec(native, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("a figure cannot be prepared: %s", sqlite3_errmsg(native));
    };
    const std::string numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
                                + std::to_string(count) + ") ";
    run("PRAGMA synchronous=OFF");
    run("PRAGMA cache_size=-500000");
    run("BEGIN");
    run("DROP INDEX event_record_by_eid"); // made at once at the end, as sorting is faster than inserting
    run("INSERT INTO event_record (eid, event_id, rsp_server_address, owner_oid, owner_role, forwarding, acknowledged,"
        " registered_at) "
        + numbers
        + "SELECT eid_of(i), '0123-4567-89AB-' || i, 'smdp' || (i % 4) || '.example.com', '2.999.10.' || (i % 4),"
          " 'CERT.DP.TLS', 0, 1, 1795000000000 + i FROM n");
    run("CREATE INDEX event_record_by_eid ON event_record(eid, id, deleted_at, event_id, rsp_server_address)");
    run("INSERT INTO event_id_seen (owner_oid, hash) SELECT owner, hash FROM (" + numbers
        + "SELECT '2.999.10.' || (i % 4) AS owner, hash_of(i) AS hash FROM n) ORDER BY owner, hash");
    run("COMMIT");
    run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// Reads the file once: the figures are about the size of the trees, not about a disk that has to be read first.
void warm(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> block(1 << 20);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size()))) {}
}

/// The file with that many records; made when it is not there whole.
Result<std::filesystem::path> filled(std::uint64_t count)
{
    const std::filesystem::path folder = WB_BENCH_DATA;
    const std::filesystem::path file = folder / ("records-" + std::to_string(count) + ".sqlite");
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    const auto remove = [&] {
        for (const char *suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(file.string() + suffix, ignored);
    };
    if (count <= fewRecords()) // quickly made, and not to grow by what is registered in it
        remove();
    const auto prepare = [&]() -> Result<std::int64_t> {
        if (auto migrated = smds::EventStore::open(store::DatabaseUrl(file)); !migrated)
            return fail(std::move(migrated.error()));
        const bench::BareSqlite database(file);
        bench::BareStatement newest(database, "SELECT coalesce(max(id), 0) FROM event_record");
        newest.run({});
        return newest.number();
    };
    auto there = prepare();
    if (there && *there > 0 && *there < static_cast<std::int64_t>(count)) { // cut off while it was filled
        remove();
        there = prepare();
    }
    if (!there)
        return fail(std::move(there.error()));
    if (*there == 0)
        fill(file, count);
    warm(file);
    return file;
}

/// One store with records in it, asked for random ones of them.
class Store {
public:
    static Result<Store> open(std::uint64_t count)
    {
        const auto file = filled(count);
        if (!file)
            return fail(file.error());
        auto store = smds::EventStore::open(store::DatabaseUrl(*file));
        if (!store)
            return fail(std::move(store.error()));
        return Store(std::move(*store), count);
    }

    /// Seconds of lookups one after the other, each of another EID.
    double lookUp(int times)
    {
        std::vector<rsp::Eid> eids;
        for (int i = 0; i < times; ++i)
            eids.push_back(*rsp::Eid::fromText(bench::eidOfNumber(m_random() % m_count)));
        const auto start = std::chrono::steady_clock::now();
        for (const rsp::Eid &eid : eids) {
            const auto found = m_store->waitingFor(eid, std::nullopt);
            if (!found || found->empty())
                m_failed = true;
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    /// Seconds of registrations one after the other, each acknowledged before the next one.
    double registerEvents(int times)
    {
        std::vector<smds::EventRecord> records;
        for (int i = 0; i < times; ++i) {
            smds::EventRecord record;
            record.eid = *rsp::Eid::fromText(bench::eidOfNumber(m_random()));
            record.eventId = eventIdOf(m_random()); // of 2^64: not one of those that are there
            record.rspServerAddress = "smdp0.example.com";
            record.ownerOid = "2.999.10.0";
            record.ownerRole = "CERT.DP.TLS";
            record.registeredAt = Clock::system().now();
            records.push_back(std::move(record));
        }
        const auto start = std::chrono::steady_clock::now();
        for (smds::EventRecord &record : records) {
            smds::AuditEntry audit;
            audit.time = record.registeredAt;
            audit.kind = "RegisterEvent";
            audit.eid = record.eid.digits();
            audit.caller = record.ownerOid;
            audit.outcome = "Executed-Success";
            if (!m_store->add(std::move(record), std::move(audit)))
                m_failed = true;
        }
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    bool failed() const { return m_failed; }

private:
    Store(std::unique_ptr<smds::EventStore> store, std::uint64_t count)
        : m_store(std::move(store)),
          m_count(count),
          m_random(std::random_device()())
    {
    }

    std::unique_ptr<smds::EventStore> m_store;
    std::uint64_t m_count;
    std::mt19937_64 m_random;
    bool m_failed = false;
};

Result<bench::Measured> measureGrowth(int times, double (Store::*measure)(int))
{
    auto few = Store::open(fewRecords());
    auto many = Store::open(manyRecords());
    if (!few || !many)
        return fail(few ? many.error() : few.error());
    const int aRound = bench::shortRun() ? times / 10 : times;
    double withFew = 0;
    double withMany = 0;
    const double ratio = bench::medianRatio(
        rounds, [&] { return withMany = ((*many).*measure)(aRound); },
        [&] { return withFew = ((*few).*measure)(aRound); });
    if (few->failed() || many->failed())
        return fail(ErrorKind::internal, Interface::store, "growth", "not every call succeeded");
    return bench::Measured(ratio, {{"us each with many, in the last round", withMany * 1e6 / aRound},
                                   {"us each with few", withFew * 1e6 / aRound}});
}

} // namespace

WB_BENCH("lookup-growth", "time of a lookup by EID (EventStore::waitingFor) with 10 000 000 records / with 10 000",
         "ratio", wb::bench::atMost(1.3), [] { return measureGrowth(20'000, &Store::lookUp); });

WB_BENCH("register-growth", "time of a registration (EventStore::add) with 10 000 000 records / with 10 000", "ratio",
         wb::bench::atMost(1.3), [] { return measureGrowth(1'000, &Store::registerEvents); });
