// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate_draft.h"
#include "core/pki/rules.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

#include <array>

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

namespace {

constexpr std::array<Role, 1> dsAuthOnly{Role::dsAuth};
constexpr std::array<Role, 2> authRoles{Role::dsAuth, Role::dpAuth};
constexpr std::array<Role, 1> dsTlsOnly{Role::dsTls};

/// One defect and the only rule it breaks.
struct DefectRow {
    const char *name;
    bool Defects::*defect;
    Role role; ///< of the certificate that gets the defect
    Rule rule;
    std::optional<Role> brokenAt = {}; ///< where the rule breaks, when not there
};

constexpr DefectRow defectRows[] = {
    {"DSauth: issuer", &Defects::unknownIssuer, Role::dsAuth, Rule::issuerKnown},
    {"DSauth: signature", &Defects::badSignature, Role::dsAuth, Rule::signature},
    {"DSauth: expired", &Defects::expired, Role::dsAuth, Rule::validity},
    {"DSauth: not yet valid", &Defects::notYetValid, Role::dsAuth, Rule::validity},
    {"DSauth: key usage", &Defects::wrongKeyUsage, Role::dsAuth, Rule::keyUsage},
    {"DSauth: basic constraints", &Defects::wrongBasicConstraints, Role::dsAuth, Rule::basicConstraints},
    {"DSauth: policy", &Defects::wrongPolicy, Role::dsAuth, Rule::policy},
    {"DSauth: no policy", &Defects::noPolicy, Role::dsAuth, Rule::policy},
    {"DSauth: critical extension", &Defects::unknownCriticalExtension, Role::dsAuth, Rule::criticalExtensions},
    {"DSauth: curve", &Defects::wrongCurve, Role::dsAuth, Rule::curve},
    {"DSauth: registeredID", &Defects::noRegisteredId, Role::dsAuth, Rule::registeredId},
    {"DSauth: key usage not critical", &Defects::keyUsageNotCritical, Role::dsAuth, Rule::criticality},
    {"DSauth: policy not critical", &Defects::wrongPolicyCriticality, Role::dsAuth, Rule::criticality},
    {"DPauth: policy not critical", &Defects::wrongPolicyCriticality, Role::dpAuth, Rule::criticality},
    {"DPpb: policy not critical", &Defects::wrongPolicyCriticality, Role::dpPb, Rule::criticality},
    {"DPauth: policy", &Defects::wrongPolicy, Role::dpAuth, Rule::policy},
    {"DPpb: expired", &Defects::expired, Role::dpPb, Rule::validity},
    {"DS.TLS: issuer", &Defects::unknownIssuer, Role::dsTls, Rule::issuerKnown},
    {"DS.TLS: signature", &Defects::badSignature, Role::dsTls, Rule::signature},
    {"DS.TLS: expired", &Defects::expired, Role::dsTls, Rule::validity},
    {"DS.TLS: key usage", &Defects::wrongKeyUsage, Role::dsTls, Rule::keyUsage},
    {"DS.TLS: no extended key usage", &Defects::noExtendedKeyUsage, Role::dsTls, Rule::extendedKeyUsage},
    {"DS.TLS: extended key usage", &Defects::wrongExtendedKeyUsage, Role::dsTls, Rule::extendedKeyUsage},
    {"DS.TLS: policy", &Defects::wrongPolicy, Role::dsTls, Rule::policy},
    {"DS.TLS: critical extension", &Defects::unknownCriticalExtension, Role::dsTls, Rule::criticalExtensions},
    {"DS.TLS: curve", &Defects::wrongCurve, Role::dsTls, Rule::curve},
    {"DS.TLS: registeredID", &Defects::noRegisteredId, Role::dsTls, Rule::registeredId},
    {"DS.TLS: DNS name", &Defects::wrongDnsName, Role::dsTls, Rule::dnsName},
    {"DS.TLS: key usage not critical", &Defects::keyUsageNotCritical, Role::dsTls, Rule::criticality},
    {"DS.TLS: extended key usage not critical", &Defects::extendedKeyUsageNotCritical, Role::dsTls, Rule::criticality},
    {"DS.TLS: policy critical", &Defects::wrongPolicyCriticality, Role::dsTls, Rule::criticality},
    {"DP.TLS: policy critical", &Defects::wrongPolicyCriticality, Role::dpTls, Rule::criticality},
    {"DP.TLS: policy", &Defects::wrongPolicy, Role::dpTls, Rule::policy},
    {"EUM: issuer", &Defects::unknownIssuer, Role::eum, Rule::issuerKnown},
    {"EUM: signature", &Defects::badSignature, Role::eum, Rule::signature},
    {"EUM: expired", &Defects::expired, Role::eum, Rule::validity},
    {"EUM: not yet valid", &Defects::notYetValid, Role::eum, Rule::validity},
    {"EUM: key usage", &Defects::wrongKeyUsage, Role::eum, Rule::keyUsage},
    {"EUM: basic constraints", &Defects::wrongBasicConstraints, Role::eum, Rule::basicConstraints},
    {"EUM: policy", &Defects::wrongPolicy, Role::eum, Rule::policy},
    {"EUM: no policy", &Defects::noPolicy, Role::eum, Rule::policy},
    {"EUM: critical extension", &Defects::unknownCriticalExtension, Role::eum, Rule::criticalExtensions},
    {"EUM: key usage not critical", &Defects::keyUsageNotCritical, Role::eum, Rule::criticality},
    {"EUM: basic constraints not critical", &Defects::basicConstraintsNotCritical, Role::eum, Rule::criticality},
    {"EUM: name constraints not critical", &Defects::nameConstraintsNotCritical, Role::eum, Rule::criticality},
    {"EUM: policy not critical", &Defects::wrongPolicyCriticality, Role::eum, Rule::criticality},
    {"EUM: EIN", &Defects::wrongEin, Role::eum, Rule::eumEin, Role::euicc},
    {"eUICC: issuer", &Defects::unknownIssuer, Role::euicc, Rule::issuerKnown},
    {"eUICC: signature", &Defects::badSignature, Role::euicc, Rule::signature},
    {"eUICC: expired", &Defects::expired, Role::euicc, Rule::validity},
    {"eUICC: key usage", &Defects::wrongKeyUsage, Role::euicc, Rule::keyUsage},
    {"eUICC: basic constraints", &Defects::wrongBasicConstraints, Role::euicc, Rule::basicConstraints},
    {"eUICC: policy", &Defects::wrongPolicy, Role::euicc, Rule::policy},
    {"eUICC: critical extension", &Defects::unknownCriticalExtension, Role::euicc, Rule::criticalExtensions},
    {"eUICC: curve", &Defects::wrongCurve, Role::euicc, Rule::curve},
    {"eUICC: key usage not critical", &Defects::keyUsageNotCritical, Role::euicc, Rule::criticality},
    {"eUICC: policy not critical", &Defects::wrongPolicyCriticality, Role::euicc, Rule::criticality},
    {"eUICC: organization", &Defects::wrongOrganization, Role::euicc, Rule::eumOrganization},
};

constexpr struct {
    const char *name;
    Curve curve;
    Generation generation;
} settings[] = {
    {"P-256, version 2", Curve::p256, Generation::v2},
    {"P-256, version 3", Curve::p256, Generation::v3},
    {"brainpool, version 2", Curve::brainpoolP256r1, Generation::v2},
};

} // namespace

