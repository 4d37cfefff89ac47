// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/configuration.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <fstream>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr const char *goodSettings = R"(name = "Root SM-DS"
database = "smds.sqlite"
trusted-cis = ["ci.pem"]

[[authentication]]
certificate = "dsauth.pem"
key = "dsauth.key"

[es11]
addresses = ["testrootsmds.example.com"]
bind = "127.0.0.1"
port = 8443
tls = [{ certificate = "ds-tls.pem", key = "ds-tls.key" }]

[es12]
port = 8444
tls = [{ certificate = "ds-tls.pem", key = "ds-tls.key" }]
)";

constexpr const char *parentSettings = R"(
[forwarding]
answer = "at-once"
most-hops = 4

[[parent]]
name = "Root"
address = "root.example.com:8444"
folder = "/es15/"
forwards-again = true
connect-to = "127.0.0.1:9444"
certificate = "up.pem"
key = "up.key"

[[parent]]
address = "other.example.com"
)";

struct SettingFault {
    const char *name;
    const char *from;
    const char *to;
    const char *where;
    const char *word;
};

const SettingFault settingFaults[] = {
    {"no TOML", "port = 8443", "port 8443", "line 12, column", ""},
    {"twice", "port = 8444", "port = 8444\nport = 8445", "line 17, column", "port"},
    {"name missing", "name = \"Root SM-DS\"", "", "line 1, column 1", "'name' is missing"},
    {"name a number", "\"Root SM-DS\"", "7", "line 1, column 8", "'name' must be a text"},
    {"database missing", "database = \"smds.sqlite\"", "", "line 1, column 1", "'database' is missing"},
    {"database empty", "\"smds.sqlite\"", "\"\"", "line 2, column 12", "'database' must not be empty"},
    {"database of another kind", "smds.sqlite", "mysql://u:secret@host/db", "line 2, column 12", "'mysql' is no kind"},
    {"database without a name", "smds.sqlite", "postgresql://host", "line 2, column 12", "names no database"},
    {"misspelt setting", "database =", "datebase =", "line 2, column 1", "unknown setting 'datebase'"},
    {"CIs missing", "trusted-cis = [\"ci.pem\"]", "", "line 1, column 1", "'trusted-cis' is missing"},
    {"no CIs", "[\"ci.pem\"]", "[]", "line 3, column 15", "must be a list of texts that is not empty"},
    {"CIs a text", "[\"ci.pem\"]", "\"ci.pem\"", "line 3, column 15", "must be a list of texts that is not empty"},
    {"a CI is a number", "[\"ci.pem\"]", "[\"ci.pem\", 1]", "line 3, column 26", "must hold texts only"},
    {"authentication missing", "[[authentication]]", "[[authentification]]", "line 5, column 3", "authentification"},
    {"authentication a table", "[[authentication]]", "[authentication]", "line 5, column 1",
     "must be a list of tables"},
    {"certificate missing", "certificate = \"dsauth.pem\"", "", "line 5, column 1", "'certificate' is missing"},
    {"key missing", "key = \"dsauth.key\"", "", "line 5, column 1", "'key' is missing"},
    {"key's name wrong", "key = \"dsauth.key\"", "privat-key = \"x\"", "line 7, column 1",
     "unknown setting 'privat-key'"},
    {"ES11 missing", "[es11]", "[es13]", "line 9, column 2", "unknown setting 'es13'"},
    {"ES11 a text", "[es11]\n", "[x.es11]\n", "line 9, column", "unknown setting 'x'"},
    {"addresses missing", "addresses = [\"testrootsmds.example.com\"]", "", "line 9, column 1",
     "'addresses' is missing"},
    {"no addresses", "[\"testrootsmds.example.com\"]", "[]", "line 10, column 13", "not empty"},
    {"address is a URL", "\"testrootsmds.example.com\"", "\"https://smds.example.com/\"", "line 10, column 13",
     "https://smds.example.com/"},
    {"bind a number", "bind = \"127.0.0.1\"", "bind = 1", "line 11, column 8", "'bind' must be a text"},
    {"bind is a name", "bind = \"127.0.0.1\"", "bind = \"localhost\"", "line 11, column 8", "numeric"},
    {"port too high", "8443", "65536", "line 12, column 8", "'port' must be a port number"},
    {"port negative", "8443", "-1", "line 12, column 8", "'port' must be a port number"},
    {"port a text", "8443", "\"8443\"", "line 12, column 8", "'port' must be a port number"},
    {"TLS missing", "port = 8443\ntls = [{ certificate = \"ds-tls.pem\", key = \"ds-tls.key\" }]", "port = 8443",
     "line 9, column 1", "'tls' is missing"},
    {"no TLS certificate", "[{ certificate = \"ds-tls.pem\", key = \"ds-tls.key\" }]\n\n[es12]", "[]\n\n[es12]",
     "line 13, column 7", "not empty"},
    {"TLS certificate's name wrong", "tls = [{ certificate", "tls = [{ cert", "line 13, column 10",
     "unknown setting 'cert'"},
    {"ES12 with addresses", "port = 8444", "addresses = [\"x\"]", "line 16, column 1", "unknown setting 'addresses'"},
    {"both on one port", "8444", "8443", "line 16, column 8", "ES11"},
    {"a limit of the listener misspelt", "port = 8444", "port = 8444\nlimits = { idle = 1 }", "line 17, column",
     "'idle' is no setting of this table"},
    {"sessions are not the listener's", "port = 8444", "port = 8444\nlimits = { sessions = 1 }", "line 17, column",
     "'sessions' is no setting of this table"},
    {"its limits a number", "port = 8444", "port = 8444\nlimits = 7", "line 17, column 10", "must be a table"},
};

} // namespace

