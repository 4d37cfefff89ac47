// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/client.h"
#include "core/es/tls_trust.h"
#include "core/events/administration_client.h"

#include "tests/support/core/administered_smds.h"
#include "tests/support/core/postgres.h"
#include "tests/support/test.h"

#include <atomic>
#include <thread>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *otherEid = "89049032000000000000000000000087";

/// An Administration client's kind of refusal, and the words.
template <class T>
QString refusalOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : q(result.error().line());
}

smds::Forward forwardTo(const char *parent, smds::ForwardState state, int attempts = 1)
{
    smds::Forward forward;
    forward.parent = parent;
    forward.eventId = std::string("at-") + parent;
    forward.state = state;
    forward.attempts = attempts;
    return forward;
}

std::vector<std::string> eventIdsOf(const smds::RecordPage &page)
{
    std::vector<std::string> ids;
    for (const smds::EventRecord &record : page.records)
        ids.push_back(record.eventId);
    return ids;
}

/// A filter and what it must find, newest first.
struct FilterCase {
    const char *name;
    void (*apply)(smds::RecordQuery &);
    std::vector<std::string> found;
};

} // namespace

/// The administration interface of a running SM-DS, asked over HTTPS, on both kinds of database.
class AdministrationClientTest : public QObject {
    Q_OBJECT