class RulesTest : public QObject {
    Q_OBJECT

private:
    Credential server(const Authority &authority, Role role, const IssueOptions &options = {}) const
    {
        const bool tls = role == Role::dsTls || role == Role::dpTls;
        return must(authority.issueServer(role, tls ? dsTlsIdentity() : dsAuthIdentity(), options));
    }

    /// Issues whatever is needed to judge a certificate of @p role with @p defects in it, and judges it.
    ChainReport judge(const Authority &authority, Role role, Generation generation, const Defects &defects) const
    {
        const TrustAnchors cis({authority.ci()});
        IssueOptions right;
        right.generation = generation;
        IssueOptions wrong = right;
        wrong.defects = defects;
        if (role == Role::eum || role == Role::euicc) {
            const Credential eum = must(authority.issueEum({}, role == Role::eum ? wrong : right));
            const Credential euicc = must(authority.issueEuicc(eum, validEid, role == Role::euicc ? wrong : right));
            return checkEuiccChain(eum.leaf(), euicc.leaf(), cis, m_clock.now());
        }
        const Credential credential = server(authority, role, wrong);
        const std::array<Role, 1> allowed{role};
        if (role == Role::dsTls || role == Role::dpTls)
            return checkTlsCertificate(credential.chain, cis, allowed, "testrootsmds.example.com", TlsEnd::server,
                                       m_clock.now());
        return checkServerCertificate(credential.leaf(), {}, cis, allowed, m_clock.now());
    }

