// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/asn1_binding.h"

#include "core/asn1/writer.h"
#include "core/rsp/event_checking.h"

namespace wb::es {

namespace {

using InitiateError = rsp::InitiateAuthenticationErrorCode;
using ClientError = rsp::AuthenticateClientEs11ErrorCode;
using CheckError = rsp::CheckEventErrorCode;

template <class Code>
struct Number {
    const char *subject;
    const char *reason;
    Code code;
};

/// Where two pairs share a number, the first is the one it is read back as. 8.11.1/3.9 has no number in v2.
constexpr Number<InitiateError> initiateNumbers[] = {
    {"8.9.1", "3.8", InitiateError::invalidDpAddress},
    {"8.9.3", "3.1", InitiateError::euiccVersionNotSupportedByDp},
    {"8.9.4", "3.7", InitiateError::ciPKNotSupported},
    {"8.9.2", "3.1", InitiateError::ciPKNotSupported},
};

constexpr Number<ClientError> clientNumbers[] = {
    {"8.1.2", "6.1", ClientError::eumCertificateInvalid},   {"8.1.2", "6.3", ClientError::eumCertificateExpired},
    {"8.1.3", "6.1", ClientError::euiccCertificateInvalid}, {"8.1.3", "6.3", ClientError::euiccCertificateExpired},
    {"8.1", "6.1", ClientError::euiccSignatureInvalid},     {"8.9.5", "3.9", ClientError::eventIdUnknown},
    {"8.10.1", "3.9", ClientError::invalidTransactionId},
};

constexpr Number<CheckError> checkNumbers[] = {
    {"8.9.1", "3.8", CheckError::invalidDsAddress}, {"8.10.4", "3.1", CheckError::eventCheckingNotSupported},
    {"8.9.6", "6.3", CheckError::expiredEcid},      {"8.9.6", "3.9", CheckError::unknownEcid},
    {"1.3.1", "2.1", CheckError::invalidInputData}, {"1.3.1", "2.2", CheckError::missingInputData},
};

template <class Code, std::size_t Count>
Code numberOf(const StatusPair &status, const Number<Code> (&table)[Count])
{
    for (const Number<Code> &row : table) {
        if (status.subject == row.subject && status.reason == row.reason)
            return row.code;
    }
    return Code::undefinedError;
}

template <class Code, std::size_t Count>
std::optional<StatusPair> pairOf(Code code, const Number<Code> (&table)[Count])
{
    for (const Number<Code> &row : table) {
        if (row.code == code)
            return StatusPair{row.subject, row.reason, {}, {}};
    }
    return {};
}

template <class T>
Bytes wrapped(const T &value)
{
    return asn1::tlv(rsp::remoteProvisioningTag, asn1::encode(value));
}

/// What stands inside the outer tag.
Result<asn1::Element> unwrapped(ByteView body, const char *step)
{
    auto outer = asn1::readSingle(body, step);
    if (!outer)
        return outer;
    if (outer->tag != rsp::remoteProvisioningTag) {
        Error error = makeError(ErrorKind::malformed, Interface::asn1, step,
                                "tag " + asn1::tagText(outer->tag) + " instead of A2");
        error.offset = 0;
        return fail(std::move(error));
    }
    return asn1::readSingle(outer->content, step).map_error([&](Error error) {
        error.offset = error.offset.value_or(0) + outer->header;
        return error;
    });
}

template <class Code, std::size_t Count>
Error refusal(Code code, const Number<Code> (&table)[Count], Interface interface, const std::string &function)
{
    Error error = makeError(ErrorKind::refused, interface, function,
                            "the server answered error " + std::to_string(static_cast<int>(code)));
    error.functionError = FunctionError{std::string(nameOf(interface)) + "." + function, static_cast<int>(code)};
    error.status = pairOf(code, table);
    return error;
}

/// The entries of a signed list, and what is signed.
Result<AuthenticateClientResponseEs11> fromSigned(rsp::AuthenticateClientOkEs11V3 &&ok)
{
    auto signed2 = asn1::decode<rsp::SmdsSigned2>(ok.smdsSigned2.whole);
    if (!signed2)
        return fail(std::move(signed2.error()));
    AuthenticateClientResponseEs11 response{ok.transactionId, {}};
    for (rsp::SignedEventEntry &entry : signed2->eventList.eventEntries)
        response.eventEntries.push_back({std::move(entry.eventId), std::move(entry.rspServerAddress)});
    response.signedList = SignedEventList{std::move(ok.smdsSigned2.whole), std::move(ok.smdsSignature2.whole)};
    return response;
}

/// Decodes a response of one function.
template <class T>
Result<T> responseFrom(ByteView body, const char *step)
{
    return unwrapped(body, step).and_then([](const asn1::Element &element) { return asn1::decode<T>(element.whole); });
}

} // namespace

Bytes toAsn1(const InitiateAuthenticationRequest &request)
{
    return wrapped(rsp::InitiateAuthenticationRequest{
        request.euiccChallenge, request.smdpAddress, asn1::Opaque{request.euiccInfo1}, {}});
}

Bytes toAsn1(const InitiateAuthenticationResponse &response)
{
    return wrapped(
        rsp::InitiateAuthenticationResponse{rsp::InitiateAuthenticationOk{response.transactionId,
                                                                          asn1::Opaque{response.serverSigned1},
                                                                          asn1::Opaque{response.serverSignature1},
                                                                          asn1::Opaque{response.euiccCiPKIdToBeUsed},
                                                                          asn1::Opaque{response.serverCertificate},
                                                                          {}}});
}

Bytes toAsn1(const AuthenticateClientRequest &request)
{
    return wrapped(
        rsp::AuthenticateClientRequest{request.transactionId, asn1::Opaque{request.authenticateServerResponse}, {}});
}

Bytes toAsn1(const AuthenticateClientResponseEs11 &response)
{
    if (response.signedList) {
        return wrapped(rsp::AuthenticateClientResponseEs11{
            rsp::AuthenticateClientOkEs11V3{response.transactionId,
                                            asn1::Opaque{response.signedList->smdsSigned2},
                                            asn1::Opaque{response.signedList->smdsSignature2},
                                            {}}});
    }
    rsp::AuthenticateClientOkEs11 ok{response.transactionId, {}, {}};
    for (const EventEntry &entry : response.eventEntries)
        ok.eventEntries.push_back({entry.eventId, entry.rspServerAddress, {}});
    return wrapped(rsp::AuthenticateClientResponseEs11{std::move(ok)});
}

Bytes toAsn1(const CheckEventRequest &request)
{
    return wrapped(rsp::CheckEventRequest{request.ecId, request.smdsAddress, {}});
}

Bytes toAsn1(const CheckEventResponse &response)
{
    return wrapped(rsp::CheckEventResponse{rsp::CheckEventOk{response.isPendingEvent, {}}});
}

Bytes initiateAuthenticationFailureToAsn1(const StatusPair &status)
{
    return wrapped(rsp::InitiateAuthenticationResponse{numberOf(status, initiateNumbers)});
}

Bytes authenticateClientEs11FailureToAsn1(const StatusPair &status)
{
    return wrapped(rsp::AuthenticateClientResponseEs11{numberOf(status, clientNumbers)});
}

Bytes checkEventFailureToAsn1(const StatusPair &status)
{
    return wrapped(rsp::CheckEventResponse{numberOf(status, checkNumbers)});
}

Result<Es11Request> es11RequestFromAsn1(ByteView body)
{
    const auto element = unwrapped(body, "RemoteProfileProvisioningRequest");
    if (!element)
        return fail(element.error());
    switch (element->tag) {
    case 0xBF39:
        return asn1::decode<rsp::InitiateAuthenticationRequest>(element->whole).map([](auto request) {
            return Es11Request(InitiateAuthenticationRequest{std::move(request.euiccChallenge),
                                                             std::move(request.euiccInfo1.whole),
                                                             std::move(request.smdpAddress)});
        });
    case 0xBF3B:
        return asn1::decode<rsp::AuthenticateClientRequest>(element->whole).map([](auto request) {
            return Es11Request(
                AuthenticateClientRequest{request.transactionId, std::move(request.authenticateServerResponse.whole)});
        });
    case 0xBF46:
        return asn1::decode<rsp::CheckEventRequest>(element->whole).map([](auto request) {
            return Es11Request(CheckEventRequest{std::move(request.ecId), std::move(request.smdsAddress)});
        });
    default:
        return fail(ErrorKind::unsupported, Interface::es11, "RemoteProfileProvisioningRequest",
                    "tag " + asn1::tagText(element->tag) + " is no function of ES11");
    }
}

std::optional<Asn1Verdict> asn1VerdictOf(ByteView body)
{
    const auto element = unwrapped(body, "RemoteProfileProvisioningResponse");
    if (!element)
        return {};
    Asn1Verdict verdict;
    switch (element->tag) {
    case 0xBF39: verdict.function = "InitiateAuthentication"; break;
    case 0xBF40: verdict.function = "AuthenticateClient"; break;
    case 0xBF46: verdict.function = "CheckEvent"; break;
    default: return {};
    }
    const auto inner = asn1::readSingle(element->content, "response");
    if (!inner)
        return {};
    if (inner->tag != 0x81)
        return verdict;
    if (inner->content.size() != 1) // none of the numbers needs more
        return {};
    verdict.error = inner->content.front();
    return verdict;
}

Result<InitiateAuthenticationResponse> initiateAuthenticationResponseFromAsn1(ByteView body, Interface interface)
{
    auto response = responseFrom<rsp::InitiateAuthenticationResponse>(body, "InitiateAuthentication");
    if (!response)
        return fail(std::move(response.error()));
    if (const auto *code = std::get_if<InitiateError>(&response->value))
        return fail(refusal(*code, initiateNumbers, interface, "InitiateAuthentication"));
    auto &ok = std::get<rsp::InitiateAuthenticationOk>(response->value);
    return InitiateAuthenticationResponse{ok.transactionId, std::move(ok.serverSigned1.whole),
                                          std::move(ok.serverSignature1.whole), std::move(ok.euiccCiPKIdToBeUsed.whole),
                                          std::move(ok.serverCertificate.whole)};
}

Result<AuthenticateClientResponseEs11> authenticateClientResponseEs11FromAsn1(ByteView body)
{
    auto response = responseFrom<rsp::AuthenticateClientResponseEs11>(body, "AuthenticateClient");
    if (!response)
        return fail(std::move(response.error()));
    if (const auto *code = std::get_if<ClientError>(&response->value))
        return fail(refusal(*code, clientNumbers, Interface::es11, "AuthenticateClient"));
    if (auto *ok = std::get_if<rsp::AuthenticateClientOkEs11V3>(&response->value))
        return fromSigned(std::move(*ok));
    auto &ok = std::get<rsp::AuthenticateClientOkEs11>(response->value);
    AuthenticateClientResponseEs11 entries{ok.transactionId, {}};
    for (rsp::EventEntry &entry : ok.eventEntries)
        entries.eventEntries.push_back({std::move(entry.eventId), std::move(entry.rspServerAddress)});
    return entries;
}

Result<CheckEventResponse> checkEventResponseFromAsn1(ByteView body)
{
    const auto response = responseFrom<rsp::CheckEventResponse>(body, "CheckEvent");
    if (!response)
        return fail(response.error());
    if (const auto *code = std::get_if<CheckError>(&response->value))
        return fail(refusal(*code, checkNumbers, Interface::es11, "CheckEvent"));
    return CheckEventResponse{std::get<rsp::CheckEventOk>(response->value).isPendingEvent};
}

} // namespace wb::es
