// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/mutual_authentication.h"
#include "core/base/hex.h"
#include "core/pki/certificate_draft.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using pki::Defects;

namespace {

/// A session with a server, and what an eUICC would answer; a row of the table spoils something of it. Unlike a real eUICC
/// it signs whatever it is told to.
struct AnswerScene {
    explicit AnswerScene(pki::Curve curve = pki::Curve::p256)
        : cast(curve),
          other(must(pki::Authority::create({}, cast.clock))),
          server(configuration(), cast.clock)
    {
        const auto challenge = pki::randomBytes(16);
        const rsp::EuiccInfo1 info{{{2, 5, 0}}, {cast.ci()}, {cast.ci()}, {}};
        answer = must(server.initiate({challenge, asn1::encode(info), castAddress}));
        const auto server1 = must(asn1::decode<rsp::ServerSigned1>(answer.serverSigned1));
        transactionId = answer.transactionId;
        signed1.transactionId = server1.transactionId;
        signed1.serverAddress = server1.serverAddress;
        signed1.serverChallenge = server1.serverChallenge;
        signed1.euiccInfo2 = euicc::usualEuiccInfo2();
        rsp::CtxParamsForCommonAuthentication context;
        context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        signed1.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
    }

    auth::Configuration configuration() const
    {
        auth::Configuration trustingBoth = cast.serverConfiguration();
        trustingBoth.cis = trusting({&cast.authority, &other});
        return trustingBoth;
    }

    es::AuthenticateClientRequest request() const
    {
        if (instead)
            return {transactionId, *instead};
        const pki::Authority &issuer = eumOfOtherCi ? other : cast.authority;
        const auto eum = must(issuer.issueEum({}, optionsFor(eumDefects, cast.eum.key)));
        const auto euicc = must(issuer.issueEuicc(eum, eid, optionsFor(euiccDefects, cast.euicc.key)));
        rsp::AuthenticateResponseOk ok;
        ok.euiccSigned1 = asn1::seal(signed1);
        ok.euiccSignature1 = must(pki::sign(cast.euicc.key, ok.euiccSigned1.bytes));
        if (wrongSignature)
            ok.euiccSignature1[10] = static_cast<std::uint8_t>(ok.euiccSignature1[10] ^ 1);
        if (signatureInstead)
            ok.euiccSignature1 = *signatureInstead;
        ok.euiccCertificate.whole = euiccInstead ? *euiccInstead : copyOf(euicc.leaf().der());
        ok.eumCertificate.whole = eumInstead ? *eumInstead : copyOf(eum.leaf().der());
        return {transactionId, asn1::encode(rsp::AuthenticateServerResponse{std::move(ok)})};
    }

    static pki::IssueOptions optionsFor(const Defects &defects, const pki::PrivateKey &key)
    {
        pki::IssueOptions options;
        options.defects = defects;
        options.key = key;
        return options;
    }

    void refusal(std::string_view hex) { instead = must(fromHex(hex)); }

    Cast cast;
    pki::Authority other; ///< a CI that the server trusts too, but did not choose
    auth::MutualAuthentication server;
    es::InitiateAuthenticationResponse answer;

