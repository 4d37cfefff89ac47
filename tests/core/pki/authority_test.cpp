// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/authority.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class AuthorityTest : public QObject {
    Q_OBJECT

private:
    ManualClock m_clock{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)};
    Authority m_authority = must(Authority::create({}, m_clock));

private Q_SLOTS:
    void ci()
    {
        const Certificate &ci = m_authority.ci();
        QCOMPARE(roleOf(ci).value(), Role::ci);
        QVERIFY(ci.policies()->critical);
        QCOMPARE(text(ci.subject().text()), text("CN=Lab CI, OU=TESTCERT, O=RSPTEST, C=IT"));
        QCOMPARE(text(ci.oid()), text("2.999.1"));
        QVERIFY(ci.basicConstraints()->ca && ci.basicConstraints()->critical && !ci.basicConstraints()->pathLength);
        QCOMPARE(text(ci.keyUsage()->text()), text("keyCertSign, cRLSign"));
        QVERIFY(verifyIssued(ci, ci));
    }

    void eum()
    {
        const Certificate eum = must(m_authority.issueEum({})).leaf();
        QCOMPARE(roleOf(eum).value(), Role::eum);
        QVERIFY(eum.policies()->critical);
        QCOMPARE(text(eum.subject().text()), text("C=ES, O=RSP Test EUM, CN=EUM Test"));
        QCOMPARE(text(eum.keyUsage()->text()), text("keyCertSign"));
        QVERIFY(eum.keyUsage()->critical);
        QVERIFY(eum.basicConstraints()->ca && eum.basicConstraints()->critical);
        QVERIFY(eum.basicConstraints()->pathLength == 0u);
        QVERIFY(eum.nameConstraints()->critical);
        QCOMPARE(text(eum.nameConstraints()->permittedDirectoryNames.at(0).text()),
                 text("O=RSP Test EUM, serialNumber=89049032"));
        QVERIFY(!eum.permittedEins());
        QCOMPARE(text(eum.oid()), text("2.999.5"));
    }

    void eumOfVersion3()
    {
        IssueOptions options;
        options.generation = Generation::v3;
        const Certificate eum = must(m_authority.issueEum({}, options)).leaf();
        QCOMPARE(roleOf(eum).value(), Role::eum);
        QCOMPARE(generationOf(eum).value(), Generation::v3);
        QCOMPARE(text(eum.nameConstraints()->permittedDirectoryNames.at(0).text()), text("O=RSP Test EUM"));
        QVERIFY((*eum.permittedEins() == std::vector<std::string>{"89049032"}));
    }

    void euicc()
    {
        const Credential eum = must(m_authority.issueEum({}));
        const Credential credential = must(m_authority.issueEuicc(eum, validEid));
        QCOMPARE(credential.chain.size(), std::size_t(2));
        QVERIFY(credential.chain[1] == eum.leaf());
        const Certificate &euicc = credential.leaf();
        QCOMPARE(roleOf(euicc).value(), Role::euicc);
        QVERIFY(euicc.policies()->critical);
        QCOMPARE(text(euicc.eid()), text(validEid));
        QCOMPARE(text(euicc.subject().text()),
                 text("C=ES, O=RSP Test EUM, serialNumber=89049032123451234512345678901235, CN=Test eUICC"));
        QCOMPARE(text(euicc.keyUsage()->text()), text("digitalSignature"));
        QCOMPARE(text(toIso8601(euicc.notAfter())), text("7500-12-31T23:59:59.000Z"));
        QVERIFY(!euicc.basicConstraints());
        QVERIFY(euicc.registeredIds().empty());
        QVERIFY(euicc.authorityKeyId() == eum.leaf().subjectKeyId());
    }

    void servers_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<int>("days");
        QTest::newRow("DSauth") << static_cast<int>(Role::dsAuth) << false << 3650;
        QTest::newRow("DPauth") << static_cast<int>(Role::dpAuth) << false << 3650;
        QTest::newRow("DPpb") << static_cast<int>(Role::dpPb) << false << 3650;
        QTest::newRow("DS.TLS") << static_cast<int>(Role::dsTls) << true << 398;
        QTest::newRow("DP.TLS") << static_cast<int>(Role::dpTls) << true << 398;
    }

    void servers()
    {
        QFETCH(int, role);
        QFETCH(bool, tls);
        QFETCH(int, days);
        const Certificate leaf = must(m_authority.issueServer(static_cast<Role>(role), dsTlsIdentity())).leaf();
        QCOMPARE(static_cast<int>(roleOf(leaf).value()), role);
        QCOMPARE(leaf.policies()->critical, !tls);
        QCOMPARE(text(leaf.keyUsage()->text()), text("digitalSignature"));
        QVERIFY(leaf.keyUsage()->critical);
        QCOMPARE(leaf.extendedKeyUsage().has_value(), tls);
        QCOMPARE(leaf.dnsNames().size(), std::size_t(tls ? 1 : 0));
        QCOMPARE(text(leaf.oid()), text("2.999.15"));
        QCOMPARE(leaf.crlDistributionPoints().size(), std::size_t(2));
        QVERIFY(leaf.notAfter() - leaf.notBefore() == std::chrono::days(days));
        QVERIFY(leaf.notBefore() < m_clock.now() && leaf.notAfter() > m_clock.now());
        if (tls) {
            QVERIFY(leaf.extendedKeyUsage()->critical);
            QVERIFY(leaf.extendedKeyUsage()->has(oid::serverAuth) && leaf.extendedKeyUsage()->has(oid::clientAuth));
            QCOMPARE(text(leaf.subject().first(oid::commonName)), text("testrootsmds.example.com"));
        }
    }

    void serialsDiffer()
    {
        const Credential one = must(m_authority.issueServer(Role::dsAuth, dsAuthIdentity()));
        const Credential two = must(m_authority.issueServer(Role::dsAuth, dsAuthIdentity()));
        QVERIFY(!equal(one.leaf().serial(), two.leaf().serial()));
        QVERIFY(!equal(one.key.publicPoint(), two.key.publicPoint()));
    }

    void aGivenKeyIsUsed()
    {
        IssueOptions options;
        options.key = must(PrivateKey::generate(Curve::brainpoolP256r1));
        const Credential credential = must(m_authority.issueServer(Role::dsAuth, dsAuthIdentity(), options));
        QVERIFY(equal(credential.leaf().publicPoint(), options.key->publicPoint()));
        QCOMPARE(credential.leaf().curve(), Curve::brainpoolP256r1);
    }

    void refusesWhatMakesNoSense()
    {
        QCOMPARE(m_authority.issueServer(Role::eum, dsAuthIdentity()).error().kind, ErrorKind::invalid);
        QCOMPARE(m_authority.issueServer(Role::euicc, dsAuthIdentity()).error().kind, ErrorKind::invalid);
        QCOMPARE(m_authority.issueServer(Role::dsTls, dsAuthIdentity()).error().kind, ErrorKind::invalid);
        QCOMPARE(m_authority.issueSubCa(Role::dsAuth, dsAuthIdentity()).error().kind, ErrorKind::invalid);
        QVERIFY(!m_authority.issueServer(Role::dsAuth, {"ACME", "TEST SM-DS", "not an OID", {}}));
        QVERIFY(!m_authority.issueServer(Role::dsAuth, {"ACME", "", "2.999.15", {}}));
        const Authority other = must(Authority::create({}, m_clock));
        QCOMPARE(Authority::import(other.ci(), must(PrivateKey::generate(Curve::p256)), m_clock).error().kind,
                 ErrorKind::invalid);
    }

    void survivesItsFolder()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "new" / "pki";
        QVERIFY(m_authority.save(path));
        const Credential dsAuth = must(m_authority.issueServer(Role::dsAuth, dsAuthIdentity()));
        QVERIFY(saveCredential(dsAuth, path, "DSauth"));
        QVERIFY(saveCredential(dsAuth, path, "DSauth")); // again, over what is there

        const Authority authority = must(Authority::load(path, m_clock));
        QVERIFY(authority.ci() == m_authority.ci());
        const Credential again = must(loadCredential(path, "DSauth"));
        QVERIFY(again.leaf() == dsAuth.leaf());
        QVERIFY(equal(again.key.publicPoint(), dsAuth.key.publicPoint()));
        const Certificate later = must(authority.issueServer(Role::dsTls, dsTlsIdentity())).leaf();
        QVERIFY(verifyIssued(m_authority.ci(), later));

        const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser
                               | QFileDevice::WriteUser;
        for (const char *name : {"SK_CI.pem", "SK_DSauth.pem"})
            QCOMPARE(QFileInfo(text((path / name).string())).permissions(), QFileDevice::Permissions(ownerOnly));
        for (const auto &entry : std::filesystem::directory_iterator(path))
            QVERIFY(entry.path().extension() == ".pem"); // nothing half-written is left
    }

    void refusesFilesThatDoNotBelongTogether()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const Credential dsAuth = must(m_authority.issueServer(Role::dsAuth, dsAuthIdentity()));
        QVERIFY(saveCredential(dsAuth, path, "DSauth"));
        QCOMPARE(loadCredential(path, "missing").error().kind, ErrorKind::notFound);
        QVERIFY(m_authority.save(path));
        QCOMPARE(loadCredentialFiles(path / "CERT_DSauth.pem", path / "SK_CI.pem").error().kind, ErrorKind::invalid);
        QCOMPARE(loadCredentialFiles(path / "CERT_DSauth.pem", path / "CERT_CI.pem").error().kind,
                 ErrorKind::malformed);
        QCOMPARE(loadCredentialFiles(path / "CERT_DSauth.pem", path / "none.pem").error().kind, ErrorKind::notFound);
    }

    void saysWhenItCannotWrite() { QCOMPARE(m_authority.save("/proc/none").error().interface, Interface::file); }
};

WB_TEST(AuthorityTest);
#include "authority_test.moc"
