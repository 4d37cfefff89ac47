// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/primitive.h"
#include "core/asn1/schema.h"
#include "core/capture/exchange.h"

namespace wb::capture {

/// Text as it came: a peer's words need not be UTF-8.
struct StoredText {
    std::string value;

    static constexpr std::string_view asn1Name = "UTF8String";
    static std::optional<StoredText> fromContent(ByteView content) { return StoredText{std::string(textOf(content))}; }
    Bytes content() const { return copyOf(viewOf(value)); }
    static std::string contentText(ByteView content) { return asn1::utf8Text(content); }
};

/// A moment in milliseconds, or a length of time in microseconds.
using StoredTime = std::int64_t;
using StoredNumber = std::int64_t;

/// The first record of a file.
struct StoredHeader {
    StoredNumber version = 0;
    StoredText createdBy;
    StoredTime created = 0;
    bool redacted = false;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xE0>(
        "CaptureHeader", asn1::field<0x80>("version", &StoredHeader::version),
        asn1::field<0x81>("createdBy", &StoredHeader::createdBy), asn1::field<0x82>("created", &StoredHeader::created),
        asn1::field<0x83>("redacted", &StoredHeader::redacted));
};

struct StoredBlock {
    Bytes command;
    Bytes response;
    StoredTime start = 0;
    StoredTime duration = 0;
    bool generated = false;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "ApduBlock", asn1::field<0x80>("command", &StoredBlock::command),
        asn1::field<0x81>("response", &StoredBlock::response), asn1::field<0x82>("start", &StoredBlock::start),
        asn1::field<0x83>("duration", &StoredBlock::duration), asn1::field<0x84>("generated", &StoredBlock::generated));
};

struct StoredApdu {
    StoredText reader;
    StoredNumber channel = 0;
    Bytes request;
    Bytes response;
    std::vector<StoredBlock> blocks;
    StoredNumber statusWord = 0;
    std::optional<Bytes> atr;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "ApduExchange", asn1::field<0x80>("reader", &StoredApdu::reader),
        asn1::field<0x81>("channel", &StoredApdu::channel), asn1::field<0x82>("request", &StoredApdu::request),
        asn1::field<0x83>("response", &StoredApdu::response), asn1::list<0xA4, 0x30>("blocks", &StoredApdu::blocks),
        asn1::field<0x85>("statusWord", &StoredApdu::statusWord), asn1::field<0x86>("atr", &StoredApdu::atr));
};

struct StoredRule {
    StoredText text;
    StoredText outcome;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>("RuleVerdict", asn1::field<0x80>("text", &StoredRule::text),
                                                        asn1::field<0x81>("outcome", &StoredRule::outcome));
};

struct StoredTls {
    StoredText version;
    StoredText cipher;
    StoredText group;
    StoredText serverName;
    std::vector<Bytes> peerChain;
    std::optional<StoredNumber> alert;
    bool alertFromPeer = false;
    StoredText verification;
    std::vector<StoredRule> rules;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "TlsDetails", asn1::field<0x80>("version", &StoredTls::version),
        asn1::field<0x81>("cipher", &StoredTls::cipher), asn1::field<0x82>("group", &StoredTls::group),
        asn1::field<0x83>("serverName", &StoredTls::serverName),
        asn1::list<0xA4, 0x04>("peerChain", &StoredTls::peerChain), asn1::field<0x85>("alert", &StoredTls::alert),
        asn1::field<0x86>("alertFromPeer", &StoredTls::alertFromPeer),
        asn1::field<0x87>("verification", &StoredTls::verification),
        asn1::list<0xA8, 0x30>("rules", &StoredTls::rules));
};

struct StoredHttp {
    StoredText method;
    StoredText address;
    StoredText target;
    StoredText peer;
    Bytes requestHead;
    Bytes requestBody;
    StoredNumber status = 0;
    Bytes responseHead;
    Bytes responseBody;
    std::vector<StoredTime> phases; ///< resolve, connect, handshake, write, firstByte, body
    StoredTls tls;
    bool reusedConnection = false;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "HttpExchange", asn1::field<0x80>("method", &StoredHttp::method),
        asn1::field<0x81>("address", &StoredHttp::address), asn1::field<0x82>("target", &StoredHttp::target),
        asn1::field<0x83>("peer", &StoredHttp::peer), asn1::field<0x84>("requestHead", &StoredHttp::requestHead),
        asn1::field<0x85>("requestBody", &StoredHttp::requestBody), asn1::field<0x86>("status", &StoredHttp::status),
        asn1::field<0x87>("responseHead", &StoredHttp::responseHead),
        asn1::field<0x88>("responseBody", &StoredHttp::responseBody),
        asn1::list<0xA9, 0x02>("phases", &StoredHttp::phases), asn1::field<0xAA>("tls", &StoredHttp::tls),
        asn1::field<0x8B>("reusedConnection", &StoredHttp::reusedConnection));
};

