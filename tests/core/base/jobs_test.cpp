// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/jobs.h"
#include "tests/support/test.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QThread>

#include <latch>
#include <semaphore>

using namespace wb;

class JobsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversInTheOwnersThread();
    void deliversMovableOnlyResults();
    void aNewerJobSupersedes();
    void aSupersededJobThatHasNotBegunNeverBegins();
    void slotsAreIndependent();
    void cancelledWorkStillReports();
    void destructorStopsAndWaits();
    void nothingArrivesAfterTheOwner();
    void ownerMayGoAwayInDone();
    void progressIsCoalesced();
    void poolRunsAtMostItsThreads();
    void manyJobs();
};

namespace {

/// Blocks until its job is told to stop.
int untilStopped(const JobContext &context)
{
    std::binary_semaphore stopped(0);
    const std::stop_callback wake(context.stop, [&] { stopped.release(); });
    stopped.acquire();
    return -1;
}

} // namespace

void JobsTest::deliversInTheOwnersThread()
{
    JobPool pool(QStringLiteral("test"), 2);
    Jobs jobs;
    QSignalSpy startedSpy(&jobs, &Jobs::started);
    QSignalSpy finishedSpy(&jobs, &Jobs::finished);
    Qt::HANDLE workedIn = nullptr;
    Qt::HANDLE doneIn = nullptr;
    int answer = 0;

    const JobId id = jobs.start<int>(
        pool, "answer", QStringLiteral("Think"),
        [&](JobContext &) {
            workedIn = QThread::currentThreadId();
            return 42;
        },
        [&](int value) {
            doneIn = QThread::currentThreadId();
            answer = value;
        });
    QCOMPARE(startedSpy.size(), 1);
    QCOMPARE(startedSpy[0][0].value<JobId>(), id);
    QCOMPARE(startedSpy[0][1].toString(), QStringLiteral("Think"));
    QVERIFY(jobs.isRunning("answer"));
    QCOMPARE(answer, 0); // never before control returns to the event loop

    QTRY_COMPARE(finishedSpy.size(), 1);
    QCOMPARE(answer, 42);
    QVERIFY(workedIn != QThread::currentThreadId());
    QCOMPARE(doneIn, QThread::currentThreadId());
    QVERIFY(!jobs.isRunning("answer"));
    QCOMPARE(jobs.running(), 0);
}

void JobsTest::deliversMovableOnlyResults()
{
    JobPool pool(QStringLiteral("test"), 1);
    Jobs jobs;
    std::unique_ptr<int> got;
    jobs.start<std::unique_ptr<int>>(
        pool, nullptr, {}, [](JobContext &) { return std::make_unique<int>(7); },
        [&](std::unique_ptr<int> value) { got = std::move(value); });
    QTRY_VERIFY(got);
    QCOMPARE(*got, 7);
}

void JobsTest::aNewerJobSupersedes()
{
    JobPool pool(QStringLiteral("test"), 2);
    Jobs jobs;
    QSignalSpy finishedSpy(&jobs, &Jobs::finished);
    QList<int> results;
    const auto done = [&](int value) { results << value; };

    const JobId first = jobs.start<int>(pool, "list", {}, untilStopped, done);
    const JobId second = jobs.start<int>(
        pool, "list", {}, [](JobContext &) { return 2; }, done);
    QVERIFY(first != second);
    QCOMPARE(finishedSpy.size(), 1); // the first has left at once
    QCOMPARE(finishedSpy[0][0].value<JobId>(), first);

    QTRY_COMPARE(finishedSpy.size(), 2);
    QCOMPARE(results, QList<int>{2});
}

void JobsTest::aSupersededJobThatHasNotBegunNeverBegins()
{
    JobPool pool(QStringLiteral("test"), 1);
    Jobs blocker;
    Jobs jobs;
    std::atomic<int> begun = 0;
    int got = 0;
    const JobId block = blocker.start<int>(pool, nullptr, {}, untilStopped, {});
    for (int i = 1; i <= 5; ++i) {
        jobs.start<int>(
            pool, "typing", {},
            [&begun, i](JobContext &) {
                ++begun;
                return i;
            },
            [&](int value) { got = value; });
    }
    blocker.cancel(block);
    QTRY_COMPARE(got, 5);
    QCOMPARE(begun.load(), 1);
}

void JobsTest::slotsAreIndependent()
{
    JobPool pool(QStringLiteral("test"), 2);
    Jobs jobs;
    QList<int> results;
    const auto done = [&](int value) { results << value; };
    jobs.start<int>(
        pool, "a", {}, [](JobContext &) { return 1; }, done);
    jobs.start<int>(
        pool, "b", {}, [](JobContext &) { return 2; }, done);
    jobs.start<int>(
        pool, nullptr, {}, [](JobContext &) { return 3; }, done);
    jobs.start<int>(
        pool, nullptr, {}, [](JobContext &) { return 4; }, done);
    QTRY_COMPARE(results.size(), 4);
    std::sort(results.begin(), results.end());
    QCOMPARE(results, (QList<int>{1, 2, 3, 4}));
}

