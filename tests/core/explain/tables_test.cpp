// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/android_code.h"
#include "core/explain/asn1_errors.h"
#include "core/explain/scard_codes.h"
#include "core/explain/status_codes.h"
#include "core/explain/status_words.h"
#include "core/explain/tls_alerts.h"
#include "core/explain/translation.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <set>

using namespace wb;
using namespace wb::explain;

/// What the tables promise: every code has three lines in the house's tone, and a code nobody knows says so.
class TablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statusPairs();
    void statusVocabulary();
    void everyPairOfTheVocabulary();
    void statusDependsOnTheFunction();
    void unknownStatus();
    void statusWords();
    void everyStatusWord();
    void statusWordNumbers_data();
    void statusWordNumbers();
    void scardCodes();
    void scardNames();
    void unknownScard();
    void functionErrors();
    void functionsKeepTheirNumbersApart_data();
    void functionsKeepTheirNumbersApart();
    void unknownFunctionErrors();
    void functionNames();
    void tlsAlerts();
    void androidCodes_data();
    void androidCodes();
    void refusesAndroidCodes();
    void argumentsAreFilledInOnce();
};

namespace {

/// What is wrong with a text for people; empty when nothing is.
std::string complaint(const Explanation &text)
{
    for (const std::string &line : {text.what, text.why, text.next}) {
        if (line.empty())
            return text.code + ": a line is empty";
        if (line.find('!') != std::string::npos)
            return text.code + ": an exclamation: " + line;
        if (line.find("%1") != std::string::npos || line.find("%2") != std::string::npos)
            return text.code + ": an argument is missing: " + line;
    }
    if (text.what.back() != '.' || text.why.back() != '.')
        return text.code + ": no sentence: " + text.what + " " + text.why;
    return text.code.empty() ? "no code: " + text.what : std::string();
}

} // namespace

void TablesTest::statusPairs()
{
    std::set<std::string> seen;
    for (const StatusMeaning &meaning : statusMeanings()) {
        const Explanation text = explainStatus(meaning.function, meaning.subject, meaning.reason);
        QCOMPARE(complaint(text), std::string());
        QCOMPARE(text.what, translated(meaning.text.what)); // its own meaning, not that of another function
        QVERIFY2(!subjectName(meaning.subject).empty() || std::string_view(meaning.subject) == "8.1.4",
                 meaning.subject);
        QVERIFY2(!reasonName(meaning.reason).empty(), meaning.reason);
        QVERIFY2(seen.insert(std::string(meaning.function) + " " + text.code).second, text.code.c_str());
    }
}

void TablesTest::statusVocabulary()
{
    QCOMPARE(subjectName("8.9.5"), std::string_view("Event Record"));
    QCOMPARE(subjectName("8.2.6"), std::string_view("MatchingID"));
    QCOMPARE(reasonName("3.9"), std::string_view("Unknown"));
    QCOMPARE(reasonName("3.10"), std::string_view("Invalid Association"));
    QVERIFY(subjectName("8.9.55").empty() && reasonName("3.99").empty() && subjectName("").empty());
}

void TablesTest::everyPairOfTheVocabulary()
{
    for (const CodeName &subject : subjectNames()) {
        for (const CodeName &reason : reasonNames()) {
            const Explanation text = explainStatus("ES9+.SomeFunction", subject.code, reason.code);
            QCOMPARE(complaint(text), std::string());
            QCOMPARE(text.code, std::string(subject.code) + "/" + reason.code);
            QCOMPARE(complaint(explainStatusAnywhere(subject.code, reason.code).at(0)), std::string());
        }
    }
}

