// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/address.h"
#include "core/http/placeholder_address.h"
#include "tests/core/http/bench.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::http;
using namespace wb::http::testing;

class AddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void mapLeadsNamesElsewhere();
    void placeholders_data();
    void placeholders();
    void mapsAreReadFromText();
    void badMapsAreExplained_data();
    void badMapsAreExplained();
};

void AddressTest::accepted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port"); // 0: none
    QTest::addColumn<QString>("written");
    const auto row = [](const char *text, const char *host, int port, const char *written) {
        QTest::newRow(text) << q(text) << q(host) << port << q(written);
    };
    row("lpa.ds.gsma.com", "lpa.ds.gsma.com", 0, "lpa.ds.gsma.com");
    row("lpa.ds.gsma.com:8443", "lpa.ds.gsma.com", 8443, "lpa.ds.gsma.com:8443");
    row(" \tLPA.ds.gsma.com\r\n", "LPA.ds.gsma.com", 0, "LPA.ds.gsma.com");
    row("root.example.com.", "root.example.com", 0, "root.example.com");
    row("127.0.0.1:9", "127.0.0.1", 9, "127.0.0.1:9");
    row("[::1]", "::1", 0, "[::1]");
    row("[2001:db8::7]:65535", "2001:db8::7", 65535, "[2001:db8::7]:65535");
    row("sm_ds-1.local", "sm_ds-1.local", 0, "sm_ds-1.local");
}

void AddressTest::accepted()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, written);
    const auto address = Address::parse(text.toStdString());
    VERIFY_RESULT(address);
    QCOMPARE(q(address->host), host);
    QCOMPARE(static_cast<int>(address->port.value_or(0)), port);
    QCOMPARE(q(address->text()), written);
}

void AddressTest::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const QString &text, const char *reason) {
        QTest::newRow(qPrintable(text.left(30))) << text << q(reason);
    };
    row(q("  "), "empty");
    row(q("https://lpa.ds.gsma.com"), "URL");
    row(q("lpa.ds.gsma.com/gsma"), "path");
    row(q("lpa.ds.gsma.com:"), "port '' is not");
    row(q("lpa.ds.gsma.com:0"), "port '0' is not");
    row(q("lpa.ds.gsma.com:65536"), "port '65536' is not");
    row(q("lpa.ds.gsma.com:44a"), "port '44a' is not");
    row(q(":443"), "no name");
    row(q("a..b"), "empty part");
    row(q(".a"), "empty part");
    row(q("."), "empty part");
    row(q("::1"), "brackets");
    row(q("[::1"), "not closed");
    row(q("[1.2.3.4]"), "not an IPv6");
    row(q("[::1]x"), "only a port");
    row(q("user@host"), "'@'");
    row(q("two words"), "' '");
    row(q("m\xC3\xBCnchen.example"), "outside ASCII");
    row(QString(64, u'a'), "63 characters");
    row(QStringLiteral("abc.").repeated(70), "253 characters");
}

void AddressTest::refused()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto address = Address::parse(text.toStdString());
    QVERIFY(!address);
    QCOMPARE(address.error().kind, ErrorKind::malformed);
    QVERIFY2(q(address.error().reason).contains(reason), address.error().reason.c_str());
}

void AddressTest::mapLeadsNamesElsewhere()
{
    const auto lookup = [](const ConnectionMap &map, const char *text) {
        return map.lookup(*Address::parse(text)).text();
    };
    ConnectionMap map;
    QVERIFY(map.empty());
    COMPARE_TEXT(lookup(map, "root.example.com"), "root.example.com:443");
    COMPARE_TEXT(lookup(map, "root.example.com:8443"), "root.example.com:8443");

    map.set(*Address::parse("Root.example.com"), {"127.0.0.1", 4001});
    map.set(*Address::parse("root.example.com:8443"), {"127.0.0.1", 4002});
    map.set(*Address::parse("alt.example.com:443"), {"::1", 4003});
    COMPARE_TEXT(lookup(map, "ROOT.example.COM"), "127.0.0.1:4001");
    COMPARE_TEXT(lookup(map, "root.example.com:8443"), "127.0.0.1:4002");
    COMPARE_TEXT(lookup(map, "root.example.com:9"), "127.0.0.1:4001");
    COMPARE_TEXT(lookup(map, "alt.example.com"), "[::1]:4003"); // 443 is what no port means
    COMPARE_TEXT(lookup(map, "alt.example.com:444"), "alt.example.com:444");
    map.set(*Address::parse("root.example.com"), {"127.0.0.1", 4004});
    COMPARE_TEXT(lookup(map, "root.example.com"), "127.0.0.1:4004");
}

void AddressTest::placeholders_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("placeholder");
    QTest::newRow("SGP.26") << q("testrootsmds.example.com") << true;
    QTest::newRow("GSMA") << q("testrootsmds.gsma.com") << true;
    QTest::newRow("another case") << q("TestRootSMDS.Example.COM") << true;
    QTest::newRow("with a port") << q("testrootsmds.example.com:8443") << true;
    QTest::newRow("full name of the DNS") << q("testrootsmds.gsma.com.") << true;
    QTest::newRow("live") << q("lpa.ds.gsma.com") << false;
    QTest::newRow("below it") << q("a.testrootsmds.example.com") << false;
    QTest::newRow("no address") << q("https://testrootsmds.example.com/") << false;
    QTest::newRow("nothing") << QString() << false;
}

void AddressTest::placeholders()
{
    QFETCH(QString, address);
    QFETCH(bool, placeholder);
    QCOMPARE(isPlaceholderAddress(address.toStdString()), placeholder);
}

void AddressTest::mapsAreReadFromText()
{
    const auto map = ConnectionMap::parse(" root.example.com=127.0.0.1:4001,\nalt.example.com:8443=[::1]:4002 ;");
    QVERIFY2(map, map ? "" : map.error().line().c_str());
    COMPARE_TEXT(map->lookup(*Address::parse("root.example.com")).text(), "127.0.0.1:4001");
    COMPARE_TEXT(map->lookup(*Address::parse("alt.example.com:8443")).text(), "[::1]:4002");
    COMPARE_TEXT(map->lookup(*Address::parse("alt.example.com")).text(), "alt.example.com:443");
    QVERIFY(ConnectionMap::parse("")->empty());
    QVERIFY(ConnectionMap::parse(" \n, ")->empty());
}

void AddressTest::badMapsAreExplained_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *text, const char *reason) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(reason);
    };
    row("root.example.com", "NAME=HOST:PORT");
    row("=127.0.0.1:1", "before '='");
    row("root.example.com:0=127.0.0.1:1", "before '='");
    row("root.example.com=127.0.0.1", "a port is needed");
    row("root.example.com=https://127.0.0.1:1", "after '='");
    row("good.example.com=127.0.0.1:1 bad", "'bad'");
}

void AddressTest::badMapsAreExplained()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto map = ConnectionMap::parse(text.toStdString());
    QVERIFY(!map);
    QCOMPARE(map.error().kind, ErrorKind::malformed);
    QVERIFY2(q(map.error().reason).contains(reason), map.error().reason.c_str());
}

WB_TEST(AddressTest);
#include "address_test.moc"