void JobsTest::cancelledWorkStillReports()
{
    JobPool pool(QStringLiteral("test"), 1);
    Jobs jobs;
    int got = 0;
    const JobId id = jobs.start<int>(pool, "long", {}, untilStopped, [&](int value) { got = value; });
    jobs.cancel(id);
    QTRY_COMPARE(got, -1);
    jobs.cancel(id); // ended long ago
    QCOMPARE(jobs.running(), 0);
}

void JobsTest::destructorStopsAndWaits()
{
    JobPool pool(QStringLiteral("test"), 2);
    std::atomic<int> ended = 0;
    {
        Jobs jobs;
        for (int i = 0; i < 4; ++i) { // two run, two wait in the queue and never begin
            jobs.start<int>(
                pool, nullptr, {},
                [&](JobContext &context) {
                    untilStopped(context);
                    return ++ended;
                },
                [](int) { QFAIL("reported after its owner began to go"); });
        }
    }
    QVERIFY(ended.load() <= 2);
}

void JobsTest::nothingArrivesAfterTheOwner()
{
    JobPool pool(QStringLiteral("test"), 1);
    auto jobs = std::make_unique<Jobs>();
    std::latch worked(1);
    int reports = 0;
    jobs->start<int>(
        pool, nullptr, {},
        [&](JobContext &) {
            worked.count_down();
            return 1;
        },
        [&](int) { ++reports; });
    worked.wait();
    jobs.reset(); // the wake-up may be posted already
    QCoreApplication::sendPostedEvents();
    QCOMPARE(reports, 0);
}

void JobsTest::ownerMayGoAwayInDone()
{
    JobPool pool(QStringLiteral("test"), 1);
    auto jobs = std::make_unique<Jobs>();
    for (int i = 0; i < 3; ++i)
        jobs->start<int>(
            pool, nullptr, {}, [](JobContext &) { return 1; }, [&](int) { jobs.reset(); });
    QTRY_VERIFY(!jobs);
}

void JobsTest::progressIsCoalesced()
{
    JobPool pool(QStringLiteral("test"), 1);
    Jobs jobs;
    QSignalSpy spy(&jobs, &Jobs::progressed);
    std::counting_semaphore<100> reported(0);
    std::binary_semaphore goOn(0);
    const JobId id = jobs.start<int>(pool, nullptr, {},
                                     [&](JobContext &context) {
                                         for (int i = 1; i <= 10000; ++i)
                                             context.progress(i, 10000, QStringLiteral("step %1").arg(i));
                                         reported.release();
                                         goOn.acquire();
                                         return 0;
                                     },
                                     {});
    reported.acquire(); // all of it before the owner looks once
    QTRY_VERIFY(!spy.isEmpty());
    QCOMPARE(spy[0][0].value<JobId>(), id);
    QCOMPARE(spy[0][1].toLongLong(), 10000);
    QCOMPARE(spy[0][2].toLongLong(), 10000);
    QCOMPARE(spy[0][3].toString(), QStringLiteral("step 10000"));
    goOn.release();
    QTRY_COMPARE(jobs.running(), 0);
    QCOMPARE(spy.size(), 1);

    // A chatty job over half a second: at most one report in 100 ms, and one at its beginning.
    spy.clear();
    QElapsedTimer timer;
    timer.start();
    jobs.start<int>(pool, nullptr, {},
                    [](JobContext &context) {
                        QElapsedTimer busy;
                        busy.start();
                        for (int i = 0; busy.elapsed() < 500; ++i)
                            context.progress(i, 0, {});
                        return 0;
                    },
                    {});
    QTRY_COMPARE(jobs.running(), 0);
    QVERIFY(spy.size() >= 2);
    QVERIFY2(spy.size() <= timer.elapsed() / 100 + 2, qPrintable(QString::number(spy.size())));
}

void JobsTest::poolRunsAtMostItsThreads()
{
    JobPool pool(QStringLiteral("test"), 3);
    Jobs jobs;
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    std::latch three(3); // passes only if three really run side by side
    int ended = 0;
    for (int i = 0; i < 12; ++i) {
        jobs.start<int>(
            pool, nullptr, {},
            [&, i](JobContext &) {
                const int running = ++now;
                int seen = most.load();
                while (seen < running && !most.compare_exchange_weak(seen, running)) {}
                if (i < 3)
                    three.arrive_and_wait();
                --now;
                return 0;
            },
            [&](int) { ++ended; });
    }
    QTRY_COMPARE(ended, 12);
    QCOMPARE(most.load(), 3);
}

void JobsTest::manyJobs()
{
    JobPool pool(QStringLiteral("test"), 4);
    Jobs jobs;
    qint64 sum = 0;
    int delivered = 0;
    for (int i = 0; i < 2000; ++i) {
        jobs.start<std::vector<int>>(
            pool, nullptr, {},
            [i](JobContext &context) {
                context.progress(i, 2000, QString::number(i));
                return std::vector<int>(100, i);
            },
            [&](std::vector<int> values) {
                sum += values.back();
                ++delivered;
            });
    }
    QTRY_COMPARE(delivered, 2000);
    QCOMPARE(sum, 2000LL * 1999 / 2);
}

WB_TEST(JobsTest);
#include "jobs_test.moc"