void TablesTest::statusDependsOnTheFunction()
{
    const Explanation es11 = explainStatus("ES11.AuthenticateClient", "8.9.5", "3.9");
    const Explanation es12 = explainStatus("ES12.DeleteEvent", "8.9.5", "3.9");
    QVERIFY(es11.why != es12.why);
    QVERIFY(es12.why.find("another caller") != std::string::npos);
    // The same pair in a function of either interface.
    QCOMPARE(explainStatus("ES9+.AuthenticateClient", "8.1.2", "6.3"),
             explainStatus("ES11.AuthenticateClient", "8.1.2", "6.3"));
    QVERIFY(explainStatus("ES9+.GetBoundProfilePackage", "8.1", "6.1").why.find("euiccSignature2")
            != std::string::npos);
    QVERIFY(explainStatus("ES11.AuthenticateClient", "8.1", "6.1").why.find("euiccSignature1") != std::string::npos);
    // Another function's meaning is not borrowed.
    QVERIFY(explainStatus("ES12.RegisterEvent", "8.2.7", "3.8").what.find("Confirmation Code, Refused")
            != std::string::npos);
    // Without a function the pair is explained by its first meaning; all of them are there on request.
    QCOMPARE(explainStatus("", "8.9.5", "3.9"), es11);
    QCOMPARE(explainStatusAnywhere("8.9.5", "3.9").size(), std::size_t{2});
}

void TablesTest::unknownStatus()
{
    const Explanation text = explainStatus("ES11.AuthenticateClient", "7.7.7", "9.9");
    QCOMPARE(complaint(text), std::string());
    QVERIFY(text.why.find("does not know this pair") != std::string::npos);
    const Explanation half = explainStatus("", "8.9.5", "9.9");
    QVERIFY(half.why.find("Event Record") != std::string::npos && half.why.find("does not know") != std::string::npos);
}

void TablesTest::statusWords()
{
    for (const StatusWordMeaning &meaning : statusWordMeanings()) {
        QCOMPARE(meaning.value & meaning.mask, int(meaning.value));
        QVERIFY(isKnownStatusWord(meaning.value));
        if (meaning.mask == 0xFFFF) // a single word is not hidden by a range before it
            QCOMPARE(explainStatusWord(meaning.value).what, translated(meaning.text.what, {"0", "00"}));
    }
    QVERIFY(explainStatusWord(0x6881).next.find("basic channel") != std::string::npos);
    QVERIFY(explainStatusWord(0x6A88).why.find("first tag") != std::string::npos);
    QVERIFY(explainStatusWord(0x6985).why.find("REFRESH") != std::string::npos);
    QVERIFY(explainStatusWord(0x6A82).why.find("ISD-R") != std::string::npos);
}

void TablesTest::everyStatusWord()
{
    for (unsigned word = 0; word <= 0xFFFF; ++word) {
        const Explanation text = explainStatusWord(static_cast<std::uint16_t>(word));
        if (const std::string wrong = complaint(text); !wrong.empty())
            QCOMPARE(wrong, std::string());
        const bool saysSo = text.why.find("Neither ISO 7816-4 nor SGP.22 defines it") != std::string::npos;
        if (saysSo == isKnownStatusWord(static_cast<std::uint16_t>(word)))
            QFAIL(text.code.c_str());
    }
}

void TablesTest::statusWordNumbers_data()
{
    QTest::addColumn<int>("word");
    QTest::addColumn<std::string>("part");
    QTest::newRow("61xx") << 0x611C << std::string("28 more octets");
    QTest::newRow("6100 is 256") << 0x6100 << std::string("256 more octets");
    QTest::newRow("6Cxx") << 0x6C05 << std::string("the card has 5 octets");
    QTest::newRow("63Cx") << 0x63C2 << std::string("2 tries are left");
    QTest::newRow("63C0") << 0x63C0 << std::string("0 tries are left");
    QTest::newRow("91xx") << 0x910B << std::string("waiting");
}

void TablesTest::statusWordNumbers()
{
    QFETCH(int, word);
    QFETCH(std::string, part);
    const Explanation text = explainStatusWord(static_cast<std::uint16_t>(word));
    QVERIFY2(text.what.find(part) != std::string::npos, text.what.c_str());
}

void TablesTest::scardCodes()
{
    std::set<std::uint32_t> seen;
    for (const ScardMeaning &meaning : scardMeanings()) {
        const Explanation text = explainScard(meaning.code);
        QCOMPARE(complaint(text), std::string());
        QVERIFY(text.code.starts_with(meaning.name));
        QVERIFY2(seen.insert(meaning.code).second, meaning.name);
        QCOMPARE(scardCode(meaning.name).value(), meaning.code);
    }
    for (std::uint32_t code = 0x80100001; code <= 0x80100031; ++code) // without a gap
        QVERIFY2(!scardName(code).empty(), toHex(Bytes{static_cast<std::uint8_t>(code)}).c_str());
    for (std::uint32_t code = 0x80100065; code <= 0x8010006F; ++code)
        QVERIFY2(!scardName(code).empty(), toHex(Bytes{static_cast<std::uint8_t>(code)}).c_str());
}

