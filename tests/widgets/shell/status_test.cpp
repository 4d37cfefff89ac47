// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/status_line.h"

#include "tests/support/test.h"
#include "widgets/shell/context_bar.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/job_hub.h"
#include "widgets/shell/problems.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/times.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>

#include <semaphore>

using namespace wb;
using namespace wb::shell;

class StatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAsText();
    void agesAndDurations();
    void clockTurns();
    void jobsAreShownAndStopped();
    void untitledJobsStayPrivate();
    void problemsGoRound();
    void errorHasThreeLines();
    void emptyViewOffersTheFirstStep();
    void contextEntries();

private:
    Theme m_theme;
    Secrets m_secrets;
    ManualClock m_clock{TimePoint(std::chrono::milliseconds(1795356131381))}; // 2026-11-22T14:02:11.381Z
};

void StatusTest::timesAsText()
{
    Times times(m_clock);
    const TimePoint now = m_clock.now();
    QCOMPARE(times.time(now), QStringLiteral("14:02:11.381"));
    QCOMPARE(times.seconds(now), QStringLiteral("14:02:11"));
    QCOMPARE(times.full(now), QStringLiteral("2026-11-22 14:02:11.381 +00:00 (UTC)"));
    QCOMPARE(times.toTheSecond(now), QStringLiteral("2026-11-22 14:02:11 UTC"));
    QSignalSpy spy(&times, &Times::changed);
    times.setUtc(false);
    times.setUtc(false);
    QCOMPARE(spy.size(), 1);
}

