// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/run.h"

#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/es/server.h"
#include "core/es/tls_trust.h"
#include "core/http/server.h"
#include "core/smds/event_service.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <set>

using namespace wb;
using namespace wb::testing;
using conformance::Outcome;

namespace {

constexpr const char *suiteAddress = "testrootsmds.example.com";

/// What a server does wrong, and rows that must notice.
struct Fault {
    const char *name;
    void (*spoil)(QJsonObject &answer, const std::string &path); ///< of every JSON answer
    bool forgetsDeletions = false;                               ///< DeleteEvent is answered and not done
    bool letsAnyoneIn = false;                                   ///< whatever the client certificate is
    int status = 200;                                            ///< of every answer
    std::vector<std::string> mustFail;
};

void untouched(QJsonObject &, const std::string &) {}

bool isFailure(const QJsonObject &answer)
{
    return answer[QStringLiteral("header")]
               .toObject()[QStringLiteral("functionExecutionStatus")]
               .toObject()[QStringLiteral("status")]
               .toString()
           == QLatin1String("Failed");
}

void setReason(QJsonObject &answer, const QString &from, const QString &to)
{
    QJsonObject header = answer[QStringLiteral("header")].toObject();
    QJsonObject status = header[QStringLiteral("functionExecutionStatus")].toObject();
    QJsonObject data = status[QStringLiteral("statusCodeData")].toObject();
    if (data[QStringLiteral("reasonCode")].toString() != from)
        return;
    data[QStringLiteral("reasonCode")] = to;
    status[QStringLiteral("statusCodeData")] = data;
    header[QStringLiteral("functionExecutionStatus")] = status;
    answer[QStringLiteral("header")] = header;
}

const QString entriesMember = QStringLiteral("eventEntries");

const std::vector<Fault> &faults()
{
    static const std::vector<Fault> table = {
        {"another reason for unknown events",
         [](QJsonObject &answer, const std::string &) {
             setReason(answer, QStringLiteral("3.9"), QStringLiteral("3.8"));
         },
         false,
         false,
         200,
         {"ES11.Retrieval.08", "ES11.AuthenticateClient.01", "ES12.DeleteEvent.02", "ES15.08"}},
        {"serverSignature1 altered",
         [](QJsonObject &answer, const std::string &) {
             const QString member = QStringLiteral("serverSignature1");
             if (!answer.contains(member))
                 return;
             QByteArray signature = QByteArray::fromBase64(answer[member].toString().toLatin1());
             signature.back() = static_cast<char>(signature.back() ^ 1);
             answer[member] = QString::fromLatin1(signature.toBase64());
         },
         false,
         false,
         200,
         {"ES11.InitiateAuthentication.01", "ES11.Retrieval.01"}},
        {"another TransactionID in the answer of AuthenticateClient",
         [](QJsonObject &answer, const std::string &) {
             if (answer.contains(entriesMember))
                 answer[QStringLiteral("transactionId")] = QStringLiteral("0123456789ABCDEF");
         },
         false,
         false,
         200,
         {"ES11.Retrieval.01"}},
        {"events in the wrong order",
         [](QJsonObject &answer, const std::string &) {
             QJsonArray reversed;
             const QJsonArray entries = answer[entriesMember].toArray();
             for (const auto &entry : entries)
                 reversed.prepend(entry);
             if (answer.contains(entriesMember))
                 answer[entriesMember] = reversed;
         },
         false,
         false,
         200,
         {"ES11.Retrieval.05", "ES11.Retrieval.11", "ES15.05"}},
        {"no events at all",
         [](QJsonObject &answer, const std::string &) {
             if (answer.contains(entriesMember))
                 answer[entriesMember] = QJsonArray();
         },
         false,
         false,
         200,
         {"ES11.Retrieval.03", "ES11.Retrieval.06", "ES12.RegisterEvent.01", "ES15.01"}},
        {"everything of ES12 is answered as executed",
         [](QJsonObject &answer, const std::string &path) {
             if (isFailure(answer) && path.find("es12") != std::string::npos) {
                 answer[QStringLiteral("header")] = QJsonObject{
                     {QStringLiteral("functionExecutionStatus"),
                      QJsonObject{{QStringLiteral("status"), QStringLiteral("Executed-Success")}}}};
             }
         },
         false,
         false,
         200,
         {"ES12.RegisterEvent.02", "ES12.RegisterEvent.09", "ES12.RegisterEvent.24", "ES12.DeleteEvent.02",
          "ES12.DeleteEvent.05"}},
        {"deletions are forgotten", untouched, true, false, 200, {"ES12.DeleteEvent.01", "ES11.Retrieval.12"}},
        {"anyone is let in", untouched, false, true, 200, {"TLS.06", "TLS.07", "TLS.08", "TLS.09", "TLS.11"}},
        {"HTTP 500 with every answer",
         untouched,
         false,
         false,
         500,
         {"ES11.InitiateAuthentication.01", "ES11.InitiateAuthentication.05", "ES11.Retrieval.01",
          "ES12.RegisterEvent.01", "ES12.DeleteEvent.03"}},
    };
    return table;
}

/// An SM-DS in this process that has a fault, or none.
class FaultySmds {
public:
    explicit FaultySmds(Fault fault = {"none", untouched, false, false, 200, {}})
        : m_fault(std::move(fault)),
          m_authority(must(pki::Authority::create())),
          m_store(must(smds::EventStore::open(m_folder.filePath(QStringLiteral("smds.sqlite")).toStdString()))),
          m_forwarder({}, forwarding(), *m_store, Clock::system(), {})
    {
        m_service = std::make_unique<smds::EventService>(authentication(), *m_store, m_forwarder, Clock::system());
        http::ServerOptions es11 = listener();
        m_es11 = must(http::Server::start(es11, [this](const http::Request &request, std::stop_token) {
            return spoilt(request, es::serveEs11(request, *m_service));
        }));
        http::ServerOptions es12 = listener();
        es12.clientCertificate = http::ClientCertificate::required;
        es12.clientCheck = es::tlsPeerCheck(cis(), {pki::Role::dpTls, pki::Role::dsTls}, pki::TlsEnd::client,
                                            Clock::system());
        if (m_fault.letsAnyoneIn)
            es12.clientCheck = [](const std::vector<Bytes> &, std::string_view) { return http::PeerVerdict{true, {}}; };
        m_es12 = must(http::Server::start(es12, [this](const http::Request &request, std::stop_token) {
            if (m_fault.forgetsDeletions && request.target.ends_with(es::deleteEventName))
                return executed();
            const auto caller = must(pki::Certificate::fromDer(request.peerChain.front()));
            const std::string role(pki::roleNameOf(caller));
            return spoilt(request, es::serveEs12(request, {std::string(caller.oid()), role}, *m_service));
        }));
    }