    rsp::TransactionId transactionId; ///< beside the answer
    rsp::EuiccSigned1 signed1;
    bool eumOfOtherCi = false;
    Defects eumDefects;
    Defects euiccDefects;
    std::string eid = castEid;
    bool wrongSignature = false;
    std::optional<Bytes> signatureInstead;
    std::optional<Bytes> eumInstead;
    std::optional<Bytes> euiccInstead;
    std::optional<Bytes> instead; ///< of the whole AuthenticateServerResponse
};

/// A certificate that says of itself that it is a sub-CA of an EUM below the CI, and was made by nobody the CI knows. Who is
/// judged by the role it claims may slip past the checks of CERT.EUM.
Bytes claimedEumSubCa(const Cast &cast)
{
    pki::CertificateDraft draft;
    draft.serial = Bytes(9, 0x41);
    draft.issuerDer = copyOf(cast.authority.ci().subjectDer());
    draft.subject = cast.eum.leaf().subject();
    draft.notBefore = cast.clock.now();
    draft.notAfter = cast.clock.now() + std::chrono::days(1);
    draft.subjectPublicKeyInfo = copyOf(cast.eum.key.subjectPublicKeyInfo());
    draft.subjectKeyId = *cast.eum.leaf().subjectKeyId();
    draft.authorityKeyId = *cast.authority.ci().subjectKeyId();
    draft.keyUsage = pki::KeyUsage{pki::KeyUsage::keyCertSign, true};
    draft.basicConstraints = pki::BasicConstraints{true, 0, true};
    draft.policies = pki::OidList{{pki::Oid(pki::policyOf(pki::Role::eumSubCa, pki::Generation::v3))}, true};
    draft.nameConstraints = *cast.eum.leaf().nameConstraints();
    const auto stranger = must(pki::PrivateKey::generate(pki::Curve::p256));
    return copyOf(must(pki::issueCertificate(draft, stranger)).der());
}

struct AnswerFault {
    const char *name;
    void (*apply)(AnswerScene &);
    const char *expected;
    const char *word; ///< stands in the reason
};

// clang-format off
/// Each check of AuthenticateClient (step 16; protocol facts 4.2) broken in every way it can be.
const AnswerFault answerFaults[] = {
    {"TransactionID of nobody", [](AnswerScene &s) { s.transactionId = {Bytes(16, 0xEE)}; }, "8.10.1/3.9", "no session"},
    {"TransactionID cut short", [](AnswerScene &s) { s.transactionId.octets.pop_back(); }, "8.10.1/3.9", "no session"},
    {"session used before", [](AnswerScene &s) { must(s.server.authenticate(s.request())); }, "8.10.1/3.9", "no session"},
    {"session used up by a refusal",
     [](AnswerScene &s) {
         s.wrongSignature = true;
         static_cast<void>(s.server.authenticate(s.request()));
         s.wrongSignature = false;
     },
     "8.10.1/3.9", "no session"},
    {"session too old", [](AnswerScene &s) { s.cast.clock.advance(std::chrono::minutes(5)); }, "8.10.1/3.9", "no session"},

    {"answer is no TLV", [](AnswerScene &s) { s.instead = Bytes{0x00}; }, "1.3.1/2.1", "authenticateServerResponse"},
    {"answer is empty", [](AnswerScene &s) { s.instead = Bytes{0xBF, 0x38, 0x00}; }, "1.3.1/2.1", "authenticateServerResponse"},
    {"answer is another object", [](AnswerScene &s) { s.instead = Bytes{0xBF, 0x21, 0x00}; }, "1.3.1/2.1", "authenticateServerResponse"},
    {"answer is cut off",
     [](AnswerScene &s) {
         Bytes whole = s.request().authenticateServerResponse;
         whole.resize(whole.size() / 2);
         s.instead = whole;
     },
     "1.3.1/2.1", "authenticateServerResponse"},
    {"octets behind the answer",
     [](AnswerScene &s) {
         Bytes whole = s.request().authenticateServerResponse;
         whole.push_back(0);
         s.instead = whole;
     },
     "1.3.1/2.1", "authenticateServerResponse"},

    {"eUICC refuses, strict encoding", [](AnswerScene &s) { s.refusal("BF3808 A106 8001AA 020105"); }, "8.1/6.1", "5 invalidOid"},
    {"eUICC refuses, automatic tags", [](AnswerScene &s) { s.refusal("BF3808 A106 8001AA 810102"); }, "8.1/6.1", "2 invalidSignature"},
    {"eUICC refuses, code alone", [](AnswerScene &s) { s.refusal("BF3805 A103 800107"); }, "8.1/6.1", "7 ciPKUnknown"},

    {"another TransactionID signed", [](AnswerScene &s) { s.signed1.transactionId = {Bytes(16, 0xEE)}; }, "8.10.1/3.9", "signed"},

    {"EUM of another CI", [](AnswerScene &s) { s.eumOfOtherCi = true; }, "8.11.1/3.9", "selected"},
    {"EUM of an unknown CI", [](AnswerScene &s) { s.eumDefects.unknownIssuer = true; }, "8.11.1/3.9", "selected"},

    {"EUM not signed by the CI", [](AnswerScene &s) { s.eumDefects.badSignature = true; }, "8.1.2/6.1", "signature"},
    {"EUM expired", [](AnswerScene &s) { s.eumDefects.expired = true; }, "8.1.2/6.3", "expired"},
    {"EUM not yet valid", [](AnswerScene &s) { s.eumDefects.notYetValid = true; }, "8.1.2/6.1", "valid from"},
    {"EUM may not issue", [](AnswerScene &s) { s.eumDefects.wrongKeyUsage = true; }, "8.1.2/6.1", "key usage"},
    {"EUM is no authority", [](AnswerScene &s) { s.eumDefects.wrongBasicConstraints = true; }, "8.1.2/6.1", "basic constraints"},
    {"EUM has another role", [](AnswerScene &s) { s.eumDefects.wrongPolicy = true; }, "8.1.2/6.1", "policy"},
    {"EUM has no role", [](AnswerScene &s) { s.eumDefects.noPolicy = true; }, "8.1.2/6.1", "policy"},
    {"EUM with unknown critical extension", [](AnswerScene &s) { s.eumDefects.unknownCriticalExtension = true; }, "8.1.2/6.1", "critical"},
    {"EUM with key usage not critical", [](AnswerScene &s) { s.eumDefects.keyUsageNotCritical = true; }, "8.1.2/6.1", "key usage not critical"},
    {"EUM with basic constraints not critical", [](AnswerScene &s) { s.eumDefects.basicConstraintsNotCritical = true; }, "8.1.2/6.1", "basic constraints not critical"},
    {"EUM with name constraints not critical", [](AnswerScene &s) { s.eumDefects.nameConstraintsNotCritical = true; }, "8.1.2/6.1", "name constraints not critical"},
    {"EUM with policy not critical", [](AnswerScene &s) { s.eumDefects.wrongPolicyCriticality = true; }, "8.1.2/6.1", "policies not critical"},
    {"EUM on another curve", [](AnswerScene &s) { s.eumDefects.wrongCurve = true; }, "8.1.2/6.1", "curve"},
    {"EUM is no certificate", [](AnswerScene &s) { s.eumInstead = Bytes{0x30, 0x03, 0x02, 0x01, 0x00}; }, "8.1.2/6.1", "CERT.EUM"},
    {"EUM claims to be a sub-CA", [](AnswerScene &s) { s.eumInstead = claimedEumSubCa(s.cast); }, "8.1.2/6.1", "signature"},

    {"eUICC not signed by the EUM", [](AnswerScene &s) { s.euiccDefects.badSignature = true; }, "8.1.3/6.1", "signature"},
    {"eUICC of another EUM", [](AnswerScene &s) { s.euiccDefects.unknownIssuer = true; }, "8.1.3/6.1", "issuer"},
    {"eUICC expired", [](AnswerScene &s) { s.euiccDefects.expired = true; }, "8.1.3/6.3", "expired"},
    {"eUICC not yet valid", [](AnswerScene &s) { s.euiccDefects.notYetValid = true; }, "8.1.3/6.1", "valid from"},
    {"eUICC may not sign", [](AnswerScene &s) { s.euiccDefects.wrongKeyUsage = true; }, "8.1.3/6.1", "key usage"},
    {"eUICC is an authority", [](AnswerScene &s) { s.euiccDefects.wrongBasicConstraints = true; }, "8.1.3/6.1", "basic constraints"},
    {"eUICC has another role", [](AnswerScene &s) { s.euiccDefects.wrongPolicy = true; }, "8.1.3/6.1", "policy"},
    {"eUICC has no role", [](AnswerScene &s) { s.euiccDefects.noPolicy = true; }, "8.1.3/6.1", "policy"},
    {"eUICC with unknown critical extension", [](AnswerScene &s) { s.euiccDefects.unknownCriticalExtension = true; }, "8.1.3/6.1", "critical"},
    {"eUICC with key usage not critical", [](AnswerScene &s) { s.euiccDefects.keyUsageNotCritical = true; }, "8.1.3/6.1", "key usage not critical"},
    {"eUICC with policy not critical", [](AnswerScene &s) { s.euiccDefects.wrongPolicyCriticality = true; }, "8.1.3/6.1", "policies not critical"},
    {"eUICC on another curve", [](AnswerScene &s) { s.euiccDefects.wrongCurve = true; }, "8.1.3/6.1", "curve"},
    {"eUICC is no certificate", [](AnswerScene &s) { s.euiccInstead = Bytes{0x30, 0x00}; }, "8.1.3/6.1", "CERT.EUICC"},
    {"EUM in place of the eUICC", [](AnswerScene &s) { s.euiccInstead = copyOf(s.cast.eum.leaf().der()); }, "8.1.3/6.1", ""},

    {"signature altered", [](AnswerScene &s) { s.wrongSignature = true; }, "8.1/6.1", "euiccSignature1"},
    {"signature of somebody else", [](AnswerScene &s) { s.signatureInstead = must(pki::sign(s.cast.eum.key, asn1::encode(s.signed1))); }, "8.1/6.1", "euiccSignature1"},
    {"signature in DER", [](AnswerScene &s) { s.signatureInstead = must(pki::signDer(s.cast.euicc.key, asn1::encode(s.signed1))); }, "8.1/6.1", "euiccSignature1"},
    {"signature missing its octets", [](AnswerScene &s) { s.signatureInstead = Bytes(); }, "8.1/6.1", "euiccSignature1"},
    {"signature of zeros", [](AnswerScene &s) { s.signatureInstead = Bytes(64, 0); }, "8.1/6.1", "euiccSignature1"},
    {"another challenge signed", [](AnswerScene &s) { s.signed1.serverChallenge[0] ^= 1; }, "8.1/6.1", "serverChallenge"},
    {"another server's address signed", [](AnswerScene &s) { s.signed1.serverAddress = "smds.example.net"; }, "8.1/6.1", "address"},
    {"SVN is another than before", [](AnswerScene &s) { s.signed1.euiccInfo2.svn = {{2, 4, 0}}; }, "8.1/6.1", "SVN"},

    {"EID outside the EUM's range", [](AnswerScene &s) { s.eumDefects.wrongEin = true; }, "8.1.3/6.1", "EID"},
    {"eUICC of another organization", [](AnswerScene &s) { s.euiccDefects.wrongOrganization = true; }, "8.1.3/6.1", "organization"},
    {"EID too short", [](AnswerScene &s) { s.eid = "890490321234"; }, "8.1.3/6.1", "32 digits"},
    {"EID with letters", [](AnswerScene &s) { s.eid = "8904903212345123451234567890123X"; }, "8.1.3/6.1", "32 digits"},
};
// clang-format on

/// One fault a check, in the order of the checks.
const char *const answerChecks[] = {
    "TransactionID of nobody",     "another TransactionID signed",    "EUM of another CI",
    "EUM not signed by the CI",    "eUICC not signed by the EUM",     "signature altered",
    "another challenge signed",    "another server's address signed", "SVN is another than before",
    "EID outside the EUM's range",
};

const AnswerFault &answerFault(const char *name)
{
    return *std::find_if(std::begin(answerFaults), std::end(answerFaults),
                         [&](const AnswerFault &fault) { return std::string_view(fault.name) == name; });
}

void expect(const Result<auth::AuthenticatedEuicc> &outcome, const AnswerFault &fault)
{
    QCOMPARE(pairOf(outcome), QLatin1String(fault.expected));
    QVERIFY2(outcome.error().reason.find(fault.word) != std::string::npos, lineOf(outcome).c_str());
    QCOMPARE(outcome.error().interface, Interface::es11);
    WB_COMPARE(outcome.error().step, "AuthenticateClient");
}

} // namespace

