// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/console.h"

#include "core/asn1/reader.h"
#include "core/asn1/writer.h"
#include "core/base/hex.h"
#include "core/rsp/catalogue.h"
#include "smartcard/card/functions.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/card/toolkit.h"

#include <algorithm>
#include <charconv>

namespace wb::card {

namespace {

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return lower;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Failure unknown(std::string_view line, const std::string &reason)
{
    return fail(ErrorKind::invalid, Interface::apdu, "console", "'" + std::string(line) + "': " + reason);
}

/// The commands that are a name and at most a number.
struct Named {
    std::string_view name;
    CommandApdu command;      ///< on the basic channel
    bool takesNumber = false; ///< behind the name: P2 of MANAGE CHANNEL close, else Le
    bool proprietary = false; ///< of class 8X
};

std::vector<Named> namedCommands()
{
    return {
        {"select isd-r", {0, 0xA4, 0x04, 0x00, isdRAid(), 256}},
        {"select mf", {0, 0xA4, 0x00, 0x04, {0x3F, 0x00}, 256}},
        {"open channel", {0, 0x70, 0x00, 0x00, {}, 1}},
        {"close channel", {0, 0x70, 0x80, 0x00, {}, {}}, true},
        {"get response", {0, 0xC0, 0x00, 0x00, {}, 256}, true},
        {"fetch", {0, 0x12, 0x00, 0x00, {}, 256}, true, true},
        {"status", {0, 0xF2, 0x00, 0x00, {}, 256}, false, true},
        {"terminal capability",
         {0, 0xAA, 0x00, 0x00, {0xA9, 0x08, 0x81, 0x00, 0x82, 0x01, 0x01, 0x83, 0x01, 0x07}, {}},
         false,
         true},
        {"terminal profile", {0, 0x10, 0x00, 0x00, {0xFF, 0xFF, 0xFF, 0xFF}, {}}, false, true},
    };
}

/// "@3 rest": the channel, taken from the line.
Result<int> takeChannel(std::string_view &line)
{
    if (!line.starts_with('@'))
        return 0;
    const std::size_t end = std::min(line.find(' '), line.size());
    int channel = -1;
    const auto [last, problem] = std::from_chars(line.data() + 1, line.data() + end, channel);
    if (problem != std::errc() || last != line.data() + end || channel < 0 || channel > maxChannel)
        return unknown(line.substr(0, end), "a channel is @0 to @19");
    line = trimmed(line.substr(end));
    return channel;
}

ConsoleCommand made(CommandApdu command, int channel, bool proprietary)
{
    command.cla = classByte(proprietary ? ClassKind::proprietary : ClassKind::interindustry, channel);
    return {command.encode(), describe(command), false, true};
}

Result<ConsoleCommand> readNamed(const Named &named, std::string_view rest, std::string_view line, int channel)
{
    CommandApdu command = named.command;
    if (rest.empty() || named.takesNumber) {
        unsigned number = 0;
        const auto [last, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        const bool given = !rest.empty() && problem == std::errc() && last == rest.data() + rest.size();
        if (!rest.empty() && (!given || number > 256))
            return unknown(line, "a number is wanted behind the name");
        if (given && command.ins == 0x70)
            command.p2 = static_cast<std::uint8_t>(number);
        else if (given)
            command.le = std::max(1U, number);
        return made(std::move(command), channel, named.proprietary);
    }
    return unknown(line, "nothing belongs behind the name");
}

Result<ConsoleCommand> readSelect(std::string_view rest, std::string_view line, int channel)
{
    const auto aid = fromHex(rest);
    if (!aid || aid->empty() || aid->size() > 16)
        return unknown(line, "behind select stands isd-r, mf, an AID or a file identifier in hexadecimal");
    const bool file = aid->size() == 2;
    CommandApdu command{0, 0xA4, std::uint8_t(file ? 0x00 : 0x04), std::uint8_t(file ? 0x04 : 0x00), *aid, 256};
    return made(std::move(command), channel, false);
}

/// Whether its request may be empty.
bool needsNothing(const rsp::Es10Function &function)
{
    if (function.request == nullptr || function.request().shape != asn1::TypeInfo::Shape::sequence)
        return false;
    const auto &fields = function.request().fields;
    return std::all_of(fields.begin(), fields.end(), [](const asn1::FieldInfo &field) { return field.optional; });
}

/// STORE DATA with the data object of a function, in one block.
Result<ConsoleCommand> readFunction(const rsp::Es10Function &function, std::string_view rest, std::string_view line,
                                    int channel)
{
    Bytes object;
    if (!rest.empty()) {
        const auto fields = fromHex(rest);
        if (!fields)
            return unknown(line, "the fields behind the name are not hexadecimal: " + fields.error().reason);
        object = asn1::tlv(function.tag, *fields);
    } else if (function.tag == 0xBF3E) {
        object = {0xBF, 0x3E, 0x03, 0x5C, 0x01, 0x5A};
    } else if (needsNothing(function)) {
        object = asn1::tlv(function.tag, Bytes());
    } else {
        return unknown(line, "its fields belong behind the name");
    }
    if (object.size() > 255)
        return unknown(line, "it does not fit into one block; the Functions page cuts it up");
    ConsoleCommand command = made({0, 0xE2, 0x91, 0x00, std::move(object), 256}, channel, true);
    command.what = std::string(function.name);
    return command;
}

bool looksLikeHex(std::string_view line)
{
    return !line.empty() && std::all_of(line.begin(), line.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ' ' || c == ':';
    });
}

Result<ConsoleCommand> readOctets(std::string_view line)
{
    auto octets = fromHex(line);
    if (!octets) {
        Error error = makeError(ErrorKind::malformed, Interface::apdu, "console", octets.error().reason);
        error.offset = octets.error().offset;
        return fail(std::move(error));
    }
    if (octets->size() < 4) {
        Error error = makeError(ErrorKind::malformed, Interface::apdu, "console",
                                "a command has CLA INS P1 P2 at least, here are " + std::to_string(octets->size())
                                    + " octet(s)");
        error.offset = octets->size();
        return fail(std::move(error));
    }
    const auto command = CommandApdu::decode(*octets);
    std::string what = command ? describe(*command) : "octets as typed";
    return ConsoleCommand{std::move(*octets), std::move(what), false, false};
}

/// Instructions that read, select or talk about talking.
constexpr std::uint8_t harmless[] = {0xA4, 0xC0, 0x70, 0xB0, 0xB2, 0xCA, 0xCB, 0xF2, 0xAA, 0x10, 0x12, 0x14, 0xA2};

capture::Exchange exchangeOf(const Transport &transport, ByteView command, std::vector<capture::ApduBlock> blocks,
                             std::chrono::steady_clock::time_point began)
{
    const auto decoded = CommandApdu::decode(command);
    capture::ApduExchange apdu;
    apdu.reader = transport.name();
    apdu.atr = transport.atr();
    if (decoded)
        apdu.channel = classOf(decoded->cla).value_or(ClassInfo{}).channel;
    ResponseApdu answer = answerIn(blocks);
    apdu.response = std::move(answer.data);
    apdu.statusWord = answer.sw;
    const bool storesWhole = decoded && decoded->ins == 0xE2 && (decoded->p1 & 0x80) != 0 && decoded->p2 == 0;
    if (storesWhole)
        apdu.request = decoded->data;
    capture::Exchange exchange;
    exchange.start = blocks.empty() ? Clock::system().now() : blocks.front().start;
    exchange.duration = std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now() - began);
    exchange.interface = storesWhole ? functionOf(apdu.request).interface : Interface::apdu;
    exchange.from = "LPA";
    exchange.to = "eUICC";
    exchange.what = storesWhole ? functionOf(apdu.request).name : decoded ? describe(*decoded) : "octets as typed";
    exchange.status = apdu.statusWord != 0 ? statusText(apdu.statusWord) : std::string();
    apdu.blocks = std::move(blocks);
    exchange.detail = std::move(apdu);
    return exchange;
}

/// What the console sends by itself after the last of the blocks; empty when nothing.
Bytes followUpTo(const std::vector<capture::ApduBlock> &blocks, const FollowUps &followUps)
{
    const capture::ApduBlock &last = blocks.back();
    const auto sent = CommandApdu::decode(last.command);
    const auto response = ResponseApdu::decode(last.response);
    if (!sent || !response)
        return {};
    if (const auto le = wantedLe(response->sw); le && followUps.rightLe) {
        CommandApdu again = *sent;
        again.le = le;
        const bool corrected = last.generated && last.command == again.encode(); // a card that wants what it was given
        return corrected ? Bytes() : again.encode();
    }
    if (const auto waiting = waitingOctets(response->sw); waiting && followUps.getResponse) {
        const int channel = classOf(sent->cla).value_or(ClassInfo{}).channel;
        return CommandApdu{classByte(ClassKind::interindustry, channel), instruction::getResponse, 0, 0, {}, waiting}
            .encode();
    }
    if (!followUps.toolkit)
        return {};
    if (last.generated && sent->ins == instruction::fetch && isSuccess(response->sw)) {
        const auto command = readProactiveCommand(response->data);
        return command ? CommandApdu{0x80, instruction::terminalResponse, 0, 0, terminalResponse(*command), {}}.encode()
                       : Bytes();
    }
    if (const auto length = waitingProactive(response->sw))
        return CommandApdu{0x80, instruction::fetch, 0, 0, {}, length}.encode();
    return {};
}

} // namespace