    /// The suite's way here, with the CI's key: nothing is lacking.
    conformance::Target target()
    {
        conformance::Target target;
        target.es11 = target.es12 = must(http::Address::parse(suiteAddress));
        for (http::ClientOptions *client : {&target.lpa, &target.server})
            client->peerCheck = es::tlsPeerCheck(cis(), {pki::Role::dsTls}, pki::TlsEnd::server, Clock::system());
        target.lpa.map.set(target.es11, {"127.0.0.1", m_es11->port()});
        target.server.map.set(target.es12, {"127.0.0.1", m_es12->port()});
        target.issuer = m_authority;
        return target;
    }

    /// Event Records that somebody registered and nobody deleted.
    std::size_t recordsLeft()
    {
        std::set<std::string> eids;
        for (const smds::AuditEntry &entry : must(m_store->auditTail(100'000)))
            eids.insert(entry.eid);
        std::size_t left = 0;
        for (const std::string &digits : eids) {
            if (const auto eid = rsp::Eid::fromText(digits))
                left += must(m_store->find(*eid, {})).size();
        }
        return left;
    }

private:
    pki::TrustAnchors cis() const { return pki::TrustAnchors({m_authority.ci()}); }

    static smds::ForwardingOptions forwarding()
    {
        smds::ForwardingOptions options;
        options.ownAddress = suiteAddress;
        return options;
    }

    pki::Credential credential(pki::Role role) const
    {
        return must(m_authority.issueServer(role, {"", suiteAddress, "2.999.15", {suiteAddress}}));
    }

    auth::Configuration authentication() const
    {
        const pki::Credential own = credential(pki::Role::dsAuth);
        auth::Configuration configuration;
        configuration.addresses = {suiteAddress};
        configuration.cis = cis();
        configuration.refusals = auth::smdsRefusals();
        configuration.credentials = {{own.leaf(), own.key}};
        return configuration;
    }

    http::ServerOptions listener() const
    {
        const pki::Credential own = credential(pki::Role::dsTls);
        http::ServerOptions options;
        options.name = "faulty SM-DS";
        options.credentials = {es::tlsCredential(own.chain, own.key)};
        return options;
    }

    static http::Response executed()
    {
        http::Response response;
        response.headers = {{"Content-Type", std::string(es::jsonContentType)}};
        response.body = es::toJson(es::FunctionStatus{});
        return response;
    }

    http::Response spoilt(const http::Request &request, http::Response response) const
    {
        if (response.status == 200 && response.header("Content-Type") == es::jsonContentType) {
            QJsonObject answer = QJsonDocument::fromJson(
                                     QByteArray(reinterpret_cast<const char *>(response.body.data()),
                                                static_cast<qsizetype>(response.body.size())))
                                     .object();
            m_fault.spoil(answer, request.target);
            const QByteArray text = QJsonDocument(answer).toJson(QJsonDocument::Compact);
            response.body.assign(text.begin(), text.end());
        }
        if (m_fault.status != 200)
            response.status = m_fault.status;
        return response;
    }

    Fault m_fault;
    pki::Authority m_authority;
    QTemporaryDir m_folder;
    std::unique_ptr<smds::EventStore> m_store;
    smds::Forwarder m_forwarder;
    std::unique_ptr<smds::EventService> m_service;
    std::unique_ptr<http::Server> m_es11; // last: they end before what they call
    std::unique_ptr<http::Server> m_es12;
};

/// Keeps the ids of the rows that are done.
class Rows final : public conformance::Observer {
public:
    void caseFinished(const conformance::CaseResult &result) override
    {
        finished.push_back(result.row.id);
        if (stopAfter && result.row.id == *stopAfter)
            stop.request_stop();
    }

    std::vector<std::string> finished;
    std::optional<std::string> stopAfter;
    std::stop_source stop;
};

Result<conformance::Report> runAll(conformance::Target target, conformance::RunOptions options = {})
{
    Rows rows;
    return conformance::run(conformance::allCases(), std::move(target), options, rows, Clock::system(), {});
}

std::string textOf(const conformance::CaseResult &result)
{
    return result.row.id + " " + result.reason;
}

} // namespace

/// The suite against servers in this process: a good one passes, each fault is noticed.
class RunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodServerPasses()
    {
        FaultySmds server;
        const auto report = must(runAll(server.target()));
        for (const conformance::CaseResult &result : report.results) {
            if (result.row.id.starts_with("Cascade")) { // it has no parent
                QCOMPARE(result.outcome, Outcome::notRun);
                continue;
            }
            QVERIFY2(result.outcome == Outcome::passed, textOf(result).c_str());
            QVERIFY2(!result.sent.empty() || result.row.function == "TLS", result.row.id.c_str());
        }
        QVERIFY(report.count(Outcome::passed) > conformance::allCases().size());
        QCOMPARE(report.count(Outcome::failed), std::size_t(0));
        QCOMPARE(server.recordsLeft(), std::size_t(0));
    }

    void aFaultIsNoticed_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(faults().size()); ++row)
            QTest::newRow(faults()[static_cast<std::size_t>(row)].name) << row;
    }

