// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/decode.h"
#include "core/asn1/encode.h"
#include "core/conformance/variation.h"
#include "core/http/text.h"

#include <algorithm>

namespace wb::conformance {

namespace {

/// A question before it is put, and what is spoiled of it.
struct Question {
    es::InitiateAuthenticationRequest request;
    rsp::EuiccInfo1 info;
    bool infoAsIs = false; ///< euiccInfo1 of the request, not the one above
    std::string otherAddress = "smds.invalid.example.com";
    rsp::KeyId foreignKeyId{Bytes(20, 0x77)};
};

Question questionFor(const Stage &stage)
{
    return {stage.question(), stage.euiccInfo1()};
}

InitiateReply put(Stage &stage, Question question)
{
    if (!question.infoAsIs)
        question.request.euiccInfo1 = asn1::encode(question.info);
    return stage.initiate(question.request);
}

/// What is wrong with an answer that was given to a good question; empty when nothing is (SGP.22 section 3.1.2 steps 7 to 10).
std::string wrongWith(const Stage &stage, const es::InitiateAuthenticationRequest &request,
                      const es::InitiateAuthenticationResponse &answer)
{
    const auto signed1 = asn1::decode<rsp::ServerSigned1>(answer.serverSigned1);
    if (!signed1)
        return "serverSigned1 cannot be read: " + signed1.error().reason;
    if (signed1->transactionId != answer.transactionId)
        return "serverSigned1 has another transactionId than the answer";
    if (!equal(signed1->euiccChallenge, request.euiccChallenge))
        return "serverSigned1 has another euiccChallenge than the question";
    if (!http::equalIgnoringCase(signed1->serverAddress, request.smdpAddress))
        return "serverSigned1 has serverAddress " + signed1->serverAddress;
    const auto certificate = pki::Certificate::fromDer(answer.serverCertificate);
    if (!certificate)
        return "serverCertificate cannot be read: " + certificate.error().reason;
    static constexpr pki::Role roles[] = {pki::Role::dsAuth};
    const auto chain = pki::checkServerCertificate(*certificate, {}, stage.euicc().cis, roles, stage.clock().now());
    for (const pki::RuleVerdict &verdict : chain.verdicts) {
        if (verdict.verdict == pki::Verdict::broken && !verdict.advisory)
            return verdict.line();
    }
    const Bytes &signature = answer.serverSignature1; // 5F37 40 r s
    const pki::PublicKey *key = certificate->publicKey();
    if (signature.size() != 67 || key == nullptr
        || !pki::verify(*key, answer.serverSigned1, ByteView(signature).subspan(3)))
        return "serverSignature1 is not the signature over serverSigned1";
    const auto listed = stage.euiccInfo1().signingKeyIds;
    const bool known = std::any_of(listed.begin(), listed.end(), [&](const rsp::KeyId &keyId) {
        return asn1::tlv(0x04, keyId.octets) == answer.euiccCiPKIdToBeUsed;
    });
    return known ? std::string() : "euiccCiPKIdToBeUsed is none of those the eUICC offered";
}

/// A good question, travelling in some way, and its answer looked at.
Finding asked(Stage &stage, const es::InitiateAuthenticationRequest &request, const Travel &travel = {})
{
    const auto reply = stage.initiate(request, travel);
    return findingOf(reply, reply.value ? wrongWith(stage, request, *reply.value) : std::string());
}

Variation good(std::string_view name, void (*change)(Question &))
{
    return {name, needsEuicc, [change](Stage &stage) {
                Question question = questionFor(stage);
                change(question);
                if (!question.infoAsIs)
                    question.request.euiccInfo1 = asn1::encode(question.info);
                return asked(stage, question.request);
            }};
}

Variation spoiled(std::string_view name, void (*spoil)(Question &))
{
    return {name, needsEuicc, [spoil](Stage &stage) {
                Question question = questionFor(stage);
                spoil(question);
                return findingOf(put(stage, std::move(question)));
            }};
}

Variation editedInitiation(std::string_view name, void (*edit)(QJsonObject &))
{
    return {name, needsEuicc, [edit](Stage &stage) {
                Travel travel;
                travel.edit = edit;
                return asked(stage, stage.question(), travel);
            }};
}

Variation travellingInitiation(std::string_view name, Travel travel)
{
    return {name, needsEuicc,
            [travel = std::move(travel)](Stage &stage) { return asked(stage, stage.question(), travel); }};
}

Finding twoSessions(Stage &stage)
{
    const auto first = stage.initiate(stage.question());
    if (!first.value)
        return unprepared(first, "another InitiateAuthentication");
    const auto second = stage.initiate(stage.question());
    if (!second.value)
        return findingOf(second);
    if (first.value->transactionId == second.value->transactionId)
        return findingOf(second, "two sessions have one TransactionID");
    const auto one = asn1::decode<rsp::ServerSigned1>(first.value->serverSigned1);
    const auto other = asn1::decode<rsp::ServerSigned1>(second.value->serverSigned1);
    if (!one || !other)
        return findingOf(second, "serverSigned1 cannot be read");
    return findingOf(second, one->serverChallenge == other->serverChallenge ? "two sessions have one serverChallenge"
                                                                            : std::string());
}

std::string upperCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
    });
    return text;
}

} // namespace

