// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/eid.h"
#include "core/rsp/identifiers.h"
#include "core/rsp/swapped_bcd.h"
#include "core/rsp/version.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

class IdentifiersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eidChecks_data();
    void eidChecks();
    void eidCheckDigitsAreComputed();
    void eidTexts_data();
    void eidTexts();
    void eidContent();
    void eidAnatomy();
    void candidatesOfASwap();
    void candidatesAreRanked();
    void swapsThatAreKnownComeFirst();
    void candidatesAreValidAndOnce();
    void noCandidatesForAValidEid();
    void swappedDigits_data();
    void swappedDigits();
    void refusesSwappedDigits_data();
    void refusesSwappedDigits();
    void iccid();
    void tac();
    void imei_data();
    void imei();
    void versions_data();
    void versions();
    void versionsAreOrdered();
    void transactionIds();
    void keyIds();
};

namespace {

const std::string testEid = "89049032123451234512345678901235";

Eid eidOf(std::string_view text)
{
    return Eid::fromText(text).value();
}

} // namespace

/// The examples of the facts, protocol.md 5.3.
void IdentifiersTest::eidChecks_data()
{
    QTest::addColumn<std::string>("digits");
    QTest::addColumn<bool>("holds");
    QTest::newRow("SGP.26") << testEid << true;
    QTest::newRow("retail 1") << std::string("89049032005008882600049725952373") << true;
    QTest::newRow("retail 2") << std::string("89044045930000000000002153893210") << true;
    QTest::newRow("bad example 1") << std::string("12345000000000000000000000000133") << false;
    QTest::newRow("bad example 2") << std::string("89049032123451234512345678901234") << false;
    QTest::newRow("zeros") << std::string(32, '0') << false;
}

void IdentifiersTest::eidChecks()
{
    QFETCH(std::string, digits);
    QFETCH(bool, holds);
    QCOMPARE(eidOf(digits).checkDigitsHold(), holds);
    QCOMPARE(eidCheckDigits(digits.substr(0, 30)) == digits.substr(30), holds);
}

void IdentifiersTest::eidCheckDigitsAreComputed()
{
    QCOMPARE(eidCheckDigits("890490321234512345123456789012"), std::string("35"));
    for (int i = 0; i < 200; ++i) { // also one-digit results, written with a leading zero
        std::string digits = "8904903212345123451234567890" + std::string(i < 10 ? "0" : "") + std::to_string(i % 100);
        digits.resize(30, '7');
        const std::string check = eidCheckDigits(digits);
        QCOMPARE(check.size(), std::size_t{2});
        QVERIFY2(eidOf(digits + check).checkDigitsHold(), digits.c_str());
    }
    QVERIFY(!Eid().checkDigitsHold());
}

void IdentifiersTest::eidTexts_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("line");
    QTest::newRow("grouped") << std::string("89049032 1234 5123 4512 3456 7890 12 35") << std::string();
    QTest::newRow("hyphens") << std::string("89049032-1234-5123-4512-3456-7890-12-35") << std::string();
    QTest::newRow("letter") << std::string("8904903O123451234512345678901235")
                            << std::string("EID: only decimal digits are allowed at byte 7");
    QTest::newRow("31 digits") << std::string(31, '1') << std::string("EID: 31 digits, an EID has 32");
    QTest::newRow("33 digits") << std::string(33, '1') << std::string("EID: 33 digits, an EID has 32");
    QTest::newRow("empty") << std::string() << std::string("EID: 0 digits, an EID has 32");
}

void IdentifiersTest::eidTexts()
{
    QFETCH(std::string, text);
    QFETCH(std::string, line);
    const auto eid = Eid::fromText(text);
    QCOMPARE(eid ? std::string() : eid.error().line(), line);
    if (eid) {
        QCOMPARE(eid->digits(), testEid);
        QCOMPARE(eid->grouped(), std::string("89049032 1234 5123 4512 3456 7890 12 35"));
    }
}

