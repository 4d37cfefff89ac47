// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/database_url.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using store::DatabaseUrl;
using store::Dialect;

/// Where a database is, as configuration files say it.
class DatabaseUrlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("file");
        QTest::newRow("a path") << "data/smds.sqlite"
                                << "data/smds.sqlite";
        QTest::newRow("with a colon") << "data/a:b.sqlite"
                                      << "data/a:b.sqlite";
        QTest::newRow("sqlite:") << "sqlite:smds.sqlite"
                                 << "smds.sqlite";
        QTest::newRow("sqlite:/") << "sqlite:/var/lib/smds.sqlite"
                                  << "/var/lib/smds.sqlite";
        QTest::newRow("sqlite:///") << "sqlite:///var/lib/smds.sqlite"
                                    << "/var/lib/smds.sqlite";
        QTest::newRow("in memory") << ":memory:"
                                   << ":memory:";
    }

    void filesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, file);
        const auto url = must(DatabaseUrl::parse(text.toStdString()));
        QCOMPARE(url.dialect, Dialect::sqlite);
        WB_COMPARE(url.file.string(), file.toStdString());
        WB_COMPARE(url.text(), file.toStdString());
    }

    void pathsCountFromAFolder()
    {
        WB_COMPARE(must(DatabaseUrl::parse("sqlite:a.sqlite")).from("/etc/smds").text(), "/etc/smds/a.sqlite");
        WB_COMPARE(must(DatabaseUrl::parse("/srv/a.sqlite")).from("/etc/smds").text(), "/srv/a.sqlite");
        WB_COMPARE(must(DatabaseUrl::parse("postgresql:///a")).from("/etc/smds").text(), "postgresql:///a");
    }

    void everyPartIsRead()
    {
        const auto url = must(DatabaseUrl::parse("postgresql://sm%40ds:p%3Aw%2F%20%25@db.example.com:6432/"
                                                 "events?sslmode=verify-full&sslrootcert=/etc/ca.pem"));
        QCOMPARE(url.dialect, Dialect::postgresql);
        WB_COMPARE(url.user, "sm@ds");
        WB_COMPARE(url.password, "p:w/ %");
        WB_COMPARE(url.host, "db.example.com");
        QCOMPARE(url.port, std::uint16_t(6432));
        WB_COMPARE(url.database, "events");
        WB_COMPARE(url.parameters.at("sslmode"), "verify-full");
        WB_COMPARE(url.parameters.at("sslrootcert"), "/etc/ca.pem");
        QCOMPARE(must(DatabaseUrl::parse(url.textWithPassword())), url);
        WB_COMPARE(url.text(), "postgresql://sm%40ds@db.example.com:6432/events?sslmode=verify-full"
                               "&sslrootcert=/etc/ca.pem");
    }

    void aSocketIsAFolder()
    {
        const auto url = must(DatabaseUrl::parse("postgresql:///smds?host=/run/postgresql"));
        WB_COMPARE(url.host, "/run/postgresql");
        WB_COMPARE(url.text(), "postgresql:///smds?host=/run/postgresql");
        QCOMPARE(must(DatabaseUrl::parse(url.text())), url);
    }

    void anAddressOfVersion6IsRead()
    {
        const auto url = must(DatabaseUrl::parse("postgres://[::1]:5433/smds"));
        WB_COMPARE(url.host, "::1");
        QCOMPARE(must(DatabaseUrl::parse(url.text())), url);
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const char *text, const char *word) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(word);
        };
        row("nothing", "", "no file");
        row("no file", "sqlite:", "no file");
        row("a file on a host", "sqlite://host/file", "on no host");
        row("another kind", "mysql://u:secret@host/db", "'mysql' is no kind");
        row("no database", "postgresql://u:secret@host", "names no database");
        row("no database after the slash", "postgresql://u:secret@host/", "names no database");
        row("two levels", "postgresql://u:secret@host/a/b", "?host=FOLDER");
        row("no slashes", "postgresql:smds", "of the form");
        row("a port too high", "postgresql://u:secret@host:70000/db", "of the form");
        row("not encoded", "postgresql://u:secret word@host/db", "percent-encoded");
        row("a fragment", "postgresql://u:secret@host/db#x", "'#'");
        row("an unknown parameter", "postgresql://u:secret@host/db?ssl=on", "'ssl' is not known");
        row("no value", "postgresql://u:secret@host/db?sslmode=", "'sslmode' has no value");
        row("twice", "postgresql://u:secret@host/db?sslmode=require&sslmode=disable", "twice");
        row("two hosts", "postgresql://u:secret@host/db?host=/run/postgresql", "two hosts");
        row("a semicolon", "postgresql://u:secret@host/db?application_name=a;b", "semicolon");
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, word);
        const auto url = DatabaseUrl::parse(text.toStdString());
        QVERIFY(!url);
        QCOMPARE(url.error().kind, ErrorKind::invalid);
        const QString said = q(url.error().line());
        QVERIFY2(said.contains(word), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("secret")), qPrintable(said));
    }
};

WB_TEST(DatabaseUrlTest);
#include "database_url_test.moc"
