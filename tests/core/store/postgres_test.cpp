// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/migrations.h"
#include "core/store/sql_thread.h"
#include "core/store/statement.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>
#include <latch>

using namespace wb;
using namespace wb::testing;
using store::DatabaseUrl;
using store::Migration;
using store::runBound;
using store::SqlThread;

namespace {

const Migration counters[] = {
    {1,
     {"CREATE TABLE counter (id {identity}, value {int64} NOT NULL, name TEXT, bits {blob})",
      "{sqlite:NONSENSE}{postgresql:CREATE TABLE only_here (x INTEGER)}", "{sqlite:NONSENSE}"}},
    {2, {"INSERT INTO counter (value) VALUES (0), (0)"}},
};

bool doStatement(QSqlDatabase &database, const char *statement, std::initializer_list<QVariant> values = {})
{
    QSqlQuery query(database);
    return runBound(query, statement, values);
}

} // namespace

/// The database thread on a PostgreSQL server: groups, collisions, several processes, and a server that goes away.
class PostgresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_url = must(DatabaseUrl::parse(sharedPostgres().newDatabase())); }

    void valuesComeBackAsTheyWere()
    {
        auto writer = openCounters();
        const QString text = QString::fromUtf8("it's a \\ and a \"?\", \xC3\xA4 'x' $1 :name");
        const QByteArray bits("\0\x01'\\\xFF", 5);
        QList<QVariant> read;
        WB_VERIFY(writer->run([&](QSqlDatabase &database) {
            QSqlQuery query(database);
            const bool written = runBound(query,
                                          "INSERT INTO counter (value, name, bits) VALUES (?, ?, ?) RETURNING value,"
                                          " name, bits",
                                          {qint64(4'102'444'800'000), text, bits});
            read = written && query.next() ? QList<QVariant>{query.value(0), query.value(1), query.value(2)}
                                           : QList<QVariant>{query.lastError().text()};
            return written;
        }));
        QCOMPARE(read, (QList<QVariant>{qint64(4'102'444'800'000), text, bits}));
        WB_VERIFY(writer->run([&](QSqlDatabase &database) {
            QSqlQuery query(database);
            const bool written = runBound(query, "INSERT INTO counter (value, name) VALUES (?, ?) RETURNING name",
                                          {1, QVariant()});
            read = {written && query.next() && query.isNull(0)};
            return written;
        }));
        QCOMPARE(read, QList<QVariant>{true});
    }

    void aWorkInAGroupFailsAlone()
    {
        auto writer = openCounters();
        std::latch go(1);
        writer->post([&](QSqlDatabase &) {
            go.wait();
            return true;
        });
        writer->post(
            [](QSqlDatabase &database) { return doStatement(database, "INSERT INTO counter (value) VALUES (7)"); });
        writer->post([](QSqlDatabase &database) {
            doStatement(database, "INSERT INTO counter (value) VALUES (8)");
            return doStatement(database, "INSERT INTO counter (id, value) VALUES (1, 1)"); // that id is taken
        });
        writer->post(
            [](QSqlDatabase &database) { return doStatement(database, "INSERT INTO counter (value) VALUES (9)"); });
        go.count_down();
        QCOMPARE(valuesOf(*writer), QStringLiteral("0 0 7 9"));
    }

    void aReaderCannotWrite()
    {
        auto writer = openCounters();
        auto reader = must(SqlThread::open(m_url, SqlThread::Mode::reading));
        bool written = true;
        WB_VERIFY(reader->run([&](QSqlDatabase &database) {
            written = doStatement(database, "INSERT INTO counter (value) VALUES (7)");
            return true;
        }));
        QVERIFY(!written);
        QCOMPARE(valuesOf(*reader), QStringLiteral("0 0"));
    }

    void migrationsAreDoneOnceByManyProcesses()
    {
        std::atomic<int> failed = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    auto writer = must(SqlThread::open(m_url, SqlThread::Mode::writing));
                    failed += store::migrate(*writer, counters) ? 0 : 1;
                });
            }
        }
        QCOMPARE(failed.load(), 0);
        auto writer = openCounters();
        QCOMPARE(valuesOf(*writer), QStringLiteral("0 0"));
        const auto older = store::migrate(*writer, std::span(counters).first(1));
        QVERIFY(!older);
        QCOMPARE(older.error().kind, ErrorKind::unsupported);
    }

    /// Two connections take the same two rows in opposite order. PostgreSQL ends one of the transactions, which is run again.
    void aDeadlockIsRunAgain()
    {
        auto one = openCounters();
        auto other = must(SqlThread::open(m_url, SqlThread::Mode::writing));
        std::latch bothHoldOne(2);
        std::atomic<int> runs = 0;
        const auto inOrder = [&](int first, int second) {
            return [&, first, second, met = std::make_shared<bool>(false)](QSqlDatabase &database) {
                ++runs;
                if (!doStatement(database, "UPDATE counter SET value = value + 1 WHERE id = ?", {first}))
                    return false;
                if (!std::exchange(*met, true))
                    bothHoldOne.arrive_and_wait();
                return doStatement(database, "UPDATE counter SET value = value + 1 WHERE id = ?", {second});
            };
        };
        Result<void> outcome;
        std::jthread beside([&] { outcome = other->run(inOrder(2, 1)); });
        WB_VERIFY(one->run(inOrder(1, 2)));
        beside.join();
        WB_VERIFY(outcome);
        QVERIFY(runs.load() > 2);
        QCOMPARE(valuesOf(*one), QStringLiteral("2 2"));
    }

    /// What collides for ever is told and leaves nothing behind.
    void whatAlwaysCollidesIsGivenUp()
    {
        auto writer = openCounters();
        int runs = 0;
        const auto outcome = writer->run([&](QSqlDatabase &database) {
            ++runs;
            return doStatement(database, "INSERT INTO counter (value) VALUES (7)")
                   && doStatement(database, "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$");
        });
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::io);
        QCOMPARE(runs, 6);
        QCOMPARE(valuesOf(*writer), QStringLiteral("0 0"));
    }

    void aServerThatComesBackIsReachedAgain()
    {
        PostgresServer server;
        const auto url = must(DatabaseUrl::parse(server.newDatabase()));
        auto writer = must(SqlThread::open(url, SqlThread::Mode::writing));
        auto reader = must(SqlThread::open(url, SqlThread::Mode::reading));
        WB_VERIFY(store::migrate(*writer, counters));
        const auto write = [&] {
            return writer->run(
                [](QSqlDatabase &database) { return doStatement(database, "INSERT INTO counter (value) VALUES (7)"); });
        };

        server.stopAtOnce();
        for (int i = 0; i < 3; ++i) {
            const auto away = write();
            QVERIFY(!away);
            // Lost in the middle first, and nobody there afterwards.
            QVERIFY(away.error().kind == ErrorKind::unreachable || (i == 0 && away.error().kind == ErrorKind::io));
            QVERIFY2(q(away.error().reason).contains(q(url.text())), away.error().line().c_str());
        }
        server.start();
        QVERIFY(QTest::qWaitFor([&] { return write().has_value(); }, 20'000));
        QTRY_COMPARE_WITH_TIMEOUT(valuesOf(*reader), QStringLiteral("0 0 7"), 20'000);

        // A restart that nobody was at work in is not noticed by anybody who writes.
        server.stopAtOnce();
        server.start();
        WB_VERIFY(write());
    }

    void whatCannotBeOpenedSaysWhy_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("word");
        QTest::newRow("no such database") << "postgresql://smds:secret@/nowhere?host=%1"
                                          << "\"nowhere\" does not exist";
        QTest::newRow("no such user") << "postgresql://nobody:secret@/smds1?host=%1"
                                      << "role \"nobody\" does not exist";
        QTest::newRow("nobody there") << "postgresql://smds:secret@/smds1?host=/nowhere"
                                      << "/nowhere";
        QTest::newRow("a blank and a quote") << "postgresql://smds:secret@/a%20b%27c?host=%1"
                                             << "\"a b'c\" does not exist";
    }

    void whatCannotBeOpenedSaysWhy()
    {
        QFETCH(QString, url);
        QFETCH(QString, word);
        url.replace(QStringLiteral("%1"), q(m_url.host));
        const auto opened = SqlThread::open(must(DatabaseUrl::parse(url.toStdString())), SqlThread::Mode::writing);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::unreachable);
        const QString said = q(opened.error().line());
        QVERIFY2(said.contains(word), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("secret")), qPrintable(said));
    }

private:
    std::unique_ptr<SqlThread> openCounters()
    {
        auto writer = must(SqlThread::open(m_url, SqlThread::Mode::writing));
        if (const auto migrated = store::migrate(*writer, counters); !migrated)
            qFatal("%s", lineOf(migrated).c_str());
        return writer;
    }

    static QString valuesOf(SqlThread &thread)
    {
        QStringList values;
        QString problem;
        const auto read = thread.run([&](QSqlDatabase &database) {
            QSqlQuery query(database);
            if (!runBound(query, "SELECT value FROM counter ORDER BY id", {}))
                problem = query.lastError().text();
            while (query.next())
                values << query.value(0).toString();
            return true;
        });
        if (!read)
            return q(lineOf(read));
        return problem.isEmpty() ? values.join(QLatin1Char(' ')) : problem;
    }

    DatabaseUrl m_url;
};

WB_TEST(PostgresTest);
#include "postgres_test.moc"
