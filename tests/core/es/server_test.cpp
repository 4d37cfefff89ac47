// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/es/server.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using namespace wb::es;

namespace {

/// A service that answers what it is told to, and remembers what it was asked.
class ScriptedService final : public Es11Service, public Es12Service {
public:
    Result<InitiateAuthenticationResponse> initiateAuthentication(const InitiateAuthenticationRequest &request) override
    {
        asked.push_back("InitiateAuthentication " + request.smdpAddress);
        if (error)
            return fail(*error);
        return InitiateAuthenticationResponse{{{1}}, {0x30}, {0x5F}, {0x04}, {0x30}};
    }

    Result<AuthenticateClientResponseEs11> authenticateClient(const AuthenticateClientRequest &request) override
    {
        asked.push_back("AuthenticateClient " + request.transactionId.text());
        if (error)
            return fail(*error);
        return AuthenticateClientResponseEs11{request.transactionId, {}};
    }

    Result<void> registerEvent(const RegisterEventRequest &request, const Registrant &registrant) override
    {
        asked.push_back("RegisterEvent " + request.eventId + " by " + registrant.oid);
        via = request.via;
        if (error)
            return fail(*error);
        return {};
    }

    Result<void> deleteEvent(const DeleteEventRequest &request, const Registrant &registrant) override
    {
        asked.push_back("DeleteEvent " + request.eventId + " by " + registrant.oid);
        if (error)
            return fail(*error);
        return {};
    }

    void undecodable(std::string_view function, const Error &) override { notDecoded.emplace_back(function); }
    void undecodable(std::string_view function, const Error &, const Registrant &registrant) override
    {
        notDecoded.push_back(std::string(function) + " by " + registrant.oid);
    }

    std::vector<std::string> asked;
    std::vector<std::string> notDecoded;
    std::vector<std::string> via; ///< of the last registration
    std::optional<Error> error;
};

http::Request post(std::string_view path, Bytes body)
{
    http::Request request;
    request.target = path;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::move(body);
    return request;
}

http::Request initiate()
{
    return post(initiateAuthenticationPath, toJson(InitiateAuthenticationRequest{{1}, {2}, "smds.example.com"}));
}

http::Request authenticate()
{
    return post(authenticateClientPath, toJson(AuthenticateClientRequest{{{0xAB}}, {1}}));
}

http::Request registration()
{
    return post("/gsma/rsp2/es12/registerEvent",
                toJson(RegisterEventRequest{{"2.999.10", "7"}, "1", "a", "EV", false, {}}));
}

http::Request deletion()
{
    return post("/gsma/rsp2/es12/deleteEvent", toJson(DeleteEventRequest{{"2.999.10", "8"}, "1", "EV"}));
}

/// "Failed 1.3.1/2.2" or "Executed-Success" of a function's answer.
QString verdictOf(const http::Response &response)
{
    const auto status = functionStatusFromJson(response.body);
    if (!status)
        return q(status.error().line());
    QString text = q(nameOf(status->kind));
    if (status->status)
        text += QLatin1Char(' ') + q(status->status->subject + "/" + status->status->reason);
    return text;
}

} // namespace