struct StoredError {
    StoredText kind;
    StoredText interface;
    StoredText step;
    StoredText reason;
    std::optional<StoredText> subjectCode;
    std::optional<StoredText> reasonCode;
    std::optional<StoredText> subjectIdentifier;
    std::optional<StoredText> message;
    std::optional<StoredText> function;
    std::optional<StoredNumber> functionCode;
    std::optional<StoredNumber> statusWord;
    std::optional<StoredNumber> scard;
    std::optional<StoredNumber> httpStatus;
    std::optional<StoredNumber> tlsAlert;
    std::optional<StoredNumber> offset;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0x30>(
        "Error", asn1::field<0x80>("kind", &StoredError::kind), asn1::field<0x81>("interface", &StoredError::interface),
        asn1::field<0x82>("step", &StoredError::step), asn1::field<0x83>("reason", &StoredError::reason),
        asn1::field<0x84>("subjectCode", &StoredError::subjectCode),
        asn1::field<0x85>("reasonCode", &StoredError::reasonCode),
        asn1::field<0x86>("subjectIdentifier", &StoredError::subjectIdentifier),
        asn1::field<0x87>("message", &StoredError::message), asn1::field<0x88>("function", &StoredError::function),
        asn1::field<0x89>("functionCode", &StoredError::functionCode),
        asn1::field<0x8A>("statusWord", &StoredError::statusWord), asn1::field<0x8B>("scard", &StoredError::scard),
        asn1::field<0x8C>("httpStatus", &StoredError::httpStatus),
        asn1::field<0x8D>("tlsAlert", &StoredError::tlsAlert), asn1::field<0x8E>("offset", &StoredError::offset));
};

struct StoredDetail {
    std::variant<StoredApdu, StoredHttp> value;

    static constexpr auto schema = asn1::choice<0>("Detail", &StoredDetail::value, asn1::alternative<0xAC>("apdu"),
                                                   asn1::alternative<0xAD>("https"));
};

struct StoredExchange {
    StoredNumber number = 0;
    StoredTime start = 0;
    StoredTime duration = 0;
    StoredText interface;
    StoredText from;
    StoredText to;
    StoredText what;
    StoredText status;
    std::optional<StoredError> error;
    std::optional<StoredText> eid;
    std::optional<StoredText> eventId;
    std::optional<StoredText> caller;
    std::vector<StoredRule> verdicts;
    StoredDetail detail;
    Bytes extras;

    static constexpr auto schema = asn1::sequence<0xE1>(
        "CapturedExchange", asn1::field<0x80>("number", &StoredExchange::number),
        asn1::field<0x81>("start", &StoredExchange::start), asn1::field<0x82>("duration", &StoredExchange::duration),
        asn1::field<0x83>("interface", &StoredExchange::interface), asn1::field<0x84>("from", &StoredExchange::from),
        asn1::field<0x85>("to", &StoredExchange::to), asn1::field<0x86>("what", &StoredExchange::what),
        asn1::field<0x87>("status", &StoredExchange::status), asn1::field<0xA8>("error", &StoredExchange::error),
        asn1::field<0x89>("eid", &StoredExchange::eid), asn1::field<0x8A>("eventId", &StoredExchange::eventId),
        asn1::field<0x8B>("caller", &StoredExchange::caller),
        asn1::list<0xAE, 0x30>("verdicts", &StoredExchange::verdicts),
        asn1::field<0>("detail", &StoredExchange::detail));
};

StoredExchange stored(const Exchange &exchange);
Exchange restored(StoredExchange exchange);

/// "holds", "broken", ...: for files and JSON.
std::string_view nameOf(RuleVerdict::Outcome outcome);
RuleVerdict::Outcome outcomeNamed(std::string_view name);

} // namespace wb::capture