// clang-format off
std::span<const Variation> initiateVariations()
{
    static const std::vector<Variation> table = {
        good("good question", [](Question &) {}),
        good("own address in capitals", [](Question &q) { q.request.smdpAddress = upperCase(q.request.smdpAddress); }),
        good("unknown CI listed first", [](Question &q) {
            q.info.verificationKeyIds.insert(q.info.verificationKeyIds.begin(), q.foreignKeyId);
            q.info.signingKeyIds.insert(q.info.signingKeyIds.begin(), q.foreignKeyId);
        }),
        {"two sessions", needsEuicc, twoSessions},
        spoiled("address of another server", [](Question &q) { q.request.smdpAddress = q.otherAddress; }),
        spoiled("address with a port of nobody", [](Question &q) { q.request.smdpAddress += ":1"; }),
        spoiled("empty address", [](Question &q) { q.request.smdpAddress.clear(); }),
        spoiled("euiccChallenge too short", [](Question &q) { q.request.euiccChallenge.pop_back(); }),
        spoiled("euiccChallenge too long", [](Question &q) { q.request.euiccChallenge.push_back(0); }),
        spoiled("euiccInfo1 is no TLV", [](Question &q) { q.request.euiccInfo1 = {0xBF}; q.infoAsIs = true; }),
        spoiled("euiccInfo1 is another object", [](Question &q) { q.request.euiccInfo1 = {0xBF, 0x22, 0x00}; q.infoAsIs = true; }),
        spoiled("euiccInfo1 lacks everything", [](Question &q) { q.request.euiccInfo1 = {0xBF, 0x20, 0x00}; q.infoAsIs = true; }),
        spoiled("SVN before version 2", [](Question &q) { q.info.svn = {{1, 9, 9}}; }),
        spoiled("SVN of the future", [](Question &q) { q.info.svn = {{99, 0, 0}}; }),
        spoiled("verification under an unknown CI", [](Question &q) { q.info.verificationKeyIds = {q.foreignKeyId}; }),
        spoiled("verification under no CI", [](Question &q) { q.info.verificationKeyIds.clear(); }),
        spoiled("signing under an unknown CI", [](Question &q) { q.info.signingKeyIds = {q.foreignKeyId}; }),
        spoiled("signing under no CI", [](Question &q) { q.info.signingKeyIds.clear(); }),
        spoiled("wrong address and wrong SVN", [](Question &q) { q.request.smdpAddress = q.otherAddress; q.info.svn = {{1, 9, 9}}; }),
        spoiled("wrong SVN and unknown CIs", [](Question &q) { q.info.svn = {{1, 9, 9}}; q.info.verificationKeyIds = {q.foreignKeyId}; q.info.signingKeyIds = {q.foreignKeyId}; }),
        spoiled("verification and signing under an unknown CI", [](Question &q) { q.info.verificationKeyIds = {q.foreignKeyId}; q.info.signingKeyIds = {q.foreignKeyId}; }),
        editedInitiation("euiccChallenge missing", [](QJsonObject &o) { o.remove(QStringLiteral("euiccChallenge")); }),
        editedInitiation("euiccInfo1 missing", [](QJsonObject &o) { o.remove(QStringLiteral("euiccInfo1")); }),
        editedInitiation("smdpAddress missing", [](QJsonObject &o) { o.remove(QStringLiteral("smdpAddress")); }),
        editedInitiation("euiccChallenge is no base64", [](QJsonObject &o) { o[QStringLiteral("euiccChallenge")] = QStringLiteral("%%%%"); }),
        editedInitiation("smdpAddress is a number", [](QJsonObject &o) { o[QStringLiteral("smdpAddress")] = 7; }),
        editedInitiation("members nobody knows", [](QJsonObject &o) {
            o[QStringLiteral("lpaRspCapability")] = QStringLiteral("hQIAAA==");
            o[QStringLiteral("conformance")] = QJsonObject{{QStringLiteral("of"), QStringLiteral("nobody")}};
        }),
        travellingInitiation("body is no JSON", withBody("this is no JSON")),
        travellingInitiation("body is empty", withBody("")),
        travellingInitiation("body is no DER", withBody("this is no DER")),
        travellingInitiation("Content-Type with charset", typed("application/json;charset=UTF-8")),
        travellingInitiation("Content-Type of something else", typed("text/plain")),
        travellingInitiation("path of an es11 family", toPath("/gsma/rsp2/es11/initiateAuthentication")),
        travellingInitiation("path of nothing", toPath("/gsma/rsp2/es9plus/getEvents")),
        travellingInitiation("GET in place of POST", withMethod("GET")),
    };
    return table;
}
// clang-format on

} // namespace wb::conformance
