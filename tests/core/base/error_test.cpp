// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/result.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <set>

using namespace wb;

class ErrorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineSaysEverything_data();
    void lineSaysEverything();
    void everyInterfaceHasItsName();
    void failMakesAResult();
};

namespace {

Error plain(Interface interface, std::string step)
{
    return makeError(ErrorKind::refused, interface, std::move(step), "no");
}

template <class Change>
Error with(Change change)
{
    Error error = plain(Interface::es11, "AuthenticateClient");
    change(error);
    return error;
}

} // namespace

Q_DECLARE_METATYPE(wb::Error)

void ErrorTest::lineSaysEverything_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<std::string>("line");
    QTest::newRow("interface and step") << plain(Interface::es11, "AuthenticateClient")
                                        << std::string("ES11 AuthenticateClient: no");
    QTest::newRow("interface alone") << plain(Interface::tls, {}) << std::string("TLS: no");
    QTest::newRow("step alone") << plain(Interface::none, "EID") << std::string("EID: no");
    QTest::newRow("neither") << plain(Interface::none, {}) << std::string("no");
    QTest::newRow("status") << with([](Error &e) {
        e.status = StatusPair{"8.9.5", "3.9", "", ""};
    }) << std::string("ES11 AuthenticateClient: no (8.9.5/3.9)");
    QTest::newRow("function error") << with([](Error &e) {
        e.functionError = FunctionError{"ES10b.AuthenticateServer", 5};
    }) << std::string("ES11 AuthenticateClient: no (ES10b.AuthenticateServer error 5)");
    QTest::newRow("status word") << with([](Error &e) { e.statusWord = 0x6A88; })
                                 << std::string("ES11 AuthenticateClient: no (SW 6A88)");
    QTest::newRow("small status word") << with([](Error &e) { e.statusWord = 0x0001; })
                                       << std::string("ES11 AuthenticateClient: no (SW 0001)");
    QTest::newRow("scard") << with([](Error &e) { e.scard = 0x8010002E; })
                           << std::string("ES11 AuthenticateClient: no (SCARD 0x8010002E)");
    QTest::newRow("alert") << with([](Error &e) { e.tlsAlert = 42; })
                           << std::string("ES11 AuthenticateClient: no (TLS alert 42)");
    QTest::newRow("offset") << with([](Error &e) { e.offset = 0; })
                            << std::string("ES11 AuthenticateClient: no at byte 0");
    QTest::newRow("several") << with([](Error &e) {
        e.statusWord = 0x6985;
        e.offset = 7;
    }) << std::string("ES11 AuthenticateClient: no (SW 6985) at byte 7");
}

void ErrorTest::lineSaysEverything()
{
    QFETCH(Error, error);
    QFETCH(std::string, line);
    QCOMPARE(error.line(), line);
}

void ErrorTest::everyInterfaceHasItsName()
{
    QVERIFY(nameOf(Interface::none).empty());
    std::set<std::string_view> names;
    for (int i = static_cast<int>(Interface::es9plus); i <= static_cast<int>(Interface::config); ++i) {
        const std::string_view name = nameOf(static_cast<Interface>(i));
        QVERIFY(!name.empty());
        QVERIFY2(names.insert(name).second, std::string(name).c_str());
    }
    QCOMPARE(nameOf(Interface::es9plus), std::string_view("ES9+"));
    QCOMPARE(nameOf(Interface::pcsc), std::string_view("PC/SC"));
}

void ErrorTest::failMakesAResult()
{
    const Result<int> failed = fail(ErrorKind::conflict, Interface::es12, "RegisterEvent", "exists");
    QVERIFY(!failed.has_value());
    QVERIFY(failed.error().kind == ErrorKind::conflict);
    QCOMPARE(failed.error().line(), std::string("ES12 RegisterEvent: exists"));

    const Result<std::string> passedOn = fail(failed.error());
    QVERIFY(!passedOn.has_value());
    QCOMPARE(passedOn.error().line(), failed.error().line());
}

WB_TEST(ErrorTest);
#include "error_test.moc"
