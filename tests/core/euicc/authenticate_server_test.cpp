// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "core/euicc/virtual_euicc.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using enum rsp::AuthenticateErrorCode;
using pki::Defects;
using pki::Role;

namespace {

/// What a server would send through the LPA; a row of the table spoils something of it. Unlike a real server it signs
/// whatever it is told to.
struct ServerScene {
    explicit ServerScene(pki::Curve curve = pki::Curve::p256) : cast(curve), identity(cast.euiccIdentity()) {}

    /// Sends what has been prepared to an eUICC that has issued its challenge.
    rsp::AuthenticateServerResponse send()
    {
        euicc::VirtualEuicc euicc(identity);
        rsp::Octet16 challenge{};
        if (withChallenge)
            challenge = must(es::getEuiccChallenge(euicc, {}));
        return must(es::authenticateServer(euicc, request(challenge), {})).value;
    }

    rsp::AuthenticateServerRequest request(const rsp::Octet16 &challenge) const
    {
        pki::IssueOptions options;
        options.defects = defects;
        pki::ServerIdentity name{"ACME", "TEST SM-DS", "2.999.15", {castAddress}};
        const auto credential = must((foreignCi ? *foreignCi : cast.authority).issueServer(role, name, options));
        rsp::ServerSigned1 signed1;
        signed1.transactionId = {Bytes(16, 0x5A)};
        signed1.euiccChallenge = challenge;
        if (wrongChallenge)
            signed1.euiccChallenge[15] ^= 1;
        signed1.serverAddress = castAddress;
        signed1.serverChallenge.fill(0x33);

        rsp::AuthenticateServerRequest request;
        request.serverSigned1 = asn1::seal(signed1);
        if (!defects.wrongCurve)
            request.serverSignature1 = must(pki::sign(credential.key, request.serverSigned1.bytes));
        if (wrongSignature)
            request.serverSigned1.bytes.back() ^= 1; // the last octet of the serverChallenge
        if (signatureInstead)
            request.serverSignature1 = *signatureInstead;
        request.euiccCiPKIdToBeUsed = wrongCi ? rsp::KeyId{Bytes(20, 0x77)} : cast.ci();
        request.serverCertificate.whole = certificateInstead ? *certificateInstead : copyOf(credential.leaf().der());
        rsp::CtxParamsForCommonAuthentication context;
        context.matchingId = "EV2-0001";
        context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        request.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
        return request;
    }