void StatusTest::agesAndDurations()
{
    using namespace std::chrono_literals;
    const auto plain = [](QString text) { return text.replace(QChar(0x202f), u' '); };
    QCOMPARE(plain(Times::age(0s)), QStringLiteral("0 s"));
    QCOMPARE(plain(Times::age(41s)), QStringLiteral("41 s"));
    QCOMPARE(plain(Times::age(3h + 12min + 50s)), QStringLiteral("3 h 12 min"));
    QCOMPARE(plain(Times::age(3h + 50s)), QStringLiteral("3 h"));
    QCOMPARE(plain(Times::age(24h * 12 + 4h)), QStringLiteral("12 d 4 h"));
    QCOMPARE(plain(Times::age(24h * 4000)), QStringLiteral("4 000 d"));
    QCOMPARE(plain(Times::duration(53us)), QStringLiteral("53 µs"));
    QCOMPARE(plain(Times::duration(12'400us)), QStringLiteral("12.4 ms"));
    QCOMPARE(plain(Times::duration(1'830ms)), QStringLiteral("1.83 s"));
    QCOMPARE(plain(Times::duration(125s)), QStringLiteral("2 min 05 s"));
    QCOMPARE(plain(Times::duration(3h + 7min + 9s)), QStringLiteral("3 h 07 min"));
    QCOMPARE(plain(Times::number(3204118)), QStringLiteral("3 204 118"));
    QCOMPARE(plain(Times::number(-1284)), QStringLiteral("-1 284"));
    QCOMPARE(plain(Times::number(100)), QStringLiteral("100"));
}

void StatusTest::clockTurns()
{
    Times times(m_clock);
    ClockButton clock(times);
    clock.show();
    QCOMPARE(clock.text(), QStringLiteral("UTC 14:02:11"));
    m_clock.advance(std::chrono::seconds(5));
    QTRY_COMPARE(clock.text(), QStringLiteral("UTC 14:02:16")); // with the next second
    clock.click();
    QVERIFY(!times.utc());
    clock.click();
    QVERIFY(times.utc());
}

void StatusTest::jobsAreShownAndStopped()
{
    JobPool pool(QStringLiteral("test"), 2);
    JobHub hub;
    Problems problems;
    Times times(m_clock);
    StatusLine line(hub, problems, times, m_secrets, m_theme);
    line.show();
    auto *bar = line.findChild<JobBar *>();
    auto *progress = bar->findChild<QProgressBar *>();
    QVERIFY(bar->isHidden());

    Jobs jobs;
    hub.watch(&jobs);
    std::binary_semaphore reported(0);
    const auto work = [&](JobContext &context) {
        context.progress(1, 4, QStringLiteral("InitiateAuthentication"));
        std::binary_semaphore stopped(0);
        const std::stop_callback wake(context.stop, [&] { stopped.release(); });
        stopped.acquire();
        return 0;
    };
    jobs.start<int>(pool, "one", QStringLiteral("Discover"), work, {});
    QVERIFY(!bar->isHidden());
    QTRY_COMPARE(progress->value(), 250);
    QCOMPARE(progress->maximum(), 1000);
    bool named = false;
    for (const QLabel *label : bar->findChildren<QLabel *>())
        named = named || label->text() == QStringLiteral("Discover: InitiateAuthentication");
    QVERIFY(named);

    jobs.start<int>(pool, "two", QStringLiteral("Start the lab"), work, {});
    QCOMPARE(hub.running().size(), std::size_t(2));
    QTest::mouseClick(bar->findChildren<QToolButton *>().first(), Qt::LeftButton);
    QTRY_COMPARE(hub.running().size(), std::size_t(1));
    QCOMPARE(hub.running().front().title, QStringLiteral("Start the lab"));
    hub.cancel(0);
    QTRY_VERIFY(bar->isHidden());
}

void StatusTest::untitledJobsStayPrivate()
{
    JobPool pool(QStringLiteral("test"), 1);
    JobHub hub;
    QSignalSpy spy(&hub, &JobHub::changed);
    bool done = false;
    Jobs jobs;
    hub.watch(&jobs);
    jobs.start<int>(
        pool, nullptr, {}, [](JobContext &) { return 1; }, [&](int) { done = true; });
    QTRY_VERIFY(done);
    QCOMPARE(spy.size(), 0);
}

void StatusTest::problemsGoRound()
{
    Problems problems;
    ProblemButton button(problems, m_secrets, m_theme);
    QVERIFY(button.isHidden());
    QStringList revealed;
    const auto report = [&](const char *id) {
        const QString name = QString::fromLatin1(id);
        problems.report({name, {.what = name}, [&revealed, name] { revealed << name; }});
    };
    report("a");
    report("b");
    report("a"); // the same again
    QCOMPARE(problems.count(), 2);
    QVERIFY(!button.isHidden());
    QVERIFY(button.text().contains(u'2'));
    for (int i = 0; i < 3; ++i)
        button.click();
    QCOMPARE(revealed, (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")}));
    problems.resolve(QStringLiteral("a"));
    problems.resolve(QStringLiteral("no such"));
    problems.resolve(QStringLiteral("b"));
    QVERIFY(button.isHidden());
    problems.next();
    QCOMPARE(revealed.size(), 3);
}

void StatusTest::errorHasThreeLines()
{
    ErrorView view(m_theme, m_secrets);
    QVERIFY(view.isHidden());
    int mended = 0;
    view.show({QStringLiteral("What"), QStringLiteral("Why"), QStringLiteral("Do this"), QStringLiteral("Mend"), [&] {
                   ++mended;
                   view.clear();
               }});
    QVERIFY(view.isVisible());
    QStringList lines;
    for (const QLabel *label : view.findChildren<QLabel *>()) {
        if (!label->text().isEmpty())
            lines << label->text();
    }
    QCOMPARE(lines, (QStringList{QStringLiteral("What"), QStringLiteral("Why"), QStringLiteral("Do this")}));
    QVERIFY(view.accessibleName().contains(QStringLiteral("error"))); // not by colour alone
    view.findChild<QPushButton *>()->click();
    QCOMPARE(mended, 1);
    QVERIFY(view.isHidden());

    view.show({.what = QStringLiteral("Only what")});
    QVERIFY(view.findChild<QPushButton *>()->isHidden());
}

void StatusTest::emptyViewOffersTheFirstStep()
{
    EmptyView view(m_theme, Icon::reader);
    auto *step = view.findChild<QPushButton *>();
    QVERIFY(step->isHidden());
    int steps = 0;
    view.setText(QStringLiteral("No reader"), QStringLiteral("Readers would be here."),
                 QStringLiteral("Insert a virtual eUICC"), [&] { ++steps; });
    QVERIFY(!step->isHidden());
    step->click();
    QCOMPARE(steps, 1);
}

void StatusTest::contextEntries()
{
    ContextBar bar(m_theme);
    int opened = 0;
    bar.set({.id = QStringLiteral("card"),
             .label = QStringLiteral("Card"),
             .value = QStringLiteral("Reader & Co"),
             .icon = Icon::card,
             .open = [&] { ++opened; }});
    auto *button = bar.findChild<QToolButton *>(QStringLiteral("context.card"));
    QVERIFY(button);
    QCOMPARE(button->text(), QStringLiteral("Card: Reader && Co")); // shown as one ampersand, not as a mnemonic
    QCOMPARE(button->accessibleName(), QStringLiteral("Card: Reader & Co"));
    button->click();
    QCOMPARE(opened, 1);
    bar.set({.id = QStringLiteral("card"),
             .label = QStringLiteral("Card"),
             .value = QStringLiteral("none"),
             .meaning = Meaning::error});
    QCOMPARE(bar.findChildren<QToolButton *>().size(), 1);
    QCOMPARE(bar.entry(QStringLiteral("card"))->value, QStringLiteral("none"));
    QVERIFY(button->accessibleName().contains(QStringLiteral("error")));
}

WB_TEST(StatusTest);
#include "status_test.moc"
