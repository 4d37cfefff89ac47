// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/case.h"

#include "core/conformance/variation.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QRegularExpression>

#include <set>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *goodRow = "[[case]]\n"
                                "id = \"A.1\"\n"
                                "title = \"a title\"\n"
                                "section = \"SGP.22 5.8.1\"\n"
                                "function = \"ES11.InitiateAuthentication\"\n"
                                "variation = \"good question\"\n"
                                "expected = [\"executed\"]\n";

} // namespace

/// The rows of the suite, as data.
class CaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowCanBePlayed()
    {
        std::set<std::string> ids;
        static const QRegularExpression word(
            QStringLiteral("^(executed|tls refused|http \\d{3}|error \\d{1,3}|\\d+(\\.\\d+)*/\\d+(\\.\\d+)*)$"));
        for (const conformance::Case &row : conformance::allCases()) {
            QVERIFY2(ids.insert(row.id).second, ("twice: " + row.id).c_str());
            QVERIFY2(conformance::findVariation(row.variation) != nullptr, (row.id + ": " + row.variation).c_str());
            QVERIFY2(!row.title.empty() && row.section.starts_with("SGP.22"), row.id.c_str());
            QVERIFY2(row.json || row.asn1, row.id.c_str());
            QVERIFY2(!row.asn1 || row.function.starts_with("ES11."), row.id.c_str());
            for (const auto binding : {es::Binding::json, es::Binding::asn1}) {
                for (const std::string &expected : conformance::expectedWords(row, binding))
                    QVERIFY2(word.match(q(expected)).hasMatch(), (row.id + ": " + expected).c_str());
            }
        }
        QVERIFY(ids.size() > 150);
    }

    /// A variation that no row names would be code that nothing runs.
    void everyVariationHasARow()
    {
        std::set<std::string_view> used;
        for (const conformance::Case &row : conformance::allCases())
            used.insert(row.variation);
        std::set<std::string_view> names;
        for (const auto part : {conformance::initiateVariations(), conformance::authenticateVariations(),
                                conformance::retrievalVariations(), conformance::registrationVariations(),
                                conformance::deletionVariations(), conformance::handshakeVariations()}) {
            for (const conformance::Variation &variation : part) {
                QVERIFY2(names.insert(variation.name).second, std::string(variation.name).c_str());
                QVERIFY2(used.contains(variation.name), std::string(variation.name).c_str());
            }
        }
    }

    /// SGP.22 tells the pairs of ES11 and of ES12 (protocol facts 1.6 and 2.3): each that can be provoked from outside has a row.
    void everyStatusPairHasARow_data()
    {
        QTest::addColumn<QString>("pair");
        for (const char *pair :
             {"8.9.1/3.8", "8.9.2/3.1", "8.9.3/3.1", "8.9.4/3.7", "8.1.2/6.1", "8.1.2/6.3", "8.1.3/6.1", "8.1.3/6.3",
              "8.1/6.1", "8.9.5/3.9", "8.10.1/3.9", "8.11.1/3.9", "8.9.5/3.3", "8.1.1/2.1", "1.3.1/2.1", "1.3.1/2.2"})
            QTest::newRow(pair) << QString::fromLatin1(pair);
    }

    void everyStatusPairHasARow()
    {
        QFETCH(QString, pair);
        const auto &rows = conformance::allCases();
        QVERIFY(std::any_of(rows.begin(), rows.end(), [&](const conformance::Case &row) {
            return row.expected == std::vector<std::string>{pair.toStdString()};
        }));
    }

    void aPairIsANumberInAsn1()
    {
        conformance::Case row;
        row.function = "ES11.AuthenticateClient";
        row.expected = {"8.9.5/3.9", "executed"};
        QCOMPARE(conformance::expectedWords(row, es::Binding::json), row.expected);
        QCOMPARE(conformance::expectedWords(row, es::Binding::asn1), (std::vector<std::string>{"error 6", "executed"}));
        row.function = "ES11.InitiateAuthentication";
        row.expected = {"8.9.4/3.7"};
        QCOMPARE(conformance::expectedWords(row, es::Binding::asn1), std::vector<std::string>{"error 3"});
        row.expectedInAsn1 = {"http 400"};
        QCOMPARE(conformance::expectedWords(row, es::Binding::asn1), std::vector<std::string>{"http 400"});
    }

    void rowsAreRead()
    {
        const auto rows = must(conformance::casesFromToml(goodRow, "rows.toml"));
        QCOMPARE(rows.size(), std::size_t(1));
        WB_COMPARE(rows.front().id, "A.1");
        QVERIFY(rows.front().json && rows.front().asn1);
        const auto inAsn1 = must(
            conformance::casesFromToml(std::string(goodRow) + "binding = \"asn1\"\n", "rows.toml"));
        QVERIFY(!inAsn1.front().json && inAsn1.front().asn1);
    }

    void badRowsAreTold_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        const QByteArray good(goodRow);
        QTest::newRow("no TOML") << QByteArray("[[case") << QStringLiteral("line 1");
        QTest::newRow("no rows") << QByteArray("") << QStringLiteral("'case' is missing");
        QTest::newRow("unknown member") << good + "expectde = [\"executed\"]\n" << QStringLiteral("line 8");
        QTest::newRow("unknown binding") << good + "binding = \"xml\"\n" << QStringLiteral("json, asn1 or both");
        QTest::newRow("no variation") << QByteArray(good).replace("variation", "title2")
                                      << QStringLiteral("'variation' is missing");
        QTest::newRow("nothing expected")
            << QByteArray(good).replace("[\"executed\"]", "[]") << QStringLiteral("'expected'");
    }

    void badRowsAreTold()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, word);
        const auto rows = conformance::casesFromToml(text.toStdString(), "rows.toml");
        QVERIFY(!rows);
        QVERIFY2(q(rows.error().line()).contains(word), rows.error().line().c_str());
    }
};

WB_TEST(CaseTest);

#include "case_test.moc"