Result<ConsoleCommand> readConsoleLine(std::string_view text)
{
    std::string_view line = trimmed(text);
    if (line.empty())
        return unknown(line, "nothing was typed");
    const auto channel = takeChannel(line);
    if (!channel)
        return fail(channel.error());
    if (looksLikeHex(line) && !text.starts_with('@'))
        return readOctets(line);
    const std::string lower = lowerCase(line);
    if (lower == "reset")
        return ConsoleCommand{{}, "reset", true, true};
    for (const Named &named : namedCommands()) {
        const bool whole = lower == named.name;
        if (whole || lower.starts_with(std::string(named.name) + " "))
            return readNamed(named, whole ? std::string_view() : trimmed(line.substr(named.name.size())), line,
                             *channel);
    }
    if (lower.starts_with("select "))
        return readSelect(trimmed(line.substr(7)), line, *channel);
    for (const rsp::Es10Function &function : rsp::es10Functions()) {
        const std::string name = lowerCase(function.name);
        if (lower == name || lower.starts_with(name + " "))
            return readFunction(function, trimmed(line.substr(name.size())), line, *channel);
    }
    return unknown(line, "neither hexadecimal nor a name this console knows");
}

std::vector<std::string> completionsOf(std::string_view begun)
{
    const std::string lower = lowerCase(trimmed(begun));
    std::vector<std::string> all{"reset"};
    for (const Named &named : namedCommands())
        all.emplace_back(named.name);
    for (const rsp::Es10Function &function : rsp::es10Functions())
        all.emplace_back(function.name);
    std::erase_if(all, [&lower](const std::string &name) { return !lowerCase(name).starts_with(lower); });
    std::sort(all.begin(), all.end(),
              [](const std::string &left, const std::string &right) { return lowerCase(left) < lowerCase(right); });
    return all;
}

