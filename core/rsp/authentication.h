// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/device_info.h"
#include "core/rsp/euicc_data.h"
#include "core/rsp/euicc_info.h"

namespace wb::rsp {

/// ServerSigned1, SGP.22 section 3.1.2 step 7: what the server signs.
struct ServerSigned1 {
    TransactionId transactionId;
    Octet16 euiccChallenge{};
    std::string serverAddress;
    Octet16 serverChallenge{};
    Bytes extras; ///< v3: sessionContext, serverRspCapability

    static constexpr auto schema = asn1::sequence<0x30>(
        "ServerSigned1", asn1::field<0x80>("transactionId", &ServerSigned1::transactionId),
        asn1::field<0x81>("euiccChallenge", &ServerSigned1::euiccChallenge),
        asn1::field<0x83>("serverAddress", &ServerSigned1::serverAddress),
        asn1::field<0x84>("serverChallenge", &ServerSigned1::serverChallenge));

    bool operator==(const ServerSigned1 &) const = default;
};

/// What an LPA of a later version of SGP.22 asks for events of.
enum class OperationTypeBit { profileDownload, rpm };

/// CtxParamsForCommonAuthentication: the MatchingID asked for and the device.
struct CtxParamsForCommonAuthentication {
    std::optional<std::string> matchingId; ///< at an SM-DS: an EventID; absent and empty mean the same
    DeviceInfo deviceInfo;
    std::optional<asn1::Bits<OperationTypeBit>> operationType =
        {}; ///< later versions of SGP.22; absent: profileDownload
    Bytes extras = {};

    static constexpr auto schema = asn1::sequence<0x30>(
        "CtxParamsForCommonAuthentication",
        asn1::field<0x80>("matchingId", &CtxParamsForCommonAuthentication::matchingId),
        asn1::field<0xA1>("deviceInfo", &CtxParamsForCommonAuthentication::deviceInfo),
        asn1::field<0x82>("operationType", &CtxParamsForCommonAuthentication::operationType));

    bool operator==(const CtxParamsForCommonAuthentication &) const = default;
};

/// CtxParams1, an untagged CHOICE of one alternative in v2.
struct CtxParams1 {
    std::variant<CtxParamsForCommonAuthentication> value;

    static constexpr auto schema = asn1::choice<0>("CtxParams1", &CtxParams1::value,
                                                   asn1::alternative<0xA0>("ctxParamsForCommonAuthentication"));

    const CtxParamsForCommonAuthentication &common() const { return std::get<0>(value); }
    bool operator==(const CtxParams1 &) const = default;
};

using Signature = Bytes; ///< plain r || s, 64 octets (SGP.22 section 2.6.7.2); tag 5F37

/// AuthenticateServerRequest, ES10b, SGP.22 section 5.7.13. The server's four values are passed on as received.
struct AuthenticateServerRequest {
    asn1::Received<ServerSigned1> serverSigned1;
    Signature serverSignature1;
    KeyId euiccCiPKIdToBeUsed;
    asn1::Opaque serverCertificate;
    asn1::Received<CtxParams1> ctxParams1;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF38>(
        "AuthenticateServerRequest", asn1::field<0x30>("serverSigned1", &AuthenticateServerRequest::serverSigned1),
        asn1::field<0x5F37>("serverSignature1", &AuthenticateServerRequest::serverSignature1),
        asn1::field<0x04>("euiccCiPKIdToBeUsed", &AuthenticateServerRequest::euiccCiPKIdToBeUsed),
        asn1::field<0x30>("serverCertificate", &AuthenticateServerRequest::serverCertificate),
        asn1::field<0>("ctxParams1", &AuthenticateServerRequest::ctxParams1));

    bool operator==(const AuthenticateServerRequest &) const = default;
};

/// EuiccSigned1, SGP.22 section 3.1.2 step 13: what the eUICC signs. The EID is not in it; it is in the certificate.
struct EuiccSigned1 {
    TransactionId transactionId;
    std::string serverAddress;
    Octet16 serverChallenge{};
    EuiccInfo2 euiccInfo2;
    asn1::Received<CtxParams1> ctxParams1; ///< as the LPA gave it
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "EuiccSigned1", asn1::field<0x80>("transactionId", &EuiccSigned1::transactionId),
        asn1::field<0x83>("serverAddress", &EuiccSigned1::serverAddress),
        asn1::field<0x84>("serverChallenge", &EuiccSigned1::serverChallenge),
        asn1::field<0xBF22>("euiccInfo2", &EuiccSigned1::euiccInfo2),
        asn1::field<0>("ctxParams1", &EuiccSigned1::ctxParams1));