void IdentifiersTest::eidContent()
{
    const Bytes content = hex(testEid); // digits in order, not swapped
    QCOMPARE(Eid::fromContent(content).value().digits(), testEid);
    QCOMPARE(eidOf(testEid).content(), content);
    QVERIFY(!Eid::fromContent(hex("8904")).has_value());
    QVERIFY(!Eid::fromContent(hex(testEid.substr(0, 31) + "F")).has_value());
    QCOMPARE(Eid::contentText(content), std::string("89049032 1234 5123 4512 3456 7890 12 35"));
    QCOMPARE(Eid::contentText(hex(testEid.substr(0, 31) + "4")),
             std::string("89049032 1234 5123 4512 3456 7890 12 34 (check digits wrong)"));
    QCOMPARE(Eid::contentText(hex("8904")), std::string("8904 (not an EID)"));
}

void IdentifiersTest::eidAnatomy()
{
    const EidAnatomy anatomy = anatomyOf(eidOf(testEid));
    QCOMPARE(anatomy.industry, std::string("89"));
    QCOMPARE(anatomy.country, std::string("049"));
    QCOMPARE(anatomy.ein, std::string("89049032"));
    QCOMPARE(anatomy.eumSpecific.size(), std::size_t{22});
    QCOMPARE(anatomy.ein + anatomy.eumSpecific + anatomy.checkDigits, testEid);
    QCOMPARE(anatomy.eumName, std::string_view("RSP Test EUM (SGP.26)"));
    QVERIFY(eumNameOf("89044045").empty()); // met in the field, but nobody published whose it is
    QVERIFY(eumNameOf("00000000").empty());
}

void IdentifiersTest::candidatesOfASwap()
{
    std::string read = testEid;
    std::swap(read[13], read[14]);
    QVERIFY(!eidOf(read).checkDigitsHold());
    const auto candidates = candidatesFor(eidOf(read), {});
    QVERIFY(!candidates.empty());
    QCOMPARE(candidates[0].eid.digits(), testEid);
    QVERIFY(candidates[0].why == EidCandidate::Why::adjacentSwap);
    QCOMPARE(candidates[0].note, std::string("digits 14 and 15 swapped"));
}

/// Several swaps make valid EIDs; one that was seen, then one of a known EUM, is the likeliest.
void IdentifiersTest::swapsThatAreKnownComeFirst()
{
    std::string read = testEid;
    std::swap(read[30], read[31]);
    const auto candidates = candidatesFor(eidOf(read), {});
    QVERIFY(candidates.size() > 1);
    QCOMPARE(candidates[0].eid.digits(), testEid);
    QCOMPARE(candidates[0].note, std::string("digits 31 and 32 swapped"));
    QVERIFY(candidates[1].why == EidCandidate::Why::adjacentSwap); // of an EIN nobody knows

    const Eid other = candidates[1].eid;
    QVERIFY(eumNameOf(other.digits()).empty());
    const auto withSeen = candidatesFor(eidOf(read), std::span(&other, 1));
    QCOMPARE(withSeen[0].eid, other);
    QVERIFY2(QByteArray::fromStdString(withSeen[0].note).endsWith("swapped, seen before"), withSeen[0].note.c_str());
    QCOMPARE(withSeen[1].eid.digits(), testEid);
}

void IdentifiersTest::candidatesAreRanked()
{
    // One digit wrong under a known EIN, and an EID seen before that differs in two digits.
    std::string wrong = testEid;
    wrong[20] = wrong[20] == '9' ? '0' : static_cast<char>(wrong[20] + 1);
    std::string other = wrong;
    other[28] = other[28] == '1' ? '2' : '1';
    for (char digit = '0'; digit <= '9'; ++digit) {
        other[10] = digit;
        if (eidOf(other).checkDigitsHold())
            break;
    }
    std::vector<Eid> seen{eidOf(testEid)};
    if (eidOf(other).checkDigitsHold())
        seen.push_back(eidOf(other));
    const auto candidates = candidatesFor(eidOf(wrong), seen);
    bool found = false;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        QVERIFY(i == 0 || candidates[i - 1].why <= candidates[i].why);
        found = found || candidates[i].eid.digits() == testEid;
    }
    QVERIFY(found);

    // Without a known EIN only what was seen helps.
    std::string foreign = "77777777123451234512345678901200";
    foreign.replace(30, 2, eidCheckDigits(foreign.substr(0, 30)));
    std::string misread = foreign;
    misread[9] = misread[9] == '9' ? '0' : static_cast<char>(misread[9] + 1);
    const Eid known = eidOf(foreign);
    const auto fromSeen = candidatesFor(eidOf(misread), std::span(&known, 1));
    QVERIFY(!fromSeen.empty());
    QCOMPARE(fromSeen.back().eid.digits(), foreign);
    QVERIFY(fromSeen.back().why == EidCandidate::Why::seenBefore);
    QCOMPARE(fromSeen.back().note, std::string("seen before, 1 digit differs"));
    for (const EidCandidate &candidate : candidatesFor(eidOf(misread), {}))
        QVERIFY(candidate.why != EidCandidate::Why::seenBefore);
}