    static void onBoth()
    {
        QTest::addColumn<bool>("postgresql");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    AdministeredSmds smds() const
    {
        QFETCH(bool, postgresql);
        return AdministeredSmds(m_cast, postgresql ? sharedPostgres().newDatabase() : std::string());
    }

private Q_SLOTS:
    void filtersFindWhatTheySay_data() { onBoth(); }

    void filtersFindWhatTheySay()
    {
        AdministeredSmds smds = this->smds();
        smds.add(castEid, "A");
        m_cast.clock.advance(std::chrono::hours(1));
        const TimePoint later = m_cast.clock.now();
        const smds::EventRecord b = smds.add(otherEid, "B", "2.999.11");
        smds.add(castEid, "C", "2.999.10", {forwardTo("Root", smds::ForwardState::failed)});
        smds.add(castEid, "50%_!", "2.999.10", {forwardTo("Other", smds::ForwardState::forwarded)});
        smds.server().store().noteRetrieved(
            {b.id}, later, smds::AuditEntry{later, "AuthenticateClient", 0, otherEid, {}, {}, {}, {}, {}});
        WB_VERIFY(smds.server().store().remove(must(rsp::Eid::fromText(castEid)), "A", "2.999.10", later, {}));

        using Query = smds::RecordQuery;
        const FilterCase cases[] = {
            {"all that are live", [](Query &) {}, {"50%_!", "C", "B"}},
            {"oldest first", [](Query &query) { query.oldestFirst = true; }, {"B", "C", "50%_!"}},
            {"deleted too", [](Query &query) { query.state = smds::RecordState::any; }, {"50%_!", "C", "B", "A"}},
            {"deleted", [](Query &query) { query.state = smds::RecordState::deleted; }, {"A"}},
            {"fetched", [](Query &query) { query.state = smds::RecordState::retrieved; }, {"B"}},
            {"never fetched", [](Query &query) { query.state = smds::RecordState::waiting; }, {"50%_!", "C"}},
            {"nobody waits", [](Query &query) { query.state = smds::RecordState::unacknowledged; }, {}},
            {"an EID", [](Query &query) { query.eid = *rsp::Eid::fromText(otherEid); }, {"B"}},
            {"three last digits", [](Query &query) { query.eidEnd = "235"; }, {"50%_!", "C"}},
            {"eight last digits", [](Query &query) { query.eidEnd = "78901235"; }, {"50%_!", "C"}},
            {"more than the index holds", [](Query &query) { query.eidEnd = "5678901235"; }, {"50%_!", "C"}},
            {"other digits before them", [](Query &query) { query.eidEnd = "0678901235"; }, {}},
            {"an EventID", [](Query &query) { query.eventId = "C"; }, {"C"}},
            {"an EventID at a parent", [](Query &query) { query.eventId = "at-Other"; }, {"50%_!"}},
            {"an owner", [](Query &query) { query.owner = "2.999.11"; }, {"B"}},
            {"a part of an address", [](Query &query) { query.rspServerAddress = "SMDP-c"; }, {"C"}},
            {"a part with signs of SQL", [](Query &query) { query.rspServerAddress = "50%_!."; }, {"50%_!"}},
            {"a percent sign is itself", [](Query &query) { query.rspServerAddress = "smdp%c"; }, {}},
            {"failed forwards", [](Query &query) { query.forward = smds::ForwardState::failed; }, {"C"}},
            {"a parent", [](Query &query) { query.parent = "Other"; }, {"50%_!"}},
            {"a parent and a state of it",
             [](Query &query) {
                 query.parent = "Other";
                 query.forward = smds::ForwardState::failed;
             },
             {}},
        };
        events::AdministrationClient client = smds.client(smds.viewerCredential);
        for (const FilterCase &each : cases) {
            smds::RecordQuery query;
            each.apply(query);
            const auto list = client.records(query, true, {});
            WB_VERIFY(list);
            QVERIFY2(eventIdsOf(list->page) == each.found, each.name);
            QVERIFY2(list->count == std::int64_t(each.found.size()), each.name);
        }
        smds::RecordQuery times;
        times.state = smds::RecordState::any;
        times.before = later;
        QCOMPARE(eventIdsOf(must(client.records(times, false, {})).page), std::vector<std::string>{"A"});
        times.before.reset();
        times.from = later;
        QCOMPARE(must(client.records(times, false, {})).page.records.size(), std::size_t(3));
    }

    void pagesFollowOneAnother_data() { onBoth(); }

    void pagesFollowOneAnother()
    {
        AdministeredSmds smds = this->smds();
        for (int i = 0; i < 7; ++i)
            smds.add(castEid, std::to_string(i));
        events::AdministrationClient client = smds.asOperator();
        for (const bool oldestFirst : {false, true}) {
            smds::RecordQuery query;
            query.oldestFirst = oldestFirst;
            query.limit = 3;
            std::string seen;
            for (int page = 0; page < 4; ++page) {
                const smds::RecordPage found = must(client.records(query, false, {})).page;
                for (const std::string &id : eventIdsOf(found))
                    seen += id;
                if (!oldestFirst && page == 0)
                    smds.add(castEid, "newer"); // what comes meanwhile moves no page
                if (!found.after)
                    break;
                query.after = *found.after;
            }
            WB_COMPARE(seen, oldestFirst ? "0123456newer" : "6543210");
        }
    }

    void aRecordTellsItsHistory_data() { onBoth(); }

    void aRecordTellsItsHistory()
    {
        AdministeredSmds smds = this->smds();
        const smds::EventRecord record = smds.add(castEid, "EV", "2.999.10",
                                                  {forwardTo("Root", smds::ForwardState::forwarded)});
        smds.add(otherEid, "another");
        m_cast.clock.advance(std::chrono::minutes(1));
        const TimePoint now = m_cast.clock.now();
        smds.server().store().noteRetrieved(
            {record.id}, now,
            smds::AuditEntry{
                now, "AuthenticateClient", 0, castEid, castEid, "tx", "Executed-Success", {}, "1 Event Record"});
        m_cast.clock.advance(std::chrono::minutes(1));
        events::AdministrationClient client = smds.asOperator();
        WB_VERIFY(client.remove({record.id, {}, "stuck since Monday"}, {}));

        const smds::RecordStory story = must(client.story(record.id, 100, {}));
        WB_COMPARE(story.record.eventId, "EV");
        QVERIFY(story.record.deletedAt.has_value());
        QCOMPARE(story.record.retrievals, std::int64_t(1));
        QVERIFY(story.record.forwards.at(0).state == smds::ForwardState::deleting);
        QCOMPARE(story.history.size(), std::size_t(3));
        WB_COMPARE(story.history[0].entry.kind, "RegisterEvent");
        WB_COMPARE(story.history[1].entry.kind, "AuthenticateClient");
        WB_COMPARE(story.history[2].entry.kind, "AdministratorDelete");
        WB_COMPARE(story.history[2].entry.caller, "Olga");
        WB_COMPARE(story.history[2].entry.detail, "stuck since Monday");
        QCOMPARE(must(client.story(record.id, 1, {})).history.size(), std::size_t(1));
        QVERIFY(refusalOf(client.story(999, 10, {})).contains(QStringLiteral("no Event Record with the number 999")));
    }

    void operatorsRetryAndWithdraw_data() { onBoth(); }

    void operatorsRetryAndWithdraw()
    {
        using enum smds::ForwardState;
        AdministeredSmds smds = this->smds();
        const smds::EventRecord record = smds.add(
            castEid, "EV", "2.999.10", {forwardTo("A", failed), forwardTo("B", forwarded), forwardTo("C", pending, 0)});
        events::AdministrationClient client = smds.asOperator();
        const auto states = [&] {
            std::string text;
            for (const smds::Forward &forward : must(smds.server().store().forwardsOf(record.id)))
                text += std::string(nameOf(forward.state)) + " ";
            return text;
        };
        QVERIFY(refusalOf(client.retry({record.id, "B", "why not"}, {}))
                    .contains(QStringLiteral("no forward of Event Record")));
        QCOMPARE(must(client.retry({record.id, {}, "the parent is mended"}, {})), 2);
        WB_COMPARE(states(), "pending forwarded pending ");
        QCOMPARE(must(client.withdraw({record.id, "B", "wrong parent"}, {})), 1);
        WB_COMPARE(states(), "pending deleting pending ");
        QCOMPARE(must(client.withdraw({record.id, {}, "all of it"}, {})), 2);
        WB_COMPARE(states(), "deleting deleting withdrawn ");
        QVERIFY(refusalOf(client.withdraw({record.id, {}, "again"}, {})).contains(QStringLiteral("at no parent")));
        QVERIFY(refusalOf(client.withdraw({record.id, "Nobody", "misspelt"}, {}))
                    .contains(QStringLiteral("a parent called Nobody, but to A and B and C")));
        QVERIFY(!must(smds.server().store().find(record.eid, {})).empty()); // it stayed here
        WB_VERIFY(client.remove({record.id, {}, "gone"}, {}));
        QCOMPARE(must(client.retry({record.id, {}, "the deletion is stuck"}, {})), 2);
        WB_COMPARE(states(), "deleting deleting withdrawn ");
        QVERIFY(
            refusalOf(client.withdraw({record.id, {}, "late"}, {})).contains(QStringLiteral("no live Event Record")));
        QVERIFY(refusalOf(client.remove({record.id, {}, {}}, {})).contains(QStringLiteral("a reason must be given")));
    }

    void aRegistrationThatWaitsIsLeftAlone_data() { onBoth(); }

    void aRegistrationThatWaitsIsLeftAlone()
    {
        AdministeredSmds smds = this->smds();
        smds::EventRecord waiting;
        waiting.eid = must(rsp::Eid::fromText(castEid));
        waiting.eventId = "waiting";
        const smds::EventRecord record = must(smds.server().store().addUnacknowledged(waiting));
        events::AdministrationClient client = smds.asOperator();
        QVERIFY(refusalOf(client.remove({record.id, {}, "no"}, {})).contains(QStringLiteral("still waits")));
        WB_VERIFY(smds.server().store().acknowledge(record, {}));
    }

    void aViewerOnlyLooks()
    {
        AdministeredSmds smds(m_cast);
        const smds::EventRecord record = smds.add(castEid, "EV");
        events::AdministrationClient viewer = smds.client(smds.viewerCredential);
        for (const auto &outcome :
             {viewer.retry({record.id, {}, "x"}, {}), viewer.withdraw({record.id, {}, "x"}, {})}) {
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().kind, ErrorKind::refused);
        }
        QVERIFY(
            refusalOf(viewer.remove({record.id, {}, "x"}, {})).contains(QStringLiteral("Vera is enrolled as viewer")));
        QCOMPARE(must(viewer.records({}, false, {})).page.records.size(), std::size_t(1));
    }

