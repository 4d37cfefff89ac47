// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/local_reader.h"
#include "core/store/sql_thread.h"
#include "core/store/statement.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QSqlDatabase>
#include <QTemporaryDir>

#include <thread>

using namespace wb;
using namespace wb::store;
using wb::testing::must;

class LocalReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("numbers.sqlite")).toStdString();
        m_writer = must(SqlThread::open(m_file, SqlThread::Mode::writing));
        insert("CREATE TABLE numbers (number INTEGER)");
    }

    /// A statement that is kept prepared must not hold on to what it saw the first time.
    void eachReadSeesWhatWasCommittedBefore()
    {
        const LocalReader reader{DatabaseUrl(m_file)};
        QCOMPARE(countIn(reader), 0);
        insert("INSERT INTO numbers VALUES (1)");
        QCOMPARE(countIn(reader), 1);
        insert("INSERT INTO numbers VALUES (2)");
        QCOMPARE(countIn(reader), 2);
    }

    void manyThreadsReadAtOnce()
    {
        insert("INSERT INTO numbers VALUES (1), (2), (3)");
        const LocalReader reader{DatabaseUrl(m_file)};
        std::vector<int> counts(8);
        {
            std::vector<std::jthread> threads;
            for (int &count : counts)
                threads.emplace_back([&count, &reader] { count = countIn(reader); });
        }
        QCOMPARE(counts, std::vector<int>(8, 3));
    }

    void readersOfTwoFilesStayApart()
    {
        const std::string other = m_file + "-other";
        auto writer = must(SqlThread::open(other, SqlThread::Mode::writing));
        QVERIFY(writer->run([](QSqlDatabase &database) {
            Query query(database);
            return runBound(query, "CREATE TABLE numbers AS SELECT 7 AS number", {});
        }));
        const LocalReader first{DatabaseUrl(m_file)};
        const LocalReader second{DatabaseUrl(other)};
        QCOMPARE(countIn(first), 0);
        QCOMPARE(countIn(second), 1);
        QCOMPARE(countIn(first), 0);
    }

    void itCannotWrite()
    {
        const LocalReader reader{DatabaseUrl(m_file)};
        bool written = true;
        QVERIFY(reader.run([&](QSqlDatabase &database) {
            Query query(database);
            written = runBound(query, "INSERT INTO numbers VALUES (1)", {});
        }));
        QVERIFY(!written);
        QCOMPARE(countIn(reader), 0);
    }

    void whatCannotBeOpenedSaysWhy()
    {
        const LocalReader reader{DatabaseUrl(m_file + "/nowhere")};
        const auto outcome = reader.run([](QSqlDatabase &) {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().interface, Interface::store);
    }

    /// What nobody waits for is done all the same, without anything coming after it.
    void postedWorkIsDoneSoon()
    {
        m_writer->post([](QSqlDatabase &database) {
            Query query(database);
            return runBound(query, "INSERT INTO numbers VALUES (?)", {1});
        });
        const LocalReader reader{DatabaseUrl(m_file)};
        QTRY_COMPARE(countIn(reader), 1);
    }

    void cleanup()
    {
        m_writer.reset();
        m_folder.reset();
    }

private:
    void insert(const char *statement)
    {
        QVERIFY(m_writer->run([statement](QSqlDatabase &database) {
            Query query(database);
            return runBound(query, statement, {});
        }));
    }

    /// Reads the first row only and leaves the statement there, as a caller may.
    static int countIn(const LocalReader &reader)
    {
        int count = -1;
        const auto done = reader.run([&](QSqlDatabase &database) {
            Query query(database);
            if (runBound(query, "SELECT (SELECT count(*) FROM numbers) UNION ALL SELECT -2", {}) && query.next())
                count = query.value(0).toInt();
        });
        return done ? count : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
    std::unique_ptr<SqlThread> m_writer;
};

WB_TEST(LocalReaderTest);
#include "local_reader_test.moc"