void IdentifiersTest::candidatesAreValidAndOnce()
{
    std::string wrong = testEid;
    wrong[31] = '4';
    const auto candidates = candidatesFor(eidOf(wrong), {});
    QVERIFY(!candidates.empty());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        QVERIFY(candidates[i].eid.checkDigitsHold());
        for (std::size_t k = i + 1; k < candidates.size(); ++k)
            QVERIFY(candidates[i].eid != candidates[k].eid);
    }
}

void IdentifiersTest::noCandidatesForAValidEid()
{
    QVERIFY(candidatesFor(eidOf(testEid), {}).empty());
}

void IdentifiersTest::swappedDigits_data()
{
    QTest::addColumn<std::string>("digits");
    QTest::addColumn<std::string>("octets");
    QTest::newRow("even") << std::string("1234") << std::string("2143");
    QTest::newRow("odd") << std::string("123") << std::string("21F3");
    QTest::newRow("none") << std::string() << std::string();
}

void IdentifiersTest::swappedDigits()
{
    QFETCH(std::string, digits);
    QFETCH(std::string, octets);
    QCOMPARE(toHex(toSwappedBcd(digits)), octets);
    QCOMPARE(fromSwappedBcd(hex(octets)).value(), digits);
}

void IdentifiersTest::refusesSwappedDigits_data()
{
    QTest::addColumn<std::string>("octets");
    QTest::newRow("filler before a digit") << std::string("1F");
    QTest::newRow("filler in the middle") << std::string("F143");
    QTest::newRow("no digit") << std::string("2A");
}

void IdentifiersTest::refusesSwappedDigits()
{
    QFETCH(std::string, octets);
    QVERIFY(!fromSwappedBcd(hex(octets)).has_value());
}

void IdentifiersTest::iccid()
{
    const Iccid nineteen = Iccid::fromText("8949000000000000019").value();
    QCOMPARE(nineteen.content(), hex("989400000000000010F9"));
    QVERIFY(Iccid::fromContent(hex("989400000000000010F9")).value() == nineteen);
    QCOMPARE(Iccid::fromText("89490000000000000198")->content(), hex("98940000000000001089"));
    QVERIFY(!Iccid::fromText("894900000000000001").has_value());
    QVERIFY(!Iccid::fromText("894900000000000001X").has_value());
    QVERIFY(!Iccid::fromContent(hex("9894")).has_value());
    QCOMPARE(Iccid::contentText(hex("989400000000000010F9")), std::string("8949000000000000019"));
    // An eUICC that has none yet sends filler only; what was read is written back.
    const auto blank = Iccid::fromContent(Bytes(10, 0xFF));
    QVERIFY(blank.has_value() && blank->digits.empty());
    QCOMPARE(blank->content(), Bytes(10, 0xFF));
}

void IdentifiersTest::tac()
{
    const Tac tac = Tac::fromContent(hex("35290611")).value();
    QCOMPARE(tac.digits, std::string("53926011"));
    QCOMPARE(tac.content(), hex("35290611"));
    QVERIFY(Tac::fromText("53926011").value() == tac);
    QVERIFY(!Tac::fromText("5392601").has_value());
    QVERIFY(!Tac::fromText("5392601A").has_value());
    QCOMPARE(Tac::contentText(hex("3529AB11")), std::string("3529AB11 (not decimal digits)"));
}

