// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/session.h"

#include "core/base/hex.h"
#include "smartcard/card/exchange.h"
#include "smartcard/card/known_aids.h"

#include <algorithm>
#include <cstdio>

namespace wb::card {

namespace {

/// A9 { 81 additional interfaces: none, 82 voltage, 83 LUId LPDd LDSd: all three, or the eUICC closes ES10 to us }.
constexpr std::uint8_t lpaCapability[]{0xA9, 0x08, 0x81, 0x00, 0x82, 0x01, 0x01, 0x83, 0x01, 0x07};

ErrorKind kindOfStatus(std::uint16_t sw)
{
    switch (sw) {
    case 0x6A82:
    case 0x6A88: return ErrorKind::notFound;
    case 0x6881:
    case 0x6882:
    case 0x6884:
    case 0x6A81:
    case 0x6D00:
    case 0x6E00: return ErrorKind::unsupported;
    default: return ErrorKind::refused;
    }
}

std::string failureText(const Error &error)
{
    if (error.scard) {
        char text[24];
        std::snprintf(text, sizeof text, "SCARD 0x%08X", *error.scard);
        return text;
    }
    return error.kind == ErrorKind::cancelled ? "cancelled" : "failed";
}

} // namespace

Error statusError(std::string step, std::uint16_t sw, std::string reason)
{
    Error error = makeError(kindOfStatus(sw), Interface::apdu, std::move(step), std::move(reason));
    error.statusWord = sw;
    return error;
}

Session::Session(Transport &transport, SessionOptions options, capture::Sink *sink)
    : m_transport(transport),
      m_options(std::move(options)),
      m_sink(sink)
{
}

Result<std::unique_ptr<Session>> Session::make(Transport &transport, SessionOptions options, capture::Sink *sink)
{
    if (options.blockSize < 1 || options.blockSize > 255)
        return fail(ErrorKind::invalid, Interface::apdu, "card session", "a STORE DATA block holds 1 to 255 octets");
    for (const std::vector<Bytes> *aids : {&options.aids, &options.ownAids}) {
        for (const Bytes &aid : *aids) {
            if (aid.size() < 5 || aid.size() > 16)
                return fail(ErrorKind::invalid, Interface::apdu, "card session", "an AID has 5 to 16 octets");
        }
    }
    return std::unique_ptr<Session>(new Session(transport, std::move(options), sink));
}

Result<std::unique_ptr<Session>> Session::open(Transport &transport, SessionOptions options, capture::Sink *sink,
                                               std::stop_token stop)
{
    auto session = make(transport, std::move(options), sink);
    if (!session)
        return session;
    if (Result<void> done = (*session)->establish(stop); !done)
        return fail(std::move(done.error()));
    return session;
}

Result<IsdrSearch> Session::search(Transport &transport, SessionOptions options, capture::Sink *sink,
                                   std::stop_token stop)
{
    auto session = make(transport, std::move(options), sink);
    if (!session)
        return fail(std::move(session.error()));
    Result<void> done = (*session)->establish(stop);
    const bool onlyNotFound = !done && !(*session)->m_search.tries.empty() && done.error().statusWord.has_value();
    if (!done && !onlyNotFound)
        return fail(std::move(done.error()));
    return (*session)->m_search;
}

Session::~Session()
{
    if (m_established && selected())
        closeChannel();
}

bool Session::selected() const
{
    return m_established && m_transport.generation() == m_generation;
}

Result<void> Session::ensureSelected(std::stop_token stop)
{
    if (selected())
        return {};
    return establish(stop);
}

Result<void> Session::establish(const std::stop_token &stop)
{
    m_established = false;
    m_channel = 0;
    m_isdR = {};
    m_search = {};
    m_generation = m_transport.generation();

    if (m_options.terminalCapability) {
        // Older cards do not know the command and work without it.
        const Result<ResponseApdu> told = sendRecorded({0x80, 0xAA, 0x00, 0x00, copyOf(lpaCapability), {}}, stop);
        if (!told)
            return fail(told.error());
    }
    if (m_options.channel != ChannelChoice::basic) {
        if (Result<void> opened = openChannel(stop); !opened)
            return opened;
    }

    Result<std::uint16_t> sw = selectIsdR(stop);
    const bool channelUseless = sw && (*sw == 0x6881 || *sw == 0x6E00) && m_channel != 0;
    if (channelUseless && m_options.channel == ChannelChoice::logicalElseBasic) {
        // Some readers and modems open a channel and then refuse its class bytes.
        m_search.basicChannelReason = statusError("SELECT ISD-R", *sw,
                                                  "refused on channel " + std::to_string(m_channel));
        closeChannel();
        sw = selectIsdR(stop);
    }
    if (!sw || !isSuccess(*sw)) {
        closeChannel();
        return sw ? fail(statusError("SELECT ISD-R", *sw, "no ISD-R answers on this card; " + triedText(m_search)))
                  : fail(std::move(sw.error()));
    }
    m_established = true;
    return {};
}

Result<void> Session::openChannel(const std::stop_token &stop)
{
    const Result<ResponseApdu> opened = sendRecorded({0x00, 0x70, 0x00, 0x00, {}, 1}, stop);
    if (!opened)
        return fail(opened.error());
    if (isSuccess(opened->sw)) {
        const int number = opened->data.size() == 1 ? opened->data[0] : 0;
        if (number < 1 || number > maxChannel)
            return fail(ErrorKind::malformed, Interface::apdu, "MANAGE CHANNEL open",
                        "the card gave no channel number");
        m_channel = number;
        return {};
    }
    Error refused = statusError("MANAGE CHANNEL open", opened->sw, "the card opens no channel");
    if (m_options.channel == ChannelChoice::logical)
        return fail(std::move(refused));
    m_search.basicChannelReason = std::move(refused);
    return {};
}

/// What is tried before the card is asked for more, each AID once.
std::vector<AidTry> Session::candidates() const
{
    std::vector<AidTry> all;
    const auto add = [&all](const Bytes &aid, AidOrigin origin, std::string_view name) {
        const auto same = [&aid](const AidTry &each) { return each.aid == aid; };
        if (std::none_of(all.begin(), all.end(), same))
            all.push_back({aid, origin, std::string(name)});
    };
    if (m_options.aids.empty()) {
        for (const KnownAid &known : isdRAids())
            add(known.aid, known.aid == isdRAid() ? AidOrigin::standard : AidOrigin::maker, known.name);
    }
    for (const std::vector<Bytes> *aids : {&m_options.aids, &m_options.ownAids}) {
        for (const Bytes &aid : *aids)
            add(aid, AidOrigin::own, nameOfAid(aid));
    }
    return all;
}

/// Whether this one answers.
Result<bool> Session::selectOne(AidTry candidate, const std::stop_token &stop)
{
    const CommandApdu select{classByte(ClassKind::interindustry), 0xA4, 0x04, 0x00, candidate.aid, 256};
    Result<ResponseApdu> answer = sendRecorded(select, stop);
    if (!answer)
        return fail(std::move(answer.error()));
    candidate.sw = answer->sw;
    m_search.tries.push_back(std::move(candidate));
    if (!isSuccess(answer->sw))
        return false;
    m_isdR.aid = m_search.tries.back().aid;
    m_isdR.properties = controlInformationOf(answer->data).isdR;
    m_isdR.fci = std::move(answer->data);
    m_search.found = m_search.tries.size() - 1;
    m_search.fci = m_isdR.fci;
    m_search.channel = m_channel;
    return true;
}

/// The status word of the SELECT that worked, or of the first that did not.
Result<std::uint16_t> Session::selectIsdR(const std::stop_token &stop)
{
    m_search.tries.clear();
    m_search.directory.reset();
    for (AidTry &candidate : candidates()) {
        const Result<bool> answers = selectOne(std::move(candidate), stop);
        if (!answers)
            return fail(answers.error());
        if (*answers)
            return m_search.tries.back().sw;
    }
    const std::uint16_t firstRefusal =
        m_search.tries.front().sw; // there is an AID: the known ones, or those of the options
    const bool channelUseless = firstRefusal == 0x6881 || firstRefusal == 0x6E00;
    if (!m_options.readDirectory || !m_options.aids.empty() || (channelUseless && m_channel != 0))
        return firstRefusal;

    if (Result<void> read = readDirectory(stop); !read)
        return fail(std::move(read.error()));
    for (const DirectoryEntry &entry : std::vector(m_search.directory->entries)) {
        const auto same = [&entry](const AidTry &each) { return each.aid == entry.aid; };
        if (!resemblesIsdR(entry.aid) || std::any_of(m_search.tries.begin(), m_search.tries.end(), same))
            continue;
        const Result<bool> answers = selectOne({entry.aid, AidOrigin::directory, entry.label}, stop);
        if (!answers)
            return fail(answers.error());
        if (*answers)
            return m_search.tries.back().sw;
    }
    return firstRefusal;
}

/// EF.DIR, record by record, on the basic channel: a card that has trouble with others is asked where it surely answers.
Result<void> Session::readDirectory(const std::stop_token &stop)
{
    DirectoryReading &reading = m_search.directory.emplace();
    const auto ask = [&](std::string step, const CommandApdu &command) -> Result<ResponseApdu> {
        Result<ResponseApdu> answer = sendRecorded(command, stop);
        reading.step = std::move(step);
        if (answer)
            reading.sw = answer->sw;
        return answer;
    };
    const auto fileIdentifier = [](std::uint16_t file) {
        return Bytes{static_cast<std::uint8_t>(file >> 8), static_cast<std::uint8_t>(file & 0xFF)};
    };
    for (const auto &[step, file] : {std::pair("SELECT MF", masterFile), std::pair("SELECT EF.DIR", directoryFile)}) {
        const auto selected = ask(step, {0x00, 0xA4, 0x00, 0x0C, fileIdentifier(file), {}});
        if (!selected)
            return fail(selected.error());
        if (!isSuccess(selected->sw))
            return {};
    }
    for (unsigned number = 1; number <= maxDirectoryRecords; ++number) {
        const auto record = ask("READ RECORD " + std::to_string(number),
                                {0x00, 0xB2, static_cast<std::uint8_t>(number), 0x04, {}, 256});
        if (!record)
            return fail(record.error());
        if (!isSuccess(record->sw))
            return {};
        ++reading.records;
        if (auto entry = directoryEntryOf(record->data))
            reading.entries.push_back(std::move(*entry));
    }
    return {};
}

void Session::closeChannel()
{
    if (m_channel == 0)
        return;
    const auto number = static_cast<std::uint8_t>(m_channel);
    m_channel = 0;
    if (m_transport.generation() == m_generation) // after a reset there is nothing left to close
        static_cast<void>(sendRecorded({0x00, 0x70, 0x80, number, {}, {}}, {}));
}

Result<ResponseApdu> Session::send(CommandApdu command, std::vector<capture::ApduBlock> &blocks, std::stop_token stop)
{
    const bool withoutLe = m_options.le == LeChoice::never
                           || (m_options.le == LeChoice::automatic && m_transport.protocol() == Protocol::t0);
    if (withoutLe && !command.data.empty())
        command.le.reset();
    auto answer = exchange(m_transport, command, blocks, std::move(stop));
    if (answer && isSuccess(answer->sw))
        m_proactiveLength = waitingProactive(answer->sw);
    return answer;
}

Result<ResponseApdu> Session::sendRecorded(const CommandApdu &command, const std::stop_token &stop)
{
    ExchangeDraft draft;
    draft.what = describe(command);
    Result<ResponseApdu> answer = send(command, draft.blocks, stop);
    if (answer)
        draft.response = answer->data;
    record(std::move(draft), answer ? std::nullopt : std::optional<Error>(answer.error()));
    return answer;
}

void Session::record(ExchangeDraft draft, std::optional<Error> error)
{
    if (!m_sink)
        return;
    capture::ApduExchange apdu;
    apdu.reader = m_transport.name();
    apdu.atr = m_transport.atr();
    apdu.channel = m_channel;
    apdu.request = std::move(draft.request);
    apdu.response = std::move(draft.response);
    apdu.blocks = std::move(draft.blocks);
    if (!apdu.blocks.empty()) {
        const Result<ResponseApdu> last = ResponseApdu::decode(apdu.blocks.back().response);
        apdu.statusWord = last ? last->sw : std::uint16_t(0);
    }

    capture::Exchange exchange;
    exchange.start = draft.start;
    exchange.duration = std::chrono::duration_cast<capture::Duration>(std::chrono::steady_clock::now()
                                                                      - draft.startedAt);
    exchange.interface = draft.interface;
    exchange.from = "LPA";
    exchange.to = "eUICC";
    exchange.what = std::move(draft.what);
    const bool answered = apdu.statusWord != 0;
    exchange.status = answered ? statusText(apdu.statusWord) : error ? failureText(*error) : std::string();
    exchange.error = std::move(error);
    exchange.detail = std::move(apdu);
    m_sink->record(std::move(exchange));
}

} // namespace wb::card
