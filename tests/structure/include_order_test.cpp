// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/structure/include_rules.h"
#include "tests/support/test.h"

using namespace wb::structure;

/// Every #include of the product keeps to the order of the house.
class IncludeOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plantedIncludes_data();
    void plantedIncludes();
    void commentsAreNoIncludes();
    void everyFileKeepsTheOrder();
};

void IncludeOrderTest::plantedIncludes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("include");
    QTest::addColumn<QString>("complaint"); // part of it; empty: allowed

    const auto row = [](const char *name, const char *path, const char *include, const char *complaint) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(include)
                            << QString::fromLatin1(complaint);
    };
    row("own room", "core/asn1/reader.cpp", "\"core/asn1/reader.h\"", "");
    row("one floor down", "core/asn1/reader.cpp", "\"core/base/bytes.h\"", "");
    row("roof to ground", "app/workbench/main_window.cpp", "\"core/base/bytes.h\"", "");
    row("up within core", "core/asn1/reader.cpp", "\"core/rsp/eid.h\"", "upwards");
    row("core to smartcard", "core/lds/discover.cpp", "\"smartcard/card/apdu.h\"", "upwards");
    row("smartcard to widgets", "smartcard/pcsc/monitor.cpp", "\"widgets/shell/frame.h\"", "upwards");
    row("card to pcsc", "smartcard/card/apdu.cpp", "\"smartcard/pcsc/context.h\"", "upwards");
    row("panels apart", "widgets/reader/panel.cpp", "\"widgets/discovery/panel.h\"", "apart");
    row("smds and smdp apart", "core/smds/service.cpp", "\"core/smdp/service.h\"", "apart");
    row("smdp and smds apart", "core/smdp/service.cpp", "\"core/smds/service.h\"", "apart");
    row("panel to shared widgets", "widgets/reader/panel.cpp", "\"widgets/exchanges/list.h\"", "");
    row("shared widgets to a panel", "widgets/exchanges/list.cpp", "\"widgets/reader/panel.h\"", "upwards");
    row("cli without widgets", "app/cli/discover.cpp", "\"widgets/shell/frame.h\"", "no widgets");
    row("not from the top", "core/asn1/reader.cpp", "\"reader.h\"", "from the top");
    row("relative", "core/asn1/reader.cpp", "\"../base/bytes.h\"", "from the top");
    row("from tests", "core/asn1/reader.cpp", "\"tests/support/test.h\"", "from the top");
    row("unknown room", "core/utils/strings.cpp", "\"core/base/bytes.h\"", "no room");
    row("Qt Core in core", "core/base/jobs.cpp", "<QObject>", "");
    row("Qt Sql in core", "core/store/database.cpp", "<QSqlQuery>", "");
    row("Qt Gui in core", "core/cascade/geometry.cpp", "<QColor>", "QtGui");
    row("Qt Gui in core, by module", "core/cascade/geometry.cpp", "<QtGui/QColor>", "QtGui");
    row("Qt Widgets in core", "core/lab/lab.cpp", "<QWidget>", "QtWidgets");
    row("Qt Widgets in smartcard", "smartcard/vcard/card.cpp", "<QLabel>", "QtWidgets");
    row("Qt Widgets in the command line", "app/cli/main.cpp", "<QApplication>", "QtWidgets");
    row("Qt Widgets in widgets", "widgets/shell/frame.cpp", "<QMainWindow>", "");
    row("Qt Network anywhere", "core/http/client.cpp", "<QNetworkAccessManager>", "may not use");
    row("PC/SC in its room", "smartcard/pcsc/context.cpp", "<winscard.h>", "");
    row("PC/SC beside its room", "smartcard/card/transport.cpp", "<winscard.h>", "smartcard/pcsc alone");
    row("PC/SC in core", "core/rsp/euicc.h", "<PCSC/winscard.h>", "smartcard/pcsc alone");
    row("Beast in the client", "core/http/client.cpp", "<boost/beast/http.hpp>", "");
    row("Beast in a header", "core/http/client.h", "<boost/beast/http.hpp>", "alone");
    row("Asio elsewhere", "core/es/es11.cpp", "<boost/asio.hpp>", "alone");
    row("standard header", "core/asn1/reader.cpp", "<vector>", "");
    row("OpenSSL", "core/pki/chain.cpp", "<openssl/x509.h>", "");
    row("generated code", "core/base/jobs.cpp", "\"jobs.moc\"", "");
}

void IncludeOrderTest::plantedIncludes()
{
    QFETCH(QString, path);
    QFETCH(QString, include);
    QFETCH(QString, complaint);

    const Source planted{path.toStdString(), "// a file\n\n#include " + include.toStdString() + "\n"};
    const auto violations = includeViolations(planted);

    if (complaint.isEmpty()) {
        QVERIFY2(violations.empty(), violations.empty() ? "" : violations.front().c_str());
        return;
    }
    QCOMPARE(violations.size(), std::size_t(1));
    const QString violation = QString::fromStdString(violations.front());
    QVERIFY2(violation.contains(complaint), qPrintable(violation));
    QVERIFY2(violation.startsWith(path + QStringLiteral(":3: ")), qPrintable(violation));
}

void IncludeOrderTest::commentsAreNoIncludes()
{
    const Source planted{"core/base/hex.cpp", "// #include \"core/rsp/eid.h\"\n/*\n#include <QWidget>\n*/\n"};
    QVERIFY(includeViolations(planted).empty());
}

void IncludeOrderTest::everyFileKeepsTheOrder()
{
    const auto sources = readSources({"core", "smartcard", "widgets", "app"});
    QVERIFY2(sources.size() > 5, "the sources were not found");
    QString all;
    for (const Source &source : sources) {
        for (const std::string &violation : includeViolations(source))
            all += QString::fromStdString(violation) + QLatin1Char('\n');
    }
    QVERIFY2(all.isEmpty(), qPrintable(QLatin1Char('\n') + all));
}

WB_TEST(IncludeOrderTest);
#include "include_order_test.moc"
