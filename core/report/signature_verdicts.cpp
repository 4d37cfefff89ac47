// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/signature_verdicts.h"

#include "core/base/hex.h"
#include "core/pki/certificate.h"
#include "core/pki/key.h"
#include "core/report/json_scanner.h"
#include "core/rsp/authentication.h"

#include <algorithm>

namespace wb::report {

namespace {

using Outcome = capture::RuleVerdict::Outcome;
using Verdicts = std::vector<capture::RuleVerdict>;

void add(Verdicts &verdicts, std::string_view what, bool holds, std::string_view by)
{
    verdicts.push_back({std::string(what) + (holds ? " holds: made by the key of " : " broken: not made by the key of ")
                            + std::string(by) + " over these octets",
                        holds ? Outcome::holds : Outcome::broken});
}

void checkSigned(Verdicts &verdicts, std::string_view what, ByteView octets, ByteView signature,
                 const Result<pki::Certificate> &certificate, std::string_view by)
{
    if (!certificate)
        verdicts.push_back(
            {std::string(what) + " not checked: " + std::string(by) + " cannot be read, " + certificate.error().reason,
             Outcome::notApplicable});
    else if (certificate->publicKey() == nullptr)
        verdicts.push_back(
            {std::string(what) + " not checked: the key of " + std::string(by) + " is on no curve of SGP.22",
             Outcome::notApplicable});
    else
        add(verdicts, what, pki::verify(*certificate->publicKey(), octets, signature), by);
}

void checkServer(Verdicts &verdicts, ByteView serverSigned1, ByteView signature, ByteView certificate)
{
    checkSigned(verdicts, "serverSignature1", serverSigned1, signature, pki::Certificate::fromDer(certificate),
                "the server's certificate");
}

void checkEuicc(Verdicts &verdicts, const rsp::AuthenticateResponseOk &ok)
{
    const auto euicc = pki::Certificate::fromDer(ok.euiccCertificate.whole);
    const auto eum = pki::Certificate::fromDer(ok.eumCertificate.whole);
    checkSigned(verdicts, "euiccSignature1", ok.euiccSigned1.bytes, ok.euiccSignature1, euicc, "CERT.EUICC");
    if (euicc && eum)
        verdicts.push_back({pki::verifyIssued(*eum, *euicc)
                                ? "CERT.EUICC signature holds: made by the key of CERT.EUM"
                                : "CERT.EUICC signature broken: not made by the key of CERT.EUM",
                            pki::verifyIssued(*eum, *euicc) ? Outcome::holds : Outcome::broken});
}

void checkObjects(Verdicts &verdicts, ByteView request, ByteView response)
{
    if (const auto asked = asn1::decode<rsp::AuthenticateServerRequest>(request))
        checkServer(verdicts, asked->serverSigned1.bytes, asked->serverSignature1, asked->serverCertificate.whole);
    if (const auto answered = asn1::decode<rsp::AuthenticateServerResponse>(response); answered && answered->ok())
        checkEuicc(verdicts, *answered->ok());
}

/// The octets of a base64 member of the outermost object; empty when it is not there.
Bytes memberOf(const JsonScan &body, std::string_view name)
{
    if (!body.root)
        return {};
    const auto &members = body.root->children;
    const auto member = std::find_if(members.begin(), members.end(),
                                     [name](const JsonNode &node) { return node.name == name; });
    return member == members.end() ? Bytes() : fromBase64(member->text).value_or(Bytes());
}

/// The content of a signature's TLV (tag 5F37), which JSON carries whole.
Bytes signatureOf(ByteView tlv)
{
    const auto element = asn1::readSingle(tlv);
    return element && element->tag == 0x5F37 ? copyOf(element->content) : Bytes();
}

} // namespace

Verdicts signatureVerdicts(const capture::Exchange &exchange)
{
    if (!exchange.verdicts.empty())
        return exchange.verdicts;
    Verdicts verdicts;
    if (const capture::ApduExchange *apdu = exchange.apdu()) {
        checkObjects(verdicts, apdu->request, apdu->response);
        return verdicts;
    }
    const JsonScan request = scanJson(exchange.http()->requestBody);
    const JsonScan response = scanJson(exchange.http()->responseBody);
    if (const Bytes answered = memberOf(request, "authenticateServerResponse"); !answered.empty())
        checkObjects(verdicts, {}, answered);
    if (const Bytes serverSigned1 = memberOf(response, "serverSigned1"); !serverSigned1.empty())
        checkServer(verdicts, serverSigned1, signatureOf(memberOf(response, "serverSignature1")),
                    memberOf(response, "serverCertificate"));
    return verdicts;
}

} // namespace wb::report
