// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/explain.h"
#include "core/explain/kind_texts.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <QStringList>

#include <random>

using namespace wb;
using namespace wb::explain;

class ExplainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindAtEveryInterface();
    void errors_data();
    void errors();
    void severalCodes();
    void evidenceIsSaidOnce();
    void readsCodes_data();
    void readsCodes();
    void readsNothing_data();
    void readsNothing();
    void anyTextIsSafe();
    void aPlaceChoosesAmongMeanings_data();
    void aPlaceChoosesAmongMeanings();
    void whatIsNotUnderstoodIsTold();
    void manyFunctionsAreOneReading();
    void httpStatusesOfAServer();
};

namespace {

constexpr int kinds = static_cast<int>(ErrorKind::internal) + 1;
constexpr int interfaces = static_cast<int>(Interface::config) + 1;

Error refused(Interface interface, const char *step, const char *reason = "no")
{
    return makeError(ErrorKind::refused, interface, step, reason);
}

bool contains(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

void ExplainTest::everyKindAtEveryInterface()
{
    for (int kind = 0; kind < kinds; ++kind) {
        for (int interface = 0; interface < interfaces; ++interface) {
            const auto errorKind = static_cast<ErrorKind>(kind);
            const auto errorInterface = static_cast<Interface>(interface);
            QVERIFY(kindMeaning(errorKind, errorInterface).kind
                    == errorKind); // no kind without a row for all interfaces
            for (const char *step : {"", "Step"}) {
                const Explanation text = wb::explain::explain(makeError(errorKind, errorInterface, step, "something"));
                QVERIFY(!text.what.empty() && !text.why.empty() && !text.next.empty());
                QVERIFY2(!contains(text.what, "%1") && text.what.back() == '.', text.what.c_str());
                QVERIFY2(text.why.back() == '.' && contains(text.why, "something"), text.why.c_str());
                QVERIFY(text.code.empty());
                QVERIFY(contains(text.what, std::string(nameOf(errorInterface))));
            }
            // Even an error that says nothing.
            const Explanation bare = wb::explain::explain(makeError(errorKind, errorInterface, {}, {}));
            QVERIFY(!bare.what.empty() && !bare.why.empty() && !bare.next.empty());
        }
    }
}

Q_DECLARE_METATYPE(wb::Error)

void ExplainTest::errors_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<std::string>("what");
    QTest::addColumn<std::string>("why");
    QTest::addColumn<std::string>("code");
    const auto row = [](const char *name, Error error, const char *what, const char *why, const char *code) {
        QTest::newRow(name) << std::move(error) << std::string(what) << std::string(why) << std::string(code);
    };
    Error status = refused(Interface::es11, "AuthenticateClient", "the server answered Failed");
    status.status = StatusPair{"8.9.5", "3.9", "", "no such event"};
    row("status of ES11", status, "ES11 AuthenticateClient was refused. There is no Event Record",
        "Seen: the server answered Failed: no such event.", "8.9.5/3.9");
    status.interface = Interface::es12;
    status.step = "DeleteEvent";
    row("status of ES12", status, "ES12 DeleteEvent was refused. There is no event", "another caller registered it",
        "8.9.5/3.9");
    status.status = StatusPair{"7.7", "9.9", "", ""};
    row("status nobody knows", status, "The server answered with the status code 7.7/9.9", "does not know this pair",
        "7.7/9.9");

    Error card = refused(Interface::es10b, "AuthenticateServer");
    card.functionError = FunctionError{"ES10b.AuthenticateServer", 5};
    row("error of a card", card, "invalidOid (5)", "CERT.DSauth", "ES10b.AuthenticateServer 5 invalidOid");

    row("taken port", makeError(ErrorKind::conflict, Interface::http, "listen", "127.0.0.1:8443 is taken"),
        "HTTP listen: the port is taken.", "Another program listens", "");

    Error word = refused(Interface::apdu, "SELECT ISD-R");
    word.statusWord = 0x6A82;
    row("status word", word, "APDU SELECT ISD-R was refused. The file or application was not found.", "no eUICC",
        "SW 6A82");

    Error reader = makeError(ErrorKind::unreachable, Interface::pcsc, "connect", "no answer");
    reader.scard = 0x8010001D;
    row("SCARD code", reader, "PC/SC connect: nobody answered. The smart card service is not running.", "pcscd",
        "SCARD_E_NO_SERVICE 0x8010001D");

    Error tls = makeError(ErrorKind::refused, Interface::tls, "TLS handshake", "the server ended it");
    tls.tlsAlert = 48;
    row("alert of the other side", tls, "unknown_ca (48)", "does not know the CI", "TLS alert 48 unknown_ca");
    tls.kind = ErrorKind::untrusted;
    row("alert of this side", tls, "TLS handshake: the other side is not trusted. This side ended TLS",
        "This side does not trust the CI", "TLS alert 48 unknown_ca");

    Error decoding = makeError(ErrorKind::malformed, Interface::asn1, "EUICCInfo2.svn", "is missing");
    decoding.offset = 12;
    row("decoder", decoding, "ASN.1 EUICCInfo2.svn: the data could not be read.", "Seen: is missing, at byte 12.", "");
    decoding.reason.clear();
    row("decoder without a reason", decoding, "EUICCInfo2.svn", "Reading stopped at byte 12.", "");
}

void ExplainTest::errors()
{
    QFETCH(Error, error);
    QFETCH(std::string, what);
    QFETCH(std::string, why);
    QFETCH(std::string, code);
    const Explanation text = wb::explain::explain(error);
    QVERIFY2(contains(text.what, what), text.what.c_str());
    QVERIFY2(contains(text.why, why), text.why.c_str());
    QVERIFY(!text.next.empty());
    QCOMPARE(text.code, code);
}

void ExplainTest::severalCodes()
{
    Error error = refused(Interface::es10b, "AuthenticateServer");
    error.functionError = FunctionError{"ES10b.AuthenticateServer", 2};
    error.statusWord = 0x9000;
    const Explanation text = wb::explain::explain(error);
    QVERIFY2(contains(text.what, "invalidSignature"),
             text.what.c_str()); // what the function said before what carried it
    QCOMPARE(text.code, std::string("ES10b.AuthenticateServer 2 invalidSignature, SW 9000"));
}

void ExplainTest::evidenceIsSaidOnce()
{
    Error error = refused(Interface::es11, "InitiateAuthentication", "the server answered Failed: wrong address");
    error.status = StatusPair{"8.9.1", "3.8", "", "wrong address"};
    const std::string why = wb::explain::explain(error).why;
    QCOMPARE(why.find("wrong address"), why.rfind("wrong address"));
}

void ExplainTest::readsCodes_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QStringList>("codes"); ///< of the readings, in order
    const auto row = [](const char *name, std::initializer_list<const char *> texts,
                        std::initializer_list<const char *> codes) {
        QStringList typed;
        QStringList expected;
        for (const char *text : texts)
            typed += QString::fromUtf8(text);
        for (const char *code : codes)
            expected += QString::fromUtf8(code);
        QTest::newRow(name) << typed << expected;
    };
    row("status pair with two meanings", {"8.9.5/3.9", "8.9.5 3.9", " 8.9.5 / 3.9\n", "8.9.5-3.9", "(8.9.5, 3.9)"},
        {"8.9.5/3.9", "8.9.5/3.9"});
    row("status pair in its function", {"ES11.AuthenticateClient 8.9.5/3.9", "ES11 AuthenticateClient: no (8.9.5/3.9)"},
        {"8.9.5/3.9"});
    row("status pair as JSON", {R"({"subjectCode":"1.6","reasonCode":"2.1","message":"Invalid"})"}, {"1.6/2.1"});
    row("short subject", {"8/4.2"}, {"8/4.2"});
    row("long reason", {"8.8.5/4.10", "8.8.5 4.10"}, {"8.8.5/4.10"});
    row("status pair nobody knows", {"7.7.7/9.9"}, {"7.7.7/9.9"});
    row("status word", {"6A88", "6a88", "0x6A88", "SW 6A88", "SW=6A88", "sw: 6a 88", "SW1SW2=6A88", "6A 88"},
        {"SW 6A88"});
    row("status word of digits", {"6881", "SW 6881"}, {"SW 6881"});
    row("success", {"9000"}, {"SW 9000"});
    row("range of status words", {"6Cxx", "6C XX", "SW 6cXX"}, {"SW 6Cxx"});
    row("HTTP status", {"HTTP 404", "http 404", "HTTP/1.1 404 Not Found", "HTTP status: 404"}, {"HTTP 404"});
    row("HTTP status alone", {"503", " 503 "}, {"HTTP 503"});
    row("HTTP status without a row", {"HTTP 418"}, {"HTTP 418"});
    row("subject alone", {"8.9.1"}, {"8.9.1/3.8", "8.9.1/3.8"});
    row("subject alone, in several functions", {"8.9"}, {"8.9/4.2", "8.9/4.2", "8.9/5.1", "8.9/5.1", "8.9/5.1"});
    row("subject without a pair of its own", {"8.9.7"}, {"8.9.7"});
    row("reason alone", {"3.9"}, {"3.9"});
    row("a number alone, of many functions", {"127"},
        {"127 undefinedError", "ES10b.LoadBoundProfilePackage 127 installFailedDueToUnknownError",
         "CancelSessionReason 127 undefinedReason", "127 undefinedError"});
    row("error name of many functions", {"undefinedError"}, {"127 undefinedError", "127 undefinedError"});
    row("status word nobody knows, but said to be one", {"SW 1234"}, {"SW 1234"});
    row("status word of a vendor", {"9F 99"}, {"SW 9F99"});
    row("SCARD number",
        {"0x8010002E", "8010002E", "8010002e", "2148532270", "-2146435026", "SCARD 0x8010002E", "error: 8010002E"},
        {"SCARD_E_NO_READERS_AVAILABLE 0x8010002E"});
    row("SCARD name", {"SCARD_E_NO_READERS_AVAILABLE", "scard_e_no_readers_available", "NO_READERS_AVAILABLE"},
        {"SCARD_E_NO_READERS_AVAILABLE 0x8010002E"});
    row("SCARD number nobody knows", {"0x80109999"}, {"0x80109999"});
    row("Windows' own", {"0000045D"}, {"ERROR_IO_DEVICE 0x0000045D"});
    row("Android", {"176316472", "0x0A826038", "0A826038"}, {"8.2.6/3.8"});
    row("function and number",
        {"ES10b.AuthenticateServer 5", "AuthenticateServer:5", "AuthenticateServer 5", "authenticateserver error 5",
         "AuthenticateServer(5)", "ES10b.AuthenticateServer=5", "AuthenticateServer error code: 5",
         "ES10b.AuthenticateServer invalidOid"},
        {"ES10b.AuthenticateServer 5 invalidOid"});
    row("function at two interfaces", {"AuthenticateClient 6"},
        {"ES9+.AuthenticateClient 6 matchingIdRefused", "ES11.AuthenticateClient 6 eventIdUnknown"});
    row("function at one of them", {"ES9+.AuthenticateClient 6"}, {"ES9+.AuthenticateClient 6 matchingIdRefused"});
    row("function and a number it does not have", {"ES10c.DeleteProfile 5"}, {"ES10c.DeleteProfile 5"});
    row("function nobody knows", {"ES10b.Nothing 5"}, {"ES10b.Nothing 5"});
    row("error name", {"invalidOid", "INVALIDOID", "invalidOid (5)", "invalidOid(5)"},
        {"ES10b.AuthenticateServer 5 invalidOid"});
    row("error name of several functions", {"catBusy"},
        {"ES10c.EnableProfile 5 catBusy", "ES10c.DisableProfile 5 catBusy", "ES10c.eUICCMemoryReset 5 catBusy"});
    row("alert",
        {"alert 42", "TLS alert 42", "SSL alert number 42", "bad_certificate", "bad certificate",
         "sslv3 alert bad certificate", "Alert: 42"},
        {"TLS alert 42 bad_certificate"});
    row("alert nobody knows", {"alert 7"}, {"TLS alert 7"});
    row("a number alone, an alert", {"42"}, {"TLS alert 42 bad_certificate"});
    row("a number alone, of one function", {"95"}, {"ES9+.GetBoundProfilePackage 95 invalidTransactionId"});
    row("a number alone, of an alert and functions", {"10"},
        {"TLS alert 10 unexpected_message",
         "ES10b.LoadBoundProfilePackage 10 installFailedDueToInsufficientMemoryForProfile",
         "ES10b.AuthenticateServer 10 invalidCrlSignature", "ES9+.AuthenticateClient 10 invalidTransactionId",
         "ES11.AuthenticateClient 10 euiccRspCapabilityHasChanged"});
}

