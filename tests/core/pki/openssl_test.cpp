// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// What the openssl program, which shares no line with our reader and writer, thinks of our certificates.

#include "tests/core/pki/fixtures.h"
#include "tests/core/pki/openssl_program.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class OpensslTest : public QObject {
    Q_OBJECT

private:
    static Authority authorityOn(int curve)
    {
        AuthorityOptions options;
        options.curve = static_cast<Curve>(curve);
        return must(Authority::create(options));
    }

    static void curves()
    {
        QTest::addColumn<int>("curve");
        QTest::newRow("P-256") << static_cast<int>(Curve::p256);
        QTest::newRow("brainpoolP256r1") << static_cast<int>(Curve::brainpoolP256r1);
    }

    OpensslProgram m_openssl;

private Q_SLOTS:
    void acceptsServersAndEum_data() { curves(); }

    void acceptsServersAndEum()
    {
        QFETCH(int, curve);
        const Authority authority = authorityOn(curve);
        const QStringList strict{QStringLiteral("-x509_strict")};
        for (const Role role : {Role::dsAuth, Role::dpAuth, Role::dpPb}) {
            const auto answer = m_openssl.verify(authority.ci(),
                                                 must(authority.issueServer(role, dsAuthIdentity())).leaf(), strict);
            QVERIFY2(answer.accepted, qPrintable(answer.output));
        }
        const auto eum = m_openssl.verify(authority.ci(), must(authority.issueEum({})).leaf(), strict);
        QVERIFY2(eum.accepted, qPrintable(eum.output));
    }

    void acceptsTlsForItsName_data() { curves(); }

    void acceptsTlsForItsName()
    {
        QFETCH(int, curve);
        const Authority authority = authorityOn(curve);
        for (const Role role : {Role::dsTls, Role::dpTls}) {
            const Certificate leaf = must(authority.issueServer(role, dsTlsIdentity())).leaf();
            for (const char *purpose : {"sslserver", "sslclient"}) {
                const auto answer = m_openssl.verify(authority.ci(), leaf,
                                                     {QStringLiteral("-x509_strict"), QStringLiteral("-purpose"),
                                                      QString::fromLatin1(purpose), QStringLiteral("-verify_hostname"),
                                                      QStringLiteral("testrootsmds.example.com")});
                QVERIFY2(answer.accepted, qPrintable(answer.output));
            }
            const auto wrongName = m_openssl.verify(
                authority.ci(), leaf, {QStringLiteral("-verify_hostname"), QStringLiteral("testsmds1.example.com")});
            QVERIFY(!wrongName.accepted);
        }
    }

    void acceptsTheRolePolicy()
    {
        const Authority authority = must(Authority::create());
        const Certificate leaf = must(authority.issueServer(Role::dsAuth, dsAuthIdentity())).leaf();
        const auto answer = m_openssl.verify(
            authority.ci(), leaf,
            {QStringLiteral("-policy_check"), QStringLiteral("-policy"), QStringLiteral("2.23.146.1.2.1.7")});
        QVERIFY2(answer.accepted, qPrintable(answer.output));
    }

    void refusesWhatWeSpoil_data()
    {
        QTest::addColumn<int>("defect");
        QTest::addColumn<QString>("says");
        QTest::newRow("signature") << 0 << "certificate signature failure";
        QTest::newRow("expired") << 1 << "certificate has expired";
        QTest::newRow("not yet valid") << 2 << "certificate is not yet valid";
        QTest::newRow("critical extension") << 3 << "unhandled critical extension";
    }

    void refusesWhatWeSpoil()
    {
        QFETCH(int, defect);
        QFETCH(QString, says);
        bool Defects::*const defects[] = {&Defects::badSignature, &Defects::expired, &Defects::notYetValid,
                                          &Defects::unknownCriticalExtension};
        const Authority authority = must(Authority::create());
        IssueOptions options;
        options.defects.*defects[defect] = true;
        const auto answer = m_openssl.verify(
            authority.ci(), must(authority.issueServer(Role::dsAuth, dsAuthIdentity(), options)).leaf());
        QVERIFY(!answer.accepted);
        QVERIFY2(answer.output.contains(says), qPrintable(answer.output));
    }

    /// RFC 5280 and SGP.22 read the EUM's name constraint differently; that is why the rules are our own.
    void refusesTheEuiccOnlyForTheNameConstraint()
    {
        const Authority authority = must(Authority::create());
        const Credential eum = must(authority.issueEum({}));
        const Credential euicc = must(authority.issueEuicc(eum, validEid));
        const auto answer = m_openssl.verify(
            authority.ci(), euicc.leaf(),
            {QStringLiteral("-untrusted"), m_openssl.file(QStringLiteral("eum.pem"), eum.leaf())});
        QVERIFY(!answer.accepted);
        QVERIFY2(answer.output.contains(QStringLiteral("permitted subtree violation")), qPrintable(answer.output));
        QVERIFY(checkEuiccChain(eum.leaf(), euicc.leaf(), TrustAnchors({authority.ci()}), Clock::system().now()).ok());
    }

    void printsWhatWeWrote_data() { curves(); }

    void printsWhatWeWrote()
    {
        QFETCH(int, curve);
        const Authority authority = authorityOn(curve);
        const Credential eum = must(authority.issueEum({}));
        const auto euicc = m_openssl.print(must(authority.issueEuicc(eum, validEid)).leaf());
        QVERIFY2(euicc.accepted, qPrintable(euicc.output));
        for (const char *line :
             {"serialNumber = 89049032123451234512345678901235", "Not After : Dec 31 23:59:59 7500 GMT",
              "Policy: 2.23.146.1.2.1.1", "Digital Signature"})
            QVERIFY2(euicc.output.contains(QString::fromLatin1(line)), qPrintable(euicc.output));
        const auto printedEum = m_openssl.print(eum.leaf());
        for (const char *line :
             {"DirName:O = RSP Test EUM, serialNumber = 89049032", "CA:TRUE, pathlen:0", "Registered ID:2.999.5",
              "Certificate Sign", "URI:http://ci.test.example.com/CRL-1.crl"})
            QVERIFY2(printedEum.output.contains(QString::fromLatin1(line)), qPrintable(printedEum.output));
        const auto tls = m_openssl.print(must(authority.issueServer(Role::dsTls, dsTlsIdentity())).leaf());
        for (const char *line :
             {"DNS:testrootsmds.example.com, Registered ID:2.999.15", "X509v3 Extended Key Usage: critical",
              "TLS Web Server Authentication, TLS Web Client Authentication", "X509v3 Certificate Policies: \n"})
            QVERIFY2(tls.output.contains(QString::fromLatin1(line)), qPrintable(tls.output));
        const QString file = m_openssl.file(QStringLiteral("parse.pem"), eum.leaf());
        QVERIFY(m_openssl.run({QStringLiteral("asn1parse"), QStringLiteral("-in"), file}).accepted);
    }
};

WB_TEST(OpensslTest);
#include "openssl_test.moc"
