// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/connection_profile.h"

#include "core/base/files.h"
#include "core/pki/authority.h"
#include "core/pki/pem.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace wb;

class ConnectionProfileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyTrustedIsAnErrorThatNamesTheFolder()
    {
        const QTemporaryDir folder;
        lab::ConnectionProfile profile;
        const auto none = lab::connect(profile, Clock::system());
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::invalid);

        profile.trustFolder = folder.path().toStdString();
        const auto empty = lab::connect(profile, Clock::system());
        QVERIFY(!empty);
        QVERIFY(empty.error().reason.find(folder.path().toStdString()) != std::string::npos);
    }

    void certificatesOfTheFolderAreTrustedAndOtherFilesLeftAlone()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const auto authority = pki::Authority::create();
        QVERIFY(authority.has_value());
        QVERIFY(writeFile(path / "lab.pem", pki::toPem(authority->ci())).has_value());
        QVERIFY(writeFile(path / "other.der", std::string(textOf(pki::Authority::create()->ci().der()))).has_value());
        QVERIFY(writeFile(path / "notes.txt", "no certificate").has_value());

        lab::ConnectionProfile profile;
        profile.trustFolder = path;
        const auto connection = lab::connect(profile, Clock::system());
        QVERIFY2(connection, connection ? "" : connection.error().line().c_str());
        QCOMPARE(connection->cis.certificates().size(), std::size_t(2));
        QVERIFY(connection->cis.has(*authority->ci().subjectKeyId()));
        QVERIFY(connection->client.peerCheck != nullptr);
        QVERIFY(!connection->client.keyLogFile);
    }

    void aBrokenCertificateIsNamed()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QVERIFY(writeFile(path / "broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                    .has_value());
        lab::ConnectionProfile profile;
        profile.trustFolder = path;
        const auto connection = lab::connect(profile, Clock::system());
        QVERIFY(!connection);
        QVERIFY2(connection.error().line().find("broken.pem") != std::string::npos, connection.error().line().c_str());
    }
};

WB_TEST(ConnectionProfileTest);
#include "connection_profile_test.moc"