    Cast cast;
    euicc::Identity identity;
    bool withChallenge = true;
    std::optional<pki::Authority> foreignCi;
    Role role = Role::dsAuth;
    Defects defects;
    bool wrongChallenge = false;
    bool wrongSignature = false;
    bool wrongCi = false;
    std::optional<Bytes> signatureInstead;
    std::optional<Bytes> certificateInstead;
};

struct ServerFault {
    const char *name;
    void (*apply)(ServerScene &);
    rsp::AuthenticateErrorCode expected;
};

/// Each check of SGP.22 section 5.7.13 (protocol facts 4.3) broken in every way it can be.
const ServerFault serverFaults[] = {
    {"no challenge was asked for", [](ServerScene &s) { s.withChallenge = false; }, noSessionContext},

    {"not signed by the CI", [](ServerScene &s) { s.defects.badSignature = true; }, invalidCertificate},
    {"of a CI nobody knows", [](ServerScene &s) { s.defects.unknownIssuer = true; }, invalidCertificate},
    {"of another CI", [](ServerScene &s) { s.foreignCi = must(pki::Authority::create({}, s.cast.clock)); },
     invalidCertificate},
    {"of a CI that is known but not listed for verification",
     [](ServerScene &s) {
         s.foreignCi = must(pki::Authority::create({}, s.cast.clock));
         s.identity.cis = trusting({&s.cast.authority, &*s.foreignCi});
     },
     invalidCertificate},
    {"may not sign", [](ServerScene &s) { s.defects.wrongKeyUsage = true; }, invalidCertificate},
    {"says it is an authority", [](ServerScene &s) { s.defects.wrongBasicConstraints = true; }, invalidCertificate},
    {"unknown critical extension", [](ServerScene &s) { s.defects.unknownCriticalExtension = true; },
     invalidCertificate},
    {"key usage not critical", [](ServerScene &s) { s.defects.keyUsageNotCritical = true; }, invalidCertificate},
    {"policy not critical", [](ServerScene &s) { s.defects.wrongPolicyCriticality = true; }, invalidCertificate},
    {"no registeredID", [](ServerScene &s) { s.defects.noRegisteredId = true; }, invalidCertificate},
    {"no certificate at all",
     [](ServerScene &s) {
         s.certificateInstead = Bytes{0x30, 0x00};
     },
     invalidCertificate},
    {"the EUM's certificate", [](ServerScene &s) { s.certificateInstead = copyOf(s.cast.eum.leaf().der()); },
     invalidCertificate},
    {"its own certificate", [](ServerScene &s) { s.certificateInstead = copyOf(s.cast.euicc.leaf().der()); },
     invalidCertificate},
    {"key on another curve", [](ServerScene &s) { s.defects.wrongCurve = true; }, unsupportedCurve},

    {"no role", [](ServerScene &s) { s.defects.noPolicy = true; }, invalidOid},
    {"another role", [](ServerScene &s) { s.defects.wrongPolicy = true; }, invalidOid},
    {"CERT.DS.TLS", [](ServerScene &s) { s.role = Role::dsTls; }, invalidOid},
    {"CERT.DP.TLS", [](ServerScene &s) { s.role = Role::dpTls; }, invalidOid},
    {"CERT.DPpb", [](ServerScene &s) { s.role = Role::dpPb; }, invalidOid},

    {"signed octets altered", [](ServerScene &s) { s.wrongSignature = true; }, invalidSignature},
    {"signature of somebody else",
     [](ServerScene &s) { s.signatureInstead = must(pki::sign(s.cast.eum.key, Bytes{1})); }, invalidSignature},
    {"no signature", [](ServerScene &s) { s.signatureInstead = Bytes(); }, invalidSignature},
    {"signature of 63 octets", [](ServerScene &s) { s.signatureInstead = Bytes(63, 1); }, invalidSignature},

    {"another challenge", [](ServerScene &s) { s.wrongChallenge = true; }, euiccChallengeMismatch},

    {"a CI it has no certificate of", [](ServerScene &s) { s.wrongCi = true; }, ciPKUnknown},
    {"no credentials at all", [](ServerScene &s) { s.identity.credentials.clear(); }, ciPKUnknown},
};

/// One fault a check, in the order of the checks.
const char *const serverChecks[] = {
    "no challenge was asked for", "not signed by the CI", "another role",
    "signed octets altered",      "another challenge",    "a CI it has no certificate of"};

const ServerFault &serverFault(const char *name)
{
    return *std::find_if(std::begin(serverFaults), std::end(serverFaults),
                         [&](const ServerFault &fault) { return std::string_view(fault.name) == name; });
}

void expectRefusal(const rsp::AuthenticateServerResponse &response, rsp::AuthenticateErrorCode code)
{
    QVERIFY(response.error() != nullptr);
    WB_COMPARE(asn1::nameOf(response.error()->code), asn1::nameOf(code));
    QVERIFY(response.error()->transactionId.has_value());
    QCOMPARE(response.error()->transactionId->octets, Bytes(16, 0x5A));
}

} // namespace

