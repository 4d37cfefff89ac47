// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/apdu_grouping.h"

#include "core/asn1/reader.h"
#include "core/base/hex.h"
#include "core/report/apdu_layout.h"
#include "core/rsp/catalogue.h"
#include "core/rsp/instruction_names.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace wb::report {

namespace {

constexpr std::uint8_t getResponse = 0xC0;
constexpr std::uint8_t isdRPrefix[]{0xA0, 0x00, 0x00, 0x05, 0x59, 0x10, 0x10};

std::uint16_t statusOf(ByteView response)
{
    if (response.size() < 2)
        return 0;
    return static_cast<std::uint16_t>(response[response.size() - 2] << 8 | response.back());
}

std::string nameOfCommand(ByteView command)
{
    const ByteView data = dataOf(command);
    if (command[1] == 0xA4 && command[2] == 0x04) {
        const bool isdR = data.size() >= sizeof isdRPrefix
                          && std::equal(std::begin(isdRPrefix), std::end(isdRPrefix), data.begin());
        return isdR ? "SELECT ISD-R" : "SELECT AID " + toHex(data);
    }
    if (command[1] == 0xA4)
        return "SELECT file " + toHex(data);
    if (const std::string_view name = rsp::instructionName(command[1]); !name.empty())
        return std::string(name);
    char text[32];
    std::snprintf(text, sizeof text, "CLA %02X INS %02X", command[0], command[1]);
    return text;
}

/// An exchange that is being put together.
class Grouping {
public:
    explicit Grouping(const std::string &reader) : m_reader(reader) {}

    void take(capture::ApduBlock block)
    {
        if (block.command.size() < 4)
            return;
        const int channel = channelOf(block.command[0]);
        const std::uint8_t ins = block.command[1];
        const auto open = m_open.find(channel);
        if (open != m_open.end() && continues(open->second, ins)) {
            block.generated = ins != insStoreData || m_wrongLength;
        } else {
            finish(channel);
            m_open[channel] = {};
        }
        add(m_open[channel], channel, std::move(block));
        if (isFinished(m_open[channel]))
            finish(channel);
    }

    std::vector<capture::Exchange> take()
    {
        while (!m_open.empty())
            finish(m_open.begin()->first);
        std::stable_sort(m_done.begin(), m_done.end(),
                         [](const auto &a, const auto &b) { return a.number < b.number; });
        return std::move(m_done);
    }

private:
    struct Open {
        capture::ApduExchange apdu;
        std::uint64_t number = 0;
        bool chainEnded = false;
        std::uint16_t status = 0;
    };

    /// Whether this command belongs to what is under way on its channel.
    bool continues(const Open &open, std::uint8_t ins)
    {
        const std::uint8_t first = open.apdu.blocks.front().command[1];
        m_wrongLength = (open.status & 0xFF00) == 0x6C00;
        if (ins == getResponse)
            return (open.status & 0xFF00) == 0x6100 || m_wrongLength;
        if (m_wrongLength)
            return ins == first;
        return ins == insStoreData && first == insStoreData && !open.chainEnded;
    }

    void add(Open &open, int channel, capture::ApduBlock block)
    {
        if (open.number == 0)
            open.number = ++m_count;
        open.apdu.reader = m_reader;
        open.apdu.channel = channel;
        if (block.command[1] == insStoreData && !block.generated) {
            append(open.apdu.request, dataOf(block.command));
            open.chainEnded = (block.command[2] & 0x80) != 0;
        }
        open.status = statusOf(block.response);
        if (block.response.size() > 2)
            append(open.apdu.response, ByteView(block.response).first(block.response.size() - 2));
        open.apdu.blocks.push_back(std::move(block));
    }

    static bool isFinished(const Open &open)
    {
        const std::uint16_t status = open.status;
        if ((status & 0xFF00) == 0x6100 || (status & 0xFF00) == 0x6C00)
            return false;
        const bool more = open.apdu.blocks.front().command[1] == insStoreData && !open.chainEnded;
        return !more || (status != 0x9000 && (status & 0xFF00) != 0x9100);
    }

    void finish(int channel)
    {
        const auto found = m_open.find(channel);
        if (found == m_open.end())
            return;
        Open &open = found->second;
        const Bytes &command = open.apdu.blocks.front().command;
        capture::Exchange exchange;
        exchange.number = open.number;
        exchange.from = "LPA";
        exchange.to = "eUICC";
        exchange.interface = Interface::apdu;
        exchange.what = nameOfCommand(command);
        if (!open.apdu.request.empty()) {
            const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(open.apdu.request).peekTag());
            if (function != nullptr) {
                exchange.what = function->name;
                exchange.interface = function->interface();
            }
        }
        exchange.start = open.apdu.blocks.front().start;
        for (const capture::ApduBlock &block : open.apdu.blocks)
            exchange.duration += block.duration;
        open.apdu.statusWord = open.status;
        if (open.status != 0)
            exchange.status = toHex(Bytes{std::uint8_t(open.status >> 8), std::uint8_t(open.status)});
        if (open.apdu.request.empty() && command[1] == insStoreData)
            open.apdu.request = copyOf(dataOf(command));
        exchange.detail = std::move(open.apdu);
        m_done.push_back(std::move(exchange));
        m_open.erase(found);
    }

    std::string m_reader;
    std::map<int, Open> m_open; ///< by channel
    std::vector<capture::Exchange> m_done;
    std::uint64_t m_count = 0;
    bool m_wrongLength = false;
};

} // namespace

std::vector<capture::Exchange> groupedApdus(std::vector<capture::ApduBlock> blocks, const std::string &reader)
{
    Grouping grouping(reader);
    for (capture::ApduBlock &block : blocks)
        grouping.take(std::move(block));
    return grouping.take();
}

} // namespace wb::report