    void nobodyElseIsLetIn()
    {
        AdministeredSmds smds(m_cast);
        struct Visitor {
            const char *name;
            std::optional<pki::Credential> credential;
            int alert;
        };
        const Visitor visitors[] = {
            {"nobody", {}, 116},
            {"an SM-DP+ of the right CI", m_cast.serverCertificate(pki::Role::dpTls, "smdp.example.com", "2.999.10"),
             48},
            {"another of the same name", must(pki::selfSignedClient("Olga", m_cast.clock.now(), std::chrono::days(30))),
             48},
        };
        for (const Visitor &visitor : visitors) {
            events::AdministrationClient client(smds.options(visitor.credential), {castAddress, {}});
            const auto refused = client.records({}, false, {});
            QVERIFY2(!refused, visitor.name);
            QCOMPARE(refused.error().kind, ErrorKind::refused);
            const std::string line = refused.error().line(); // about the enrolment, whatever the alert means elsewhere
            QVERIFY2(line.find("alert " + std::to_string(visitor.alert)) != line.npos, line.c_str());
            QVERIFY2(line.find("not enrolled") != line.npos, line.c_str());
        }
        events::AdministrationClient late = smds.asOperator();
        m_cast.clock.advance(std::chrono::days(31));
        const auto expired = late.records({}, false, {});
        m_cast.clock.advance(-std::chrono::days(31));
        QVERIFY(!expired);
        QVERIFY(expired.error().line().find("alert 45") != std::string::npos);
    }

