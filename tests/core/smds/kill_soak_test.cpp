// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_store.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"
#include "tests/support/core/soak.h"
#include "tests/support/test.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>
#include <set>

#include <sys/wait.h>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *killedEid = "89049032123451234512345678901235";
constexpr int registeringThreads = 4; ///< of the writer

smds::EventRecord numberedRecord(std::int32_t number)
{
    smds::EventRecord record;
    record.eid = must(rsp::Eid::fromText(killedEid));
    record.eventId = "EV-" + std::to_string(number);
    record.rspServerAddress = "testsmdpplus1.example.com";
    record.ownerOid = "2.999.10";
    record.ownerRole = "CERT.DP.TLS";
    return record;
}

/// One database that is killed in mid-registration and opened again, round after round.
class KilledStore {
public:
    explicit KilledStore(std::string place, PostgresServer *server = nullptr)
        : m_place(std::move(place)),
          m_server(server)
    {
    }

    /// Lets a writer register until so many are acknowledged, and kills it, or the server below it first. False when it ended
    /// otherwise.
    bool round(std::size_t untilAcknowledged, bool serverFirst = false)
    {
        const std::string command = "exec " WB_STORE_WRITER " for-ever '" + m_place + "' " + std::to_string(m_next);
        FILE *writer = ::popen(command.c_str(), "r");
        std::int32_t pid = 0;
        if (writer == nullptr || !readOne(writer, pid))
            return false;
        const std::size_t before = m_acknowledged.size();
        std::int32_t number = 0;
        while (m_acknowledged.size() < before + untilAcknowledged && readOne(writer, number))
            m_acknowledged.insert(number);
        if (serverFirst)
            m_server->stopAtOnce();
        ::kill(pid, SIGKILL);
        while (readOne(writer, number)) // acknowledged before the end
            m_acknowledged.insert(number);
        const int status = ::pclose(writer);
        m_next = m_acknowledged.empty() ? 0 : *m_acknowledged.rbegin() + 2 * registeringThreads;
        ++m_rounds;
        if (serverFirst)
            m_server->start();
        const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL; // without its server it may end before
        return (killed || serverFirst) && m_acknowledged.size() >= before + untilAcknowledged;
    }

    /// What is wrong with what the file holds now; nothing when all is well.
    std::string problem() const
    {
        auto store = must(smds::EventStore::open(m_place));
        const auto records = must(store->find(must(rsp::Eid::fromText(killedEid)), {}));
        std::set<std::string> found;
        for (const smds::EventRecord &record : records)
            found.insert(record.eventId);
        if (found.size() != records.size())
            return "a record is there twice";
        for (const std::int32_t each : m_acknowledged) {
            if (!found.contains("EV-" + std::to_string(each)))
                return "EV-" + std::to_string(each) + " was acknowledged and is gone";
        }
        if (found.size() > m_acknowledged.size() + m_rounds * registeringThreads)
            return "there are more records than can have been on their way";
        if (must(store->auditTail(100'000'000)).size() != records.size())
            return "records and audit entries do not match";
        const auto again = store->add(numberedRecord(*m_acknowledged.begin()), smds::AuditEntry{});
        if (again || again.error().kind != ErrorKind::conflict)
            return "an EventID that was used is free again";
        return {};
    }

private:
    static bool readOne(FILE *pipe, std::int32_t &number) { return std::fread(&number, sizeof number, 1, pipe) == 1; }

    std::string m_place;
    PostgresServer *m_server;
    std::set<std::int32_t> m_acknowledged;
    std::int32_t m_next = 0;
    std::size_t m_rounds = 0;
};

} // namespace

/// The database of an SM-DS under kill -9: acknowledged means kept, and nothing is kept by halves.
class KillSoakTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAcknowledgedSurvives()
    {
        const QTemporaryDir folder;
        KilledStore store(folder.filePath(QStringLiteral("smds.sqlite")).toStdString());
        QRandomGenerator moments(20261122); // the same moments each time, as far as a scheduler lets them be
        for (int round = 0; round < soakRounds(4, 200); ++round) {
            QVERIFY(store.round(std::size_t(moments.bounded(1, 300))));
            WB_COMPARE(store.problem(), "");
        }
    }

    /// On PostgreSQL: the SM-DS is killed, and every other time the server is.
    void whatAServerAcknowledgedSurvives()
    {
        PostgresServer server;
        KilledStore store(server.newDatabase(), &server);
        QRandomGenerator moments(20261123);
        for (int round = 0; round < soakRounds(4, 100); ++round) {
            QVERIFY(store.round(std::size_t(moments.bounded(1, 300)), round % 2 == 1));
            WB_COMPARE(store.problem(), "");
        }
    }
};

WB_TEST(KillSoakTest);

#include "kill_soak_test.moc"