/// The server side of AuthenticateClient: what it learns, and every refusal (SGP.22 section 3.1.2 step 16).
class AuthenticateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCheckRefuses_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(answerFaults)); ++row)
            QTest::newRow(answerFaults[row].name) << row;
    }

    void everyCheckRefuses()
    {
        QFETCH(int, row);
        AnswerScene scene;
        answerFaults[row].apply(scene);
        expect(scene.server.authenticate(scene.request()), answerFaults[row]);
    }

    void theFirstOfTwoFaultsIsTold_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        for (int first = 0; first < static_cast<int>(std::size(answerChecks)); ++first) {
            for (int second = first + 1; second < static_cast<int>(std::size(answerChecks)); ++second)
                QTest::addRow("%s, %s", answerChecks[first], answerChecks[second]) << first << second;
        }
    }

    void theFirstOfTwoFaultsIsTold()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        AnswerScene scene;
        answerFault(answerChecks[second]).apply(scene);
        answerFault(answerChecks[first]).apply(scene);
        expect(scene.server.authenticate(scene.request()), answerFault(answerChecks[first]));
    }

    void undecodableEuiccComesAfterTheEum()
    {
        AnswerScene scene;
        scene.eumDefects.badSignature = true;
        scene.euiccInstead = Bytes{0x30, 0x00};
        expect(scene.server.authenticate(scene.request()), answerFault("EUM not signed by the CI"));
    }

    /// Answers of two sessions, each sent under the TransactionID of the other.
    void swappedSessionsAreRefused()
    {
        Cast cast;
        auth::MutualAuthentication server(cast.serverConfiguration(), cast.clock);
        euicc::VirtualEuicc one(cast.euiccIdentity());
        euicc::VirtualEuicc two(cast.euiccIdentity());
        const auto first = must(server.initiate(questionOf(one)));
        const auto second = must(server.initiate(questionOf(two)));
        auto swapped = answerOf(one, first);
        swapped.transactionId = second.transactionId;
        const auto outcome = server.authenticate(swapped);
        QCOMPARE(pairOf(outcome), QStringLiteral("8.10.1/3.9"));
        WB_VERIFY(server.authenticate(answerOf(one, must(server.initiate(questionOf(one))))));
        QCOMPARE(must(server.sessionCount()), std::size_t(1)); // the first one, which nobody has answered
    }

    void aCiThatEndedMakesTheEumInvalid()
    {
        AnswerScene scene;
        pki::AuthorityOptions options;
        options.notBefore = scene.cast.clock.now() - std::chrono::days(10);
        options.notAfter = scene.cast.clock.now() + std::chrono::minutes(1);
        const auto authority = must(pki::Authority::create(options, scene.cast.clock));
        const auto eum = must(authority.issueEum({}));
        const auto euicc = must(authority.issueEuicc(eum, castEid));
        const auto dsAuth = must(authority.issueServer(pki::Role::dsAuth, {"ACME", "TEST SM-DS", "2.999.15", {}}));
        auth::Configuration configuration = scene.cast.serverConfiguration();
        configuration.credentials = {{dsAuth.leaf(), dsAuth.key}};
        configuration.cis = trusting({&authority});
        auth::MutualAuthentication server(configuration, scene.cast.clock);
        euicc::Identity identity = scene.cast.euiccIdentity();
        identity.credentials = {{euicc.leaf(), eum.leaf(), euicc.key}};
        identity.cis = trusting({&authority});
        identity.verificationKeyIds = {{*authority.ci().subjectKeyId()}};
        euicc::VirtualEuicc card(identity);

        WB_VERIFY(server.authenticate(answerOf(card, must(server.initiate(questionOf(card))))));
        const auto late = answerOf(card, must(server.initiate(questionOf(card))));
        scene.cast.clock.advance(std::chrono::minutes(2));
        QCOMPARE(pairOf(server.authenticate(late)), QStringLiteral("8.1.2/6.1"));
    }

    void theEuiccIsKnownAfterwards_data()
    {
        QTest::addColumn<int>("curve");
        QTest::newRow("NIST P-256") << static_cast<int>(pki::Curve::p256);
        QTest::newRow("brainpoolP256r1") << static_cast<int>(pki::Curve::brainpoolP256r1);
    }

    void theEuiccIsKnownAfterwards()
    {
        QFETCH(int, curve);
        AnswerScene scene(static_cast<pki::Curve>(curve));
        scene.cast.clock.advance(std::chrono::minutes(5) - std::chrono::milliseconds(1));
        const auto client = scene.server.authenticate(scene.request());
        WB_VERIFY(client);
        WB_COMPARE(client->eid.digits(), castEid);
        QVERIFY(client->transactionId == scene.answer.transactionId);
        QVERIFY(client->euiccInfo2 == scene.signed1.euiccInfo2);
        WB_COMPARE(client->deviceInfo.tac.digits, "35290611");
        QVERIFY(client->chain.ok());
        QCOMPARE(must(scene.server.sessionCount()), std::size_t(0));
    }

    /// Cards in the field break the check digits; they are told, not refused.
    void wrongCheckDigitsAreNoReason()
    {
        AnswerScene scene;
        scene.eid = "89049032123451234512345678901234";
        const auto client = scene.server.authenticate(scene.request());
        WB_VERIFY(client);
        QVERIFY(!client->eid.checkDigitsHold());
        QCOMPARE(client->chain.find(pki::Role::euicc, pki::Rule::eidCheckDigits)->verdict, pki::Verdict::broken);
    }

    void addressesAreComparedWithoutCase()
    {
        AnswerScene scene;
        scene.signed1.serverAddress = "TESTROOTSMDS.EXAMPLE.COM";
        WB_VERIFY(scene.server.authenticate(scene.request()));
    }

    void matchingIds_data()
    {
        QTest::addColumn<bool>("present");
        QTest::addColumn<QString>("sent");
        QTest::newRow("absent") << false << QString();
        QTest::newRow("empty") << true << QString();
        QTest::newRow("an EventID") << true << QStringLiteral("EV2-0001");
    }

    void matchingIds()
    {
        QFETCH(bool, present);
        QFETCH(QString, sent);
        AnswerScene scene;
        rsp::CtxParamsForCommonAuthentication context;
        context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        if (present)
            context.matchingId = sent.toStdString();
        scene.signed1.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
        const auto client = scene.server.authenticate(scene.request());
        WB_VERIFY(client);
        QCOMPARE(client->matchingId.has_value(), !sent.isEmpty());
        WB_COMPARE(client->matchingId.value_or(""), sent.toStdString());
    }
};

WB_TEST(AuthenticateTest);
#include "authenticate_test.moc"