/// ES10b.AuthenticateServer on the virtual eUICC: what it signs, and every refusal (SGP.22 section 5.7.13).
class AuthenticateServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCheckRefuses_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(serverFaults)); ++row)
            QTest::newRow(serverFaults[row].name) << row;
    }

    void everyCheckRefuses()
    {
        QFETCH(int, row);
        ServerScene scene;
        serverFaults[row].apply(scene);
        expectRefusal(scene.send(), serverFaults[row].expected);
    }

    void theFirstOfTwoFaultsIsTold_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        for (int first = 0; first < static_cast<int>(std::size(serverChecks)); ++first) {
            for (int second = first + 1; second < static_cast<int>(std::size(serverChecks)); ++second)
                QTest::addRow("%s, %s", serverChecks[first], serverChecks[second]) << first << second;
        }
    }

    void theFirstOfTwoFaultsIsTold()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        ServerScene scene;
        serverFault(serverChecks[second]).apply(scene);
        serverFault(serverChecks[first]).apply(scene);
        expectRefusal(scene.send(), serverFault(serverChecks[first]).expected);
    }

    void bothServersAreAccepted_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("curve");
        for (const Role role : {Role::dsAuth, Role::dpAuth}) {
            for (const pki::Curve curve : {pki::Curve::p256, pki::Curve::brainpoolP256r1}) {
                QTest::addRow("%s, %s", std::string(nameOf(role)).c_str(), std::string(nameOf(curve)).c_str())
                    << static_cast<int>(role) << static_cast<int>(curve);
            }
        }
    }

    void bothServersAreAccepted()
    {
        QFETCH(int, role);
        QFETCH(int, curve);
        ServerScene scene(static_cast<pki::Curve>(curve));
        scene.role = static_cast<Role>(role);
        const auto response = scene.send();
        const rsp::AuthenticateResponseOk *ok = response.ok();
        QVERIFY(ok != nullptr);
        const auto certificate = pki::Certificate::fromDer(ok->euiccCertificate.whole);
        WB_VERIFY(certificate);
        QVERIFY(pki::verify(*certificate->publicKey(), ok->euiccSigned1.bytes, ok->euiccSignature1));
        QCOMPARE(ok->eumCertificate.whole, copyOf(scene.cast.eum.leaf().der()));

        const rsp::EuiccSigned1 &signed1 = ok->euiccSigned1.value;
        QCOMPARE(signed1.transactionId.octets, Bytes(16, 0x5A));
        WB_COMPARE(signed1.serverAddress, castAddress);
        QCOMPARE(signed1.serverChallenge[7], std::uint8_t(0x33));
        WB_COMPARE(signed1.ctxParams1.value.common().matchingId.value_or("none"), "EV2-0001");
        QVERIFY(signed1.euiccInfo2.signingKeyIds == std::vector<rsp::KeyId>{scene.cast.ci()});
        QVERIFY(signed1.euiccInfo2.verificationKeyIds == std::vector<rsp::KeyId>{scene.cast.ci()});
    }

    /// An eUICC has no clock: dates are the LPA's to judge.
    void datesAreNotJudged_data()
    {
        QTest::addColumn<bool>("expired");
        QTest::newRow("expired") << true;
        QTest::newRow("not yet valid") << false;
    }

    void datesAreNotJudged()
    {
        QFETCH(bool, expired);
        ServerScene scene;
        (expired ? scene.defects.expired : scene.defects.notYetValid) = true;
        QVERIFY(scene.send().ok() != nullptr);
    }

    /// With credentials under two CIs the server chooses, and the eUICC signs with the ones that belong to that CI.
    void theChosenCiSigns()
    {
        ServerScene scene;
        const Cast other;
        scene.identity.credentials.insert(scene.identity.credentials.begin(),
                                          {other.euicc.leaf(), other.eum.leaf(), other.euicc.key});
        const auto response = scene.send();
        QVERIFY(response.ok() != nullptr);
        QCOMPARE(response.ok()->eumCertificate.whole, copyOf(scene.cast.eum.leaf().der()));
    }
};

WB_TEST(AuthenticateServerTest);
#include "authenticate_server_test.moc"
