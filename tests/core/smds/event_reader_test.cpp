// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/event_reader.h"

#include "core/smds/event_store.h"
#include "core/smds/rows.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <future>
#include <thread>

using namespace wb;
using namespace wb::testing;

namespace {

smds::AuditEntry saying(const char *detail)
{
    return {{}, "Test", 0, {}, {}, {}, "Failed", {}, detail};
}

std::string detailsOf(const std::vector<smds::AuditLine> &lines)
{
    std::string text;
    for (const smds::AuditLine &line : lines)
        text += line.entry.detail + " ";
    return text;
}

} // namespace

/// Reading the database of an SM-DS beside those who write it.
class EventReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// An entry gets its number before others that are to be seen earlier. Who goes on after the last one seen must get it all the same.
    void nobodyMissesAnEntryOfASlowTransaction()
    {
        const auto url = must(store::DatabaseUrl::parse(sharedPostgres().newDatabase()));
        const auto store = must(smds::EventStore::open(url));
        const auto reader = must(smds::EventReader::open(url));
        const auto slow = must(store::SqlThread::open(url, store::SqlThread::Mode::writing));
        store->note(saying("first"));
        QTRY_COMPARE(q(detailsOf(must(reader->audit({})))), QStringLiteral("first "));

        std::promise<void> written;
        std::promise<void> goOn;
        std::jthread other([&] {
            const auto done = slow->run([&, told = false](QSqlDatabase &database) mutable {
                const bool good = smds::writeAudit(database, saying("slow")).has_value();
                if (!std::exchange(told, true))
                    written.set_value();
                goOn.get_future().wait();
                return good;
            });
            if (!done)
                qWarning("%s", done.error().line().c_str());
        });
        written.get_future().wait();
        smds::EventRecord record;
        record.eid = must(rsp::Eid::fromText("89049032123451234512345678901235"));
        record.eventId = "EV";
        WB_VERIFY(store->add(record, saying("fast"))); // committed, with a higher number than the slow one

        smds::AuditQuery query;
        const auto before = must(reader->audit(query));
        WB_COMPARE(detailsOf(before), "first ");
        WB_COMPARE(detailsOf(must(reader->newest(query))), "first ");
        query.after = before.back().position;
        goOn.set_value();
        other.join();
        const auto after = must(reader->audit(query));
        QCOMPARE(after.size(), std::size_t(2));
        QVERIFY(detailsOf(after).find("slow") != std::string::npos);
        QVERIFY(detailsOf(after).find("fast") != std::string::npos);
        query.after = after.back().position;
        QVERIFY(must(reader->audit(query)).empty());
    }

    /// A discovery finds all that it tells in the index, and leaves the table alone.
    void discoveriesReadTheIndexOnly()
    {
        const QString plan = planOf("SELECT id, event_id, rsp_server_address FROM event_record WHERE eid = '1'"
                                    " AND deleted_at IS NULL ORDER BY id");
        QVERIFY2(plan.contains(QStringLiteral("COVERING INDEX event_record_by_eid")), qPrintable(plan));
        QVERIFY2(!plan.contains(QStringLiteral("TEMP B-TREE")), qPrintable(plan));
    }

    /// What people search by is found by an index, whatever else is in the table.
    void searchesUseTheirIndexes_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("index");
        QTest::newRow("EID") << QStringLiteral("eid = '1'") << QStringLiteral("event_record_by_eid");
        QTest::newRow("EventID") << QStringLiteral("event_id = '1'") << QStringLiteral("event_record_by_event_id");
        QTest::newRow("registrant") << QStringLiteral("owner_oid = '1'") << QStringLiteral("event_record_by_owner");
    }

    void searchesUseTheirIndexes()
    {
        QFETCH(QString, condition);
        QFETCH(QString, index);
        const QString plan = planOf("SELECT * FROM event_record WHERE " + condition.toStdString()
                                    + " AND deleted_at IS NULL ORDER BY id DESC LIMIT 10");
        QVERIFY2(plan.contains(index), qPrintable(plan));
        QVERIFY2(!plan.contains(QStringLiteral("TEMP B-TREE")), qPrintable(plan)); // no sorting either
    }

private:
    /// How SQLite would carry out a statement.
    static QString planOf(const std::string &statement)
    {
        QTemporaryDir folder;
        const auto url = must(store::DatabaseUrl::parse(folder.filePath(QStringLiteral("smds.sqlite")).toStdString()));
        must(smds::EventStore::open(url));
        const auto thread = must(store::SqlThread::open(url, store::SqlThread::Mode::reading));
        QString plan;
        const auto done = thread->run([&](QSqlDatabase &database) {
            QSqlQuery query(database);
            query.exec(QStringLiteral("EXPLAIN QUERY PLAN ") + QString::fromStdString(statement));
            while (query.next())
                plan += query.value(3).toString();
            return true;
        });
        return done ? plan : QString();
    }
};

WB_TEST(EventReaderTest);
#include "event_reader_test.moc"