void ExplainTest::readsCodes()
{
    QFETCH(QStringList, texts);
    QFETCH(QStringList, codes);
    for (const QString &text : texts) {
        QStringList found;
        for (const Explanation &reading : explainCode(text.toStdString())) {
            QVERIFY(!reading.what.empty() && !reading.why.empty() && !reading.next.empty());
            found += QString::fromStdString(reading.code);
        }
        QVERIFY2(found == codes, qPrintable(text + QStringLiteral(" -> ") + found.join(QStringLiteral(" | "))));
    }
}

void ExplainTest::readsNothing_data()
{
    QTest::addColumn<std::string>("text");
    for (const char *text : {"", "   ", "hello", "12345", "1234", "ABCD", "8.9.99", "6Dyy", "HTTP 604", "192.168.0.1",
                             "2.5.0", "89049032123451234512345678901235", "AuthenticateServer", "Nothing 5",
                             "12345678901234567890", "0x0B826038", "DEADBEEF", "999"})
        QTest::addRow("'%s'", text) << std::string(text);
    QTest::newRow("long") << std::string(100'000, '8');
}

void ExplainTest::readsNothing()
{
    QFETCH(std::string, text);
    const auto readings = explainCode(text);
    QVERIFY2(readings.empty(), readings.empty() ? "" : readings[0].code.c_str());
}

/// Typed, pasted, or from a hostile log: never a crash, and never a reading with an empty line.
void ExplainTest::anyTextIsSafe()
{
    std::mt19937 random(2026);
    const std::string alphabet = "0123456789.ABCDEFx/ ():=+-_aertESW\xC3\xA4\n";
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t length = random() % 40; length > 0; --length)
            text += alphabet[random() % alphabet.size()];
        for (const Explanation &reading : explainCode(text))
            QVERIFY2(!reading.what.empty() && !reading.why.empty() && !reading.next.empty() && !reading.code.empty(),
                     text.c_str());
    }
}