std::vector<std::string> doubtsAbout(ByteView command)
{
    std::vector<std::string> doubts;
    const auto decoded = CommandApdu::decode(command);
    if (!decoded) {
        doubts.push_back("the lengths do not add up: " + decoded.error().reason);
        return doubts;
    }
    if (!classOf(decoded->cla))
        doubts.push_back("class " + toHex({&decoded->cla, 1}) + " is of no family an eUICC is spoken to with");
    if (decoded->extended)
        doubts.emplace_back("extended lengths: an eUICC takes short APDUs only (SGP.22 section 2.5.5)");
    const auto info = classOf(decoded->cla);
    if (decoded->ins != 0xE2 || !info || info->kind != ClassKind::proprietary)
        return doubts;
    if (decoded->p1 != 0x11 && decoded->p1 != 0x91)
        doubts.emplace_back("P1 of STORE DATA is 11 (more blocks) or 91 (last block)");
    if (decoded->p1 == 0x91 && decoded->p2 == 0 && !asn1::readSingle(decoded->data))
        doubts.emplace_back("the data is no whole TLV, and no further block follows");
    return doubts;
}

bool changesNothing(ByteView command)
{
    const auto decoded = CommandApdu::decode(command);
    if (!decoded)
        return false;
    if (decoded->ins != 0xE2)
        return std::find(std::begin(harmless), std::end(harmless), decoded->ins) != std::end(harmless);
    const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(decoded->data).peekTag());
    const bool whole = (decoded->p1 & 0x80) != 0
                       && decoded->p2 == 0; // of a later block nobody knows what it belongs to
    return whole && function != nullptr && function->effect != rsp::Es10Effect::changes;
}

ResponseApdu answerIn(const std::vector<capture::ApduBlock> &blocks)
{
    ResponseApdu answer;
    for (const capture::ApduBlock &block : blocks) {
        const auto command = CommandApdu::decode(block.command);
        if (block.generated && command && command->ins == instruction::fetch)
            break;
        if (const auto response = ResponseApdu::decode(block.response)) {
            append(answer.data, response->data);
            answer.sw = response->sw;
        }
    }
    return answer;
}

Result<std::vector<capture::ApduBlock>> sendExactly(Transport &transport, ByteView command, const FollowUps &followUps,
                                                    capture::Sink *sink, std::stop_token stop)
{
    constexpr std::size_t most = 64; ///< commands: a card that keeps asking is not served for ever
    const auto began = std::chrono::steady_clock::now();
    std::vector<capture::ApduBlock> blocks;
    Bytes next = copyOf(command);
    std::optional<Error> error;
    while (!next.empty() && blocks.size() < most) {
        capture::ApduBlock block;
        block.command = std::exchange(next, {});
        block.generated = !blocks.empty();
        block.start = Clock::system().now();
        const auto before = std::chrono::steady_clock::now();
        auto answer = transport.transmit(block.command, stop);
        block.duration = std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now() - before);
        if (answer)
            block.response = *answer;
        blocks.push_back(std::move(block));
        if (!answer) {
            error = std::move(answer.error());
            break;
        }
        next = followUpTo(blocks, followUps);
    }
    if (sink != nullptr) {
        capture::Exchange exchange = exchangeOf(transport, command, blocks, began);
        exchange.error = error;
        sink->record(std::move(exchange));
    }
    if (error)
        return fail(std::move(*error));
    return blocks;
}

} // namespace wb::card
