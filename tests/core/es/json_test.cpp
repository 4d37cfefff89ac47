// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/json.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using namespace wb::es;

namespace {

Bytes body(const QString &text)
{
    return copyOf(viewOf(text.toStdString()));
}

const InitiateAuthenticationRequest question{{0x01, 0x02, 0xFE, 0xFF}, {0xBF, 0x20, 0x00}, "testrootsmds.example.com"};
const InitiateAuthenticationResponse answer{{{0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF}},
                                            {0x30, 0x00},
                                            {0x5F, 0x37, 0x01, 0xAA},
                                            {0x04, 0x01, 0xBB},
                                            {0x30, 0x01, 0x00}};

/// The forms as they stand in the protocol facts, 1.2 to 1.4 and 2.1.
constexpr const char *questionText =
    R"({"euiccChallenge":"AQL+/w==","euiccInfo1":"vyAA","smdpAddress":"testrootsmds.example.com"})";
constexpr const char *answerText =
    R"({"euiccCiPKIdToBeUsed":"BAG7","header":{"functionExecutionStatus":{"status":"Executed-Success"}},)"
    R"("serverCertificate":"MAEA","serverSignature1":"XzcBqg==","serverSigned1":"MAA=","transactionId":"0123456789ABCDEF"})";
constexpr const char *authenticateText = R"({"authenticateServerResponse":"vzgA","transactionId":"0123456789ABCDEF"})";
constexpr const char *entriesText =
    R"({"eventEntries":[{"eventId":"EV2-0001","rspServerAddress":"testsmds1.example.com"}],)"
    R"("header":{"functionExecutionStatus":{"status":"Executed-Success"}},"transactionId":"0123456789ABCDEF"})";
constexpr const char *noEntriesText =
    R"({"eventEntries":[],"header":{"functionExecutionStatus":{"status":"Executed-Success"}},"transactionId":"0123456789ABCDEF"})";
constexpr const char *registerText =
    R"({"eid":"89049032123451234512345678901235","eventId":"EV-1","forwardingIndicator":true,)"
    R"("header":{"functionCallIdentifier":"call-7","functionRequesterIdentifier":"2.999.10"},)"
    R"("rspServerAddress":"testsmdpplus1.example.com"})";
constexpr const char *deleteText =
    R"({"eid":"89049032123451234512345678901235","eventId":"EV-1",)"
    R"("header":{"functionCallIdentifier":"call-8","functionRequesterIdentifier":"2.999.10"}})";
/// What a real SM-DP+ sent, with HTTP 200.
constexpr const char *thalesText =
    R"({"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":{"subjectCode":"1.6","reasonCode":"2.1",)"
    R"("subjectIdentifier":"Function","message":"Invalid"}}}})";

QString replaced(const char *text, const char *from, const char *to)
{
    QString changed = QString::fromUtf8(text);
    [&] { QVERIFY2(changed.contains(QString::fromUtf8(from)), from); }();
    return changed.replace(QString::fromUtf8(from), QString::fromUtf8(to));
}

/// How a decoder ends for a body: "ok", or its error's step and reason.
template <class T>
QString endingOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : q(result.error().step + " " + result.error().reason);
}

} // namespace