    Authority authority(Curve curve = Curve::p256) const
    {
        AuthorityOptions options;
        options.curve = curve;
        return must(Authority::create(options, m_clock));
    }

    ManualClock m_clock{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)};

private Q_SLOTS:
    void sound_data()
    {
        QTest::addColumn<int>("setting");
        QTest::addColumn<int>("role");
        for (int i = 0; i < static_cast<int>(std::size(settings)); ++i) {
            for (const Role role : {Role::eum, Role::dsAuth, Role::dsTls, Role::dpAuth, Role::dpPb, Role::dpTls})
                QTest::addRow("%s: %s", settings[i].name, nameOf(role).data()) << i << static_cast<int>(role);
        }
    }

    void sound()
    {
        QFETCH(int, setting);
        QFETCH(int, role);
        const ChainReport report = judge(authority(settings[setting].curve), static_cast<Role>(role),
                                         settings[setting].generation, {});
        QCOMPARE(brokenRules(report), QString());
        QVERIFY(report.ok());
        for (const RuleVerdict &verdict : report.verdicts) {
            QVERIFY(!verdict.reason.empty());
            QVERIFY(!verdict.certificate.empty());
            QVERIFY(!sectionOf(verdict.rule).empty());
        }
    }

    void eachDefectBreaksItsRuleOnly_data()
    {
        QTest::addColumn<int>("setting");
        QTest::addColumn<int>("row");
        for (int i = 0; i < static_cast<int>(std::size(settings)); ++i) {
            for (int row = 0; row < static_cast<int>(std::size(defectRows)); ++row)
                QTest::addRow("%s: %s", settings[i].name, defectRows[row].name) << i << row;
        }
    }

    void eachDefectBreaksItsRuleOnly()
    {
        QFETCH(int, setting);
        QFETCH(int, row);
        const DefectRow &expected = defectRows[row];
        Defects defects;
        defects.*expected.defect = true;
        const ChainReport report = judge(authority(settings[setting].curve), expected.role,
                                         settings[setting].generation, defects);
        const Role brokenAt = expected.brokenAt.value_or(expected.role);
        QCOMPARE(brokenRules(report), text(std::string(nameOf(brokenAt)) + " " + std::string(nameOf(expected.rule))));
        QVERIFY(!report.ok());
        QCOMPARE(report.firstBroken(), report.find(brokenAt, expected.rule));
    }

    void anEumOnAnotherCurveIsNoUseForItsEuicc()
    {
        Defects defects;
        defects.wrongCurve = true;
        const ChainReport report = judge(authority(), Role::eum, Generation::v2, defects);
        QCOMPARE(brokenRules(report), text("CERT.EUM curve, CERT.EUICC signature"));
    }

    void reasonsHoldTheFigures()
    {
        Defects defects;
        defects.expired = true;
        const ChainReport report = judge(authority(), Role::dsAuth, Generation::v2, defects);
        QCOMPARE(text(report.find(Role::dsAuth, Rule::validity)->reason),
                 text("expired at 2026-11-21T00:00:00Z, now is 2026-11-22T00:00:00Z"));
        QCOMPARE(text(report.find(Role::dsAuth, Rule::policy)->reason),
                 text("policy 2.23.146.1.2.1.7 is CERT.DSauth of SGP.22 version 2"));
        QVERIFY(text(report.find(Role::dsAuth, Rule::issuerKnown)->reason).contains(text("CN=Lab CI")));
    }

    void validityHasItsFirstAndLastSecond()
    {
        const Authority ours = authority();
        IssueOptions options;
        options.notBefore = m_clock.now();
        options.notAfter = m_clock.now() + std::chrono::hours(1);
        const Certificate leaf = server(ours, Role::dsAuth, options).leaf();
        using std::chrono::milliseconds;
        QVERIFY(!isValidAt(leaf, leaf.notBefore() - milliseconds(1)));
        QVERIFY(isValidAt(leaf, leaf.notBefore()));
        QVERIFY(isValidAt(leaf, leaf.notAfter() + milliseconds(999)));
        QVERIFY(!isValidAt(leaf, leaf.notAfter() + milliseconds(1000)));
    }

    void anUnknownCiIsAnUnknownIssuer()
    {
        const Credential ours = server(authority(), Role::dsAuth);
        const TrustAnchors others({authority().ci()});
        const ChainReport report = checkServerCertificate(ours.leaf(), {}, others, dsAuthOnly, m_clock.now());
        QCOMPARE(brokenRules(report), text("CERT.DSauth issuer known"));
        QCOMPARE(report.find(Role::dsAuth, Rule::signature)->verdict, Verdict::notApplicable);
        QVERIFY(!checkServerCertificate(ours.leaf(), {}, {}, dsAuthOnly, m_clock.now()).ok());
    }

    void aCiThatCameAlongIsNotTrustedForThat()
    {
        const Authority foreign = authority();
        IssueOptions options;
        options.includeCi = true;
        const Credential tls = server(foreign, Role::dsTls, options);
        QCOMPARE(tls.chain.size(), std::size_t(2));
        const TrustAnchors ours({authority().ci()});
        const ChainReport refused = checkTlsCertificate(tls.chain, ours, dsTlsOnly, {}, TlsEnd::server, m_clock.now());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.firstBroken()->rule, Rule::issuerKnown);
        const TrustAnchors theirs({foreign.ci()});
        QCOMPARE(brokenRules(checkTlsCertificate(tls.chain, theirs, dsTlsOnly, {}, TlsEnd::server, m_clock.now())),
                 QString());
    }

    void severalCertificatesOfOneKeyAreOneCi()
    {
        AuthorityOptions options;
        options.notBefore = m_clock.now() - std::chrono::days(900);
        options.notAfter = m_clock.now() - std::chrono::days(800);
        const PrivateKey key = must(PrivateKey::generate(Curve::p256));
        const auto selfSigned = [&](std::string_view name, TimePoint notBefore, TimePoint notAfter) {
            CertificateDraft draft;
            draft.serial = {1};
            draft.subject.add(oid::commonName, name);
            draft.issuerDer = must(toDer(draft.subject));
            draft.notBefore = notBefore;
            draft.notAfter = notAfter;
            draft.subjectPublicKeyInfo = copyOf(key.subjectPublicKeyInfo());
            draft.subjectKeyId = keyIdOf(key.publicPoint());
            draft.keyUsage = KeyUsage{KeyUsage::keyCertSign, true};
            draft.basicConstraints = BasicConstraints{true, {}, true};
            return must(issueCertificate(draft, key));
        };
        const TimePoint now = m_clock.now();
        const Certificate old = selfSigned("Old name", now - std::chrono::days(900), now - std::chrono::days(800));
        const Certificate fresh = selfSigned("New name", now - std::chrono::days(800), now + std::chrono::days(800));
        const Authority issuer = must(Authority::import(old, key, m_clock));
        const Credential leaf = server(issuer, Role::dsAuth);

        const TrustAnchors both({old, fresh});
        QCOMPARE(both.find(*old.subjectKeyId(), now).size(), std::size_t(2));
        QCOMPARE(both.keyIds().size(), std::size_t(1));
        QCOMPARE(brokenRules(checkServerCertificate(leaf.leaf(), {}, both, dsAuthOnly, now)), QString());
        QCOMPARE(brokenRules(checkServerCertificate(leaf.leaf(), {}, TrustAnchors({old}), dsAuthOnly, now)),
                 text("CERT.CI validity"));
    }

    void aForgedKeyIdentifierDoesNotHideTheTrueCi()
    {
        const Authority ours = authority();
        CertificateDraft draft;
        const PrivateKey foreignKey = must(PrivateKey::generate(Curve::p256));
        draft.serial = {1};
        draft.subject.add(oid::commonName, "Same identifier, another key");
        draft.issuerDer = must(toDer(draft.subject));
        draft.notBefore = ours.ci().notBefore();
        draft.notAfter = ours.ci().notAfter();
        draft.subjectPublicKeyInfo = copyOf(foreignKey.subjectPublicKeyInfo());
        draft.subjectKeyId = ours.ci().subjectKeyId();
        const Certificate lookalike = must(issueCertificate(draft, foreignKey));
        const Credential leaf = server(ours, Role::dsAuth);
        QCOMPARE(brokenRules(checkServerCertificate(leaf.leaf(), {}, TrustAnchors({lookalike, ours.ci()}), dsAuthOnly,
                                                    m_clock.now())),
                 QString());
    }

    void severalRolesMayBeAllowed()
    {
        const Authority ours = authority();
        const TrustAnchors cis({ours.ci()});
        for (const Role role : authRoles)
            QVERIFY(checkServerCertificate(server(ours, role).leaf(), {}, cis, authRoles, m_clock.now()).ok());
        const ChainReport report = checkServerCertificate(server(ours, Role::dpPb).leaf(), {}, cis, authRoles,
                                                          m_clock.now());
        QCOMPARE(brokenRules(report), text("CERT.DSauth policy"));
    }

    void hostNames_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("holds");
        QTest::newRow("same") << "testrootsmds.example.com" << true;
        QTest::newRow("case") << "TestRootSMDS.Example.COM" << true;
        QTest::newRow("full name of the DNS") << "testrootsmds.example.com." << true;
        QTest::newRow("another") << "testsmds1.example.com" << false;
        QTest::newRow("longer") << "a.testrootsmds.example.com" << false;
        QTest::newRow("wildcard asked for") << "*.example.com" << false;
        QTest::newRow("empty") << "" << false;
    }

    void hostNames()
    {
        QFETCH(QString, host);
        QFETCH(bool, holds);
        const Authority ours = authority();
        const Credential tls = server(ours, Role::dsTls);
        const std::string name = host.toStdString();
        const ChainReport report = checkTlsCertificate(tls.chain, TrustAnchors({ours.ci()}), dsTlsOnly,
                                                       std::string_view(name), TlsEnd::server, m_clock.now());
        QCOMPARE(brokenRules(report), holds ? QString() : text("CERT.DS.TLS DNS name"));
    }

    void aWildcardCertificateMatchesNothing()
    {
        const Authority ours = authority();
        const Credential tls = must(ours.issueServer(Role::dsTls, {"RSPTEST", "", "2.999.15", {"*.example.com"}}));
        const ChainReport report = checkTlsCertificate(tls.chain, TrustAnchors({ours.ci()}), dsTlsOnly,
                                                       "testrootsmds.example.com", TlsEnd::server, m_clock.now());
        QCOMPARE(brokenRules(report), text("CERT.DS.TLS DNS name"));
    }

    void aClientHasNoHostName()
    {
        const Authority ours = authority();
        const ChainReport report = checkTlsCertificate(server(ours, Role::dsTls).chain, TrustAnchors({ours.ci()}),
                                                       dsTlsOnly, {}, TlsEnd::client, m_clock.now());
        QVERIFY(report.ok());
        QCOMPARE(report.find(Role::dsTls, Rule::dnsName)->verdict, Verdict::notApplicable);
    }

    void noCertificateIsARefusal()
    {
        const ChainReport report = checkTlsCertificate({}, {}, dsTlsOnly, {}, TlsEnd::client, m_clock.now());
        QVERIFY(!report.ok());
        QCOMPARE(report.firstBroken()->rule, Rule::issuerKnown);
    }

    void subCas()
    {
        const Authority ours = authority();
        const TrustAnchors cis({ours.ci()});
        IssueOptions v3;
        v3.generation = Generation::v3;
        const Credential ciSubCa = must(ours.issueSubCa(Role::ciSubCa, {"GSMA", "Sub-CI", "2.999.2", {}}, v3));
        IssueOptions underCiSubCa = v3;
        underCiSubCa.issuer = &ciSubCa;
        const Credential dsSubCa = must(
            ours.issueSubCa(Role::dsSubCa, {"ACME", "DS sub-CA", "2.999.321", {}}, underCiSubCa));
        IssueOptions underDsSubCa = v3;
        underDsSubCa.issuer = &dsSubCa;
        const Credential dsAuth = server(ours, Role::dsAuth, underDsSubCa);
        QCOMPARE(dsAuth.chain.size(), std::size_t(3));

        const std::span<const Certificate> above = std::span(dsAuth.chain).subspan(1);
        const ChainReport report = checkServerCertificate(dsAuth.leaf(), above, cis, dsAuthOnly, m_clock.now());
        QCOMPARE(brokenRules(report), QString());
        QCOMPARE(report.path.size(), std::size_t(4));
        QVERIFY(report.path.back() == ours.ci());

        // The link in the middle is missing: what is above cannot be found, though the CI is known.
        const ChainReport gap = checkServerCertificate(dsAuth.leaf(), above.first(1), cis, dsAuthOnly, m_clock.now());
        QCOMPARE(brokenRules(gap), text("CERT.DSSubCA issuer known"));
        const ChainReport bare = checkServerCertificate(dsAuth.leaf(), {}, cis, dsAuthOnly, m_clock.now());
        QCOMPARE(brokenRules(bare), text("CERT.DSauth issuer known"));
    }

    void pathLengthIsCounted()
    {
        const Authority ours = authority();
        IssueOptions v3;
        v3.generation = Generation::v3;
        const Credential upper = must(ours.issueSubCa(Role::dsSubCa, {"ACME", "Upper", "2.999.321", {}}, v3));
        IssueOptions underUpper = v3;
        underUpper.issuer = &upper;
        const Credential lower = must(ours.issueSubCa(Role::dsSubCa, {"ACME", "Lower", "2.999.322", {}}, underUpper));
        IssueOptions underLower = v3;
        underLower.issuer = &lower;
        const Credential dsAuth = server(ours, Role::dsAuth, underLower);
        const ChainReport report = checkServerCertificate(dsAuth.leaf(), dsAuth.chain, TrustAnchors({ours.ci()}),
                                                          dsAuthOnly, m_clock.now());
        QCOMPARE(brokenRules(report), text("CERT.DSSubCA path length"));
    }

    void onlyTheRightAuthorityIssues()
    {
        const Authority ours = authority();
        const TrustAnchors cis({ours.ci()});
        const Credential eum = must(ours.issueEum({}));
        IssueOptions underEum;
        underEum.issuer = &eum;
        const Credential byEum = server(ours, Role::dsAuth, underEum);
        QCOMPARE(brokenRules(checkServerCertificate(byEum.leaf(), byEum.chain, cis, dsAuthOnly, m_clock.now())),
                 text("CERT.EUM policy"));

        IssueOptions v3;
        v3.generation = Generation::v3;
        const Credential dpSubCa = must(ours.issueSubCa(Role::dpSubCa, {"ACME", "DP sub-CA", "2.999.311", {}}, v3));
        IssueOptions underDp = v3;
        underDp.issuer = &dpSubCa;
        const Credential byDp = server(ours, Role::dsAuth, underDp);
        QCOMPARE(brokenRules(checkServerCertificate(byDp.leaf(), byDp.chain, cis, dsAuthOnly, m_clock.now())),
                 text("CERT.DPSubCA policy"));

        // A server's own certificate issues nothing.
        const Credential dsAuth = server(ours, Role::dsAuth);
        IssueOptions underServer;
        underServer.issuer = &dsAuth;
        const Credential byServer = server(ours, Role::dsAuth, underServer);
        const ChainReport report = checkServerCertificate(byServer.leaf(), byServer.chain, cis, dsAuthOnly,
                                                          m_clock.now());
        QVERIFY(report.find(Role::dsAuth, Rule::policy)->verdict == Verdict::broken);
    }

    void aLoopOfIssuersEnds()
    {
        // Two authorities that issued each other, and no CI above them.
        const PrivateKey one = must(PrivateKey::generate(Curve::p256));
        const PrivateKey two = must(PrivateKey::generate(Curve::p256));
        const auto issued = [&](const PrivateKey &subject, const PrivateKey &issuer) {
            CertificateDraft draft;
            draft.serial = {1};
            draft.subject.add(oid::commonName, "Loop");
            draft.issuerDer = must(toDer(draft.subject));
            draft.notBefore = m_clock.now();
            draft.notAfter = m_clock.now();
            draft.subjectPublicKeyInfo = copyOf(subject.subjectPublicKeyInfo());
            draft.subjectKeyId = keyIdOf(subject.publicPoint());
            draft.authorityKeyId = keyIdOf(issuer.publicPoint());
            draft.policies = OidList{{"2.23.146.1.2.1.0.0.2"}, true};
            return must(issueCertificate(draft, issuer));
        };
        const std::vector<Certificate> chain{issued(one, two), issued(two, one)};
        const ChainReport report = checkServerCertificate(chain.front(), chain, {}, dsAuthOnly, m_clock.now());
        QVERIFY(!report.ok());
        QCOMPARE(report.firstBroken()->rule, Rule::issuerKnown);
    }

    void anEuiccOfAnotherEumIsRefused()
    {
        const Authority ours = authority();
        const Credential eum = must(ours.issueEum({}));
        const Credential otherEum = must(ours.issueEum({}));
        const Credential euicc = must(ours.issueEuicc(eum, validEid));
        const ChainReport report = checkEuiccChain(otherEum.leaf(), euicc.leaf(), TrustAnchors({ours.ci()}),
                                                   m_clock.now());
        QCOMPARE(brokenRules(report), text("CERT.EUICC issuer known"));
    }

    void eids_data()
    {
        QTest::addColumn<QString>("eid");
        QTest::addColumn<QString>("broken");
        QTest::addColumn<int>("checkDigits");
        const int holds = static_cast<int>(Verdict::holds);
        const int broken = static_cast<int>(Verdict::broken);
        const int notApplicable = static_cast<int>(Verdict::notApplicable);
        QTest::newRow("right") << "89049032123451234512345678901235"
                               << "" << holds;
        QTest::newRow("check digits wrong") << "89049032123451234512345678901236"
                                            << "" << broken;
        QTest::newRow("31 digits") << "8904903212345123451234567890123"
                                   << "CERT.EUICC EID form" << notApplicable;
        QTest::newRow("33 digits") << "890490321234512345123456789012351"
                                   << "CERT.EUICC EID form" << notApplicable;
        QTest::newRow("a letter") << "8904903212345123451234567890123A"
                                  << "CERT.EUICC EID form" << notApplicable;
        QTest::newRow("grouped") << "89049032 1234 5123 4512 3456 7890"
                                 << "CERT.EUICC EID form" << notApplicable;
        QTest::newRow("another EIN") << "89049033123451234512345678901232"
                                     << "CERT.EUICC EUM EIN" << broken;
    }

    void eids()
    {
        QFETCH(QString, eid);
        QFETCH(QString, broken);
        QFETCH(int, checkDigits);
        const Authority ours = authority();
        const Credential eum = must(ours.issueEum({}));
        const Credential euicc = must(ours.issueEuicc(eum, eid.toStdString()));
        const ChainReport report = checkEuiccChain(eum.leaf(), euicc.leaf(), TrustAnchors({ours.ci()}), m_clock.now());
        QCOMPARE(brokenRules(report), broken);
        QCOMPARE(report.ok(), broken.isEmpty());
        const RuleVerdict *check = report.find(Role::euicc, Rule::eidCheckDigits);
        QVERIFY(check->advisory);
        QCOMPARE(static_cast<int>(check->verdict), checkDigits);
    }

    void eumRuleSaysItsGeneration()
    {
        const Authority ours = authority();
        for (const Generation generation : {Generation::v2, Generation::v3}) {
            const ChainReport report = judge(ours, Role::euicc, generation, {});
            for (const Rule rule : {Rule::eumOrganization, Rule::eumEin})
                QVERIFY(text(report.find(Role::euicc, rule)->reason).contains(text(nameOf(generation))));
        }
    }

    void anEumWithSeveralEins()
    {
        const Authority ours = authority();
        for (const Generation generation : {Generation::v2, Generation::v3}) {
            IssueOptions options;
            options.generation = generation;
            EumIdentity identity;
            identity.eins = {"89033023", "89049032"};
            const Credential eum = must(ours.issueEum(identity, options));
            const Credential euicc = must(ours.issueEuicc(eum, validEid, options));
            QCOMPARE(brokenRules(checkEuiccChain(eum.leaf(), euicc.leaf(), TrustAnchors({ours.ci()}), m_clock.now())),
                     QString());
        }
    }

    void aSubCaOfTheEum()
    {
        const Authority ours = authority();
        IssueOptions v3;
        v3.generation = Generation::v3;
        const Credential eum = must(ours.issueEum({}, v3));
        IssueOptions underEum = v3;
        underEum.issuer = &eum;
        const Credential subCa = must(
            ours.issueSubCa(Role::eumSubCa, {"RSP Test EUM", "EUM sub-CA", "2.999.5.1", {}}, underEum));
        const Credential euicc = must(ours.issueEuicc(subCa, validEid, v3));
        const std::span<const Certificate> above = std::span(euicc.chain).subspan(2);
        const TrustAnchors cis({ours.ci()});
        QCOMPARE(brokenRules(checkEuiccChain(subCa.leaf(), euicc.leaf(), cis, m_clock.now(), above)), QString());
        QCOMPARE(brokenRules(checkEuiccChain(subCa.leaf(), euicc.leaf(), cis, m_clock.now())),
                 text("CERT.EUMSubCA issuer known, CERT.EUICC EUM organization"));
        const Credential stranger = must(ours.issueEuicc(subCa, "89049033123451234512345678901232", v3));
        QCOMPARE(brokenRules(checkEuiccChain(subCa.leaf(), stranger.leaf(), cis, m_clock.now(), above)),
                 text("CERT.EUICC EUM EIN"));
    }
};

WB_TEST(RulesTest);
#include "rules_test.moc"
