// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/discover.h"

#include "core/es/es10.h"
#include "core/http/text.h"

#include <algorithm>

namespace wb::lds {

namespace {

using Notes = std::vector<std::string>;

/// Runs the steps of one discovery, timing each and telling the observer.
class Procedure {
public:
    Procedure(Observer &observer, const Clock &clock, std::stop_token stop)
        : m_observer(observer),
          m_clock(clock),
          m_stop(std::move(stop))
    {
    }

    /// `body` is Result<T>(StepReport &).
    template <class Body>
    auto run(Step step, Body &&body) -> decltype(body(std::declval<StepReport &>()))
    {
        StepReport report{step, m_clock.now(), {}, {}, {}, {}, {}};
        m_observer.stepStarted(step);
        const auto begin = std::chrono::steady_clock::now();
        using Outcome = decltype(body(report));
        Outcome outcome = m_stop.stop_requested() ? Outcome(
                              fail(ErrorKind::cancelled, Interface::none, std::string(nameOf(step)), "stopped"))
                                                  : body(report);
        report.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now()
                                                                                - begin);
        if (!outcome)
            report.error = outcome.error();
        m_observer.stepFinished(report);
        return outcome;
    }

private:
    Observer &m_observer;
    const Clock &m_clock;
    std::stop_token m_stop;
};

/// The server's answer to InitiateAuthentication, opened.
struct OpenedServer {
    rsp::AuthenticateServerRequest request; ///< for the eUICC; the server's values in it are the bytes received
    ServerCheck check;
};

Failure untrustedServer(std::string reason, const char *function = "InitiateAuthentication")
{
    return fail(ErrorKind::untrusted, Interface::es11, function, std::move(reason));
}

Failure malformedAnswer(const char *member, const Error &cause)
{
    Error error = makeError(ErrorKind::malformed, Interface::es11, "InitiateAuthentication",
                            std::string(member) + ": " + cause.step + " " + cause.reason);
    error.offset = cause.offset;
    return fail(std::move(error));
}

/// What the LPA checks before it asks the eUICC (SGP.22 section 3.1.2 step 10): the answer belongs to the question.
Result<rsp::AuthenticateServerRequest> checkAnswer(const es::InitiateAuthenticationResponse &answer,
                                                   const http::Address &address, const rsp::Octet16 &challenge,
                                                   const rsp::EuiccInfo1 &info)
{
    auto signed1 = asn1::decode<rsp::ServerSigned1>(answer.serverSigned1);
    if (!signed1)
        return malformedAnswer("serverSigned1", signed1.error());
    const auto signature = asn1::readSingle(answer.serverSignature1, "serverSignature1");
    if (!signature)
        return malformedAnswer("serverSignature1", signature.error());
    const auto keyId = asn1::readSingle(answer.euiccCiPKIdToBeUsed, "euiccCiPKIdToBeUsed");
    if (!keyId)
        return malformedAnswer("euiccCiPKIdToBeUsed", keyId.error());
    if (signature->tag != 0x5F37 || keyId->tag != 0x04)
        return untrustedServer("serverSignature1 or euiccCiPKIdToBeUsed does not stand in its TLV (5F37, 04)");

    if (!http::equalIgnoringCase(signed1->serverAddress, address.text()))
        return untrustedServer("the server signed for address '" + signed1->serverAddress + "', we asked '"
                               + address.text() + "'");
    if (signed1->transactionId != answer.transactionId)
        return untrustedServer("the TransactionID inside serverSigned1 is not the one beside it");
    if (signed1->euiccChallenge != challenge)
        return untrustedServer("the server signed another euiccChallenge than the one we sent");
    const auto offered = [&](const rsp::KeyId &id) { return equal(id.octets, keyId->content); };
    if (std::none_of(info.signingKeyIds.begin(), info.signingKeyIds.end(), offered))
        return untrustedServer("the server chose a CI key that the eUICC did not offer for signing");

    rsp::AuthenticateServerRequest request;
    request.serverSigned1 = {answer.serverSigned1, std::move(*signed1)};
    request.serverSignature1 = copyOf(signature->content);
    request.euiccCiPKIdToBeUsed.octets = copyOf(keyId->content);
    request.serverCertificate.whole = answer.serverCertificate;
    return request;
}

/// Reads the certificate and its chain into the report before anything is judged, so that a refusal can be understood too.
Result<void> showChain(const es::InitiateAuthenticationResponse &answer, const pki::TrustAnchors &cis, TimePoint now,
                       StepReport &report)
{
    auto certificate = pki::Certificate::fromDer(answer.serverCertificate);
    if (!certificate)
        return malformedAnswer("serverCertificate", certificate.error());
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

std::optional<rsp::Eid> eidOf(const rsp::AuthenticateResponseOk &answer)
{
    const auto certificate = pki::Certificate::fromDer(answer.euiccCertificate.whole);
    if (!certificate)
        return {};
    const auto eid = rsp::Eid::fromText(certificate->eid());
    return eid ? std::optional(*eid) : std::nullopt;
}

} // namespace

std::string_view nameOf(Step step)
{
    switch (step) {
    case Step::getEuiccInfo: return "ES10b.GetEUICCInfo";
    case Step::getEuiccChallenge: return "ES10b.GetEUICCChallenge";
    case Step::initiateAuthentication: return "ES11.InitiateAuthentication";
    case Step::checkServer: return "LPA checks the answer";
    case Step::authenticateServer: return "ES10b.AuthenticateServer";
    case Step::authenticateClient: return "ES11.AuthenticateClient";
    }
    return "";
}

Result<Discovery> discover(rsp::Euicc &euicc, es::RspClient &client, const http::Address &address,
                           const DiscoverOptions &options, Observer &observer, const Clock &clock, std::stop_token stop)
{
    Procedure procedure(observer, clock, stop);

    auto info = procedure.run(Step::getEuiccInfo, [&](StepReport &report) {
        auto answer = es::getEuiccInfo1(euicc, stop);
        if (answer)
            report.notes.push_back("SVN " + answer->value.svn.text());
        return answer;
    });
    if (!info)
        return fail(std::move(info.error()));

    auto challenge = procedure.run(Step::getEuiccChallenge,
                                   [&](StepReport &) { return es::getEuiccChallenge(euicc, stop); });
    if (!challenge)
        return fail(std::move(challenge.error()));

    auto answer = procedure.run(Step::initiateAuthentication, [&](StepReport &report) {
        const es::InitiateAuthenticationRequest request{
            {challenge->begin(), challenge->end()}, info->bytes, address.text()};
        auto response = client.initiateAuthentication(address, request, Interface::es11, stop);
        if (response)
            report.notes.push_back("TransactionID " + response->transactionId.text());
        return response;
    });
    if (!answer)
        return fail(std::move(answer.error()));

    auto server = procedure.run(Step::checkServer, [&](StepReport &report) -> Result<OpenedServer> {
        const auto shown = showChain(*answer, options.cis, clock.now(), report);
        auto request = checkAnswer(*answer, address, *challenge, info->value);
        if (!request)
            return fail(std::move(request.error()));
        if (!shown)
            return fail(shown.error());
        return OpenedServer{std::move(*request), *report.server};
    });
    if (!server)
        return fail(std::move(server.error()));

    asn1::Received<rsp::AuthenticateServerResponse> signedAnswer;
    auto authenticated = procedure.run(Step::authenticateServer,
                                       [&](StepReport &) -> Result<rsp::AuthenticateResponseOk> {
                                           server->request.ctxParams1 = contextFor(options);
                                           auto response = es::authenticateServer(euicc, server->request, stop);
                                           if (!response)
                                               return fail(std::move(response.error()));
                                           signedAnswer = std::move(*response);
                                           return accepted(signedAnswer.value);
                                       });
    if (!authenticated)
        return fail(std::move(authenticated.error()));

    auto events = procedure.run(Step::authenticateClient, [&](StepReport &report) {
        const es::AuthenticateClientRequest request{answer->transactionId, signedAnswer.bytes};
        auto response = client.authenticateClientEs11(address, request, stop);
        if (response && response->transactionId != answer->transactionId)
            response = untrustedServer("the server answered with TransactionID " + response->transactionId.text()
                                           + ", which is not this session's",
                                       "AuthenticateClient");
        if (response)
            report.notes.push_back(std::to_string(response->eventEntries.size())
                                   + (response->eventEntries.size() == 1 ? " Event Record" : " Event Records"));
        return response;
    });
    if (!events)
        return fail(std::move(events.error()));

    return Discovery{std::move(events->eventEntries),      answer->transactionId,          std::move(*info),
                     std::move(server->check.certificate), std::move(server->check.chain), eidOf(*authenticated)};
}

} // namespace wb::lds
