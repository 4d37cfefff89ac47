// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/asn1_binding.h"

#include "core/base/hex.h"
#include "core/es/paths.h"
#include "core/es/server.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::es;
using namespace wb::testing;

namespace {

const rsp::TransactionId derTransaction{must(fromHex("0123456789ABCDEF"))};

/// Answers what it is told to.
class FixedService final : public Es11Service {
public:
    Result<InitiateAuthenticationResponse> initiateAuthentication(const InitiateAuthenticationRequest &request) override
    {
        initiated = request;
        if (error)
            return fail(*error);
        return InitiateAuthenticationResponse{derTransaction, must(fromHex("3000")), must(fromHex("5F3700")),
                                              must(fromHex("0400")), must(fromHex("3003020101"))};
    }

    Result<AuthenticateClientResponseEs11> authenticateClient(const AuthenticateClientRequest &request) override
    {
        authenticated = request;
        if (error)
            return fail(*error);
        return AuthenticateClientResponseEs11{request.transactionId, {{"EV2-0001", "alt.example.com"}}};
    }

    std::optional<InitiateAuthenticationRequest> initiated;
    std::optional<AuthenticateClientRequest> authenticated;
    std::optional<Error> error;
};

http::Request derPost(Bytes body)
{
    http::Request request;
    request.target = asn1Path;
    request.headers = {{"Content-Type", std::string(asn1ContentType)}};
    request.body = std::move(body);
    return request;
}

Error derRefusal(const char *subject, const char *reason)
{
    Error error = makeError(ErrorKind::refused, Interface::es11, "test", "no");
    error.status = StatusPair{subject, reason, {}, {}};
    return error;
}

const InitiateAuthenticationRequest derQuestion{Bytes(16, 0x11), must(fromHex("BF2003820100")),
                                                "testrootsmds.example.com"};
const AuthenticateClientRequest derAnswer{derTransaction, must(fromHex("BF3803810101"))};

struct NumberRow {
    const char *subject;
    const char *reason;
    int number;
    const char *readBack; ///< the pair a client sees; empty: none
};

const NumberRow initiateRows[] = {
    {"8.9.1", "3.8", 1, "8.9.1/3.8"}, {"8.9.3", "3.1", 2, "8.9.3/3.1"}, {"8.9.4", "3.7", 3, "8.9.4/3.7"},
    {"8.9.2", "3.1", 3, "8.9.4/3.7"}, {"1.3.1", "2.1", 127, "none"},
};
const NumberRow clientRows[] = {
    {"8.1.2", "6.1", 1, "8.1.2/6.1"},   {"8.1.2", "6.3", 2, "8.1.2/6.3"}, {"8.1.3", "6.1", 3, "8.1.3/6.1"},
    {"8.1.3", "6.3", 4, "8.1.3/6.3"},   {"8.1", "6.1", 5, "8.1/6.1"},     {"8.9.5", "3.9", 6, "8.9.5/3.9"},
    {"8.10.1", "3.9", 7, "8.10.1/3.9"}, {"8.11.1", "3.9", 127, "none"},
};

} // namespace