/// The configuration file of `smds serve`: what is wrong is told with its line and column.
class ConfigurationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongParentsSayWhere_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char *name, const char *from, const char *to, const char *word) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(word);
        };
        row("answer", "\"at-once\"", "\"soon\"", "after-parents or at-once");
        row("too few hops", "most-hops = 4", "most-hops = 1", "from 2 to 16");
        row("timeout", "most-hops = 4", "timeout-seconds = 0", "from 1 to 300");
        row("stop", "most-hops = 4", "stop-seconds = -1", "from 0 to 3600");
        row("settling", "most-hops = 4", "settling-seconds = 0", "from 1 to 3600");
        row("hops a text", "most-hops = 4", "most-hops = \"4\"", "from 2 to 16");
        row("misspelt in forwarding", "most-hops", "most-hop", "unknown setting 'most-hop'");
        row("no address", "address = \"root.example.com:8444\"", "", "'address' is missing");
        row("address is a URL", "\"root.example.com:8444\"", "\"https://root.example.com/\"", "address");
        row("folder without slash", "\"/es15/\"", "\"/es15\"", "begin and end with a slash");
        row("flag a text", "forwards-again = true", "forwards-again = \"yes\"", "forwards-again");
        row("nowhere to connect to", "\"127.0.0.1:9444\"", "\"127.0.0.1\"", "host and a port");
        row("no key", "key = \"up.key\"", "", "'key' is missing");
        row("two of a name", "address = \"other.example.com\"", "address = \"other.example.com\"\nname = \"Root\"",
            "another parent");
        row("misspelt in parent", "forwards-again", "forward-again", "unknown setting 'forward-again'");
    }

    void wrongParentsSayWhere()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, word);
        QByteArray parents = parentSettings;
        QVERIFY(parents.contains(from));
        parents.replace(from, to);
        const auto outcome = read(goodSettings + parents.toStdString());
        QVERIFY(!outcome);
        const QString line = q(outcome.error().line());
        QVERIFY2(line.contains(QString::fromUtf8(word)) && line.contains(QStringLiteral("line ")),
                 qUtf8Printable(line));
    }

    void parentsAreReadAndWritten()
    {
        const auto outcome = read(std::string(goodSettings) + parentSettings);
        WB_VERIFY(outcome);
        for (const smds::Configuration &configuration :
             {*outcome, must(read(smds::configurationText(*outcome, m_path)))}) {
            QVERIFY(configuration.answerAtOnce);
            QCOMPARE(configuration.mostHops, std::size_t(4));
            QCOMPARE(configuration.parents.size(), std::size_t(2));
            const smds::ParentConfiguration &parent = configuration.parents.front();
            WB_COMPARE(parent.name, "Root");
            WB_COMPARE(parent.address.text(), "root.example.com:8444");
            WB_COMPARE(parent.folder, "/es15/");
            QVERIFY(parent.forwardsAgain);
            WB_COMPARE(parent.connectTo->text(), "127.0.0.1:9444");
            QCOMPARE(parent.tls->key, m_path / "up.key");
            const smds::ParentConfiguration &other = configuration.parents.back();
            WB_COMPARE(other.name, "other.example.com");
            WB_COMPARE(other.folder, "/gsma/rsp2/es15/");
            QVERIFY(!other.forwardsAgain && !other.connectTo && !other.tls);
        }
    }

    void wrongSettingsSayWhere_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(settingFaults)); ++row)
            QTest::newRow(settingFaults[row].name) << row;
    }

    void wrongSettingsSayWhere()
    {
        QFETCH(int, row);
        const SettingFault &fault = settingFaults[row];
        std::string text = goodSettings;
        const auto at = text.find(fault.from);
        QVERIFY(at != std::string::npos);
        text.replace(at, std::string_view(fault.from).size(), fault.to);
        const auto outcome = read(text);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().interface, Interface::config);
        const QString line = q(outcome.error().line());
        QVERIFY2(line.contains(QStringLiteral("smds.toml")), qUtf8Printable(line));
        QVERIFY2(line.contains(QLatin1String(fault.where)), qUtf8Printable(line));
        QVERIFY2(line.contains(QLatin1String(fault.word)), qUtf8Printable(line));
    }

    void aGoodFileIsRead()
    {
        const auto outcome = read(goodSettings);
        WB_VERIFY(outcome);
        WB_COMPARE(outcome->name, "Root SM-DS");
        QCOMPARE(outcome->database, m_path / "smds.sqlite");
        QCOMPARE(outcome->trustedCis, (std::vector<std::filesystem::path>{m_path / "ci.pem"}));
        QCOMPARE(outcome->authentication.front().key, m_path / "dsauth.key");
        QVERIFY(outcome->addresses == std::vector<std::string>{"testrootsmds.example.com"});
        QCOMPARE(outcome->es11.port, std::uint16_t(8443));
        QCOMPARE(outcome->es12.port, std::uint16_t(8444));
        WB_COMPARE(outcome->es12.bind, "127.0.0.1"); // unless it says otherwise
        QCOMPARE(outcome->es12.tls.front().certificate, m_path / "ds-tls.pem");
    }

    void anyFreePortMayBeBothTimesZero()
    {
        std::string text = goodSettings;
        text.replace(text.find("8443"), 4, "0");
        text.replace(text.find("8444"), 4, "0");
        WB_VERIFY(read(text));
    }

    void absolutePathsStay()
    {
        std::string text = goodSettings;
        text.replace(text.find("smds.sqlite"), 11, "/var/lib/smds.sqlite");
        QCOMPARE(must(read(text)).database, store::DatabaseUrl(std::filesystem::path("/var/lib/smds.sqlite")));
    }

    void aServerIsWrittenAndReadBack()
    {
        std::string text = goodSettings;
        text.replace(text.find("smds.sqlite"), 11, "postgresql://smds:p%40ss@db.example.com/smds?sslmode=verify-full");
        const auto configuration = must(read(text));
        QCOMPARE(configuration.database.dialect, store::Dialect::postgresql);
        WB_COMPARE(configuration.database.password, "p@ss");
        QCOMPARE(must(read(smds::configurationText(configuration, m_path))).database, configuration.database);
    }

    void whatIsWrittenReadsBack()
    {
        smds::Configuration configuration = must(read(goodSettings));
        configuration.name = "Quotes \" \\ and \xC3\xA4";
        configuration.addresses.push_back("smds.example.com:8443");
        configuration.es11.bind = "0.0.0.0";
        configuration.trustedCis.push_back("/elsewhere/ci.pem");
        const auto outcome = read(smds::configurationText(configuration, m_path));
        WB_VERIFY(outcome);
        WB_COMPARE(outcome->name, configuration.name);
        QCOMPARE(outcome->database, configuration.database);
        QCOMPARE(outcome->trustedCis, configuration.trustedCis);
        QVERIFY(outcome->addresses == configuration.addresses);
        WB_COMPARE(outcome->es11.bind, "0.0.0.0");
        QCOMPARE(outcome->es11.port, configuration.es11.port);
        QCOMPARE(outcome->es12.tls.front().key, configuration.es12.tls.front().key);
    }

    /// A table of the listener's own says what is different there; the rest is as for all.
    void aListenerMayHaveLimitsOfItsOwn()
    {
        const auto outcome = read(std::string(goodSettings)
                                  + "[es12.limits]\nidle-seconds = 7\n[limits]\nidle-seconds = 9\nconnections = 11\n"
                                    "[v3]\nevent-checking = false\n");
        WB_VERIFY(outcome);
        QVERIFY(!outcome->operation.v3.eventChecking);
        QVERIFY(!outcome->es11.limits);
        QCOMPARE(outcome->operation.limits.idleSeconds, std::int64_t(9));
        QCOMPARE(outcome->es12.limits.value().idleSeconds, std::int64_t(7));
        QCOMPARE(outcome->es12.limits.value().connections, std::int64_t(11));
        const auto again = read(smds::configurationText(*outcome, m_path));
        WB_VERIFY(again);
        QVERIFY(again->operation == outcome->operation);
        QVERIFY(again->es11.limits == outcome->es11.limits);
        QVERIFY(again->es12.limits == outcome->es12.limits);
    }

    void theAdministrationWantsAPortOfItsOwn()
    {
        const auto outcome = read(std::string(goodSettings)
                                  + "[administration]\nport = 8443\n[[administration.client]]\nname = \"Ann\"\n"
                                    "role = \"viewer\"\ncertificate = \"ann.pem\"\n");
        QVERIFY(!outcome);
        QVERIFY2(q(outcome.error().line()).contains(QStringLiteral("is the one of ES11 already")),
                 outcome.error().line().c_str());
    }

    void aMissingFileIsNamed()
    {
        const auto outcome = smds::readConfiguration(m_path / "nowhere.toml");
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::notFound);
        QVERIFY(q(outcome.error().line()).contains(QStringLiteral("nowhere.toml")));
        QVERIFY(!smds::readConfiguration(m_path));
    }

private:
    Result<smds::Configuration> read(const std::string &text)
    {
        std::ofstream(m_path / "smds.toml") << text;
        return smds::readConfiguration(m_path / "smds.toml");
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_path = m_folder.path().toStdString();
};

WB_TEST(ConfigurationTest);
#include "configuration_test.moc"
