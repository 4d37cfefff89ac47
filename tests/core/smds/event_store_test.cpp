// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_store.h"
#include "core/store/migrations.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

#include <sys/stat.h>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *storedEid = "89049032123451234512345678901235";

smds::EventRecord recordOf(std::string eventId, std::string owner = "2.999.10")
{
    smds::EventRecord record;
    record.eid = must(rsp::Eid::fromText(storedEid));
    record.eventId = std::move(eventId);
    record.rspServerAddress = "testsmdpplus1.example.com";
    record.ownerOid = std::move(owner);
    record.ownerRole = "CERT.DP.TLS";
    return record;
}

} // namespace

/// The database of an SM-DS: what is acknowledged survives, and what cannot be kept is not acknowledged.
class EventStoreTest : public QObject {
    Q_OBJECT

    struct Ended {
        int code = -1;
        QByteArray said;
    };

    Ended storeWriter(const char *deed) const
    {
        QProcess process;
        process.start(QStringLiteral(WB_STORE_WRITER), {QString::fromLatin1(deed), q(m_file)});
        if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAll()};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("smds.sqlite")).toStdString();
    }

    void aRegistrationThatCannotBeWrittenIsNotAcknowledged()
    {
        const Ended full = storeWriter("until-full");
        QVERIFY2(full.code == 0 && !full.said.isEmpty(), full.said.constData());
        auto store = must(smds::EventStore::open(m_file));
        WB_VERIFY(store->add(recordOf("EV-after"), smds::AuditEntry{}));
        // Without a gap: everything up to the one that was refused, which is not there.
        const auto records = must(store->find(must(rsp::Eid::fromText(storedEid)), {}));
        QVERIFY(records.size() > 10);
        for (std::size_t i = 0; i + 1 < records.size(); ++i)
            WB_COMPARE(records[i].eventId, "EV-" + std::to_string(i));
        WB_COMPARE(records.back().eventId, "EV-after");
    }

    void aReadOnlyFileSaysSo()
    {
        {
            must(smds::EventStore::open(m_file));
        }
        const QByteArray folder = m_folder->path().toLocal8Bit();
        QCOMPARE(::chmod(folder.constData(), 0555), 0);
        QCOMPARE(::chmod(m_file.c_str(), 0444), 0);
        const Ended refused = storeWriter("as-nobody"); // root may write everything
        ::chmod(folder.constData(), 0755);
        QVERIFY2(refused.code == 0 && refused.said.contains(m_file.c_str()), refused.said.constData());
    }

    void aNewerFileIsRefused()
    {
        {
            must(smds::EventStore::open(m_file));
        }
        {
            auto writer = must(store::SqlThread::open(m_file, store::SqlThread::Mode::writing));
            WB_VERIFY(store::migrate(*writer, std::vector<store::Migration>{{99, {}}}));
        }
        const auto store = smds::EventStore::open(m_file);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::unsupported);
    }

    void aConflictLeavesNothingBehind()
    {
        auto store = must(smds::EventStore::open(m_file));
        const auto first = store->add(recordOf("EV-1"), smds::AuditEntry{});
        WB_VERIFY(first);
        QVERIFY(first->id > 0);
        const auto second = store->add(recordOf("EV-1"), smds::AuditEntry{});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::conflict);
        QCOMPARE(must(store->auditTail(10)).size(), std::size_t(1));
        WB_VERIFY(store->add(recordOf("EV-1", "2.999.12"), smds::AuditEntry{}));
    }

    void twoMayRegisterTheSameAtOnceOneWins()
    {
        auto store = must(smds::EventStore::open(m_file));
        for (int round = 0; round < 20; ++round) {
            std::atomic<int> won = 0;
            {
                std::vector<std::jthread> threads;
                for (int thread = 0; thread < 4; ++thread)
                    threads.emplace_back(
                        [&] { won += store->add(recordOf("EV-" + std::to_string(round)), {}) ? 1 : 0; });
            }
            QCOMPARE(won.load(), 1);
        }
    }

    void cleanup() { m_folder.reset(); }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
};

WB_TEST(EventStoreTest);
#include "event_store_test.moc"
