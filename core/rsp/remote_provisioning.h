// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/authentication.h"

/// The functions of ES9+ and ES11 in the ASN.1 binding (SGP.22 section 6.6): the alternatives of
/// RemoteProfileProvisioningRequest and RemoteProfileProvisioningResponse. What is signed or passed on stays opaque.
namespace wb::rsp {

/// The outer tag of both CHOICEs.
inline constexpr asn1::Tag remoteProvisioningTag = 0xA2;

struct InitiateAuthenticationRequest {
    Bytes euiccChallenge;
    std::string smdpAddress;
    asn1::Opaque euiccInfo1;
    Bytes extras; ///< v3: lpaRspCapability

    static constexpr auto schema = asn1::sequence<0xBF39>(
        "InitiateAuthenticationRequest",
        asn1::field<0x81>("euiccChallenge", &InitiateAuthenticationRequest::euiccChallenge),
        asn1::field<0x83>("smdpAddress", &InitiateAuthenticationRequest::smdpAddress),
        asn1::field<0xBF20>("euiccInfo1", &InitiateAuthenticationRequest::euiccInfo1));

    bool operator==(const InitiateAuthenticationRequest &) const = default;
};

struct InitiateAuthenticationOk {
    TransactionId transactionId;
    asn1::Opaque serverSigned1;
    asn1::Opaque serverSignature1;
    asn1::Opaque euiccCiPKIdToBeUsed;
    asn1::Opaque serverCertificate;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "InitiateAuthenticationOkEs9", asn1::field<0x80>("transactionId", &InitiateAuthenticationOk::transactionId),
        asn1::field<0x30>("serverSigned1", &InitiateAuthenticationOk::serverSigned1),
        asn1::field<0x5F37>("serverSignature1", &InitiateAuthenticationOk::serverSignature1),
        asn1::field<0x04>("euiccCiPKIdToBeUsed", &InitiateAuthenticationOk::euiccCiPKIdToBeUsed),
        asn1::field<0x30>("serverCertificate", &InitiateAuthenticationOk::serverCertificate));

    bool operator==(const InitiateAuthenticationOk &) const = default;
};

/// The error numbers of InitiateAuthentication; those from 124 on belong to v3.
enum class InitiateAuthenticationErrorCode {
    invalidDpAddress = 1,
    euiccVersionNotSupportedByDp = 2,
    ciPKNotSupported = 3,
    invalidInputData = 124,
    missingInputData = 125,
    functionProviderBusy = 126,
    undefinedError = 127,
};

struct InitiateAuthenticationResponse {
    std::variant<InitiateAuthenticationOk, InitiateAuthenticationErrorCode> value;

    static constexpr auto schema = asn1::choice<0xBF39>(
        "InitiateAuthenticationResponse", &InitiateAuthenticationResponse::value,
        asn1::alternative<0xA0>("initiateAuthenticationOk"), asn1::alternative<0x81>("initiateAuthenticationError"));

    bool operator==(const InitiateAuthenticationResponse &) const = default;
};

struct AuthenticateClientRequest {
    TransactionId transactionId;
    asn1::Opaque authenticateServerResponse; ///< BF38 as the eUICC answered
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF3B>(
        "AuthenticateClientRequest", asn1::field<0x80>("transactionId", &AuthenticateClientRequest::transactionId),
        asn1::field<0xBF38>("authenticateServerResponse", &AuthenticateClientRequest::authenticateServerResponse));

    bool operator==(const AuthenticateClientRequest &) const = default;
};

/// One entry of the answer of an SM-DS.
struct EventEntry {
    std::string eventId;
    std::string rspServerAddress;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "EventEntries", asn1::field<0x80>("eventId", &EventEntry::eventId),
        asn1::field<0x81>("rspServerAddress", &EventEntry::rspServerAddress));

    bool operator==(const EventEntry &) const = default;
};

