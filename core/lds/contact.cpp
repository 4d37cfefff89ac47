// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/contact.h"

#include "core/es/es10.h"
#include "core/http/text.h"

#include <algorithm>

namespace wb::lds {

namespace {

Failure untrustedServer(Interface asked, std::string reason)
{
    return fail(ErrorKind::untrusted, asked, "InitiateAuthentication", std::move(reason));
}

Failure malformedAnswer(Interface asked, const char *member, const Error &cause)
{
    Error error = makeError(ErrorKind::malformed, asked, "InitiateAuthentication",
                            std::string(member) + ": " + cause.step + " " + cause.reason);
    error.offset = cause.offset;
    return fail(std::move(error));
}

/// What the LPA checks before it asks the eUICC (SGP.22 section 3.1.2 step 10): the answer belongs to the question.
Result<rsp::AuthenticateServerRequest> checkAnswer(Interface asked, const es::InitiateAuthenticationResponse &answer,
                                                   const http::Address &address, const rsp::Octet16 &challenge,
                                                   const rsp::EuiccInfo1 &info)
{
    auto signed1 = asn1::decode<rsp::ServerSigned1>(answer.serverSigned1);
    if (!signed1)
        return malformedAnswer(asked, "serverSigned1", signed1.error());
    const auto signature = asn1::readSingle(answer.serverSignature1, "serverSignature1");
    if (!signature)
        return malformedAnswer(asked, "serverSignature1", signature.error());
    const auto keyId = asn1::readSingle(answer.euiccCiPKIdToBeUsed, "euiccCiPKIdToBeUsed");
    if (!keyId)
        return malformedAnswer(asked, "euiccCiPKIdToBeUsed", keyId.error());
    if (signature->tag != 0x5F37 || keyId->tag != 0x04)
        return untrustedServer(asked, "serverSignature1 or euiccCiPKIdToBeUsed does not stand in its TLV (5F37, 04)");

    if (!http::equalIgnoringCase(signed1->serverAddress, address.text()))
        return untrustedServer(asked, "the server signed for address '" + signed1->serverAddress + "', we asked '"
                                          + address.text() + "'");
    if (signed1->transactionId != answer.transactionId)
        return untrustedServer(asked, "the TransactionID inside serverSigned1 is not the one beside it");
    if (signed1->euiccChallenge != challenge)
        return untrustedServer(asked, "the server signed another euiccChallenge than the one we sent");
    const auto offered = [&](const rsp::KeyId &id) { return equal(id.octets, keyId->content); };
    if (std::none_of(info.signingKeyIds.begin(), info.signingKeyIds.end(), offered))
        return untrustedServer(asked, "the server chose a CI key that the eUICC did not offer for signing");

    rsp::AuthenticateServerRequest request;
    request.serverSigned1 = {answer.serverSigned1, std::move(*signed1)};
    request.serverSignature1 = copyOf(signature->content);
    request.euiccCiPKIdToBeUsed.octets = copyOf(keyId->content);
    request.serverCertificate.whole = answer.serverCertificate;
    return request;
}

/// Reads the certificate and its chain into the report before anything is judged, so that a refusal can be understood too.
Result<void> showChain(Interface asked, const es::InitiateAuthenticationResponse &answer, const pki::TrustAnchors &cis,
                       TimePoint now, StepReport &report)
{
    auto certificate = pki::Certificate::fromDer(answer.serverCertificate);
    if (!certificate)
        return malformedAnswer(asked, "serverCertificate", certificate.error());
    static constexpr pki::Role roles[] = {pki::Role::dsAuth, pki::Role::dpAuth};
    pki::ChainReport chain = pki::checkServerCertificate(*certificate, {}, cis, roles, now);
    for (const pki::RuleVerdict &verdict : chain.verdicts) {
        if (verdict.verdict == pki::Verdict::broken)
            report.findings.push_back(verdict.line());
    }
    report.notes.push_back(certificate->subject().text());
    report.server = ServerCheck{std::move(*certificate), std::move(chain)};
    return {};
}

asn1::Received<rsp::CtxParams1> contextFor(const DiscoverOptions &options)
{
    rsp::CtxParamsForCommonAuthentication common;
    common.matchingId = options.matchingId;
    common.deviceInfo = options.deviceInfo;
    return asn1::seal(rsp::CtxParams1{std::move(common)});
}

/// The eUICC's answer when it accepted the server; otherwise its refusal as an Error.
Result<rsp::AuthenticateResponseOk> accepted(const rsp::AuthenticateServerResponse &response)
{
    if (const auto *ok = response.ok())
        return *ok;
    const auto code = response.error()->code;
    Error error = makeError(ErrorKind::refused, Interface::es10b, "AuthenticateServer",
                            "the eUICC does not accept this server: " + std::string(asn1::nameOf(code)));
    error.functionError = FunctionError{"ES10b.AuthenticateServer", static_cast<int>(code)};
    return fail(std::move(error));
}

/// Ends the session of the eUICC; an SM-DS has no function to be told so (SGP.22 version 2).
Failure cancelledAtCard(rsp::Euicc &euicc, const rsp::CancelSessionRequest &request, const std::stop_token &stop)
{
    const auto response = es::cancelSession(euicc, request, stop);
    if (!response)
        return fail(response.error());
    const std::string reason(asn1::nameOf(request.reason));
    const auto *refusal = std::get_if<rsp::CancelSessionError>(&response->value.value);
    if (refusal == nullptr)
        return fail(ErrorKind::cancelled, Interface::es10b, "CancelSession",
                    "the eUICC has signed that the session ends: " + reason);
    Error error = makeError(ErrorKind::refused, Interface::es10b, "CancelSession",
                            "the eUICC does not end the session: " + std::string(asn1::nameOf(*refusal)));
    error.functionError = FunctionError{"ES10b.CancelSession", static_cast<int>(*refusal)};
    return fail(std::move(error));
}

std::string countOf(std::size_t records)
{
    return std::to_string(records) + (records == 1 ? " Event Record" : " Event Records");
}

std::optional<rsp::Eid> eidOf(const rsp::AuthenticateResponseOk &answer)
{
    const auto certificate = pki::Certificate::fromDer(answer.euiccCertificate.whole);
    if (!certificate)
        return {};
    const auto eid = rsp::Eid::fromText(certificate->eid());
    return eid ? std::optional(*eid) : std::nullopt;
}

} // namespace

Result<ContactedServer> contactServer(Procedure &procedure, rsp::Euicc &euicc, es::RspClient &client,
                                      const http::Address &address, const pki::TrustAnchors &cis)
{
    const Interface asked = procedure.asked();
    auto info = procedure.run(Step::getEuiccInfo, [&](StepReport &report) {
        auto answer = es::getEuiccInfo1(euicc, procedure.stop());
        if (answer)
            report.notes.push_back("SVN " + answer->value.svn.text());
        return answer;
    });
    if (!info)
        return fail(std::move(info.error()));

    auto challenge = procedure.run(Step::getEuiccChallenge,
                                   [&](StepReport &) { return es::getEuiccChallenge(euicc, procedure.stop()); });
    if (!challenge)
        return fail(std::move(challenge.error()));

    if (const auto decision = procedure.pause(Step::initiateAuthentication, false); !decision)
        return fail(decision.error());
    auto answer = procedure.run(Step::initiateAuthentication, [&](StepReport &report) {
        const es::InitiateAuthenticationRequest request{
            {challenge->begin(), challenge->end()}, info->bytes, address.text()};
        auto response = client.initiateAuthentication(address, request, asked, procedure.stop());
        if (response)
            report.notes.push_back("TransactionID " + response->transactionId.text());
        return response;
    });
    if (!answer)
        return fail(std::move(answer.error()));

    return procedure.run(Step::checkServer, [&](StepReport &report) -> Result<ContactedServer> {
        const auto shown = showChain(asked, *answer, cis, procedure.now(), report);
        auto request = checkAnswer(asked, *answer, address, *challenge, info->value);
        if (!request)
            return fail(std::move(request.error()));
        if (!shown)
            return fail(shown.error());
        return ContactedServer{address, std::move(*info), answer->transactionId, std::move(*request), *report.server};
    });
}

Result<Discovery> askForEvents(Procedure &procedure, rsp::Euicc &euicc, es::RspClient &client, ContactedServer server,
                               const DiscoverOptions &options)
{
    asn1::Received<rsp::AuthenticateServerResponse> signedAnswer;
    auto authenticated = procedure.run(
        Step::authenticateServer, [&](StepReport &) -> Result<rsp::AuthenticateResponseOk> {
            server.request.ctxParams1 = contextFor(options);
            auto response = es::authenticateServer(euicc, server.request, procedure.stop());
            if (!response)
                return fail(std::move(response.error()));
            signedAnswer = std::move(*response);
            return accepted(signedAnswer.value);
        });
    if (!authenticated)
        return fail(std::move(authenticated.error()));

    const auto decision = procedure.pause(Step::authenticateClient, true);
    if (!decision)
        return fail(decision.error());
    if (decision->cancel)
        return cancelledAtCard(euicc, {server.transactionId, *decision->cancel}, procedure.stop());
    auto events = procedure.run(
        Step::authenticateClient, [&](StepReport &report) -> Result<es::AuthenticateClientResponseEs11> {
            const es::AuthenticateClientRequest request{server.transactionId, signedAnswer.bytes};
            auto response = client.authenticateClientEs11(server.address, request, procedure.stop());
            if (response && response->transactionId != server.transactionId) {
                return fail(ErrorKind::untrusted, Interface::es11, "AuthenticateClient",
                            "the server answered with TransactionID " + response->transactionId.text()
                                + ", which is not this session's");
            }
            if (response)
                report.notes.push_back(countOf(response->eventEntries.size()));
            return response;
        });
    if (!events)
        return fail(std::move(events.error()));

    return Discovery{std::move(events->eventEntries),     server.transactionId,          std::move(server.euiccInfo1),
                     std::move(server.check.certificate), std::move(server.check.chain), eidOf(*authenticated)};
}

} // namespace wb::lds
