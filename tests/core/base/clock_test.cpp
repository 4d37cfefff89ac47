// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/clock.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace std::chrono_literals;

class ClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isoText_data();
    void isoText();
    void manualClockStandsStill();
    void systemClockIsTheMachines();
};

void ClockTest::isoText_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<std::string>("text");
    QTest::newRow("epoch") << qint64{0} << std::string("1970-01-01T00:00:00.000Z");
    QTest::newRow("before the epoch") << qint64{-1} << std::string("1969-12-31T23:59:59.999Z");
    QTest::newRow("milliseconds") << qint64{1795356131381} << std::string("2026-11-22T14:02:11.381Z");
    QTest::newRow("leap day") << qint64{1709208000000} << std::string("2024-02-29T12:00:00.000Z");
    QTest::newRow("end of an eUICC certificate") << qint64{174533529599000} << std::string("7500-09-30T23:59:59.000Z");
    QTest::newRow("five digits of year") << qint64{253402300800000} << std::string("10000-01-01T00:00:00.000Z");
}

void ClockTest::isoText()
{
    QFETCH(qint64, milliseconds);
    QFETCH(std::string, text);
    QCOMPARE(toIso8601(TimePoint(std::chrono::milliseconds(milliseconds))), text);
}

void ClockTest::manualClockStandsStill()
{
    const TimePoint start(1000ms);
    ManualClock clock(start);
    QVERIFY(clock.now() == start);
    QVERIFY(clock.now() == start);
    clock.advance(250ms);
    QVERIFY(clock.now() == TimePoint(1250ms));
    clock.set(TimePoint(5ms));
    QVERIFY(clock.now() == TimePoint(5ms));
}

void ClockTest::systemClockIsTheMachines()
{
    const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const TimePoint now = Clock::system().now();
    QVERIFY(now >= before);
    QVERIFY(now - before < 1h);
}

WB_TEST(ClockTest);
#include "clock_test.moc"