void ExplainTest::aPlaceChoosesAmongMeanings_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QStringList>("functions"); ///< of the readings, in order
    const auto row = [](const char *text, const QStringList &functions) {
        QTest::newRow(text) << std::string(text) << functions;
    };
    const QString es11 = QStringLiteral("ES11.AuthenticateClient");
    const QString es12 = QStringLiteral("ES12.DeleteEvent, ES15.DeleteEvent");
    row("ES11 8.9.5/3.9", {es11});
    row("8.9.5/3.9 (ES11)", {es11});
    row("AuthenticateClient 8.9.5/3.9", {es11});
    row("authenticateclient 8.9.5 3.9", {es11});
    row("es11.AuthenticateClient 8.9.5/3.9", {es11});
    row("ES12 8.9.5/3.9", {QStringLiteral("ES12.DeleteEvent")});
    row("ES12 DeleteEvent: 8.9.5/3.9", {QStringLiteral("ES12.DeleteEvent")});
    row("8.9.5/3.9", {es11, es12});
    row("DeleteEvent 8.9.5/3.9", {es12});
}

void ExplainTest::aPlaceChoosesAmongMeanings()
{
    QFETCH(std::string, text);
    QFETCH(QStringList, functions);
    const CodeReadings read = readCode(text);
    QStringList found;
    for (const Explanation &reading : read.readings)
        found += QString::fromStdString(reading.function);
    QCOMPARE(found, functions);
    QVERIFY(read.unread.empty());
}