/// The JSON forms of ES11 and ES12 (SGP.22 section 6.5).
class JsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsAreWrittenAsTheSpecificationSays()
    {
        WB_COMPARE(textOf(toJson(question)), questionText);
        const AuthenticateClientRequest authenticate{answer.transactionId, {0xBF, 0x38, 0x00}};
        WB_COMPARE(textOf(toJson(authenticate)), authenticateText);
        const RegisterEventRequest registration{
            {"2.999.10", "call-7"}, "89049032123451234512345678901235", "testsmdpplus1.example.com", "EV-1", true, {}};
        WB_COMPARE(textOf(toJson(registration)), registerText);
        const DeleteEventRequest deletion{{"2.999.10", "call-8"}, "89049032123451234512345678901235", "EV-1"};
        WB_COMPARE(textOf(toJson(deletion)), deleteText);

        QVERIFY(must(initiateAuthenticationRequestFromJson(body(QString::fromUtf8(questionText)))) == question);
        QVERIFY(must(authenticateClientRequestFromJson(body(QString::fromUtf8(authenticateText)))) == authenticate);
        QVERIFY(must(registerEventRequestFromJson(body(QString::fromUtf8(registerText)), Interface::es12))
                == registration);
        QVERIFY(must(deleteEventRequestFromJson(body(QString::fromUtf8(deleteText)), Interface::es12)) == deletion);
    }

    void responsesAreWrittenAsTheSpecificationSays()
    {
        WB_COMPARE(textOf(toJson(answer)), answerText);
        const AuthenticateClientResponseEs11 entries{answer.transactionId, {{"EV2-0001", "testsmds1.example.com"}}};
        WB_COMPARE(textOf(toJson(entries)), entriesText);
        const AuthenticateClientResponseEs11 none{answer.transactionId, {}};
        WB_COMPARE(textOf(toJson(none)), noEntriesText);
        WB_COMPARE(textOf(toJson(FunctionStatus{})),
                   R"({"header":{"functionExecutionStatus":{"status":"Executed-Success"}}})");

        QVERIFY(must(initiateAuthenticationResponseFromJson(body(QString::fromUtf8(answerText)), Interface::es11))
                == answer);
        QVERIFY(must(authenticateClientResponseEs11FromJson(body(QString::fromUtf8(entriesText)))) == entries);
        QVERIFY(must(authenticateClientResponseEs11FromJson(body(QString::fromUtf8(noEntriesText)))) == none);
    }

    void aFailureKeepsItsCodes()
    {
        const auto status = functionStatusFromJson(body(QString::fromUtf8(thalesText)));
        WB_VERIFY(status);
        QCOMPARE(status->kind, FunctionStatus::Kind::failed);
        QVERIFY(status->status == (StatusPair{"1.6", "2.1", "Function", "Invalid"}));
        QVERIFY(must(functionStatusFromJson(toJson(*status))) == *status);

        const auto entries = authenticateClientResponseEs11FromJson(body(QString::fromUtf8(thalesText)));
        QVERIFY(!entries);
        QCOMPARE(entries.error().kind, ErrorKind::refused);
        QCOMPARE(pairOf(entries), QStringLiteral("1.6/2.1"));
        QVERIFY(q(entries.error().reason).contains(QStringLiteral("Invalid")));
        const auto registered = statusResponseFromJson(body(QString::fromUtf8(thalesText)), Interface::es12,
                                                       "RegisterEvent");
        QCOMPARE(pairOf(registered), QStringLiteral("1.6/2.1"));
        QCOMPARE(registered.error().interface, Interface::es12);
    }

    void everyStatusIsUnderstood_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("good");
        QTest::newRow("success") << "Executed-Success" << true;
        QTest::newRow("warning") << "Executed-WithWarning" << true;
        QTest::newRow("failed without codes") << "Failed" << false;
        QTest::newRow("expired") << "Expired" << false;
        QTest::newRow("unheard of") << "Executed" << false;
    }

    void everyStatusIsUnderstood()
    {
        QFETCH(QString, status);
        QFETCH(bool, good);
        const auto text = QStringLiteral(R"({"header":{"functionExecutionStatus":{"status":"%1"}}})").arg(status);
        const auto outcome = statusResponseFromJson(body(text), Interface::es12, "RegisterEvent");
        QCOMPARE(outcome.has_value(), good);
        if (!good)
            QVERIFY(q(outcome.error().reason).contains(status));
    }

    /// What servers and clients of the field send besides what the specification says.
    void theFieldIsTolerated_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown members") << replaced(
            answerText, R"("header":{)",
            R"("otherCertsInChain":[1,{"a":null}],"header":{"functionCallIdentifier":"x",)");
        QTest::newRow("the other spelling") << replaced(answerText, "euiccCiPKIdToBeUsed", "euiccCiPkidToBeUsed");
        QTest::newRow("a third spelling") << replaced(answerText, "euiccCiPKIdToBeUsed", "euiccCiPKIdTobeUsed");
        QTest::newRow("lower-case hexadecimal") << replaced(answerText, "0123456789ABCDEF", "0123456789abcdef");
        QTest::newRow("line breaks in base64") << replaced(answerText, "XzcBqg==", R"(Xzc\r\nBqg==\n)");
        QTest::newRow("blanks in base64") << replaced(answerText, "XzcBqg==", " XzcB qg = = ");
        QTest::newRow("no padding") << replaced(answerText, "XzcBqg==", "XzcBqg");
        QTest::newRow("escaped slashes") << replaced(answerText, "XzcBqg==", R"(\u0058zcBqg==)");
        QTest::newRow("white space around")
            << QStringLiteral(" \r\n\t") + QString::fromUtf8(answerText) + QStringLiteral("\n\n");
    }

    void theFieldIsTolerated()
    {
        QFETCH(QString, text);
        const auto decoded = initiateAuthenticationResponseFromJson(body(text), Interface::es11);
        WB_VERIFY(decoded);
        QVERIFY(*decoded == answer);
    }

    void aServersSpellingLosesAgainstTheRightOne()
    {
        const auto text = replaced(
            answerText, R"("euiccCiPKIdToBeUsed":"BAG7")",
            R"("EUICCCIPKIDTOBEUSED":"BAEA","euiccCiPKIdToBeUsed":"BAG7","euiccCiPkidToBeUsed":"BAEA")");
        QVERIFY(must(initiateAuthenticationResponseFromJson(body(text), Interface::es11)) == answer);
    }

    void wrongRequestsSayWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("missing");
        QTest::newRow("nothing") << QString() << "no JSON" << false;
        QTest::newRow("no JSON") << QStringLiteral("<html></html>") << "no JSON" << false;
        QTest::newRow("cut off") << QString::fromUtf8(questionText).chopped(5) << "no JSON" << false;
        QTest::newRow("an array") << QStringLiteral("[]") << "no object" << false;
        QTest::newRow("deep") << QString(5000, QLatin1Char('[')) << "no JSON" << false;
        QTest::newRow("an empty object") << QStringLiteral("{}") << "euiccChallenge is missing" << true;
        QTest::newRow("challenge missing")
            << replaced(questionText, "euiccChallenge", "euiccChallenges") << "euiccChallenge is missing" << true;
        QTest::newRow("info missing") << replaced(questionText, "euiccInfo1", "euiccInfo2") << "euiccInfo1 is missing"
                                      << true;
        QTest::newRow("address missing") << replaced(questionText, "smdpAddress", "smdsAddress")
                                         << "smdpAddress is missing" << true;
        QTest::newRow("challenge a number")
            << replaced(questionText, R"("AQL+/w==")", "7") << "euiccChallenge is not a string" << false;
        QTest::newRow("challenge null") << replaced(questionText, R"("AQL+/w==")", "null")
                                        << "euiccChallenge is not a string" << false;
        QTest::newRow("challenge no base64")
            << replaced(questionText, "AQL+/w==", "AQL_/w==") << "euiccChallenge is not base64" << false;
        QTest::newRow("challenge half a group")
            << replaced(questionText, "AQL+/w==", "AQL+/") << "euiccChallenge is not base64" << false;
        QTest::newRow("challenge padded in the middle")
            << replaced(questionText, "AQL+/w==", "AQ==+/w=") << "euiccChallenge is not base64" << false;
        QTest::newRow("challenge empty") << replaced(questionText, "AQL+/w==", "") << "euiccChallenge is empty"
                                         << false;
        QTest::newRow("address an object")
            << replaced(questionText, R"("testrootsmds.example.com")", "{}") << "smdpAddress is not a string" << false;
    }

    void wrongRequestsSayWhatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, word);
        QFETCH(bool, missing);
        const auto decoded = initiateAuthenticationRequestFromJson(body(text));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().kind, ErrorKind::malformed);
        QCOMPARE(decoded.error().interface, Interface::es11);
        QVERIFY2(endingOf(decoded).contains(word), qUtf8Printable(endingOf(decoded)));
        QCOMPARE(pairOf(decoded), missing ? QStringLiteral("1.3.1/2.2") : QStringLiteral("none"));
    }

    void wrongTransactionIds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << "";
        QTest::newRow("half an octet") << "012";
        QTest::newRow("no hexadecimal") << "01GG";
        QTest::newRow("17 octets") << "0123456789ABCDEF0123456789ABCDEF01";
    }

    void wrongTransactionIds()
    {
        QFETCH(QString, id);
        const auto text = QString::fromUtf8(authenticateText).replace(QStringLiteral("0123456789ABCDEF"), id);
        const auto decoded = authenticateClientRequestFromJson(body(text));
        QVERIFY(!decoded);
        QVERIFY2(endingOf(decoded).contains(QStringLiteral("transactionId")), qUtf8Printable(endingOf(decoded)));
        QVERIFY(!decoded.error().status);
    }

    void wrongEntries_data()
    {
        QTest::addColumn<QString>("entries");
        QTest::addColumn<QString>("word");
        QTest::newRow("missing") << ""
                                 << "eventEntries is missing";
        QTest::newRow("null") << R"("eventEntries":null,)"
                              << "eventEntries is not an array";
        QTest::newRow("an object") << R"("eventEntries":{},)"
                                   << "eventEntries is not an array";
        QTest::newRow("texts") << R"("eventEntries":["EV"],)"
                               << "not an object";
        QTest::newRow("no address") << R"("eventEntries":[{"eventId":"EV"}],)"
                                    << "rspServerAddress is missing";
        QTest::newRow("no EventID") << R"("eventEntries":[{"rspServerAddress":"x"}],)"
                                    << "eventId is missing";
    }

    void wrongEntries()
    {
        QFETCH(QString, entries);
        QFETCH(QString, word);
        const auto text = QString::fromUtf8(noEntriesText).replace(QStringLiteral(R"("eventEntries":[],)"), entries);
        const auto decoded = authenticateClientResponseEs11FromJson(body(text));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().kind, ErrorKind::malformed);
        QVERIFY2(endingOf(decoded).contains(word), qUtf8Printable(endingOf(decoded)));
    }

    void wrongHeaders_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << "{}";
        QTest::newRow("a text") << R"({"header":"Failed"})";
        QTest::newRow("empty") << R"({"header":{}})";
        QTest::newRow("no status") << R"({"header":{"functionExecutionStatus":{}}})";
        QTest::newRow("status a number") << R"({"header":{"functionExecutionStatus":{"status":0}}})";
        QTest::newRow("status in other case") << R"({"header":{"functionExecutionStatus":{"status":"failed"}}})";
    }

    void wrongHeaders()
    {
        QFETCH(QString, text);
        const auto decoded = functionStatusFromJson(body(text));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().kind, ErrorKind::malformed);
    }

    void aRegistrationNeedsAllItsMembers_data()
    {
        QTest::addColumn<QString>("member");
        for (const char *member : {"header", "functionRequesterIdentifier", "functionCallIdentifier", "eid",
                                   "rspServerAddress", "eventId", "forwardingIndicator"})
            QTest::newRow(member) << QString::fromLatin1(member);
    }

    void aRegistrationNeedsAllItsMembers()
    {
        QFETCH(QString, member);
        const auto name = QStringLiteral("\"%1\":").arg(member);
        const auto text = QString::fromUtf8(registerText).replace(name, QStringLiteral("\"other\":"));
        const auto decoded = registerEventRequestFromJson(body(text), Interface::es12);
        QVERIFY(!decoded);
        QCOMPARE(pairOf(decoded), QStringLiteral("1.3.1/2.2"));
        QVERIFY2(endingOf(decoded).contains(member), qUtf8Printable(endingOf(decoded)));
        QCOMPARE(decoded.error().interface, Interface::es12);
    }

    void aDeletionNeedsAllItsMembers_data()
    {
        QTest::addColumn<QString>("member");
        for (const char *member : {"header", "functionRequesterIdentifier", "functionCallIdentifier", "eid", "eventId"})
            QTest::newRow(member) << QString::fromLatin1(member);
    }

    void aDeletionNeedsAllItsMembers()
    {
        QFETCH(QString, member);
        const auto name = QStringLiteral("\"%1\":").arg(member);
        const auto text = QString::fromUtf8(deleteText).replace(name, QStringLiteral("\"other\":"));
        const auto decoded = deleteEventRequestFromJson(body(text), Interface::es12);
        QVERIFY(!decoded);
        QCOMPARE(pairOf(decoded), QStringLiteral("1.3.1/2.2"));
        QVERIFY2(endingOf(decoded).contains(member), qUtf8Printable(endingOf(decoded)));
    }

    void anIndicatorIsNoText()
    {
        const auto text = replaced(registerText, R"("forwardingIndicator":true)", R"("forwardingIndicator":"true")");
        const auto decoded = registerEventRequestFromJson(body(text), Interface::es12);
        QVERIFY(!decoded);
        QVERIFY(!decoded.error().status);
    }

    /// What a server left out is no status pair: it did not say one.
    void aResponseThatLacksAMemberCarriesNoStatus()
    {
        const auto decoded = authenticateClientResponseEs11FromJson(
            body(QStringLiteral(R"({"header":{"functionExecutionStatus":{"status":"Executed-Success"}}})")));
        QVERIFY(!decoded);
        QVERIFY2(endingOf(decoded).contains(QStringLiteral("transactionId is missing")),
                 qUtf8Printable(endingOf(decoded)));
        QVERIFY(!decoded.error().status);
    }
};

WB_TEST(JsonTest);
#include "json_test.moc"