void IdentifiersTest::imei_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("content");
    QTest::newRow("15 digits") << std::string("490154203237518") << std::string("94104502237315F8");
    QTest::newRow("check digit wrong") << std::string("490154203237519") << std::string();
    QTest::newRow("IMEISV") << std::string("4901542032375101") << std::string("9410450223731510");
    QTest::newRow("14 digits") << std::string("49015420323751") << std::string();
    QTest::newRow("letter") << std::string("49015420323751X") << std::string();
    QTest::newRow("empty") << std::string() << std::string();
}

void IdentifiersTest::imei()
{
    QFETCH(std::string, text);
    QFETCH(std::string, content);
    const auto value = Imei::fromText(text);
    QCOMPARE(value.has_value(), !content.empty());
    if (value) {
        QCOMPARE(toHex(value->content()), content);
        QVERIFY(Imei::fromContent(hex(content)).value() == *value);
        QCOMPARE(Imei::contentText(hex(content)), text);
    }
}

void IdentifiersTest::versions_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("octets");
    QTest::newRow("2.5.0") << std::string("2.5.0") << std::string("020500");
    QTest::newRow("largest") << std::string("255.255.255") << std::string("FFFFFF");
    for (const char *bad : {"", "2", "2.5", "2.5.", "2.5.0.1", "2.5.256", "2.5.x", "2..0", " 2.5.0", "-2.5.0"})
        QTest::addRow("'%s'", bad) << std::string(bad) << std::string();
}

void IdentifiersTest::versions()
{
    QFETCH(std::string, text);
    QFETCH(std::string, octets);
    const auto version = Version::fromText(text);
    QCOMPARE(version.has_value(), !octets.empty());
    if (version) {
        QCOMPARE(toHex(version->content()), octets);
        QCOMPARE(version->text(), text);
        QVERIFY(Version::fromContent(hex(octets)).value() == *version);
    }
}

void IdentifiersTest::versionsAreOrdered()
{
    const auto version = [](const char *text) { return Version::fromText(text).value(); };
    QVERIFY(version("2.2.0") < version("2.10.0"));
    QVERIFY(version("2.5.0") < version("3.0.0"));
    QVERIFY(version("2.5.0") < version("2.5.1"));
    QVERIFY(version("2.5.0") == version("2.5.0"));
    QCOMPARE(Version::contentText(hex("0205")), std::string("0205 (not three octets)"));
    QVERIFY(!Version::fromContent(hex("02050000")).has_value());
}

void IdentifiersTest::transactionIds()
{
    QCOMPARE(TransactionId::fromText("0123456789abcdef")->text(), std::string("0123456789ABCDEF"));
    QCOMPARE(TransactionId::fromText(std::string(32, 'A'))->octets.size(), std::size_t{16});
    for (const char *bad : {"", "0", "0G", "0102030405060708090A0B0C0D0E0F1011"}) {
        const auto refused = TransactionId::fromText(bad);
        QVERIFY2(!refused.has_value(), bad);
        QCOMPARE(refused.error().step, std::string("transactionId"));
    }
    QVERIFY(!TransactionId::fromContent({}).has_value());
    QVERIFY(!TransactionId::fromContent(Bytes(17, 1)).has_value());
    QVERIFY(TransactionId::fromContent(Bytes(16, 1)).has_value());
}

void IdentifiersTest::keyIds()
{
    const Bytes production = hex("81370F5125D0B1D408D4C3B232E6D25E795BEBFB");
    QCOMPARE(publishedCiName(production), std::string_view("GSMA RSP2 Root CI1 (production)"));
    QVERIFY(publishedCiName(hex("F54172BDF98A95D65CBEB88A38A1C11D800A85C3")).find("test") != std::string_view::npos);
    QVERIFY(publishedCiName(hex("0102")).empty());
    QCOMPARE(KeyId::contentText(hex("0102")), std::string("0102"));
    QVERIFY(!KeyId::fromContent({}).has_value());
    QCOMPARE(KeyId::fromContent(production)->text(), toHex(production));
}

WB_TEST(IdentifiersTest);
#include "identifiers_test.moc"
