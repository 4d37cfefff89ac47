// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/pcap.h"

#include <algorithm>

namespace wb::report {

namespace {

constexpr std::uint32_t pcapMagic = 0xA1B2C3D4; // times in microseconds
constexpr std::uint32_t linkTypeIpv4 = 228;
constexpr std::size_t ipHead = 20;
constexpr std::size_t udpHead = 8;
constexpr std::size_t gsmtapHead = 16;
constexpr std::size_t longestIp = 65535;
constexpr std::uint16_t gsmtapPort = 4729;
constexpr std::uint8_t gsmtapSim = 0x04;

void put16(Bytes &out, std::size_t value)
{
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
}

void put32(Bytes &out, std::uint32_t value)
{
    put16(out, value >> 16);
    put16(out, value & 0xFFFF);
}

/// The checksum of RFC 791 over a head whose own field is zero.
std::uint16_t checksum(ByteView head)
{
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2)
        sum += static_cast<std::uint32_t>(head[i] << 8 | head[i + 1]);
    while (sum >> 16 != 0)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

Bytes packetOf(const capture::ApduBlock &block)
{
    const std::size_t payload = gsmtapHead + block.command.size() + block.response.size();
    Bytes packet{0x45, 0x00};
    put16(packet, ipHead + udpHead + payload);
    put32(packet, 0);          // identification, no fragments
    packet.push_back(64);      // time to live
    packet.push_back(17);      // UDP
    put16(packet, 0);          // checksum, below
    put32(packet, 0x7F000001); // from 127.0.0.1
    put32(packet, 0x7F000001);
    const std::uint16_t sum = checksum(packet);
    packet[10] = static_cast<std::uint8_t>(sum >> 8);
    packet[11] = static_cast<std::uint8_t>(sum);

    put16(packet, gsmtapPort);
    put16(packet, gsmtapPort);
    put16(packet, udpHead + payload);
    put16(packet, 0); // no checksum, as UDP over IPv4 may

    packet.push_back(2);              // GSMTAP version
    packet.push_back(gsmtapHead / 4); // in words
    packet.push_back(gsmtapSim);
    packet.resize(packet.size() + gsmtapHead - 3); // no radio; sub-type 0: an APDU
    append(packet, block.command);
    append(packet, block.response);
    return packet;
}

} // namespace

Pcap toPcap(std::span<const capture::ExchangePtr> exchanges)
{
    Pcap pcap;
    put32(pcap.file, pcapMagic);
    put16(pcap.file, 2);
    put16(pcap.file, 4);
    put32(pcap.file, 0);
    put32(pcap.file, 0);
    put32(pcap.file, longestIp);
    put32(pcap.file, linkTypeIpv4);
    for (const capture::ExchangePtr &exchange : exchanges) {
        const capture::ApduExchange *apdu = exchange->apdu();
        if (apdu == nullptr)
            continue;
        for (const capture::ApduBlock &block : apdu->blocks) {
            const std::size_t length = ipHead + udpHead + gsmtapHead + block.command.size() + block.response.size();
            if (block.response.empty() || length > longestIp) {
                ++pcap.leftOut;
                continue;
            }
            const auto milliseconds = std::max<std::int64_t>(0, block.start.time_since_epoch().count());
            put32(pcap.file, static_cast<std::uint32_t>(milliseconds / 1000));
            put32(pcap.file, static_cast<std::uint32_t>(milliseconds % 1000 * 1000));
            put32(pcap.file, static_cast<std::uint32_t>(length));
            put32(pcap.file, static_cast<std::uint32_t>(length));
            append(pcap.file, packetOf(block));
            ++pcap.packets;
        }
    }
    return pcap;
}

} // namespace wb::report