void ExplainTest::whatIsNotUnderstoodIsTold()
{
    const CodeReadings read = readCode("foo 8.9.5/3.9 ES12 bar");
    QCOMPARE(read.readings.size(), std::size_t(1));
    QVERIFY((read.unread == std::vector<std::string>{"foo", "bar"}));
    QVERIFY(readCode("{\"subjectCode\":\"8.9.5\",\"reasonCode\":\"3.9\",\"message\":\"no such\"}").unread.empty());
}

void ExplainTest::manyFunctionsAreOneReading()
{
    const auto readings = explainCode("undefinedError");
    QCOMPARE(readings.size(), std::size_t(2)); // of cards and of servers
    QVERIFY2(contains(readings[0].function, "ES10b.AuthenticateServer, "), readings[0].function.c_str());
    QVERIFY2(contains(readings[1].function, "ES11.AuthenticateClient"), readings[1].function.c_str());
}

/// What stands before a function is at fault, not the function: no status but 200 is one of RSP.
void ExplainTest::httpStatusesOfAServer()
{
    const auto answered = [](Interface interface, int status) {
        Error error = refused(interface, "RegisterEvent", "the server answered");
        error.httpStatus = status;
        return wb::explain::explain(error);
    };
    QVERIFY(contains(answered(Interface::es12, 404).why, "most likely the port of ES11"));
    QVERIFY(contains(answered(Interface::es11, 404).why, "the port of ES12 was given"));
    QVERIFY(contains(answered(Interface::es11, 503).why, "too much to do"));
    QVERIFY(contains(answered(Interface::es11, 502).why, "reverse proxy"));
    QVERIFY(contains(answered(Interface::es11, 504).why, "in time"));
    QVERIFY(contains(answered(Interface::es11, 302).why, "captive portal"));
    QVERIFY(contains(answered(Interface::es11, 429).next, "Wait"));
    QCOMPARE(answered(Interface::es11, 429).code, std::string("HTTP 429"));
}

WB_TEST(ExplainTest);
#include "explain_test.moc"
