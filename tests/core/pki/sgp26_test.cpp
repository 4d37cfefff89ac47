// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The published SGP.26 test certificates, which lie beside the repository; without that folder there is nothing to test.

#include "core/base/hex.h"
#include "core/pki/pem.h"
#include "tests/core/pki/fixtures.h"
#include "tests/core/pki/openssl_program.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>

#include <array>

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class Sgp26Test : public QObject {
    Q_OBJECT

private:
    Certificate certificate(const char *name) const
    {
        return must(loadCertificates(m_folder.filePath(QString::fromLatin1(name)).toStdString())).front();
    }

    PrivateKey key(const char *name) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::ReadOnly))
            throw std::runtime_error(file.errorString().toStdString());
        return must(PrivateKey::fromPem(file.readAll().toStdString()));
    }

    TrustAnchors cis() const
    {
        return TrustAnchors({certificate("CERT_CI_NIST_2017.der"), certificate("CERT_CI_NIST_v1_5.der"),
                             certificate("CERT_CI_NIST_v3.der"), certificate("CERT_CI_BRP.der")});
    }

    const QDir m_folder{QStringLiteral(WB_SOURCE_DIR "/../shared/data/sgp26")};
    /// All but CERT.DP.TLS are valid then.
    const TimePoint m_now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_folder.exists())
            QSKIP("no ../shared/data/sgp26 beside the repository");
    }

    void everyFileIsRead()
    {
        const QStringList files = m_folder.entryList({QStringLiteral("*.der")});
        QVERIFY(files.size() >= 10);
        for (const QString &file : files) {
            const Certificate read = must(loadCertificates(m_folder.filePath(file).toStdString())).front();
            QVERIFY2(roleOf(read).has_value(), qPrintable(file));
            QVERIFY2(read.publicKey() != nullptr, qPrintable(file));
            QVERIFY2(read.unknownCriticalExtensions().empty(), qPrintable(file));
        }
        for (const QString &file : m_folder.entryList({QStringLiteral("*.pem")})) {
            const PrivateKey read = key(file.toLatin1().constData());
            QVERIFY2(read.curve() != Curve::other, qPrintable(file));
        }
    }

    void keysBelongToCertificates_data()
    {
        QTest::addColumn<QString>("certificateFile");
        QTest::addColumn<QString>("keyFile");
        QTest::newRow("CI") << "CERT_CI_NIST_v3.der"
                            << "SK_CI_NIST.pem";
        QTest::newRow("EUM") << "CERT_EUM_NIST_v1.der"
                             << "SK_EUM_NIST_v3.pem";
        QTest::newRow("eUICC") << "CERT_EUICC_NIST_reissued.der"
                               << "SK_EUICC_NIST.pem";
        QTest::newRow("DPauth") << "CERT_DPauth_NIST.der"
                                << "SK_DPauth_NIST.pem";
        QTest::newRow("DPauth, brainpool") << "CERT_DPauth_BRP.der"
                                           << "SK_DPauth_BRP.pem";
        QTest::newRow("DPpb") << "CERT_DPpb_NIST.der"
                              << "SK_DPpb_NIST.pem";
        QTest::newRow("DP.TLS") << "CERT_DP_TLS_NIST.der"
                                << "SK_DP_TLS_NIST.pem";
    }

    void keysBelongToCertificates()
    {
        QFETCH(QString, certificateFile);
        QFETCH(QString, keyFile);
        const Certificate read = certificate(certificateFile.toLatin1().constData());
        const PrivateKey secret = key(keyFile.toLatin1().constData());
        QVERIFY(equal(read.publicPoint(), secret.publicPoint()));
        QVERIFY(verify(*read.publicKey(), viewOf("euiccSigned1"), must(sign(secret, viewOf("euiccSigned1")))));
    }

    void theTestCi()
    {
        const Certificate ci = certificate("CERT_CI_NIST_v3.der");
        QCOMPARE(text(ci.subject().text()), text("CN=Test CI, OU=TESTCERT, O=RSPTEST, C=IT"));
        QCOMPARE(text(toHex(ci.serial())), text("B874F3ABFA6C44D3"));
        QCOMPARE(text(toHex(*ci.subjectKeyId())), text("F54172BDF98A95D65CBEB88A38A1C11D800A85C3"));
        QCOMPARE(text(toIso8601(ci.notAfter())), text("2059-07-16T09:52:05.000Z"));
        QVERIFY((ci.crlDistributionPoints()
                 == std::vector<std::string>{"http://ci.test.example.com/CRL-1.crl",
                                             "http://ci.test.example.com/CRL-2.crl"}));
        QCOMPARE(cis().find(*ci.subjectKeyId(), m_now).size(), std::size_t(3));
        QCOMPARE(cis().keyIds().size(), std::size_t(2));
    }

    void theEuiccChainRuleByRule()
    {
        const ChainReport report = checkEuiccChain(certificate("CERT_EUM_NIST_v1.der"),
                                                   certificate("CERT_EUICC_NIST_reissued.der"), cis(), m_now);
        QCOMPARE(brokenRules(report), QString());
        for (const Rule rule :
             {Rule::issuerKnown, Rule::signature, Rule::validity, Rule::keyUsage, Rule::basicConstraints,
              Rule::pathLength, Rule::policy, Rule::criticalExtensions, Rule::criticality, Rule::curve}) {
            QCOMPARE(report.find(Role::eum, rule)->verdict, Verdict::holds);
        }
        for (const Rule rule :
             {Rule::issuerKnown, Rule::signature, Rule::validity, Rule::keyUsage, Rule::basicConstraints, Rule::policy,
              Rule::criticalExtensions, Rule::criticality, Rule::curve, Rule::eumOrganization, Rule::eumEin,
              Rule::eidForm, Rule::eidCheckDigits}) {
            QCOMPARE(report.find(Role::euicc, rule)->verdict, Verdict::holds);
        }
        QVERIFY(text(report.find(Role::euicc, Rule::eumEin)->reason).contains(text("SGP.22 version 2")));
    }

    /// The EUM names "GSMA Test CI" as its issuer; a CI of the same key under another name is its issuer all the same.
    void theEumUnderTheCiOfAnotherName()
    {
        const TrustAnchors otherName({certificate("CERT_CI_NIST_v3.der")});
        const Certificate eum = certificate("CERT_EUM_NIST_v1.der");
        QVERIFY(eum.issuer() != otherName.certificates().front().subject());
        QVERIFY(checkEuiccChain(eum, certificate("CERT_EUICC_NIST_reissued.der"), otherName, m_now).ok());
    }

    void theServerCertificates()
    {
        const std::array<Role, 2> roles{Role::dpAuth, Role::dpPb};
        for (const char *file : {"CERT_DPauth_NIST.der", "CERT_DPauth_BRP.der", "CERT_DPpb_NIST.der"})
            QCOMPARE(brokenRules(checkServerCertificate(certificate(file), {}, cis(), roles, m_now)), QString());
        const std::array<Role, 1> dsOnly{Role::dsAuth};
        QCOMPARE(brokenRules(checkServerCertificate(certificate("CERT_DPauth_NIST.der"), {}, cis(), dsOnly, m_now)),
                 text("CERT.DSauth policy"));
    }

    void theTlsCertificateExpiredAndNothingElse()
    {
        const std::vector<Certificate> chain{certificate("CERT_DP_TLS_NIST.der")};
        const std::array<Role, 1> roles{Role::dpTls};
        const auto judgedAt = [&](TimePoint now) {
            return brokenRules(
                checkTlsCertificate(chain, cis(), roles, "testsmdpplus1.example.com", TlsEnd::server, now));
        };
        QCOMPARE(judgedAt(m_now), text("CERT.DP.TLS validity"));
        QCOMPARE(judgedAt(chain.front().notAfter()), QString());
    }

    void issuesUnderTheTestCi()
    {
        const Certificate ci = certificate("CERT_CI_NIST_v3.der");
        const Authority authority = must(Authority::import(ci, key("SK_CI_NIST.pem")));
        const TimePoint now = Clock::system().now();
        const OpensslProgram openssl;

        const Credential dsAuth = must(authority.issueServer(Role::dsAuth, dsAuthIdentity()));
        const std::array<Role, 1> authRole{Role::dsAuth};
        QCOMPARE(brokenRules(checkServerCertificate(dsAuth.leaf(), {}, cis(), authRole, now)), QString());
        const auto auth = openssl.verify(ci, dsAuth.leaf(), {QStringLiteral("-x509_strict")});
        QVERIFY2(auth.accepted, qPrintable(auth.output));

        const Credential dsTls = must(authority.issueServer(Role::dsTls, dsTlsIdentity()));
        const std::array<Role, 1> tlsRole{Role::dsTls};
        QCOMPARE(brokenRules(
                     checkTlsCertificate(dsTls.chain, cis(), tlsRole, "testrootsmds.example.com", TlsEnd::server, now)),
                 QString());
        const auto tls = openssl.verify(ci, dsTls.leaf(),
                                        {QStringLiteral("-x509_strict"), QStringLiteral("-purpose"),
                                         QStringLiteral("sslserver"), QStringLiteral("-verify_hostname"),
                                         QStringLiteral("testrootsmds.example.com")});
        QVERIFY2(tls.accepted, qPrintable(tls.output));

        const Credential eum = must(authority.issueEum({}));
        const Credential euicc = must(authority.issueEuicc(eum, validEid));
        QCOMPARE(brokenRules(checkEuiccChain(eum.leaf(), euicc.leaf(), cis(), now)), QString());
    }
};

WB_TEST(Sgp26Test);
#include "sgp26_test.moc"