void TablesTest::scardNames()
{
    QCOMPARE(scardName(0x8010001D), std::string_view("SCARD_E_NO_SERVICE"));
    QCOMPARE(scardName(0x8010000B), std::string_view("SCARD_E_SHARING_VIOLATION"));
    QCOMPARE(scardName(0x80100069), std::string_view("SCARD_W_REMOVED_CARD"));
    QCOMPARE(scardCode("no_service").value(), std::uint32_t{0x8010001D});
    QCOMPARE(scardCode("scard_w_removed_card").value(), std::uint32_t{0x80100069});
    QVERIFY(!scardCode("SCARD_E_NOTHING").has_value());
    QVERIFY(!scardCode("").has_value());
}

void TablesTest::unknownScard()
{
    QVERIFY(scardName(0x80109999).empty());
    const Explanation text = explainScard(0x80109999);
    QCOMPARE(complaint(text), std::string());
    QVERIFY(text.why.find("does not define") != std::string::npos);
    QCOMPARE(text.code, std::string("0x80109999"));
}

void TablesTest::functionErrors()
{
    std::set<std::string> seen;
    for (const FunctionErrorMeaning &meaning : functionErrorMeanings()) {
        const Explanation text = explainFunctionError(meaning.function, meaning.code);
        QCOMPARE(complaint(text), std::string());
        QCOMPARE(functionErrorName(meaning.function, meaning.code), std::string_view(meaning.name));
        QCOMPARE(text.code, std::string(meaning.function) + " " + std::to_string(meaning.code) + " " + meaning.name);
        QVERIFY2(seen.insert(std::string(meaning.function) + " " + std::to_string(meaning.code)).second,
                 text.code.c_str());
    }
}

/// The trap of the facts: one number, one meaning for each function.
void TablesTest::functionsKeepTheirNumbersApart_data()
{
    QTest::addColumn<std::string>("function");
    QTest::addColumn<int>("code");
    QTest::addColumn<std::string>("name");
    const auto row = [](const char *function, int code, const char *name) {
        QTest::addRow("%s %d", function, code) << std::string(function) << code << std::string(name);
    };
    row("ES11.AuthenticateClient", 6, "eventIdUnknown");
    row("ES9+.AuthenticateClient", 6, "matchingIdRefused");
    row("ES11.AuthenticateClient", 7, "invalidTransactionId");
    row("ES9+.AuthenticateClient", 7, "eidMismatch");
    row("ES10b.AuthenticateServer", 5, "invalidOid");
    row("ES10b.PrepareDownload", 5, "invalidTransactionId");
    row("ES10b.CancelSession", 5, "invalidTransactionId");
    row("ES10c.EnableProfile", 5, "catBusy");
    row("ES10c.EnableProfile", 2, "profileNotInDisabledState");
    row("ES10c.DisableProfile", 2, "profileNotInEnabledState");
    row("ES10b.LoadBoundProfilePackage", 12, "installFailedDueToPEProcessingError");
    row("ES9+.GetBoundProfilePackage", 95, "invalidTransactionId");
    row("ES10b.LoadCRL", 6, "baseCrlMissing");
    row("ES11.CheckEvent", 4, "unknownEcid");
    row("CancelSessionReason", 1, "postponed");
    row("ES10c.DeleteProfile", 0, "ok");
    row("ES10c.DeleteProfile", 5, "");
    row("ES9+.InitiateAuthentication", 127, "");
}

void TablesTest::functionsKeepTheirNumbersApart()
{
    QFETCH(std::string, function);
    QFETCH(int, code);
    QFETCH(std::string, name);
    QCOMPARE(std::string(functionErrorName(function, code)), name);
}

void TablesTest::unknownFunctionErrors()
{
    const Explanation number = explainFunctionError("ES10b.AuthenticateServer", 99);
    QCOMPARE(complaint(number), std::string());
    QVERIFY(number.why.find("does not define this number") != std::string::npos);
    const Explanation function = explainFunctionError("ES99.Nothing", 1);
    QCOMPARE(complaint(function), std::string());
    QVERIFY(function.why.find("not known here") != std::string::npos);
    QVERIFY(explainFunctionError("ES10c.EnableProfile", 0).what.find("succeeded") != std::string::npos);
}

