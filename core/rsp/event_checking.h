// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/remote_provisioning.h"

/// What later versions of SGP.22 add to ES11: a device may ask whether anything waits without authenticating (CheckEvent), and
/// the SM-DS signs its list. Public sources leave some encodings open; what is chosen here stands in docs/protocol-notes.md.
namespace wb::rsp {

/// The octets of an ECID: the token by which a device asks without telling its EID.
inline constexpr std::size_t shortestEcid = 16;
inline constexpr std::size_t longestEcid = 32;

struct CheckEventRequest {
    Bytes ecId;
    std::string smdsAddress;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xBF46>(
        "CheckEventRequest", asn1::field<0x80>("ecId", &CheckEventRequest::ecId),
        asn1::field<0x81>("smdsAddress", &CheckEventRequest::smdsAddress));

    bool operator==(const CheckEventRequest &) const = default;
};

struct CheckEventOk {
    bool isPendingEvent = false;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "CheckEventOk", asn1::field<0x80>("isPendingEvent", &CheckEventOk::isPendingEvent));

    bool operator==(const CheckEventOk &) const = default;
};

enum class CheckEventErrorCode {
    invalidDsAddress = 1,
    eventCheckingNotSupported = 2,
    expiredEcid = 3,
    unknownEcid = 4,
    invalidInputData = 124,
    missingInputData = 125,
    functionProviderBusy = 126,
    undefinedError = 127,
};

struct CheckEventResponse {
    std::variant<CheckEventOk, CheckEventErrorCode> value;

    static constexpr auto schema = asn1::choice<0xBF46>("CheckEventResponse", &CheckEventResponse::value,
                                                        asn1::alternative<0xA0>("checkEventOk"),
                                                        asn1::alternative<0x81>("checkEventError"));

    bool operator==(const CheckEventResponse &) const = default;
};

enum class EventType { profileDownload = 1, rpm = 2 };

/// EventRecordV3. Of its optional members, those that a server of ours has nothing to put into are read as extras.
struct SignedEventEntry {
    std::string eventId;
    std::string rspServerAddress;
    EventType eventType = EventType::profileDownload;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "EventRecordV3", asn1::field<0x0C>("eventId", &SignedEventEntry::eventId),
        asn1::field<0x0C>("rspServerAddress", &SignedEventEntry::rspServerAddress),
        asn1::field<0x02>("eventType", &SignedEventEntry::eventType));

    bool operator==(const SignedEventEntry &) const = default;
};

struct EventList {
    std::vector<SignedEventEntry> eventEntries;
    std::optional<Bytes> ecId; ///< for CheckEvent
    Bytes extras;              ///< pushServiceRefreshTime

    static constexpr auto schema = asn1::sequence<0x30>(
        "EventList", asn1::list<0xA1, 0x30>("eventEntries", &EventList::eventEntries),
        asn1::field<0x82>("ecId", &EventList::ecId));

    bool operator==(const EventList &) const = default;
};

/// What the SM-DS signs, together with the eUICC's signature that it answers.
struct SmdsSigned2 {
    TransactionId transactionId;
    EventList eventList;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>("SmdsSigned2",
                                                        asn1::field<0x80>("transactionId", &SmdsSigned2::transactionId),
                                                        asn1::field<0xA0>("eventList", &SmdsSigned2::eventList));

    bool operator==(const SmdsSigned2 &) const = default;
};

} // namespace wb::rsp

template <>
struct wb::asn1::NamesOf<wb::rsp::CheckEventErrorCode> {
    static constexpr Named table[] = {{1, "invalidDsAddress"},
                                      {2, "eventCheckingNotSupported"},
                                      {3, "expiredEcid"},
                                      {4, "unknownEcid"},
                                      {124, "invalidInputData"},
                                      {125, "missingInputData"},
                                      {126, "functionProviderBusy"},
                                      {127, "undefinedError"}};
};

template <>
struct wb::asn1::NamesOf<wb::rsp::EventType> {
    static constexpr Named table[] = {{1, "profileDownload"}, {2, "rpm"}};
};

namespace wb {
WB_RSP_DECLARE(rsp::CheckEventRequest)
WB_RSP_DECLARE(rsp::CheckEventResponse)
WB_RSP_DECLARE(rsp::SmdsSigned2)
} // namespace wb