/// How requests over HTTP reach the functions of ES11 and ES12, and how their failures are told.
class ServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void functionsAreCalled()
    {
        ScriptedService service;
        for (const auto &response : {serveEs11(initiate(), service), serveEs11(authenticate(), service),
                                     serveEs12(registration(), {"2.999.10", "CERT.DP.TLS"}, service),
                                     serveEs12(deletion(), {"2.999.10", "CERT.DP.TLS"}, service)}) {
            QCOMPARE(response.status, 200);
            QCOMPARE(verdictOf(response), QStringLiteral("Executed-Success"));
            WB_COMPARE(*response.header("Content-Type"), "application/json");
            WB_COMPARE(*response.header("X-Admin-Protocol"), "gsma/rsp/v2.5.0");
        }
        QVERIFY(service.asked
                == (std::vector<std::string>{"InitiateAuthentication smds.example.com", "AuthenticateClient AB",
                                             "RegisterEvent EV by 2.999.10", "DeleteEvent EV by 2.999.10"}));
    }

    /// A function that failed is answered 200 all the same (SGP.22 section 6.3).
    void failuresAreAnswered200_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("expected");
        QTest::newRow("with a pair") << static_cast<int>(ErrorKind::refused) << "8.9.5"
                                     << "Failed 8.9.5/3.9";
        QTest::newRow("malformed") << static_cast<int>(ErrorKind::malformed) << ""
                                   << "Failed 1.3.1/2.1";
        QTest::newRow("our own fault") << static_cast<int>(ErrorKind::io) << ""
                                       << "Failed 1.6/4.2";
    }

    void failuresAreAnswered200()
    {
        QFETCH(int, kind);
        QFETCH(QString, subject);
        QFETCH(QString, expected);
        ScriptedService service;
        service.error = makeError(static_cast<ErrorKind>(kind), Interface::store, "secret",
                                  "the disk at /home/somebody is full");
        if (!subject.isEmpty())
            service.error->status = StatusPair{subject.toStdString(), "3.9", {}, {}};
        for (const auto &response : {serveEs11(initiate(), service), serveEs11(authenticate(), service),
                                     serveEs12(registration(), {}, service)}) {
            QCOMPARE(response.status, 200);
            QCOMPARE(verdictOf(response), expected);
            if (static_cast<ErrorKind>(kind) == ErrorKind::io) // what is wrong inside is nobody's business outside
                QVERIFY(!q(textOf(response.body)).contains(QStringLiteral("somebody")));
        }
    }

    void badBodiesAreAnswered200_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no JSON") << "hello"
                                 << "Failed 1.3.1/2.1";
        QTest::newRow("nothing") << ""
                                 << "Failed 1.3.1/2.1";
        QTest::newRow("everything missing") << "{}"
                                            << "Failed 1.3.1/2.2";
        QTest::newRow("wrong types")
            << R"({"transactionId":1,"authenticateServerResponse":2,"euiccChallenge":3,"euiccInfo1":4,"smdpAddress":5,"header":6})"
            << "Failed 1.3.1/2.1";
    }

    void badBodiesAreAnswered200()
    {
        QFETCH(QString, body);
        QFETCH(QString, expected);
        const Bytes octets = copyOf(viewOf(body.toStdString()));
        ScriptedService service;
        for (const auto &response :
             {serveEs11(post(initiateAuthenticationPath, octets), service),
              serveEs11(post(authenticateClientPath, octets), service),
              serveEs12(post("/gsma/rsp2/es12/registerEvent", octets), {"2.999.10", "CERT.DP.TLS"}, service)}) {
            QCOMPARE(response.status, 200);
            QCOMPARE(verdictOf(response), expected);
        }
        QVERIFY(service.asked.empty());
        QCOMPARE(service.notDecoded, (std::vector<std::string>{"InitiateAuthentication", "AuthenticateClient",
                                                               "RegisterEvent by 2.999.10"}));
    }

    void whatIsNoFunctionIsNotAnswered200_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("status");
        const auto path = q(initiateAuthenticationPath);
        QTest::newRow("the path of no server") << "POST"
                                               << "/gsma/rsp2/es11/initiateAuthentication"
                                               << "application/json" << 404;
        QTest::newRow("another function") << "POST"
                                          << "/gsma/rsp2/es9plus/getBoundProfilePackage"
                                          << "application/json" << 404;
        QTest::newRow("ES12 on ES11") << "POST" << q("/gsma/rsp2/es12/registerEvent") << "application/json" << 404;
        QTest::newRow("the root") << "GET"
                                  << "/"
                                  << "" << 404;
        QTest::newRow("path in other case") << "POST" << path.toUpper() << "application/json" << 404;
        QTest::newRow("with a query") << "POST" << path + QStringLiteral("?a=b") << "application/json" << 404;
        QTest::newRow("GET") << "GET" << path << "application/json" << 405;
        QTest::newRow("PUT") << "PUT" << path << "application/json" << 405;
        QTest::newRow("a form") << "POST" << path << "application/x-www-form-urlencoded" << 415;
        QTest::newRow("the ASN.1 binding") << "POST" << path << "application/x-gsma-rsp-asn1" << 415;
        QTest::newRow("nearly JSON") << "POST" << path << "application/jsonp" << 415;
        QTest::newRow("JSON") << "POST" << path << "application/json" << 200;
        QTest::newRow("with a character set") << "POST" << path << "application/json;charset=UTF-8" << 200;
        QTest::newRow("with blanks and in other case") << "POST" << path << "Application/JSON ; charset=utf-8" << 200;
        QTest::newRow("no type") << "POST" << path << "" << 200;
    }

    void whatIsNoFunctionIsNotAnswered200()
    {
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(QString, type);
        QFETCH(int, status);
        http::Request request = initiate();
        request.method = method.toStdString();
        request.target = path.toStdString();
        request.headers.clear();
        if (!type.isEmpty())
            request.headers.push_back({"content-type", type.toStdString()});
        ScriptedService service;
        const auto response = serveEs11(request, service);
        QCOMPARE(response.status, status);
        QCOMPARE(service.asked.size(), std::size_t(status == 200 ? 1 : 0));
        QCOMPARE(response.header("Allow").has_value(), status == 405);
        if (status != 200) {
            QVERIFY(!response.body.empty());
            WB_COMPARE(*response.header("Content-Type"), "text/plain; charset=utf-8");
        }
    }

    void es12HasItsOwnPaths()
    {
        ScriptedService service;
        http::Request request = registration();
        request.target = std::string(initiateAuthenticationPath);
        QCOMPARE(serveEs12(request, {}, service).status, 404);
        request = registration();
        request.method = "DELETE";
        QCOMPARE(serveEs12(request, {}, service).status, 405);
        request = registration();
        request.headers = {{"Content-Type", "text/json"}};
        QCOMPARE(serveEs12(request, {}, service).status, 415);
        QVERIFY(service.asked.empty());
    }

    /// The role decides: an SM-DS finds its functions in either folder, an SM-DP+ only in that of ES12.
    void es15IsThereForAnSmds()
    {
        const Registrant smds{"2.999.15", "CERT.DS.TLS"};
        const Registrant smdp{"2.999.10", "CERT.DP.TLS"};
        ScriptedService service;
        http::Request request = registration();
        QCOMPARE(serveEs12(request, smds, service).status, 200);
        request.target = std::string(es15Folder) + "registerEvent";
        QCOMPARE(serveEs12(request, smds, service).status, 200);
        QCOMPARE(service.asked.size(), std::size_t(2));
        QCOMPARE(serveEs12(request, smdp, service).status, 404);
        request.target = std::string(es15Folder) + "deleteEvents";
        QCOMPARE(serveEs12(request, smds, service).status, 404);
        QCOMPARE(service.asked.size(), std::size_t(2));
    }

    void theWayOfAForwardedEventIsRead()
    {
        ScriptedService service;
        http::Request request = registration();
        request.headers.push_back({"x-sm-ds-via", " one.example.com,two.example.com:8443 "});
        QCOMPARE(serveEs12(request, {"2.999.15", "CERT.DS.TLS"}, service).status, 200);
        QCOMPARE(service.via, (std::vector<std::string>{"one.example.com", "two.example.com:8443"}));
    }
};

WB_TEST(ServerTest);
#include "server_test.moc"