    void aFaultIsNoticed()
    {
        QFETCH(int, row);
        const Fault &fault = faults()[static_cast<std::size_t>(row)];
        FaultySmds server(fault);
        const auto report = must(runAll(server.target(), {fault.mustFail, true, false}));
        QCOMPARE(report.results.size(), fault.mustFail.size());
        for (const conformance::CaseResult &result : report.results) {
            QVERIFY2(result.outcome == Outcome::failed, textOf(result).c_str());
            QVERIFY(!result.reason.empty());
        }
    }

    /// What was not given keeps rows from being run, never from being counted.
    void whatIsLackingIsSaid()
    {
        FaultySmds server;
        conformance::Target target = must(conformance::completed(server.target()));
        target.issuer.reset();
        target.otherRegistrant.reset();
        const auto report = must(
            runAll(target, {{"ES11.Retrieval", "ES11.AuthenticateClient.15", "TLS.09"}, true, false}));
        QCOMPARE(report.count(Outcome::failed), std::size_t(0));
        QCOMPARE(report.count(Outcome::notRun), std::size_t(3));
        QCOMPARE(report.count(Outcome::passed), report.results.size() - 3);
        for (const conformance::CaseResult &result : report.results) {
            if (result.row.id == "ES11.Retrieval.11")
                WB_COMPARE(result.reason, "it needs the credential of a second SM-DP+");
            else if (result.outcome == Outcome::notRun)
                WB_COMPARE(result.reason, "it needs the key of a CI that the server trusts");
        }
    }

