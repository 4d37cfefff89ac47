// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/conformance/stage.h"

namespace wb::conformance {

/// An open session with the server, and what an eUICC would answer; a variation spoils something of it. Unlike an eUICC it signs
/// whatever it is told to.
struct ForgedAnswer {
    rsp::TransactionId transactionId; ///< beside the answer
    rsp::EuiccSigned1 signed1;

    bool reissue = false; ///< the issuer makes both certificates anew, with what follows
    pki::Defects eumDefects;
    pki::Defects euiccDefects;
    std::string eid; ///< empty: the eUICC's own
    std::optional<Bytes> eumInstead;
    std::optional<Bytes> euiccInstead;
    std::optional<Bytes> signatureInstead;

    std::optional<Bytes> instead; ///< of the whole AuthenticateServerResponse

    const euicc::EuiccCredential *credential = nullptr; ///< of the eUICC
    const pki::Authority *issuer = nullptr;

    /// AuthenticateClient with all of it. Errors: those of the issuer and of signing.
    Result<es::AuthenticateClientRequest> request() const;
};

/// InitiateAuthentication, and the answer to it before anything is spoiled. The reply's value is what forging begins with.
Reply<ForgedAnswer> openSession(Stage &stage, const std::optional<std::string> &matchingId = {});

/// AuthenticateClient with the answer as it now is.
EventsReply authenticate(Stage &stage, const ForgedAnswer &answer);

/// The whole of a discovery with the virtual eUICC, which checks what the server signed: its refusal is the word "refused by the
/// eUICC".
EventsReply retrieve(Stage &stage, const std::optional<std::string> &matchingId = {}, const Travel &travel = {});

/// What the Event Records for our eUICC are, without MatchingID or with one, held against `wanted`: the EventIDs in order. Records
/// that others have registered do not count. Empty when it is so, else what is wrong.
std::string differs(const EventsReply &reply, const std::vector<es::EventEntry> &wanted);

} // namespace wb::conformance
