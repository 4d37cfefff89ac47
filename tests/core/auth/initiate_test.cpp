// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/auth/mutual_authentication.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

namespace {

/// A request that is all right, and a server to ask; a row of the table spoils something of either.
struct Question {
    Cast cast;
    auth::Configuration configuration = cast.serverConfiguration();
    Bytes challenge = Bytes(16, 0x10);
    rsp::EuiccInfo1 info{{{2, 5, 0}}, {cast.ci()}, {cast.ci()}, {}};
    std::optional<Bytes> infoInstead;
    std::string address = castAddress;

    Result<es::InitiateAuthenticationResponse> ask()
    {
        auth::MutualAuthentication server(configuration, cast.clock);
        auto answer = server.initiate({challenge, infoInstead ? *infoInstead : asn1::encode(info), address});
        sessions = must(server.sessionCount());
        return answer;
    }

    std::size_t sessions = 0;
};

struct QuestionFault {
    const char *name;
    void (*apply)(Question &);
    const char *expected;
    const char *word; ///< stands in the reason
};

const rsp::KeyId foreignKeyId{Bytes(20, 0x77)};

/// Each check of InitiateAuthentication broken in every way it can be. The first of each check, marked by its pair and word,
/// also stands for it in the test of their order.
const QuestionFault questionFaults[] = {
    {"another name", [](Question &q) { q.address = "smds.example.net"; }, "8.9.1/3.8", "smds.example.net"},
    {"no name", [](Question &q) { q.address.clear(); }, "8.9.1/3.8", "not an address"},
    {"a port that is not ours", [](Question &q) { q.address += ":8443"; }, "8.9.1/3.8", ":8443"},
    {"our port is missing", [](Question &q) { q.configuration.addresses = {std::string(castAddress) + ":8443"}; },
     "8.9.1/3.8", "not an address"},
    {"a name of a megabyte", [](Question &q) { q.address.assign(1'000'000, 'a'); }, "8.9.1/3.8", "..."},
    {"challenge too short", [](Question &q) { q.challenge.pop_back(); }, "1.3.1/2.1", "15 octets"},
    {"challenge too long", [](Question &q) { q.challenge.push_back(0); }, "1.3.1/2.1", "17 octets"},
    {"challenge of 32 octets", [](Question &q) { q.challenge.resize(32); }, "1.3.1/2.1", "32 octets"},
    {"info is no TLV", [](Question &q) { q.infoInstead = Bytes{0xBF}; }, "1.3.1/2.1", "euiccInfo1"},
    {"info is another object",
     [](Question &q) {
         q.infoInstead = Bytes{0xBF, 0x22, 0x00};
     },
     "1.3.1/2.1", "euiccInfo1"},
    {"info lacks everything",
     [](Question &q) {
         q.infoInstead = Bytes{0xBF, 0x20, 0x00};
     },
     "1.3.1/2.1", "euiccInfo1"},
    {"info with octets behind",
     [](Question &q) {
         q.infoInstead = asn1::encode(q.info);
         q.infoInstead->push_back(0);
     },
     "1.3.1/2.1", "euiccInfo1"},
    {"SVN before version 2",
     [](Question &q) {
         q.info.svn = {{1, 9, 9}};
     },
     "8.9.3/3.1", "1.9.9"},
    {"SVN of the future",
     [](Question &q) {
         q.info.svn = {{4, 0, 0}};
     },
     "8.9.3/3.1", "4.0.0"},
    {"eUICC verifies under another CI", [](Question &q) { q.info.verificationKeyIds = {foreignKeyId}; }, "8.9.4/3.7",
     "verify"},
    {"eUICC verifies under none", [](Question &q) { q.info.verificationKeyIds.clear(); }, "8.9.4/3.7", "verify"},
    {"server has no certificate", [](Question &q) { q.configuration.credentials.clear(); }, "8.9.4/3.7", "verify"},
    {"eUICC signs under another CI", [](Question &q) { q.info.signingKeyIds = {foreignKeyId}; }, "8.9.2/3.1", "sign"},
    {"eUICC signs under none", [](Question &q) { q.info.signingKeyIds.clear(); }, "8.9.2/3.1", "sign"},
    {"server trusts no CI", [](Question &q) { q.configuration.cis = {}; }, "8.9.2/3.1", "sign"},
};

/// One fault a check, in the order of the checks (protocol facts 4.2).
const char *const questionChecks[] = {"another name",
                                      "challenge too short",
                                      "info lacks everything",
                                      "SVN before version 2",
                                      "eUICC verifies under another CI",
                                      "eUICC signs under another CI"};

const QuestionFault &questionFault(const char *name)
{
    return *std::find_if(std::begin(questionFaults), std::end(questionFaults),
                         [&](const QuestionFault &fault) { return std::string_view(fault.name) == name; });
}

} // namespace

