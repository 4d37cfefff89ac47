// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <set>
#include <thread>

using namespace wb;
using namespace wb::capture;

class RecorderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersFromOne();
    void sinceGivesWhatIsNew();
    void keepsEitherDetail();
    void listenerHearsEveryRecord();
    void aRemovedListenerHearsNothing();
    void threadsShareOneOrder();
};

namespace {

Exchange called(std::string what)
{
    Exchange exchange;
    exchange.what = std::move(what);
    return exchange;
}

} // namespace

void RecorderTest::numbersFromOne()
{
    Recorder recorder;
    QCOMPARE(recorder.size(), std::size_t{0});
    Exchange first = called("first");
    first.number = 99; // whatever came with it
    recorder.record(first);
    recorder.record(called("second"));
    const auto all = recorder.since(0);
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(all[0]->number, std::uint64_t{1});
    QCOMPARE(all[0]->what, std::string("first"));
    QCOMPARE(all[1]->number, std::uint64_t{2});
}

void RecorderTest::sinceGivesWhatIsNew()
{
    Recorder recorder;
    QVERIFY(recorder.since(0).empty());
    QVERIFY(recorder.since(5).empty());
    for (const char *what : {"a", "b", "c"})
        recorder.record(called(what));
    const auto early = recorder.since(1);
    QCOMPARE(early.size(), std::size_t{2});
    QCOMPARE(early[0]->what, std::string("b"));
    QVERIFY(recorder.since(3).empty());
    recorder.record(called("d"));
    QCOMPARE(recorder.since(3).size(), std::size_t{1});
    QVERIFY(recorder.since(1)[0] == early[0]); // the same immutable exchange, not a copy
}

void RecorderTest::keepsEitherDetail()
{
    Recorder recorder;
    Exchange card = called("ES10b.GetEUICCChallenge");
    card.detail.emplace<ApduExchange>().statusWord = 0x9000;
    recorder.record(card);
    Exchange server = called("ES11.InitiateAuthentication");
    server.detail.emplace<HttpExchange>().status = 200;
    recorder.record(server);

    const auto all = recorder.since(0);
    QVERIFY(all[0]->apdu() != nullptr && all[0]->http() == nullptr);
    QCOMPARE(all[0]->apdu()->statusWord, std::uint16_t{0x9000});
    QVERIFY(all[1]->http() != nullptr && all[1]->apdu() == nullptr);
    QCOMPARE(all[1]->http()->status, 200);
}

void RecorderTest::listenerHearsEveryRecord()
{
    Recorder recorder;
    std::vector<std::size_t> sizes;
    recorder.setListener([&] { sizes.push_back(recorder.size()); }); // may ask: it is called outside the lock
    recorder.record(called("a"));
    recorder.record(called("b"));
    QVERIFY(sizes == (std::vector<std::size_t>{1, 2}));
}

void RecorderTest::aRemovedListenerHearsNothing()
{
    Recorder recorder;
    int calls = 0;
    recorder.setListener([&] { ++calls; });
    recorder.record(called("a"));
    recorder.setListener({});
    recorder.record(called("b"));
    QCOMPARE(calls, 1);
    QCOMPARE(recorder.size(), std::size_t{2});
}

void RecorderTest::threadsShareOneOrder()
{
    constexpr int threads = 4;
    constexpr int each = 250;
    Recorder recorder;
    int calls = 0; // guarded by the recorder: one listener call at a time
    recorder.setListener([&] { ++calls; });
    {
        std::vector<std::jthread> writers;
        for (int t = 0; t < threads; ++t) {
            writers.emplace_back([&recorder, t] {
                for (int i = 0; i < each; ++i)
                    recorder.record(called(std::to_string(t) + ":" + std::to_string(i)));
            });
        }
        std::size_t seen = 0;
        while (seen < std::size_t{threads * each}) {
            for (const ExchangePtr &exchange : recorder.since(seen))
                QCOMPARE(exchange->number, std::uint64_t{++seen}); // a reader never sees a gap
        }
    }
    recorder.setListener({});
    QCOMPARE(calls, threads * each);

    std::set<std::string> names;
    std::vector<int> next(threads, 0);
    for (const ExchangePtr &exchange : recorder.since(0)) {
        names.insert(exchange->what);
        const int thread = exchange->what[0] - '0';
        QCOMPARE(exchange->what.substr(2),
                 std::to_string(next[static_cast<std::size_t>(thread)]++)); // each writer's own order holds
    }
    QCOMPARE(names.size(), std::size_t{threads * each});
}

WB_TEST(RecorderTest);
#include "recorder_test.moc"