    void statisticsAndHealth_data() { onBoth(); }

    void statisticsAndHealth()
    {
        AdministeredSmds smds = this->smds();
        smds.add(castEid, "EV", "2.999.10", {forwardTo("Root", smds::ForwardState::failed, 3)});
        events::AdministrationClient client = smds.asOperator();
        const smds::Statistics statistics = must(client.statistics(true, {}));
        QCOMPARE(statistics.records->live, std::int64_t(1));
        QCOMPARE(statistics.records->waiting, std::int64_t(1));
        QCOMPARE(statistics.forwards.size(), std::size_t(1));
        QCOMPARE(statistics.forwards[0].mostAttempts, 3);
        QVERIFY(!must(client.statistics(false, {})).records);
        QCOMPARE(statistics.listeners.size(), std::size_t(3));
        QVERIFY(statistics.listeners[2].counters.requests > 0); // this one
        WB_COMPARE(statistics.listeners[1].listener, "es12");
        QCOMPARE(statistics.listeners[1].counters.requests, std::uint64_t(0));
        const std::vector<smds::HealthCheck> checks = must(client.health({}));
        QVERIFY(worstOf(checks) == smds::HealthCheck::State::poor);
        QVERIFY(std::any_of(checks.begin(), checks.end(), [](const smds::HealthCheck &check) {
            return check.name == "forwarding" && check.detail == "1 refused by Root";
        }));
        const QJsonObject configuration = must(client.configuration({}));
        QCOMPARE(configuration.value(QStringLiteral("name")).toString(), QStringLiteral("SM-DS"));
        QCOMPARE(configuration[QStringLiteral("limits")][QStringLiteral("sessions")].toInt(), 10'000);
    }

    /// While registrants wait for the parents, nothing is left waiting that would tell of a parent that is away.
    void aParentThatIsAwayIsNoticed()
    {
        AdministeredSmds smds(m_cast);
        smds.stop();
        smds::ParentConfiguration parent;
        parent.name = "Root";
        parent.address = {"parent.example.com", {}};
        parent.folder = "/gsma/rsp2/es15/";
        parent.connectTo = http::Endpoint{"127.0.0.1", 1}; // where nobody listens
        smds.configuration.parents = {parent};
        smds.start();
        events::AdministrationClient client = smds.asOperator();
        const auto forwarding = [&] {
            const auto checks = must(client.health({}));
            return *std::find_if(checks.begin(), checks.end(),
                                 [](const smds::HealthCheck &check) { return check.name == "forwarding"; });
        };
        QCOMPARE(forwarding().state, smds::HealthCheck::State::good);

        http::ClientOptions options = smds.options({});
        const auto credential = m_cast.serverCertificate(pki::Role::dpTls, "smdp.example.com", "2.999.10");
        options.credential = es::tlsCredential(credential.chain, credential.key);
        options.map.set({castAddress, {}}, {"127.0.0.1", smds.server().es12Port()});
        es::Es12Client smdp(std::move(options));
        const auto refused = smdp.registerEvent(
            {castAddress, {}}, {{"2.999.10", "call"}, castEid, "smdp.example.com", "EV", true, {}}, {});
        QCOMPARE(pairOf(refused), QStringLiteral("8.9/5.1"));
        QCOMPARE(forwarding().state, smds::HealthCheck::State::poor);
        QVERIFY(forwarding().detail.starts_with("Root has not answered since "));
    }

    /// Somebody whose key is lost is shut out, and somebody new let in, without a restart.
    void aReloadChangesWhoIsLetIn()
    {
        AdministeredSmds smds(m_cast);
        events::AdministrationClient lost = smds.asOperator();
        WB_VERIFY(lost.health({}));
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const auto fresh = must(pki::selfSignedClient("Ben", m_cast.clock.now(), std::chrono::days(30)));
        WB_VERIFY(pki::saveCredential(fresh, path, "ben"));
        smds::Configuration configuration = smds.configuration;
        configuration.administration->clients = {{"Ben", smds::AdministratorRole::viewer, path / "CERT_ben.pem"}};
        std::atomic<int> told = 0;
        std::atomic<bool> ended = false;
        const std::jthread follower([&, client = smds.asOperator()](const std::stop_token &stop) mutable {
            const auto followed = client.follow(
                {}, [&](const smds::AuditLine &) { return ++told > 0; }, [](const Error &) {}, stop);
            ended = !followed && followed.error().kind == ErrorKind::refused;
        });
        int number = 0;
        QTRY_VERIFY((smds.add(castEid, "EV-" + std::to_string(++number)), told > 0));
        QCOMPARE(must(smds.server().reload(configuration)), std::vector<std::string>());
        QTRY_VERIFY(ended);        // nor goes on again
        QVERIFY(!lost.health({})); // on the connection it has
        QVERIFY(!smds.asOperator().health({}));
        WB_VERIFY(smds.client(fresh).health({}));
    }

    /// Another certificate for the listener: new connections meet it, and the configuration that is shown names it.
    void aReloadIsShown()
    {
        AdministeredSmds smds(m_cast);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const auto fresh = m_cast.serverCertificate(pki::Role::dsTls, castAddress, "2.999.15");
        WB_VERIFY(pki::saveCredential(fresh, path, "FRESH"));
        smds::Configuration configuration = smds.configuration;
        configuration.administration->listener.tls = {{path / "CERT_FRESH.pem", path / "SK_FRESH.pem"}};
        WB_VERIFY(smds.server().reload(configuration));

        http::ClientOptions options = smds.options(smds.viewerCredential);
        std::vector<Bytes> shown;
        options.peerCheck = [&shown, check = options.peerCheck](const std::vector<Bytes> &chain,
                                                                std::string_view name) {
            shown = chain;
            return check(chain, name);
        };
        events::AdministrationClient client(options, {castAddress, {}});
        const QJsonObject object = must(client.configuration({}));
        QVERIFY(shown.at(0) == copyOf(fresh.leaf().der()));
        QCOMPARE(object[QStringLiteral("administration")][QStringLiteral("certificates")][0].toString(),
                 QString::fromStdString((path / "CERT_FRESH.pem").string()));
    }

    void whatRetentionTookIsTold_data()
    {
        QTest::addColumn<QString>("database");
        QTest::newRow("SQLite") << QString();
        QTest::newRow("PostgreSQL") << q(sharedPostgres().newDatabase());
    }

    /// Who was away for so long that entries are gone is told that there is a gap, and goes on behind it.
    void whatRetentionTookIsTold()
    {
        QFETCH(QString, database);
        AdministeredSmds smds(m_cast, database.toStdString());
        smds.add(castEid, "first");
        smds.add(castEid, "second");
        events::AdministrationClient client = smds.asOperator();
        const std::string position = must(client.audit({}, {})).front().position;
        WB_VERIFY(smds.server().store().forget({{}, m_cast.clock.now() + std::chrono::hours(1)}, 100));
        QVERIFY(must(client.audit({}, {})).empty());
        smds.add(castEid, "third");

        std::vector<Error> gaps;
        std::vector<smds::AuditLine> seen;
        smds::AuditQuery query;
        query.after = position;
        WB_VERIFY(client.follow(
            query,
            [&](const smds::AuditLine &line) {
                seen.push_back(line);
                return false;
            },
            [&](const Error &error) { gaps.push_back(error); }, {}));
        QCOMPARE(gaps.size(), std::size_t(1));
        QCOMPARE(gaps.front().kind, ErrorKind::notFound);
        QVERIFY(gaps.front().line().find(position) != std::string::npos);
        QCOMPARE(seen.size(), std::size_t(1));

        // From there on nothing is missing.
        gaps.clear();
        query.after = seen.front().position;
        smds.add(castEid, "fourth");
        WB_VERIFY(client.follow(
            query, [](const smds::AuditLine &) { return false; }, [&](const Error &error) { gaps.push_back(error); },
            {}));
        QVERIFY(gaps.empty());
    }

    void theTrailIsFollowedOverARestart()
    {
        AdministeredSmds smds(m_cast);
        smds.configuration.administration->listener.port =
            smds.server().administrationPort(); // the same after the restart
        smds.add(castEid, "before");
        std::mutex mutex;
        std::vector<std::string> seen;
        std::atomic<int> interruptions = 0;
        std::stop_source stop;
        std::jthread follower([&, client = smds.asOperator()]() mutable {
            const auto followed = client.follow(
                {},
                [&](const smds::AuditLine &line) {
                    const std::scoped_lock lock(mutex);
                    seen.push_back(line.entry.detail);
                    return seen.size() < 3;
                },
                [&](const Error &) { ++interruptions; }, stop.get_token());
            if (!followed)
                qWarning("%s", followed.error().line().c_str());
        });
        const auto tell = [&](const char *detail) {
            smds.server().store().note(
                smds::AuditEntry{m_cast.clock.now(), "Test", 0, {}, {}, {}, "Failed", {}, detail});
        };
        const auto count = [&] {
            const std::scoped_lock lock(mutex);
            return seen.size();
        };
        // Until the stream has begun, nothing tells that it has: what was told before is not part of it.
        QTRY_VERIFY((tell("first"), count() > 0));
        stop.request_stop();
        follower.join();
        const std::size_t before = count();
        QVERIFY(before >= 1);

        // Cut off by a restart: what happens meanwhile is told afterwards, once.
        {
            const std::scoped_lock lock(mutex);
            seen.clear();
        }
        std::jthread second([&, client = smds.asOperator()]() mutable {
            const auto followed = client.follow(
                {},
                [&](const smds::AuditLine &line) {
                    const std::scoped_lock lock(mutex);
                    // What was told to the first follower may be written only now.
                    if (line.entry.detail != "first" && (seen.empty() || seen.back() != line.entry.detail))
                        seen.push_back(line.entry.detail);
                    return line.entry.detail != "last";
                },
                [&](const Error &) { ++interruptions; }, {});
            if (!followed)
                qWarning("%s", followed.error().line().c_str());
        });
        QTRY_VERIFY((tell("hello"), count() > 0));
        smds.stop();
        {
            auto store = must(smds::EventStore::open(smds.configuration.database));
            for (const char *detail : {"one", "two", "three"})
                store->note(smds::AuditEntry{m_cast.clock.now(), "Test", 0, {}, {}, {}, "Failed", {}, detail});
        }
        smds.start();
        tell("last");
        second.join();
        QCOMPARE(seen, (std::vector<std::string>{"hello", "one", "two", "three", "last"}));
        QVERIFY(interruptions > 0);
    }

private:
    Cast m_cast;
};

WB_TEST(AdministrationClientTest);
#include "administration_client_test.moc"