/// The server side of InitiateAuthentication: what it answers, and every refusal (SGP.22 section 5.8.1).
class InitiateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCheckRefuses_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(questionFaults)); ++row)
            QTest::newRow(questionFaults[row].name) << row;
    }

    void everyCheckRefuses()
    {
        QFETCH(int, row);
        Question question;
        questionFaults[row].apply(question);
        const auto answer = question.ask();
        QCOMPARE(pairOf(answer), QLatin1String(questionFaults[row].expected));
        QVERIFY2(answer.error().reason.find(questionFaults[row].word) != std::string::npos, lineOf(answer).c_str());
        QVERIFY(answer.error().status->message.size() < 400);
        QCOMPARE(question.sessions, std::size_t(0)); // a refused question costs no memory
    }

    void theFirstOfTwoFaultsIsTold_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        for (int first = 0; first < static_cast<int>(std::size(questionChecks)); ++first) {
            for (int second = first + 1; second < static_cast<int>(std::size(questionChecks)); ++second)
                QTest::addRow("%s, %s", questionChecks[first], questionChecks[second]) << first << second;
        }
    }

    void theFirstOfTwoFaultsIsTold()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        const QuestionFault &told = questionFault(questionChecks[first]);
        Question question;
        questionFault(questionChecks[second]).apply(question);
        told.apply(question);
        const auto answer = question.ask();
        QCOMPARE(pairOf(answer), QLatin1String(told.expected));
        QVERIFY2(answer.error().reason.find(told.word) != std::string::npos, lineOf(answer).c_str());
    }

    void whatIsAllowedIsAccepted_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(variations)); ++row)
            QTest::newRow(variations[row].name) << row;
    }

    void whatIsAllowedIsAccepted()
    {
        QFETCH(int, row);
        Question question;
        variations[row].apply(question);
        const auto answer = question.ask();
        WB_VERIFY(answer);
        QCOMPARE(question.sessions, std::size_t(1));
        const auto signed1 = asn1::decode<rsp::ServerSigned1>(answer->serverSigned1);
        WB_VERIFY(signed1);
        WB_COMPARE(signed1->serverAddress, question.address); // as the LPA wrote it, which is what it compares with
    }

    void theAnswerIsSigned_data()
    {
        QTest::addColumn<int>("curve");
        QTest::newRow("NIST P-256") << static_cast<int>(pki::Curve::p256);
        QTest::newRow("brainpoolP256r1") << static_cast<int>(pki::Curve::brainpoolP256r1);
    }

    void theAnswerIsSigned()
    {
        QFETCH(int, curve);
        Cast cast(static_cast<pki::Curve>(curve));
        auth::MutualAuthentication server(cast.serverConfiguration(), cast.clock);
        euicc::VirtualEuicc euicc(cast.euiccIdentity());
        const auto question = questionOf(euicc);
        const auto answer = server.initiate(question);
        WB_VERIFY(answer);

        const auto signed1 = asn1::decode<rsp::ServerSigned1>(answer->serverSigned1);
        WB_VERIFY(signed1);
        QCOMPARE(signed1->transactionId.octets, answer->transactionId.octets);
        QCOMPARE(answer->transactionId.octets.size(), std::size_t(16));
        QVERIFY(equal(signed1->euiccChallenge, question.euiccChallenge));
        QVERIFY(signed1->serverChallenge != rsp::Octet16{});

        const auto signature = asn1::readSingle(answer->serverSignature1);
        WB_VERIFY(signature);
        QCOMPARE(signature->tag, asn1::Tag(0x5F37));
        QCOMPARE(signature->content.size(), std::size_t(64));
        const auto certificate = pki::Certificate::fromDer(answer->serverCertificate);
        WB_VERIFY(certificate);
        QVERIFY(*certificate == cast.dsAuth.leaf());
        QVERIFY(pki::verify(*certificate->publicKey(), answer->serverSigned1, signature->content));
        QCOMPARE(answer->euiccCiPKIdToBeUsed, asn1::tlv(0x04, cast.ci().octets));
    }

    void everySessionIsAnother()
    {
        Cast cast;
        auth::MutualAuthentication server(cast.serverConfiguration(), cast.clock);
        euicc::VirtualEuicc euicc(cast.euiccIdentity());
        const auto question = questionOf(euicc);
        const auto one = must(server.initiate(question));
        const auto other = must(server.initiate(question));
        QVERIFY(one.transactionId != other.transactionId);
        QVERIFY(must(asn1::decode<rsp::ServerSigned1>(one.serverSigned1)).serverChallenge
                != must(asn1::decode<rsp::ServerSigned1>(other.serverSigned1)).serverChallenge);
        QCOMPARE(must(server.sessionCount()), std::size_t(2));
    }

    /// Two CIs on both sides: the eUICC's order decides, not the server's (step 7).
    void theEuiccsOrderOfCisDecides()
    {
        Cast cast;
        Cast other;
        auth::Configuration configuration = cast.serverConfiguration();
        configuration.credentials.push_back({other.dsAuth.leaf(), other.dsAuth.key});
        configuration.cis = trusting({&cast.authority, &other.authority});
        auth::MutualAuthentication server(configuration, cast.clock);

        rsp::EuiccInfo1 info{{{2, 5, 0}}, {other.ci(), cast.ci()}, {foreignKeyId, cast.ci(), other.ci()}, {}};
        const auto answer = server.initiate({Bytes(16, 1), asn1::encode(info), castAddress});
        WB_VERIFY(answer);
        QCOMPARE(answer->serverCertificate, copyOf(other.dsAuth.leaf().der()));
        QCOMPARE(answer->euiccCiPKIdToBeUsed, asn1::tlv(0x04, cast.ci().octets));
    }

private:
    struct Variation {
        const char *name;
        void (*apply)(Question &);
    };

    static constexpr Variation variations[] = {
        {"as it should be", [](Question &) {}},
        {"name in other case", [](Question &q) { q.address = "TestRootSMDS.Example.com"; }},
        {"our name with our port",
         [](Question &q) {
             q.configuration.addresses.push_back(std::string(castAddress) + ":8443");
             q.address = "TESTROOTSMDS.example.com:8443";
         }},
        {"lowest SVN",
         [](Question &q) {
             q.info.svn = {{2, 0, 0}};
         }},
        {"SVN of version 3",
         [](Question &q) {
             q.info.svn = {{3, 1, 0}};
         }},
        {"fields of later versions",
         [](Question &q) {
             q.info.extras = {0x93, 0x03, 0x03, 0x00, 0x00};
         }},
        {"foreign CIs before ours",
         [](Question &q) {
             q.info.verificationKeyIds.insert(q.info.verificationKeyIds.begin(), foreignKeyId);
             q.info.signingKeyIds.insert(q.info.signingKeyIds.begin(), foreignKeyId);
         }},
    };
};

WB_TEST(InitiateTest);
#include "initiate_test.moc"
