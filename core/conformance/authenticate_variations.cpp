// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/encode.h"
#include "core/base/hex.h"
#include "core/conformance/forged_answer.h"
#include "core/conformance/variation.h"

namespace wb::conformance {

namespace {

/// A session, the answer spoiled, AuthenticateClient.
Variation spoiled(std::string_view name, void (*spoil)(ForgedAnswer &), unsigned needs = needsEuicc)
{
    return {name, needs, [spoil](Stage &stage) {
                auto session = openSession(stage);
                if (!session.value)
                    return unprepared(session, "InitiateAuthentication");
                spoil(*session.value);
                return findingOf(authenticate(stage, *session.value));
            }};
}

/// Certificates made anew, one of them with a defect.
Variation reissued(std::string_view name, pki::Defects ForgedAnswer::*of, bool pki::Defects::*defect)
{
    return {name, needsEuicc | needsIssuer, [of, defect](Stage &stage) {
                auto session = openSession(stage);
                if (!session.value)
                    return unprepared(session, "InitiateAuthentication");
                session.value->reissue = true;
                ((*session.value).*of).*defect = true;
                return findingOf(authenticate(stage, *session.value));
            }};
}

Variation eum(std::string_view name, bool pki::Defects::*defect)
{
    return reissued(name, &ForgedAnswer::eumDefects, defect);
}

Variation euicc(std::string_view name, bool pki::Defects::*defect)
{
    return reissued(name, &ForgedAnswer::euiccDefects, defect);
}

Variation edited(std::string_view name, void (*edit)(QJsonObject &))
{
    return {name, needsEuicc, [edit](Stage &stage) {
                const auto session = openSession(stage);
                if (!session.value)
                    return unprepared(session, "InitiateAuthentication");
                const auto request = session.value->request();
                if (!request)
                    return Finding{"not sent", request.error().line(), {}};
                Travel travel;
                travel.edit = edit;
                return findingOf(stage.authenticate(*request, travel));
            }};
}

/// The last octet turned: of a certificate, that is of its signature.
Bytes altered(ByteView octets)
{
    Bytes copy = copyOf(octets);
    copy.back() = static_cast<std::uint8_t>(copy.back() ^ 1);
    return copy;
}

Bytes signatureOfAnother(ByteView over)
{
    const auto stranger = pki::PrivateKey::generate(pki::Curve::p256);
    return stranger ? pki::sign(*stranger, over).value_or(Bytes(64, 1)) : Bytes(64, 1);
}

/// CERT.EUM of a CI that nobody knows.
Bytes eumOfStranger()
{
    const auto stranger = pki::Authority::create();
    const auto made = stranger ? stranger->issueEum({}) : Result<pki::Credential>(fail(stranger.error()));
    return made ? copyOf(made->leaf().der()) : Bytes{0x30, 0x00};
}

Finding replay(Stage &stage)
{
    const auto session = openSession(stage);
    if (!session.value)
        return unprepared(session, "InitiateAuthentication");
    const auto first = authenticate(stage, *session.value);
    if (!first.value)
        return unprepared(first, "AuthenticateClient");
    return findingOf(authenticate(stage, *session.value));
}

Finding afterRefusal(Stage &stage)
{
    const auto session = openSession(stage);
    if (!session.value)
        return unprepared(session, "InitiateAuthentication");
    ForgedAnswer spoilt = *session.value;
    spoilt.signatureInstead = Bytes(64, 1);
    const auto refused = authenticate(stage, spoilt);
    if (refused.value)
        return findingOf(refused, "a wrong signature was accepted");
    return findingOf(authenticate(stage, *session.value));
}

/// Two sessions of one eUICC: `mix` takes something of the second one into the answer of the first.
Variation mixed(std::string_view name, void (*mix)(ForgedAnswer &first, const ForgedAnswer &second))
{
    return {name, needsEuicc, [mix](Stage &stage) {
                auto first = openSession(stage);
                const auto second = openSession(stage);
                if (!first.value || !second.value)
                    return unprepared(first.value ? second : first, "InitiateAuthentication");
                mix(*first.value, *second.value);
                return findingOf(authenticate(stage, *first.value));
            }};
}

Bytes octets(std::string_view hex)
{
    return fromHex(hex).value_or(Bytes());
}

} // namespace

// clang-format off
std::span<const Variation> authenticateVariations()
{
    using D = pki::Defects;
    static const std::vector<Variation> table = {
        spoiled("unknown TransactionID", [](ForgedAnswer &a) { a.transactionId = {Bytes(16, 0xEE)}; }),
        spoiled("another TransactionID signed", [](ForgedAnswer &a) { a.signed1.transactionId = {Bytes(16, 0xEE)}; }),
        mixed("TransactionIDs of two sessions swapped", [](ForgedAnswer &first, const ForgedAnswer &second) { first.transactionId = second.transactionId; }),
        mixed("serverChallenge of another session", [](ForgedAnswer &first, const ForgedAnswer &second) { first.signed1.serverChallenge = second.signed1.serverChallenge; }),
        {"answer replayed", needsEuicc, replay},
        {"session used up by a refusal", needsEuicc, afterRefusal},

        spoiled("CERT.EUM of an unknown CI", [](ForgedAnswer &a) { a.eumInstead = eumOfStranger(); }),
        spoiled("signature of CERT.EUM broken", [](ForgedAnswer &a) { a.eumInstead = altered(a.credential->eum.der()); }),
        spoiled("CERT.EUM is no certificate", [](ForgedAnswer &a) { a.eumInstead = Bytes{0x30, 0x03, 0x02, 0x01, 0x00}; }),
        eum("CERT.EUM expired", &D::expired),
        eum("CERT.EUM not yet valid", &D::notYetValid),
        eum("CERT.EUM may not issue", &D::wrongKeyUsage),
        eum("CERT.EUM is no authority", &D::wrongBasicConstraints),
        eum("CERT.EUM has another role", &D::wrongPolicy),
        eum("CERT.EUM has no role", &D::noPolicy),
        eum("CERT.EUM with an unknown critical extension", &D::unknownCriticalExtension),
        eum("EID outside the range of the EUM", &D::wrongEin),

        spoiled("signature of CERT.EUICC broken", [](ForgedAnswer &a) { a.euiccInstead = altered(a.credential->euicc.der()); }),
        spoiled("CERT.EUICC is no certificate", [](ForgedAnswer &a) { a.euiccInstead = Bytes{0x30, 0x00}; }),
        spoiled("CERT.EUM in place of CERT.EUICC", [](ForgedAnswer &a) { a.euiccInstead = copyOf(a.credential->eum.der()); }),
        euicc("CERT.EUICC expired", &D::expired),
        euicc("CERT.EUICC not yet valid", &D::notYetValid),
        euicc("CERT.EUICC may not sign", &D::wrongKeyUsage),
        euicc("CERT.EUICC is an authority", &D::wrongBasicConstraints),
        euicc("CERT.EUICC has another role", &D::wrongPolicy),
        euicc("CERT.EUICC has no role", &D::noPolicy),
        euicc("CERT.EUICC with an unknown critical extension", &D::unknownCriticalExtension),
        euicc("CERT.EUICC of another organization", &D::wrongOrganization),
        euicc("CERT.EUICC of an unknown issuer", &D::unknownIssuer),
        spoiled("EID with letters", [](ForgedAnswer &a) { a.reissue = true; a.eid = "8904903212345123451234567890123X"; }, needsEuicc | needsIssuer),

        spoiled("signature of euiccSigned1 broken", [](ForgedAnswer &a) { a.signatureInstead = altered(pki::sign(a.credential->key, asn1::encode(a.signed1)).value_or(Bytes(64, 1))); }),
        spoiled("signature of somebody else", [](ForgedAnswer &a) { a.signatureInstead = signatureOfAnother(asn1::encode(a.signed1)); }),
        spoiled("signature in DER", [](ForgedAnswer &a) { a.signatureInstead = pki::signDer(a.credential->key, asn1::encode(a.signed1)).value_or(Bytes(70, 1)); }),
        spoiled("signature of zeros", [](ForgedAnswer &a) { a.signatureInstead = Bytes(64, 0); }),
        spoiled("serverChallenge altered", [](ForgedAnswer &a) { a.signed1.serverChallenge[0] ^= 1; }),
        spoiled("serverAddress of another server signed", [](ForgedAnswer &a) { a.signed1.serverAddress = "smds.invalid.example.com"; }),
        spoiled("SVN is another than before", [](ForgedAnswer &a) { a.signed1.euiccInfo2.svn = {{2, 1, 0}}; }),

        spoiled("eUICC refuses, strict encoding", [](ForgedAnswer &a) { a.instead = octets("BF3808A1068001AA020105"); }),
        spoiled("eUICC refuses, automatic tags", [](ForgedAnswer &a) { a.instead = octets("BF3808A1068001AA810102"); }),
        spoiled("eUICC refuses, code alone", [](ForgedAnswer &a) { a.instead = octets("BF3805A103800107"); }),

        spoiled("authenticateServerResponse is no TLV", [](ForgedAnswer &a) { a.instead = Bytes{0x00}; }),
        spoiled("authenticateServerResponse is empty", [](ForgedAnswer &a) { a.instead = Bytes{0xBF, 0x38, 0x00}; }),
        spoiled("authenticateServerResponse is another object", [](ForgedAnswer &a) { a.instead = Bytes{0xBF, 0x21, 0x00}; }),
        spoiled("authenticateServerResponse is cut off", [](ForgedAnswer &a) {
            const auto whole = a.request();
            a.instead = whole ? Bytes(whole->authenticateServerResponse.begin(), whole->authenticateServerResponse.begin() + 100) : Bytes{0xBF};
        }),

        edited("transactionId missing", [](QJsonObject &o) { o.remove(QStringLiteral("transactionId")); }),
        edited("authenticateServerResponse missing", [](QJsonObject &o) { o.remove(QStringLiteral("authenticateServerResponse")); }),
        edited("transactionId is no hexadecimal", [](QJsonObject &o) { o[QStringLiteral("transactionId")] = QStringLiteral("no session"); }),
        edited("transactionId in small letters", [](QJsonObject &o) { o[QStringLiteral("transactionId")] = o[QStringLiteral("transactionId")].toString().toLower(); }),
        edited("useMatchingIdForAcr and members nobody knows", [](QJsonObject &o) {
            o[QStringLiteral("useMatchingIdForAcr")] = true;
            o[QStringLiteral("conformance")] = QStringLiteral("of nobody");
        }),
    };
    return table;
}
// clang-format on

} // namespace wb::conformance