    bool operator==(const EuiccSigned1 &) const = default;
};

struct AuthenticateResponseOk {
    asn1::Received<EuiccSigned1> euiccSigned1;
    Signature euiccSignature1;
    asn1::Opaque euiccCertificate;
    asn1::Opaque eumCertificate;
    Bytes extras; ///< v3: further certificates of the chain

    static constexpr auto schema = asn1::sequence<0x30>(
        "AuthenticateResponseOk", asn1::field<0x30>("euiccSigned1", &AuthenticateResponseOk::euiccSigned1),
        asn1::field<0x5F37>("euiccSignature1", &AuthenticateResponseOk::euiccSignature1),
        asn1::field<0x30>("euiccCertificate", &AuthenticateResponseOk::euiccCertificate),
        asn1::field<0x30>("eumCertificate", &AuthenticateResponseOk::eumCertificate));

    bool operator==(const AuthenticateResponseOk &) const = default;
};

/// The error numbers of ES10b.AuthenticateServer (SGP.22 section 5.7.13); those from 8 on belong to v3.
enum class AuthenticateErrorCode {
    invalidCertificate = 1,
    invalidSignature = 2,
    unsupportedCurve = 3,
    noSessionContext = 4,
    invalidOid = 5,
    euiccChallengeMismatch = 6,
    ciPKUnknown = 7,
    transactionIdError = 8,
    missingCrl = 9,
    invalidCrlSignature = 10,
    revokedCert = 11,
    invalidCertOrCrlTime = 12,
    invalidCertOrCrlConfiguration = 13,
    invalidIccid = 14,
    undefinedError = 127,
};

/// AuthenticateResponseError. Three encodings are met in the field: transaction 80 with code 02 (strict), 80 with 81, and
/// the code alone under 80; all are accepted, the strict one is written.
struct AuthenticateResponseError {
    std::optional<TransactionId> transactionId;
    AuthenticateErrorCode code = AuthenticateErrorCode::undefinedError;

    static constexpr auto schema = asn1::sequence<0x30>(
        "AuthenticateResponseError", asn1::field<0x80>("transactionId", &AuthenticateResponseError::transactionId),
        asn1::field<0x02>("authenticateErrorCode", &AuthenticateResponseError::code));

    static bool decodeContent(asn1::Decoding &decoding, const asn1::Element &element, AuthenticateResponseError &value);
    bool operator==(const AuthenticateResponseError &) const = default;
};

/// AuthenticateServerResponse, ES10b.
struct AuthenticateServerResponse {
    std::variant<AuthenticateResponseOk, AuthenticateResponseError> value;

    static constexpr auto schema = asn1::choice<0xBF38>(
        "AuthenticateServerResponse", &AuthenticateServerResponse::value,
        asn1::alternative<0xA0>("authenticateResponseOk"), asn1::alternative<0xA1>("authenticateResponseError"));

    const AuthenticateResponseOk *ok() const { return std::get_if<AuthenticateResponseOk>(&value); }
    const AuthenticateResponseError *error() const { return std::get_if<AuthenticateResponseError>(&value); }
    bool operator==(const AuthenticateServerResponse &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::OperationTypeBit> {
    static constexpr Named table[] = {{0, "profileDownload"}, {1, "rpm"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::AuthenticateErrorCode> {
    static constexpr Named table[] = {{1, "invalidCertificate"},
                                      {2, "invalidSignature"},
                                      {3, "unsupportedCurve"},
                                      {4, "noSessionContext"},
                                      {5, "invalidOid"},
                                      {6, "euiccChallengeMismatch"},
                                      {7, "ciPKUnknown"},
                                      {8, "transactionIdError"},
                                      {9, "missingCrl"},
                                      {10, "invalidCrlSignature"},
                                      {11, "revokedCert"},
                                      {12, "invalidCertOrCrlTime"},
                                      {13, "invalidCertOrCrlConfiguration"},
                                      {14, "invalidIccid"},
                                      {127, "undefinedError"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::DeviceInfo)
WB_RSP_DECLARE(rsp::ServerSigned1)
WB_RSP_DECLARE(rsp::CtxParams1)
WB_RSP_DECLARE(rsp::AuthenticateServerRequest)
WB_RSP_DECLARE(rsp::EuiccSigned1)
WB_RSP_DECLARE(rsp::AuthenticateServerResponse)
} // namespace wb