    /// Who forwards nothing fails the rows on forwarding.
    void aServerThatDoesNotForwardIsNoticed()
    {
        FaultySmds server;
        conformance::Target target = server.target();
        target.parentEs11 = target.es11;
        const auto rows = must(conformance::chosen(conformance::allCases(), {"Cascade"}));
        Rows observer;
        const auto report = must(conformance::run(rows, target, {}, observer, Clock::system(), {}));
        QVERIFY(report.count(Outcome::failed) >= rows.size());
        for (const conformance::CaseResult &result : report.results)
            WB_COMPARE(result.came, "8.9/5.1");
    }

    void withoutAnythingOnlyTheListenersAreLookedAt()
    {
        FaultySmds server;
        conformance::Target target = server.target();
        target.issuer.reset();
        const auto report = must(runAll(target));
        QCOMPARE(report.count(Outcome::passed), std::size_t(4)); // certificates, and sessions that are not taken up
        QCOMPARE(report.count(Outcome::failed), std::size_t(0));
    }

    void aStopLeavesNothingBehind()
    {
        FaultySmds server;
        Rows rows;
        rows.stopAfter = "ES11.Retrieval.05";
        const auto report = conformance::run(conformance::allCases(), server.target(),
                                             {{"ES11.Retrieval"}, true, false}, rows, Clock::system(),
                                             rows.stop.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::cancelled);
        QCOMPARE(rows.finished.size(), std::size_t(5));
        QCOMPARE(server.recordsLeft(), std::size_t(0));
    }

    void nobodyThere()
    {
        conformance::Target target;
        {
            FaultySmds server;
            target = server.target();
        }
        const auto report = runAll(target);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::unreachable);
    }

    void anUnknownId()
    {
        const auto rows = conformance::chosen(conformance::allCases(), {"ES12", "ES99"});
        QVERIFY(!rows);
        QVERIFY(q(rows.error().line()).contains(QStringLiteral("ES99")));
        QCOMPARE(must(conformance::chosen(conformance::allCases(), {"TLS.01", "TLS.02"})).size(), std::size_t(2));
    }
};

WB_TEST(RunTest);

#include "run_test.moc"
