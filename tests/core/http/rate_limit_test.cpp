// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/rate_limit.h"
#include "tests/core/http/bench.h"
#include "tests/support/test.h"

using namespace wb::http;
using namespace std::chrono_literals;

/// Token buckets and counts, with a clock of the test's own.
class RateLimitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBurstAndThenTheRate()
    {
        RateLimit limit({2, 3}, 10, now());
        for (int i = 0; i < 3; ++i)
            QVERIFY(!limit.refuse("a"));
        const auto wait = limit.refuse("a");
        QVERIFY(wait.has_value());
        QCOMPARE(wait->count(), 500);
        m_time += 499ms;
        QVERIFY(limit.refuse("a").has_value());
        m_time += 2ms;
        QVERIFY(!limit.refuse("a"));
        QVERIFY(limit.refuse("a").has_value());
        m_time += 1h; // it never holds more than the burst
        for (int i = 0; i < 3; ++i)
            QVERIFY(!limit.refuse("a"));
        QVERIFY(limit.refuse("a").has_value());
    }

    void eachHasItsOwn()
    {
        RateLimit limit({1, 1}, 10, now());
        QVERIFY(!limit.refuse("a"));
        QVERIFY(limit.refuse("a").has_value());
        QVERIFY(!limit.refuse("b"));
    }

    void zeroIsNoLimit()
    {
        RateLimit limit({0, 1}, 10, now());
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!limit.refuse("a"));
        QCOMPARE(limit.size(), std::size_t(0));
    }

    void whoWasNotSeenForLongestIsForgotten()
    {
        RateLimit limit({1, 1}, 2, now());
        QVERIFY(!limit.refuse("a"));
        QVERIFY(!limit.refuse("b"));
        QVERIFY(limit.refuse("a").has_value()); // seen again
        QVERIFY(!limit.refuse("c"));            // b makes room
        QCOMPARE(limit.size(), std::size_t(2));
        QVERIFY(limit.refuse("a").has_value());
        QVERIFY(!limit.refuse("b")); // forgotten, so it begins anew
        QCOMPARE(limit.size(), std::size_t(2));
    }

    void aClockThatGoesBackIsNoHarm()
    {
        RateLimit limit({1, 1}, 10, now());
        QVERIFY(!limit.refuse("a"));
        m_time -= 1h;
        QVERIFY(limit.refuse("a").has_value());
        m_time += 1001ms;
        QVERIFY(!limit.refuse("a"));
    }

    void soManyAtATime()
    {
        ConcurrencyLimit limit(2);
        QVERIFY(limit.enter("a"));
        QVERIFY(limit.enter("a"));
        QVERIFY(!limit.enter("a"));
        QVERIFY(limit.enter("b"));
        limit.leave("a");
        QVERIFY(limit.enter("a"));
        limit.leave("nobody");
        ConcurrencyLimit none(0);
        for (int i = 0; i < 100; ++i)
            QVERIFY(none.enter("a"));
    }

    void whatAnAddressIsLimitedBy_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("IPv4") << QByteArray("192.0.2.7") << QByteArray("192.0.2.7");
        QTest::newRow("IPv6") << QByteArray("2001:db8:1:2:3:4:5:6") << QByteArray("2001:db8:1:2::/64");
        QTest::newRow("loopback") << QByteArray("::1") << QByteArray("::/64");
        QTest::newRow("with an interface") << QByteArray("fe80::1%eth0") << QByteArray("fe80::/64");
        QTest::newRow("IPv4 in IPv6") << QByteArray("::ffff:192.0.2.7") << QByteArray("192.0.2.7");
        QTest::newRow("no address") << QByteArray("unknown") << QByteArray("unknown");
    }

    void whatAnAddressIsLimitedBy()
    {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, key);
        QCOMPARE(QByteArray::fromStdString(limitKeyOf(address.toStdString())), key);
    }

private:
    RateLimit::Now now()
    {
        return [this] { return m_time; };
    }

    std::chrono::steady_clock::time_point m_time{1h};
};

WB_TEST(RateLimitTest);
#include "rate_limit_test.moc"
