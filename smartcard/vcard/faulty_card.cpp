// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vcard/faulty_card.h"

#include <algorithm>
#include <limits>

namespace wb::vcard {

using card::CommandApdu;
using card::ResponseApdu;
using euicc::Fault;

namespace {

constexpr std::size_t largestWhole = 1U << 20;
constexpr std::size_t longestHeader = 8;

std::chrono::steady_clock::rep ticksNow()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// Where the length of the outermost TLV stands, in front of its last octet; none for what is no TLV.
std::optional<std::size_t> lastLengthOctet(ByteView data)
{
    if (data.empty())
        return {};
    std::size_t at = 1;
    if ((data[0] & 0x1F) == 0x1F) {
        while (at < data.size() && (data[at] & 0x80) != 0)
            ++at;
        ++at;
    }
    if (at >= data.size())
        return {};
    const std::size_t more = (data[at] & 0x80) != 0 ? data[at] & 0x7FU : 0;
    return at + more < data.size() ? std::optional(at + more) : std::nullopt;
}

} // namespace

FaultyCard::FaultyCard(SmartCard &card, euicc::FaultPlan plan) : m_card(card)
{
    setPlan(std::move(plan));
}

void FaultyCard::setPlan(euicc::FaultPlan plan)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_plan.clear();
        for (Fault &fault : plan)
            m_plan.push_back({fault});
        beginAnew();
    }
    if (m_awayUntil.exchange(0) != 0)
        m_card.powerOn();
}

bool FaultyCard::present() const
{
    const Ticks until = m_awayUntil.load();
    return until == 0 || ticksNow() >= until;
}

/// A card that is back counts as switched on, which it is with its next command: nobody sees the two apart.
std::uint64_t FaultyCard::generation() const
{
    const bool back = m_awayUntil.load() != 0 && present();
    return m_card.generation() + (back ? 1 : 0);
}

/// Under the mutex: what a reset forgets. A command that waits is lost.
void FaultyCard::beginAnew()
{
    m_commands = 0;
    m_beginnings = {};
    m_rest = {};
    ++m_resets;
    m_interrupted.notify_all();
}

void FaultyCard::powerOn()
{
    if (!present())
        return;
    m_awayUntil = 0;
    {
        const std::scoped_lock lock(m_mutex);
        beginAnew();
    }
    m_card.powerOn();
}

void FaultyCard::powerOff()
{
    {
        const std::scoped_lock lock(m_mutex);
        beginAnew();
    }
    m_card.powerOff();
}

void FaultyCard::reset()
{
    if (!present())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        beginAnew();
    }
    m_card.reset();
}

/// Sleeps; false when the card was reset meanwhile, or somebody asked to stop.
bool FaultyCard::waits(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t resets = m_resets;
    m_interrupted.wait_for(lock, stop, time, [&] { return m_resets != resets; });
    return m_resets == resets && !stop.stop_requested();
}

void FaultyCard::pull(const Fault &fault)
{
    Ticks until = std::numeric_limits<Ticks>::max();
    if (fault.backAfter)
        until = (std::chrono::steady_clock::now() + *fault.backAfter).time_since_epoch().count();
    m_awayUntil = std::max<Ticks>(until, 1);
    ++m_pulls;
    powerOff();
}

/// Notes what is sent on each channel; the tag of the request that this command completes.
std::optional<asn1::Tag> FaultyCard::functionEndedBy(const CommandApdu &command)
{
    const auto info = card::classOf(command.cla);
    if (!info || info->kind != card::ClassKind::proprietary || command.ins != 0xE2)
        return {};
    Bytes &beginning = m_beginnings[static_cast<std::size_t>(info->channel)];
    if (command.p2 == 0)
        beginning.clear();
    append(beginning, ByteView(command.data).first(std::min(command.data.size(), longestHeader - beginning.size())));
    if (command.p1 != 0x91)
        return {};
    append(beginning, Bytes(1)); // a length, which a tag needs behind it to be one
    const asn1::Tag function = asn1::Reader(beginning).peekTag();
    beginning.clear();
    return function;
}

/// Counts the command; what happens to it. @p command is null for what is no APDU.
std::vector<Fault> FaultyCard::faultsOf(const CommandApdu *command)
{
    const std::scoped_lock lock(m_mutex);
    ++m_commands;
    const std::optional<asn1::Tag> function = command != nullptr ? functionEndedBy(*command) : std::nullopt;
    std::vector<Fault> due;
    for (Planned &planned : m_plan) {
        const Fault &fault = planned.fault;
        const bool here = fault.command    ? *fault.command == m_commands
                          : fault.function ? function && *function == *fault.function
                                           : true;
        if (here && (fault.times == 0 || planned.happened < fault.times)) {
            ++planned.happened;
            due.push_back(fault);
        }
    }
    return due;
}