struct AuthenticateClientOkEs11 {
    TransactionId transactionId;
    std::vector<EventEntry> eventEntries;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "AuthenticateClientOkEs11", asn1::field<0x80>("transactionId", &AuthenticateClientOkEs11::transactionId),
        asn1::list<0xA1, 0x30>("eventEntries", &AuthenticateClientOkEs11::eventEntries));

    bool operator==(const AuthenticateClientOkEs11 &) const = default;
};

/// The answer to an LPA that wants it signed (later versions of SGP.22).
struct AuthenticateClientOkEs11V3 {
    TransactionId transactionId;
    asn1::Opaque smdsSigned2;
    asn1::Opaque smdsSignature2;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "AuthenticateClientOkEs11V3", asn1::field<0x80>("transactionId", &AuthenticateClientOkEs11V3::transactionId),
        asn1::field<0x30>("smdsSigned2", &AuthenticateClientOkEs11V3::smdsSigned2),
        asn1::field<0x5F37>("smdsSignature2", &AuthenticateClientOkEs11V3::smdsSignature2));

    bool operator==(const AuthenticateClientOkEs11V3 &) const = default;
};

/// The error numbers of ES11.AuthenticateClient. Those of ES9+ are other ones. From 8 to 13 and 124 to 126 they belong to v3.
enum class AuthenticateClientEs11ErrorCode {
    eumCertificateInvalid = 1,
    eumCertificateExpired = 2,
    euiccCertificateInvalid = 3,
    euiccCertificateExpired = 4,
    euiccSignatureInvalid = 5,
    eventIdUnknown = 6,
    invalidTransactionId = 7,
    ciPKUnknown = 8,
    ciPKMismatch = 9,
    euiccRspCapabilityHasChanged = 10,
    lpaRspCapabilityHasChanged = 11,
    pushServiceNotSupported = 12,
    pushServiceRegistrationNotSupported = 13,
    invalidInputData = 124,
    missingInputData = 125,
    functionProviderBusy = 126,
    undefinedError = 127,
};

struct AuthenticateClientResponseEs11 {
    std::variant<AuthenticateClientOkEs11, AuthenticateClientEs11ErrorCode, AuthenticateClientOkEs11V3> value;

    static constexpr auto schema = asn1::choice<0xBF40>(
        "AuthenticateClientResponseEs11", &AuthenticateClientResponseEs11::value,
        asn1::alternative<0xA0>("authenticateClientOk"), asn1::alternative<0x81>("authenticateClientError"),
        asn1::alternative<0xA2>("authenticateClientOkV3"));

    bool operator==(const AuthenticateClientResponseEs11 &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::InitiateAuthenticationErrorCode> {
    static constexpr Named table[] = {{1, "invalidDpAddress"},   {2, "euiccVersionNotSupportedByDp"},
                                      {3, "ciPKNotSupported"},   {124, "invalidInputData"},
                                      {125, "missingInputData"}, {126, "functionProviderBusy"},
                                      {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::AuthenticateClientEs11ErrorCode> {
    static constexpr Named table[] = {{1, "eumCertificateInvalid"},
                                      {2, "eumCertificateExpired"},
                                      {3, "euiccCertificateInvalid"},
                                      {4, "euiccCertificateExpired"},
                                      {5, "euiccSignatureInvalid"},
                                      {6, "eventIdUnknown"},
                                      {7, "invalidTransactionId"},
                                      {8, "ciPKUnknown"},
                                      {9, "ciPKMismatch"},
                                      {10, "euiccRspCapabilityHasChanged"},
                                      {11, "lpaRspCapabilityHasChanged"},
                                      {12, "pushServiceNotSupported"},
                                      {13, "pushServiceRegistrationNotSupported"},
                                      {124, "invalidInputData"},
                                      {125, "missingInputData"},
                                      {126, "functionProviderBusy"},
                                      {127, "undefinedError"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::InitiateAuthenticationRequest)
WB_RSP_DECLARE(rsp::InitiateAuthenticationResponse)
WB_RSP_DECLARE(rsp::AuthenticateClientRequest)
WB_RSP_DECLARE(rsp::AuthenticateClientResponseEs11)
} // namespace wb