void TablesTest::functionNames()
{
    using Names = std::vector<std::string_view>;
    QVERIFY(functionsNamed("AuthenticateServer") == (Names{"ES10b.AuthenticateServer"}));
    QVERIFY(functionsNamed("authenticateclient") == (Names{"ES9+.AuthenticateClient", "ES11.AuthenticateClient"}));
    QVERIFY(functionsNamed("es11.authenticateClient") == (Names{"ES11.AuthenticateClient"}));
    QVERIFY(functionsNamed("Authenticate").empty());
}

void TablesTest::tlsAlerts()
{
    std::set<int> seen;
    for (const TlsAlertMeaning &meaning : tlsAlertMeanings()) {
        QCOMPARE(complaint(explainTlsAlert(meaning.number)), std::string());
        QCOMPARE(tlsAlertNumber(meaning.name).value(), meaning.number);
        QVERIFY(seen.insert(meaning.number).second);
    }
    QCOMPARE(tlsAlertName(42), std::string_view("bad_certificate"));
    QCOMPARE(tlsAlertName(116), std::string_view("certificate_required"));
    QCOMPARE(tlsAlertNumber("Unknown CA").value(), 48);
    QVERIFY(!tlsAlertNumber("nothing").has_value());
    const Explanation unknown = explainTlsAlert(7);
    QCOMPARE(complaint(unknown), std::string());
    QVERIFY(unknown.why.find("does not define") != std::string::npos);
}

void TablesTest::androidCodes_data()
{
    QTest::addColumn<quint32>("packed");
    QTest::addColumn<std::string>("subject");
    QTest::addColumn<std::string>("reason");
    QTest::newRow("the one people read out") << quint32{176316472} << std::string("8.2.6") << std::string("3.8");
    QTest::newRow("hexadecimal") << quint32{0x0A826038} << std::string("8.2.6") << std::string("3.8");
    QTest::newRow("component above 9") << quint32{0x0A8B1051} << std::string("8.11.1") << std::string("5.1");
    QTest::newRow("reason above 9") << quint32{0x0A88504A} << std::string("8.8.5") << std::string("4.10");
    QTest::newRow("two components") << quint32{0x0A081061} << std::string("8.1") << std::string("6.1");
    QTest::newRow("one component") << quint32{0x0A008042} << std::string("8") << std::string("4.2");
}

void TablesTest::androidCodes()
{
    QFETCH(quint32, packed);
    QFETCH(std::string, subject);
    QFETCH(std::string, reason);
    QVERIFY(fromAndroidCode(packed) == (AndroidCode{subject, reason}));
    QCOMPARE(toAndroidCode(subject, reason).value(), packed);
}

void TablesTest::refusesAndroidCodes()
{
    for (const std::uint32_t packed : {0u, 0x0B826038u, 0x8010002Eu, 0x0A000038u, 0x0A826000u})
        QVERIFY(!fromAndroidCode(packed).has_value());
    QVERIFY(!toAndroidCode("8.16.1", "3.8").has_value());
    QVERIFY(!toAndroidCode("8.2.6.1", "3.8").has_value());
    QVERIFY(!toAndroidCode("", "3.8").has_value());
    QVERIFY(!toAndroidCode("8.x", "3.8").has_value());
    QVERIFY(!toAndroidCode("8.2.", "3.8").has_value());
    for (const StatusMeaning &meaning : statusMeanings()) {
        const auto packed = toAndroidCode(meaning.subject, meaning.reason);
        QVERIFY(packed.has_value());
        QVERIFY(fromAndroidCode(*packed) == (AndroidCode{meaning.subject, meaning.reason}));
    }
}

void TablesTest::argumentsAreFilledInOnce()
{
    QCOMPARE(translated("%1 and %2", {"%2", "b"}), std::string("%2 and b"));
    QCOMPARE(translated("100% of %1", {"a"}), std::string("100% of a"));
    QCOMPARE(translated("%1", {}), std::string("%1"));
    QCOMPARE(translated("ends in %", {"a"}), std::string("ends in %"));
}

WB_TEST(TablesTest);
#include "tables_test.moc"
