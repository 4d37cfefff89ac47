// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/rsp/identifiers.h"

#include <optional>
#include <string>
#include <vector>

namespace wb::es {

/// ES9+/ES11 InitiateAuthentication, request (SGP.22 sections 5.6.1, 5.8.1, 6.5.2.6). Octets as they were signed or
/// received; nothing is decoded here.
struct InitiateAuthenticationRequest {
    Bytes euiccChallenge;    ///< 16 octets, value only
    Bytes euiccInfo1;        ///< the whole BF20 TLV
    std::string smdpAddress; ///< the server the LPA means to talk to; the name stays the same at an SM-DS
    std::string origin = {}; ///< not in the message: http::Request::origin, on a server

    bool operator==(const InitiateAuthenticationRequest &) const = default;
};

/// ES9+/ES11 InitiateAuthentication, successful response.
struct InitiateAuthenticationResponse {
    rsp::TransactionId transactionId;
    Bytes serverSigned1;       ///< whole TLV 30
    Bytes serverSignature1;    ///< whole TLV 5F37
    Bytes euiccCiPKIdToBeUsed; ///< whole TLV 04
    Bytes serverCertificate;   ///< DER

    bool operator==(const InitiateAuthenticationResponse &) const = default;
};

/// ES9+/ES11 AuthenticateClient, request (SGP.22 sections 5.6.3, 5.8.2, 6.5.2.8).
struct AuthenticateClientRequest {
    rsp::TransactionId transactionId;
    Bytes authenticateServerResponse; ///< whole TLV BF38 as the eUICC answered

    bool operator==(const AuthenticateClientRequest &) const = default;
};

/// One Event Record as the device gets it.
struct EventEntry {
    std::string eventId; ///< to be used as MatchingID at rspServerAddress
    std::string rspServerAddress;

    bool operator==(const EventEntry &) const = default;
};

/// The entries once more, as the SM-DS signs them for an LPA that wants that (later versions of SGP.22).
struct SignedEventList {
    Bytes smdsSigned2;    ///< whole TLV 30
    Bytes smdsSignature2; ///< whole TLV 5F37, over smdsSigned2 and the eUICC's signature behind it

    bool operator==(const SignedEventList &) const = default;
};

/// ES11 AuthenticateClient, successful response. No entries: nothing waits for this eUICC.
struct AuthenticateClientResponseEs11 {
    rsp::TransactionId transactionId;
    std::vector<EventEntry> eventEntries;
    std::optional<SignedEventList> signedList = {};
    std::string eid = {}; ///< at the server, for its records: whose events they are; not sent

    bool operator==(const AuthenticateClientResponseEs11 &) const = default;
};

/// ES11 CheckEvent, request (later versions of SGP.22): whether anything waits, asked without authentication.
struct CheckEventRequest {
    Bytes ecId;
    std::string smdsAddress;

    bool operator==(const CheckEventRequest &) const = default;
};

/// ES11 CheckEvent, successful response.
struct CheckEventResponse {
    bool isPendingEvent = false;

    bool operator==(const CheckEventResponse &) const = default;
};

/// Who calls and under which number; mandatory on ES2+, ES12 and ES15 (SGP.22 section 6.5.1.3).
struct RequestHeader {
    std::string functionRequesterIdentifier; ///< the caller's OID by custom
    std::string functionCallIdentifier;      ///< free, for correlation

    bool operator==(const RequestHeader &) const = default;
};

/// ES12/ES15 RegisterEvent, request (SGP.22 section 5.9.1).
struct RegisterEventRequest {
    RequestHeader header;
    std::string eid; ///< as sent; the server decides whether it is one
    std::string rspServerAddress;
    std::string eventId;
    bool forwardingIndicator = false; ///< whether an Alternative SM-DS passes the event on
    std::vector<std::string> via; ///< addresses of the SM-DSs it has passed, see viaField; not part of the JSON form

    bool operator==(const RegisterEventRequest &) const = default;
};

/// ES12/ES15 DeleteEvent, request (SGP.22 section 5.9.2).
struct DeleteEventRequest {
    RequestHeader header;
    std::string eid;
    std::string eventId;

    bool operator==(const DeleteEventRequest &) const = default;
};

/// The status of a function as its response header carries it (SGP.22 section 6.5.1.4).
struct FunctionStatus {
    enum class Kind { executedSuccess, executedWithWarning, failed, expired };
    Kind kind = Kind::executedSuccess;
    std::optional<StatusPair> status; ///< on failure

    bool operator==(const FunctionStatus &) const = default;
};

} // namespace wb::es
