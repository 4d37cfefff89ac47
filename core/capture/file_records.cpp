// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/file_records.h"

#include <array>

namespace wb::capture {

namespace {

StoredTime countOf(TimePoint time)
{
    return time.time_since_epoch().count();
}

TimePoint timeOf(StoredTime count)
{
    return TimePoint(std::chrono::milliseconds(count));
}

/// Nothing where there is nothing to say.
std::optional<StoredText> unlessEmpty(const std::string &text)
{
    return text.empty() ? std::nullopt : std::optional(StoredText{text});
}

std::string orEmpty(std::optional<StoredText> text)
{
    return text ? std::move(text->value) : std::string();
}

template <class T>
std::optional<StoredNumber> numberOf(const std::optional<T> &value)
{
    return value ? std::optional(static_cast<StoredNumber>(*value)) : std::nullopt;
}

template <class T>
void take(const std::optional<StoredNumber> &number, std::optional<T> &value)
{
    if (number)
        value = static_cast<T>(*number);
}

StoredError stored(const Error &error)
{
    StoredError out;
    out.kind.value = nameOf(error.kind);
    out.interface.value = wb::nameOf(error.interface);
    out.step.value = error.step;
    out.reason.value = error.reason;
    if (error.status) {
        out.subjectCode = StoredText{error.status->subject};
        out.reasonCode = StoredText{error.status->reason};
        out.subjectIdentifier = unlessEmpty(error.status->subjectIdentifier);
        out.message = unlessEmpty(error.status->message);
    }
    if (error.functionError) {
        out.function = StoredText{error.functionError->function};
        out.functionCode = error.functionError->code;
    }
    out.statusWord = numberOf(error.statusWord);
    out.scard = numberOf(error.scard);
    out.httpStatus = numberOf(error.httpStatus);
    out.tlsAlert = numberOf(error.tlsAlert);
    out.offset = numberOf(error.offset);
    return out;
}

Error restored(StoredError error)
{
    Error out = makeError(errorKindNamed(error.kind.value), interfaceNamed(error.interface.value),
                          std::move(error.step.value), std::move(error.reason.value));
    if (error.subjectCode && error.reasonCode)
        out.status = StatusPair{error.subjectCode->value, error.reasonCode->value,
                                orEmpty(std::move(error.subjectIdentifier)), orEmpty(std::move(error.message))};
    if (error.function && error.functionCode)
        out.functionError = FunctionError{error.function->value, static_cast<int>(*error.functionCode)};
    take(error.statusWord, out.statusWord);
    take(error.scard, out.scard);
    take(error.httpStatus, out.httpStatus);
    take(error.tlsAlert, out.tlsAlert);
    take(error.offset, out.offset);
    return out;
}

std::vector<StoredRule> stored(const std::vector<RuleVerdict> &rules)
{
    std::vector<StoredRule> out;
    for (const RuleVerdict &rule : rules)
        out.push_back({{rule.text}, {std::string(nameOf(rule.outcome))}, {}});
    return out;
}

std::vector<RuleVerdict> restored(std::vector<StoredRule> rules)
{
    std::vector<RuleVerdict> out;
    for (StoredRule &rule : rules)
        out.push_back({std::move(rule.text.value), outcomeNamed(rule.outcome.value)});
    return out;
}

StoredApdu stored(const ApduExchange &apdu)
{
    StoredApdu out{{apdu.reader}, apdu.channel, apdu.request, apdu.response, {}, apdu.statusWord, {}, {}};
    if (!apdu.atr.empty())
        out.atr = apdu.atr;
    for (const ApduBlock &block : apdu.blocks)
        out.blocks.push_back(
            {block.command, block.response, countOf(block.start), block.duration.count(), block.generated, {}});
    return out;
}

ApduExchange restored(StoredApdu apdu)
{
    ApduExchange out;
    out.reader = std::move(apdu.reader.value);
    out.channel = static_cast<int>(apdu.channel);
    out.request = std::move(apdu.request);
    out.response = std::move(apdu.response);
    out.statusWord = static_cast<std::uint16_t>(apdu.statusWord);
    out.atr = std::move(apdu.atr).value_or(Bytes());
    for (StoredBlock &block : apdu.blocks)
        out.blocks.push_back({std::move(block.command), std::move(block.response), timeOf(block.start),
                              Duration(block.duration), block.generated});
    return out;
}

StoredTls stored(const TlsDetails &tls)
{
    StoredTls out;
    out.version.value = tls.version;
    out.cipher.value = tls.cipher;
    out.group.value = tls.group;
    out.serverName.value = tls.serverName;
    out.peerChain = tls.peerChain;
    out.alert = numberOf(tls.alert);
    out.alertFromPeer = tls.alertFromPeer;
    out.verification.value = tls.verification;
    out.rules = stored(tls.rules);
    return out;
}

TlsDetails restored(StoredTls tls)
{
    TlsDetails out;
    out.version = std::move(tls.version.value);
    out.cipher = std::move(tls.cipher.value);
    out.group = std::move(tls.group.value);
    out.serverName = std::move(tls.serverName.value);
    out.peerChain = std::move(tls.peerChain);
    take(tls.alert, out.alert);
    out.alertFromPeer = tls.alertFromPeer;
    out.verification = std::move(tls.verification.value);
    out.rules = restored(std::move(tls.rules));
    return out;
}

/// The phases in the order in which a file has them.
constexpr std::array phases{&HttpPhases::resolve, &HttpPhases::connect,   &HttpPhases::handshake,
                            &HttpPhases::write,   &HttpPhases::firstByte, &HttpPhases::body};

StoredHttp stored(const HttpExchange &http)
{
    StoredHttp out;
    out.method.value = http.method;
    out.address.value = http.address;
    out.target.value = http.target;
    out.peer.value = http.peer;
    out.requestHead = http.requestHead;
    out.requestBody = http.requestBody;
    out.status = http.status;
    out.responseHead = http.responseHead;
    out.responseBody = http.responseBody;
    for (const auto phase : phases)
        out.phases.push_back((http.phases.*phase).count());
    out.tls = stored(http.tls);
    out.reusedConnection = http.reusedConnection;
    return out;
}

HttpExchange restored(StoredHttp http)
{
    HttpExchange out;
    out.method = std::move(http.method.value);
    out.address = std::move(http.address.value);
    out.target = std::move(http.target.value);
    out.peer = std::move(http.peer.value);
    out.requestHead = std::move(http.requestHead);
    out.requestBody = std::move(http.requestBody);
    out.status = static_cast<int>(http.status);
    out.responseHead = std::move(http.responseHead);
    out.responseBody = std::move(http.responseBody);
    for (std::size_t i = 0; i < std::min(phases.size(), http.phases.size()); ++i)
        out.phases.*phases[i] = Duration(http.phases[i]);
    out.tls = restored(std::move(http.tls));
    out.reusedConnection = http.reusedConnection;
    return out;
}

} // namespace

std::string_view nameOf(RuleVerdict::Outcome outcome)
{
    switch (outcome) {
    case RuleVerdict::Outcome::holds: return "holds";
    case RuleVerdict::Outcome::notApplicable: return "not applicable";
    case RuleVerdict::Outcome::advisory: return "advisory";
    case RuleVerdict::Outcome::broken: return "broken";
    }
    return "";
}

RuleVerdict::Outcome outcomeNamed(std::string_view name)
{
    using Outcome = RuleVerdict::Outcome;
    for (const Outcome outcome : {Outcome::holds, Outcome::advisory, Outcome::broken}) {
        if (nameOf(outcome) == name)
            return outcome;
    }
    return Outcome::notApplicable;
}

StoredExchange stored(const Exchange &exchange)
{
    StoredExchange out;
    out.number = static_cast<StoredNumber>(exchange.number);
    out.start = countOf(exchange.start);
    out.duration = exchange.duration.count();
    out.interface.value = wb::nameOf(exchange.interface);
    out.from.value = exchange.from;
    out.to.value = exchange.to;
    out.what.value = exchange.what;
    out.status.value = exchange.status;
    if (exchange.error)
        out.error = stored(*exchange.error);
    out.eid = unlessEmpty(exchange.subject.eid);
    out.eventId = unlessEmpty(exchange.subject.eventId);
    out.caller = unlessEmpty(exchange.subject.caller);
    out.verdicts = stored(exchange.verdicts);
    if (const ApduExchange *apdu = exchange.apdu())
        out.detail.value = stored(*apdu);
    else
        out.detail.value = stored(*exchange.http());
    return out;
}

Exchange restored(StoredExchange exchange)
{
    Exchange out;
    out.number = static_cast<std::uint64_t>(exchange.number);
    out.start = timeOf(exchange.start);
    out.duration = Duration(exchange.duration);
    out.interface = interfaceNamed(exchange.interface.value);
    out.from = std::move(exchange.from.value);
    out.to = std::move(exchange.to.value);
    out.what = std::move(exchange.what.value);
    out.status = std::move(exchange.status.value);
    if (exchange.error)
        out.error = restored(std::move(*exchange.error));
    out.subject = {orEmpty(std::move(exchange.eid)), orEmpty(std::move(exchange.eventId)),
                   orEmpty(std::move(exchange.caller))};
    out.verdicts = restored(std::move(exchange.verdicts));
    if (auto *apdu = std::get_if<StoredApdu>(&exchange.detail.value))
        out.detail = restored(std::move(*apdu));
    else
        out.detail = restored(std::move(std::get<StoredHttp>(exchange.detail.value)));
    return out;
}

} // namespace wb::capture
