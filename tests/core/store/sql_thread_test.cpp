// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/migrations.h"
#include "core/store/sql_thread.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>

using namespace wb;
using namespace wb::testing;
using store::Migration;
using store::SqlThread;

namespace {

bool execute(QSqlDatabase &database, const QString &statement)
{
    QSqlQuery query(database);
    return query.exec(statement);
}

bool insert(QSqlDatabase &database, int number)
{
    return execute(database, QStringLiteral("INSERT INTO number VALUES (%1)").arg(number));
}

const Migration numbers[] = {{1, {"CREATE TABLE number (value INTEGER PRIMARY KEY)"}}};

/// What the table holds, "1 2 3".
QString contentOf(SqlThread &thread)
{
    QStringList values;
    const auto read = thread.run([&](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.exec(QStringLiteral("SELECT value FROM number ORDER BY value"));
        while (query.next())
            values << query.value(0).toString();
        return true;
    });
    return read ? values.join(QLatin1Char(' ')) : q(lineOf(read));
}

} // namespace

/// The database thread: what is acknowledged is kept, what is refused is not, and faults of the disk are told.
class SqlThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("test.sqlite")).toStdString();
    }

    /// EIDs and EventIDs are in it.
    void nobodyElseMayReadTheFile()
    {
        const mode_t before = ::umask(022);
        const auto asBefore = qScopeGuard([before] { ::umask(before); });
        const std::filesystem::path file = m_folder->filePath(QStringLiteral("private.sqlite")).toStdString();
        const auto thread = must(SqlThread::open(file.string(), SqlThread::Mode::writing));
        WB_VERIFY(store::migrate(*thread, numbers));
        using std::filesystem::perms;
        for (const char *end : {"", "-wal", "-shm"})
            QCOMPARE(std::filesystem::status(file.string() + end).permissions(),
                     perms::owner_read | perms::owner_write);
    }

    void workIsKeptAndReadElsewhere()
    {
        auto writer = openNumbers();
        auto reader = must(SqlThread::open(m_file, SqlThread::Mode::reading));
        WB_VERIFY(writer->run([](QSqlDatabase &database) { return insert(database, 1) && insert(database, 2); }));
        QCOMPARE(contentOf(*reader), QStringLiteral("1 2"));
        WB_VERIFY(writer->run([](QSqlDatabase &database) { return insert(database, 3); }));
        QCOMPARE(contentOf(*reader), QStringLiteral("1 2 3"));
    }

    void aReaderCannotWrite()
    {
        openNumbers();
        auto reader = must(SqlThread::open(m_file, SqlThread::Mode::reading));
        bool inserted = true;
        WB_VERIFY(reader->run([&](QSqlDatabase &database) {
            inserted = insert(database, 1);
            return true;
        }));
        QVERIFY(!inserted);
    }

    /// Several works share a transaction; one that takes itself back takes back nothing else.
    void aWorkInAGroupFailsAlone()
    {
        auto writer = openNumbers();
        writer->post(blocker()); // while it runs, what follows becomes one group
        for (int number = 1; number <= 6; ++number) {
            writer->post([number](QSqlDatabase &database) {
                insert(database, number);
                return number % 3 != 0;
            });
        }
        writer->post([](QSqlDatabase &database) { return insert(database, 1); }); // fails: it is there already
        writer->post([](QSqlDatabase &database) { return insert(database, 7); });
        m_go = true;
        m_go.notify_all();
        QCOMPARE(contentOf(*writer), QStringLiteral("1 2 4 5 7"));
    }

    void closingFinishesWhatWasHandedIn()
    {
        {
            auto writer = openNumbers();
            for (int number = 0; number < 1500; ++number)
                writer->post([number](QSqlDatabase &database) { return insert(database, number); });
        }
        auto reader = must(SqlThread::open(m_file, SqlThread::Mode::reading));
        QCOMPARE(contentOf(*reader).count(QLatin1Char(' ')) + 1, 1500);
    }

    void manyThreadsWriteAtOnce()
    {
        auto writer = openNumbers();
        std::atomic<int> refused = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 8; ++thread) {
                threads.emplace_back([&, thread] {
                    for (int i = 0; i < 25; ++i) {
                        const int number = thread * 25 + i;
                        refused += writer->run([number](QSqlDatabase &database) { return insert(database, number); })
                                       ? 0
                                       : 1;
                    }
                });
            }
        }
        QCOMPARE(refused.load(), 0);
        QCOMPARE(contentOf(*writer).count(QLatin1Char(' ')) + 1, 200);
    }

    /// SQLite takes back a whole transaction when the disk is full; everybody in it must hear that, and nobody's work may
    /// stay behind unacknowledged.
    void aFullDiskIsTold()
    {
        auto writer = openNumbers();
        WB_VERIFY(writer->run([](QSqlDatabase &database) { return insert(database, 1); }));
        WB_VERIFY(writer->run([](QSqlDatabase &database) {
            return execute(database, QStringLiteral("CREATE TABLE filler (content BLOB)"))
                   && execute(database, QStringLiteral("PRAGMA max_page_count=8"));
        }));
        const auto reader = must(SqlThread::open(m_file, SqlThread::Mode::reading));
        writer->post(blocker());
        std::vector<std::jthread> others;
        std::atomic<int> told = 0;
        std::atomic<int> waiting = 0;
        for (const int number : {2, 3}) {
            others.emplace_back([&, number] {
                ++waiting;
                const auto outcome = writer->run([number](QSqlDatabase &database) { return insert(database, number); });
                // Either in the group of the one that met the full disk, and then told, or in a group of its own, and kept.
                const bool kept = contentOf(*reader).split(QLatin1Char(' ')).contains(QString::number(number));
                told += kept == outcome.has_value() ? 1 : 0;
            });
        }
        QTRY_COMPARE(waiting.load(), 2);
        Result<void> full;
        std::jthread filling([&] {
            full = writer->run([](QSqlDatabase &database) {
                return execute(database, QStringLiteral("INSERT INTO filler VALUES (zeroblob(1000000))"));
            });
        });
        m_go = true;
        m_go.notify_all();
        filling.join();
        others.clear();
        QCOMPARE(told.load(), 2);
        QVERIFY(!full);
        QVERIFY2(q(full.error().reason).contains(QStringLiteral("disk is full")), full.error().line().c_str());
        WB_VERIFY(writer->run(
            [](QSqlDatabase &database) { return execute(database, QStringLiteral("PRAGMA max_page_count=100000")); }));
        WB_VERIFY(writer->run([](QSqlDatabase &database) { return insert(database, 4); }));
        QVERIFY(contentOf(*writer).startsWith(QLatin1Char('1')));
        QVERIFY(contentOf(*writer).endsWith(QLatin1Char('4')));
    }

    /// A work that ends the transaction around it, as SQLite does by itself on a fault of the disk.
    void aLostTransactionIsTold()
    {
        auto writer = openNumbers();
        const auto lost = writer->run([](QSqlDatabase &database) {
            return insert(database, 1) && execute(database, QStringLiteral("ROLLBACK"));
        });
        QVERIFY(!lost);
        QCOMPARE(lost.error().kind, ErrorKind::io);
        QCOMPARE(lost.error().interface, Interface::store);
        QVERIFY(!lost.error().reason.empty());
        WB_VERIFY(writer->run([](QSqlDatabase &database) { return insert(database, 2); }));
        QCOMPARE(contentOf(*writer), QStringLiteral("2"));
    }

    void whatCannotBeOpenedSaysWhy_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("word");
        QTest::newRow("a folder") << "."
                                  << "unable to open";
        QTest::newRow("in a folder that is not there") << "nowhere/test.sqlite"
                                                       << "unable to open";
        QTest::newRow("no database") << "text.sqlite"
                                     << "no SQLite database";
        QTest::newRow("a place without a write-ahead log") << ":memory:"
                                                           << "write-ahead log";
    }

    void whatCannotBeOpenedSaysWhy()
    {
        QFETCH(QString, path);
        QFETCH(QString, word);
        std::ofstream(m_folder->filePath(QStringLiteral("text.sqlite")).toStdString()) << std::string(4096, 'x');
        const QString file = path.startsWith(QLatin1Char(':')) ? path : m_folder->filePath(path);
        const auto opened = SqlThread::open(file.toStdString(), SqlThread::Mode::writing);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, path.startsWith(QLatin1String("text")) ? ErrorKind::malformed : ErrorKind::io);
        QCOMPARE(opened.error().interface, Interface::store);
        QVERIFY2(q(opened.error().reason).contains(word), opened.error().line().c_str());
        QVERIFY2(q(opened.error().reason).contains(file), opened.error().line().c_str());
    }

    void migrationsRunOnce()
    {
        std::vector<Migration> steps(std::begin(numbers), std::end(numbers));
        {
            auto writer = must(SqlThread::open(m_file, SqlThread::Mode::writing));
            WB_VERIFY(store::migrate(*writer, steps));
            WB_VERIFY(store::migrate(*writer, steps));
            WB_VERIFY(writer->run([](QSqlDatabase &database) { return insert(database, 1); }));
        }
        steps.push_back({2, {"ALTER TABLE number ADD COLUMN name TEXT", "UPDATE number SET name = 'one'"}});
        auto writer = must(SqlThread::open(m_file, SqlThread::Mode::writing));
        WB_VERIFY(store::migrate(*writer, steps));
        WB_VERIFY(store::migrate(*writer, steps));
        QCOMPARE(contentOf(*writer), QStringLiteral("1"));
    }

    void aNewerDatabaseIsLeftAlone()
    {
        auto writer = openNumbers();
        WB_VERIFY(store::migrate(*writer, std::vector<Migration>{{1, {}}, {7, {"CREATE TABLE later (x)"}}}));
        const auto outcome = store::migrate(*writer, numbers);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::unsupported);
        QVERIFY2(q(outcome.error().reason).contains(QStringLiteral("version 7")), outcome.error().line().c_str());
    }

    /// A step that fails leaves the schema at the step before.
    void aBrokenMigrationIsTakenBack()
    {
        auto writer = openNumbers();
        const std::vector<Migration> broken{
            {1, {}}, {2, {"INSERT INTO number VALUES (1)"}}, {3, {"INSERT INTO number VALUES (2)", "NONSENSE"}}};
        const auto outcome = store::migrate(*writer, broken);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::io);
        QVERIFY2(q(outcome.error().reason).contains(QStringLiteral("NONSENSE")), outcome.error().line().c_str());
        QCOMPARE(contentOf(*writer), QStringLiteral("1"));
        WB_VERIFY(store::migrate(
            *writer, std::vector<Migration>{{1, {}}, {2, {"NONSENSE"}}, {3, {"INSERT INTO number VALUES (3)"}}}));
        QCOMPARE(contentOf(*writer), QStringLiteral("1 3"));
    }

    void cleanup()
    {
        m_go = false;
        m_folder.reset();
    }

private:
    std::unique_ptr<SqlThread> openNumbers()
    {
        auto writer = must(SqlThread::open(m_file, SqlThread::Mode::writing));
        if (const auto migrated = store::migrate(*writer, numbers); !migrated)
            qFatal("%s", lineOf(migrated).c_str());
        return writer;
    }

    /// A work that holds the thread up until m_go.
    SqlThread::Work blocker()
    {
        return [this](QSqlDatabase &) {
            m_go.wait(false);
            return true;
        };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
    std::atomic<bool> m_go = false;
};

WB_TEST(SqlThreadTest);
#include "sql_thread_test.moc"
