// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/results.h"
#include "tests/support/interop/served_cascade.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

/// A cascade of SM-DSs, each a process of its own: what is registered at the bottom is found from the top, and gone everywhere
/// after its deletion (SGP.22 sections 3.6.1.2, 3.6.2 and 3.6.3).
class CascadeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEventIsFoundFromTheTopAndGoneAfterwards_data()
    {
        QTest::addColumn<int>("levels");
        QTest::addColumn<bool>("answerAtOnce");
        QTest::addColumn<bool>("onPostgres");
        for (const bool onPostgres : {false, true}) {
            const char *store = onPostgres ? "PostgreSQL" : "SQLite";
            for (const int levels : {2, 3}) {
                QTest::addRow("%s, %d levels", store, levels) << levels << false << onPostgres;
                QTest::addRow("%s, %d levels, answered at once", store, levels) << levels << true << onPostgres;
            }
        }
    }

    void anEventIsFoundFromTheTopAndGoneAfterwards()
    {
        QFETCH(int, levels);
        QFETCH(bool, answerAtOnce);
        QFETCH(bool, onPostgres);
        ServedCascade cascade(static_cast<std::size_t>(levels), answerAtOnce, onPostgres);
        const QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        es::Es12Client smdp = cascade.smdp();

        WB_VERIFY(smdp.registerEvent(cascade.bottom().address(), cascade.registration("EV-1"), {}));
        const std::string rootAddress = cascade.root().address().text();
        QTRY_COMPARE(must(cascade.discover(rootAddress)).size(), std::size_t(1));

        // Down the cascade: each SM-DS leads to the next one under another EventID, the last one to the SM-DP+ under the first one.
        const auto trails = cascade.follow(must(cascade.discover(rootAddress)));
        QCOMPARE(trails.size(), std::size_t(1));
        const lds::Hop *hop = &trails.front();
        for (int level = 1; level < levels; ++level) {
            QVERIFY2(hop->end == lds::HopEnd::leadsOn, hop->error ? hop->error->line().c_str() : "");
            QCOMPARE(hop->next.size(), std::size_t(1));
            QVERIFY(hop->next.front().entry.eventId != hop->entry.eventId);
            hop = &hop->next.front();
        }
        QVERIFY2(hop->end == lds::HopEnd::download, hop->error ? hop->error->line().c_str() : "");
        WB_COMPARE(hop->entry.rspServerAddress, cascadeSmdp);
        WB_COMPARE(hop->entry.eventId, "EV-1");

        WB_VERIFY(smdp.deleteEvent(cascade.bottom().address(), cascade.deletion("EV-1"), {}));
        for (const auto &level : cascade.levels()) {
            QTRY_VERIFY(level->records().empty());
            QTRY_COMPARE(level->outboxSize(), std::int64_t(0));
        }
        QVERIFY(must(cascade.discover(rootAddress)).empty());
        for (const auto &level : cascade.levels())
            QCOMPARE(level->stop().code, 0);
    }

    void withoutTheIndicatorItStaysBelow()
    {
        ServedCascade cascade(2);
        const QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        WB_VERIFY(cascade.smdp().registerEvent(cascade.bottom().address(), cascade.registration("EV-1", false), {}));
        QVERIFY(cascade.root().records().empty());
        QCOMPARE(must(cascade.discover(cascade.bottom().address().text())).size(), std::size_t(1));
    }

    /// Nobody at the Root: the registrant hears so, and nothing is left behind; an hour later it works.
    void aRootThatIsAway()
    {
        ServedCascade cascade(2);
        const QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        cascade.root().kill();
        es::Es12Client smdp = cascade.smdp();
        const auto refused = smdp.registerEvent(cascade.bottom().address(), cascade.registration("EV-1"), {});
        QCOMPARE(pairOf(refused), QStringLiteral("8.9/5.1"));
        QVERIFY2(q(refused.error().reason).contains(QStringLiteral("level1.example.com")),
                 refused.error().reason.c_str());
        QVERIFY(cascade.bottom().records().empty());
        const QByteArray again = cascade.root().start();
        QVERIFY2(again.isEmpty(), again.constData());
        WB_VERIFY(smdp.registerEvent(cascade.bottom().address(), cascade.registration("EV-1"), {}));
        QCOMPARE(cascade.root().records().size(), std::size_t(1));
    }

    /// A deletion while the Root is away reaches it when both are back.
    void aDeletionOutlivesARestart()
    {
        ServedCascade cascade(2);
        QByteArray problem = cascade.start();
        QVERIFY2(problem.isEmpty(), problem.constData());
        es::Es12Client smdp = cascade.smdp();
        WB_VERIFY(smdp.registerEvent(cascade.bottom().address(), cascade.registration("EV-1"), {}));
        cascade.root().kill();
        WB_VERIFY(smdp.deleteEvent(cascade.bottom().address(), cascade.deletion("EV-1"), {}));
        cascade.bottom().kill();
        QCOMPARE(cascade.root().records().size(), std::size_t(1));
        for (ServedSmds *server : {&cascade.root(), &cascade.bottom()}) {
            problem = server->start();
            QVERIFY2(problem.isEmpty(), problem.constData());
        }
        QTRY_VERIFY_WITH_TIMEOUT(cascade.root().records().empty(), 20'000);
    }
};

WB_TEST(CascadeTest);

#include "cascade_test.moc"