Bytes FaultyCard::process(ByteView commandApdu, std::stop_token stop)
{
    const std::scoped_lock one(m_order);
    if (!present())
        return {};
    if (m_awayUntil.load() != 0)
        powerOn(); // it is back, and a card that comes back has lost everything

    const Result<CommandApdu> command = CommandApdu::decode(commandApdu);
    {
        const std::scoped_lock lock(m_mutex);
        const bool fetches = command && command->ins == 0xC0 && m_rest.finalStatus != 0;
        if (fetches && command->le)
            return piece(*command->le);
        m_rest = {};
    }

    const std::vector<Fault> due = faultsOf(command ? &*command : nullptr);
    // What keeps the command from the eUICC counts before it gets there.
    for (const Fault &fault : due) {
        using enum Fault::Kind;
        const bool prevents = fault.kind == status || fault.kind == silent || fault.kind == pulled;
        if (fault.kind == slow || (prevents && !fault.carriedOut)) {
            Bytes answer = disturbed(fault, commandApdu, {}, stop);
            if (fault.kind != slow)
                return answer;
            if (!answer.empty())
                continue;
            return {};
        }
    }
    Bytes answer = m_card.process(commandApdu, stop);
    for (const Fault &fault : due) {
        if (fault.kind != Fault::Kind::slow && !answer.empty())
            answer = disturbed(fault, commandApdu, std::move(answer), stop);
    }
    return answer;
}

/// What becomes of an answer. For slow: empty when the command was lost while it waited.
Bytes FaultyCard::disturbed(const Fault &fault, ByteView commandApdu, Bytes answer, const std::stop_token &stop)
{
    switch (fault.kind) {
    case Fault::Kind::slow: return waits(fault.delay, stop) ? Bytes{0x90, 0x00} : Bytes();
    case Fault::Kind::status: return ResponseApdu{{}, fault.statusWord}.encode();
    case Fault::Kind::stump: return {0x6F};
    case Fault::Kind::silent: static_cast<void>(waits(fault.delay, stop)); return {};
    case Fault::Kind::pulled: pull(fault); return {};
    case Fault::Kind::truncated:
    case Fault::Kind::garbled:
    case Fault::Kind::wrongLength: break;
    }
    const Result<CommandApdu> command = CommandApdu::decode(commandApdu);
    return command ? changed(fault, *command, answer, stop) : answer;
}

/// The answer with its data changed, as far as the command lets it be handed over.
Bytes FaultyCard::changed(const Fault &fault, const CommandApdu &command, ByteView answer, const std::stop_token &stop)
{
    Result<ResponseApdu> response = ResponseApdu::decode(answer);
    if (!response)
        return copyOf(answer);
    Bytes data = std::move(response->data);
    std::uint16_t status = response->sw;
    const int channel = card::classOf(command.cla).value_or(card::ClassInfo{}).channel;
    {
        const std::scoped_lock lock(m_mutex);
        append(data, m_rest.data); // another fault has changed it before
        if (m_rest.finalStatus != 0)
            status = m_rest.finalStatus;
        m_rest = {};
    }
    while (card::waitingOctets(status) && data.size() < largestWhole) {
        const CommandApdu fetch{card::classByte(card::ClassKind::interindustry, channel), 0xC0, 0, 0, {}, 256};
        const Result<ResponseApdu> more = ResponseApdu::decode(m_card.process(fetch.encode(), stop));
        if (!more)
            return {};
        append(data, more->data);
        status = more->sw;
    }
    if (data.empty())
        return copyOf(answer);

    switch (fault.kind) {
    case Fault::Kind::truncated: data.resize(std::min(data.size(), fault.octet.value_or(data.size() / 2))); break;
    case Fault::Kind::garbled: data[std::min(fault.octet.value_or(0), data.size() - 1)] ^= fault.mask; break;
    default:
        if (const auto place = lastLengthOctet(data))
            data[*place] = static_cast<std::uint8_t>(data[*place] + fault.by);
        break;
    }
    const std::scoped_lock lock(m_mutex);
    m_rest = {std::move(data), status};
    return piece(command.le.value_or(command.data.empty() ? 256 : 0));
}

/// Under the mutex: the next octets of the answer that was changed.
Bytes FaultyCard::piece(std::size_t atMost)
{
    const std::size_t size = std::min(atMost, m_rest.data.size());
    ResponseApdu response{copyOf(ByteView(m_rest.data).first(size)), m_rest.finalStatus};
    m_rest.data.erase(m_rest.data.begin(), m_rest.data.begin() + static_cast<std::ptrdiff_t>(size));
    const std::size_t left = m_rest.data.size();
    if (left == 0)
        m_rest = {};
    else
        response.sw = static_cast<std::uint16_t>(0x6100 | (left >= 256 ? 0 : left));
    return response.encode();
}

} // namespace wb::vcard