/// ES11 in the ASN.1 binding (SGP.22 section 6.6), both ends.
class Asn1BindingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The octets computed from the tags of the facts, section 1.5.
    void responsesAreTheOctetsOfTheFacts()
    {
        const AuthenticateClientResponseEs11 one{derTransaction, {{"EV2-0001", "alt.example.com"}}};
        WB_COMPARE(toHex(toAsn1(one)), "A22EBF402BA02980080123456789ABCDEFA11D301B80084556322D30303031810F616C742E65786"
                                       "16D706C652E636F6D");
        const AuthenticateClientResponseEs11 none{derTransaction, {}};
        WB_COMPARE(toHex(toAsn1(none)), "A211BF400EA00C80080123456789ABCDEFA100");
        WB_COMPARE(toHex(authenticateClientEs11FailureToAsn1({"8.9.5", "3.9", {}, {}})), "A206BF4003810106");
        QVERIFY(must(authenticateClientResponseEs11FromAsn1(toAsn1(one))) == one);
        QVERIFY(must(authenticateClientResponseEs11FromAsn1(toAsn1(none))) == none);
    }

    void requestsComeThroughUnchanged()
    {
        FixedService service;
        const auto first = serveEs11(derPost(toAsn1(derQuestion)), service);
        QCOMPARE(first.status, 200);
        WB_COMPARE(*first.header("Content-Type"), asn1ContentType);
        QVERIFY(service.initiated == derQuestion);
        const auto response = must(initiateAuthenticationResponseFromAsn1(first.body, Interface::es11));
        QVERIFY(response.transactionId == derTransaction);
        WB_COMPARE(toHex(response.serverSigned1), "3000");
        WB_COMPARE(toHex(response.serverSignature1), "5F3700");
        WB_COMPARE(toHex(response.euiccCiPKIdToBeUsed), "0400");
        WB_COMPARE(toHex(response.serverCertificate), "3003020101");

        const auto second = serveEs11(derPost(toAsn1(derAnswer)), service);
        QVERIFY(service.authenticated == derAnswer);
        QCOMPARE(must(authenticateClientResponseEs11FromAsn1(second.body)).eventEntries.size(), std::size_t(1));
    }

    void failuresHaveTheirNumbers()
    {
        for (const NumberRow &row : initiateRows) {
            FixedService service;
            service.error = derRefusal(row.subject, row.reason);
            const auto response = serveEs11(derPost(toAsn1(derQuestion)), service);
            QCOMPARE(response.status, 200);
            const auto outcome = initiateAuthenticationResponseFromAsn1(response.body, Interface::es11);
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().kind, ErrorKind::refused);
            QVERIFY(outcome.error().functionError == (FunctionError{"ES11.InitiateAuthentication", row.number}));
            QCOMPARE(pairOf(outcome), QLatin1String(row.readBack));
        }
        for (const NumberRow &row : clientRows) {
            FixedService service;
            service.error = derRefusal(row.subject, row.reason);
            const auto response = serveEs11(derPost(toAsn1(derAnswer)), service);
            const auto outcome = authenticateClientResponseEs11FromAsn1(response.body);
            QVERIFY(!outcome);
            QVERIFY(outcome.error().functionError == (FunctionError{"ES11.AuthenticateClient", row.number}));
            QCOMPARE(pairOf(outcome), QLatin1String(row.readBack));
        }
    }

    void whatIsNoRequestIsTold_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("word");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("RemoteProfileProvisioningRequest");
        QTest::newRow("no outer tag") << QByteArray("BF3903810101") << QStringLiteral("instead of A2");
        QTest::newRow("cut") << QByteArray("A206BF39") << QStringLiteral("beyond the end");
        QTest::newRow("another function") << QByteArray("A206BF4103800101") << QStringLiteral("no function of ES11");
        QTest::newRow("a member missing")
            << QByteArray("A209BF3B0680010182010") + "1" << QStringLiteral("AuthenticateClient");
        QTest::newRow("something behind") << QByteArray("A206BF410380010100") << QStringLiteral("follow");
    }

    void whatIsNoRequestIsTold()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QString, word);
        FixedService service;
        const auto response = serveEs11(derPost(must(fromHex(hex.toStdString()))), service);
        QCOMPARE(response.status, 400);
        const QString text = QString::fromUtf8(reinterpret_cast<const char *>(response.body.data()),
                                               static_cast<qsizetype>(response.body.size()));
        QVERIFY2(text.contains(word), qPrintable(text));
        QVERIFY(!service.initiated && !service.authenticated);
    }

    void theContentTypeMatters()
    {
        FixedService service;
        http::Request request = derPost(toAsn1(derQuestion));
        request.headers = {{"Content-Type", "application/json"}};
        QCOMPARE(serveEs11(request, service).status, 415);
        request.method = "GET";
        QCOMPARE(serveEs11(request, service).status, 405);
    }

    void hostileResponsesAreErrors()
    {
        const Bytes whole = toAsn1(AuthenticateClientResponseEs11{derTransaction, {{"EV2-0001", "alt.example.com"}}});
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto cut = authenticateClientResponseEs11FromAsn1(ByteView(whole.data(), length));
            QVERIFY(!cut);
            QCOMPARE(cut.error().kind, ErrorKind::malformed);
        }
    }
};

WB_TEST(Asn1BindingTest);

#include "asn1_binding_test.moc"
