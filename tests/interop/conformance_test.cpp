// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/authority.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"
#include "tests/support/core/smds_node.h"
#include "tests/support/interop/served_lab.h"
#include "tests/support/test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *parentAddress = "parent.example.com";

} // namespace

/// The conformance suite as the command line has it, at an SM-DS that is a process of its own, on both stores.
class ConformanceTest : public QObject {
    Q_OBJECT

    /// A served lab; on PostgreSQL its configuration file names a database there, and with a parent it forwards to it.
    static QByteArray serve(ServedLab &lab, bool onPostgres, std::unique_ptr<SmdsNode> *parent = nullptr)
    {
        const Ended made = smdsProgram({QStringLiteral("lab"), QStringLiteral("create"), lab.folder()});
        if (made.code != 0)
            return made.all();
        if (onPostgres) {
            QFile file(lab.file("root-smds/smds.toml"));
            if (!file.open(QIODevice::ReadWrite))
                return "the configuration cannot be opened";
            QByteArrayList lines = file.readAll().split('\n');
            for (QByteArray &line : lines) {
                if (line.startsWith("database"))
                    line = "database = \"" + QByteArray::fromStdString(sharedPostgres().newDatabase()) + "\"";
            }
            file.resize(0);
            file.write(lines.join('\n'));
        }
        if (parent != nullptr) {
            const auto ci = must(pki::Authority::load(lab.file("ci").toStdString(), Clock::system()));
            *parent = std::make_unique<SmdsNode>(ci, parentAddress, Clock::system());
            QFile file(lab.file("root-smds/smds.toml"));
            if (!file.open(QIODevice::Append))
                return "the configuration cannot be opened";
            file.write("\n[[parent]]\naddress = \"" + QByteArray(parentAddress)
                       + "\"\nconnect-to = \"127.0.0.1:" + QByteArray::number((*parent)->server().es12Port()) + "\"\n");
        }
        return lab.serve() ? QByteArray() : QByteArray(lab.problem());
    }

    /// The verb with this lab's keys at its server.
    static Ended suite(ServedLab &lab, const QStringList &more)
    {
        const QString address = QStringLiteral("testrootsmds.example.com");
        return smdsProgram(QStringList{QStringLiteral("conformance"), QStringLiteral("--lab"), lab.folder(),
                                       QStringLiteral("--server"), address, QStringLiteral("--es12"),
                                       address + QStringLiteral(":8444"), QStringLiteral("--map"), lab.es11Map(),
                                       QStringLiteral("--map"), address + QStringLiteral(":8444=") + lab.es12()}
                           + more);
    }

private Q_SLOTS:
    void everyRowPasses_data()
    {
        QTest::addColumn<bool>("onPostgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    void everyRowPasses()
    {
        QFETCH(bool, onPostgres);
        ServedLab lab;
        std::unique_ptr<SmdsNode> parent;
        const QByteArray problem = serve(lab, onPostgres, &parent);
        QVERIFY2(problem.isEmpty(), problem.constData());
        const QString above = QLatin1String(parentAddress);
        const Ended ended = suite(lab, {QStringLiteral("--json"), QStringLiteral("--parent-es11"), above,
                                        QStringLiteral("--map"),
                                        QStringLiteral("%1=127.0.0.1:%2").arg(above).arg(parent->es11Port())});
        const QJsonObject report = ended.json();
        const QJsonArray cases = report[QStringLiteral("cases")].toArray();
        for (const auto &value : cases) {
            const QJsonObject row = value.toObject();
            QVERIFY2(
                row[QStringLiteral("outcome")].toString() == QLatin1String("passed"),
                qPrintable(row[QStringLiteral("id")].toString() + u' ' + row[QStringLiteral("reason")].toString()));
        }
        QVERIFY2(cases.size() > 200, ended.all().constData());
        QCOMPARE(report[QStringLiteral("passed")].toInt(), static_cast<int>(cases.size()));
        QCOMPARE(report[QStringLiteral("notRun")].toInt(), 0);
        QCOMPARE(ended.code, 0);
    }

    /// With the files of somebody who has no CI key, and in a table.
    void withoutAnIssuer()
    {
        ServedLab lab;
        const QByteArray problem = serve(lab, false);
        QVERIFY2(problem.isEmpty(), problem.constData());
        const QString address = QStringLiteral("testrootsmds.example.com");
        const Ended ended = smdsProgram(
            {QStringLiteral("conformance"), QStringLiteral("--server"), address, QStringLiteral("--es12"),
             address + QStringLiteral(":8444"), QStringLiteral("--map"), lab.es11Map(), QStringLiteral("--map"),
             address + QStringLiteral(":8444=") + lab.es12(), QStringLiteral("--ci"), lab.ci(),
             QStringLiteral("--euicc"), lab.file("euicc-a"), QStringLiteral("--cert"), lab.file("smdp/CERT_DP_TLS.pem"),
             QStringLiteral("--key"), lab.file("smdp/SK_DP_TLS.pem"), QStringLiteral("--binding"),
             QStringLiteral("json")});
        QVERIFY2(ended.code == 0, ended.all().constData());
        QVERIFY2(ended.out.contains(" 0 failed, "), ended.out.constData());
        QVERIFY2(ended.out.contains("not run       CERT.EUM has expired"), ended.out.constData());
        QVERIFY(ended.out.contains("it needs the key of a CI that the server trusts"));
    }

    /// An SM-DS under another name: what it refuses is a failure with its reason, and the exit code says so.
    void aWrongServerFails()
    {
        ServedLab lab;
        const QByteArray problem = serve(lab, false);
        QVERIFY2(problem.isEmpty(), problem.constData());
        const Ended ended = smdsProgram({QStringLiteral("conformance"), QStringLiteral("--lab"), lab.folder(),
                                         QStringLiteral("--server"), QStringLiteral("testrootsmds.example.com:9443"),
                                         QStringLiteral("--map"), lab.es11Map(), QStringLiteral("--only"),
                                         QStringLiteral("ES11.InitiateAuthentication.01")});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.out.contains("FAIL"), ended.all().constData());
        QVERIFY2(ended.out.contains("8.9.1/3.8"), ended.all().constData());
    }

    /// ES12 has a port of its own, which was not given.
    void es12SoughtAtThePortOfEs11()
    {
        ServedLab lab;
        const QByteArray problem = serve(lab, false);
        QVERIFY2(problem.isEmpty(), problem.constData());
        const Ended ended = smdsProgram({QStringLiteral("conformance"), QStringLiteral("--lab"), lab.folder(),
                                         QStringLiteral("--map"), lab.es11Map(), QStringLiteral("--only"),
                                         QStringLiteral("ES12.DeleteEvent")});
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.contains("--es12 and --map say where"), ended.all().constData());
    }

    void theRowsAreListed()
    {
        const Ended ended = smdsProgram({QStringLiteral("conformance"), QStringLiteral("--list"),
                                         QStringLiteral("--only"), QStringLiteral("ES12.DeleteEvent")});
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.out.count('\n'), 11);
        QCOMPARE(smdsProgram({QStringLiteral("conformance"), QStringLiteral("--only"), QStringLiteral("ES99")}).code,
                 2);
    }
};

WB_TEST(ConformanceTest);

#include "conformance_test.moc"
