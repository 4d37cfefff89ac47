// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/decode.h"
#include "core/asn1/encode.h"
#include "core/rsp/euicc_data.h"
#include "core/rsp/euicc_info.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/vcard/virtual_card.h"

#include <algorithm>

namespace wb::vcard {

using card::CommandApdu;
using card::ResponseApdu;

namespace {

constexpr std::uint8_t byFile = 0x00;
constexpr std::uint8_t byAid = 0x04;

/// P2 of SELECT, ISO 7816-4 table 40: what is wanted back, and which of several that match.
enum class Wanted { controlInformation, controlParameters, nothing, unknown };

Wanted wantedOf(std::uint8_t p2)
{
    switch (p2 & 0xFC) {
    case 0x00: return Wanted::controlInformation;
    case 0x04: return Wanted::controlParameters;
    case 0x0C: return Wanted::nothing;
    default: return Wanted::unknown;
    }
}

bool wantsAnother(std::uint8_t p2)
{
    return (p2 & 0x03) >= 2; // next or previous occurrence
}

/// What FCP and FCI of the MF have in common, ETSI TS 102 221 section 11.1.1.3.1.
Bytes mfParameters()
{
    asn1::Writer writer;
    writer.primitive(0x82, Bytes{0x78, 0x21});                              // file descriptor: DF, shareable
    writer.primitive(0x83, Bytes{0x3F, 0x00});                              // file identifier
    writer.constructed(0xA5, [&] { writer.primitive(0x80, Bytes{0x71}); }); // characteristics: clock stop, 1.8 V to 5 V
    writer.primitive(0x8A, Bytes{0x05});                                    // life cycle: operational, activated
    writer.constructed(0xAB, [&] {                                          // reading: always
        writer.primitive(0x80, Bytes{0x01});
        writer.primitive(0x90, {});
    });
    writer.constructed(0xC6, [&] { writer.primitive(0x90, Bytes{0x00}); }); // no PIN in force
    return writer.take();
}

/// What FCP and FCI of EF.DIR have in common: one record of `recordSize` octets.
Bytes directoryParameters(std::size_t recordSize)
{
    const auto size = static_cast<std::uint8_t>(recordSize);
    asn1::Writer writer;
    writer.primitive(0x82, Bytes{0x42, 0x21, 0x00, size, 0x01}); // file descriptor: linear fixed, one record
    writer.primitive(0x83, Bytes{0x2F, 0x00});                   // file identifier
    writer.primitive(0x8A, Bytes{0x05});                         // life cycle: operational, activated
    writer.primitive(0x80, Bytes{0x00, size});                   // octets in all
    writer.primitive(0x88, Bytes{0xF0});                         // short file identifier 30
    return writer.take();
}

} // namespace

/// A whole AID, or its first five octets or more: the right-hand end may be left out (ETSI TS 102 221 section 11.1.1.2).
bool VirtualCard::namesIsdR(ByteView aid) const
{
    return aid.size() >= 5 && aid.size() <= m_isdRAid.size() && std::equal(aid.begin(), aid.end(), m_isdRAid.begin());
}

/// 61 { 4F AID, 50 label }, ETSI TS 102 221 section 13.1.
Bytes VirtualCard::directoryRecord() const
{
    asn1::Writer writer;
    writer.constructed(0x61, [&] {
        writer.primitive(0x4F, m_isdRAid);
        writer.primitive(0x50, Bytes{'I', 'S', 'D', '-', 'R'});
    });
    return writer.take();
}

ResponseApdu VirtualCard::select(const CommandApdu &command, int channel)
{
    if (wantedOf(command.p2) == Wanted::unknown)
        return {{}, 0x6A86};
    if (command.p1 == byAid)
        return selectByAid(command, channel);
    if (command.p1 == byFile)
        return selectFile(command, channel);
    return {{}, 0x6A86};
}

ResponseApdu VirtualCard::selectByAid(const CommandApdu &command, int channel)
{
    if (command.data.size() > 16 || command.data.empty())
        return {{}, 0x6700};
    if (!namesIsdR(command.data) || wantsAnother(command.p2))
        return {{}, 0x6A82};
    m_channels[static_cast<std::size_t>(channel)].selected = Selected::isdR;
    if (wantedOf(command.p2) == Wanted::nothing)
        return {{}, 0x9000};
    return deliver(isdRControlInformation(), command, channel);
}

/// The MF and EF.DIR are the only files of an eUICC without an enabled profile that this card face has. Its one DF is the MF, so
/// EF.DIR is found whatever was selected before.
ResponseApdu VirtualCard::selectFile(const CommandApdu &command, int channel)
{
    if (command.data.size() != 2 && !command.data.empty())
        return {{}, 0x6700};
    const bool mf = command.data.empty() || command.data == Bytes{0x3F, 0x00};
    const bool directory = command.data == Bytes{0x2F, 0x00};
    if ((!mf && !directory) || wantsAnother(command.p2))
        return {{}, 0x6A82};
    m_channels[static_cast<std::size_t>(channel)].selected = mf ? Selected::mf : Selected::directory;
    const Bytes parameters = mf ? mfParameters() : directoryParameters(directoryRecord().size());
    switch (wantedOf(command.p2)) {
    case Wanted::controlParameters: return deliver(asn1::tlv(0x62, parameters), command, channel);
    case Wanted::controlInformation: return deliver(asn1::tlv(0x6F, parameters), command, channel);
    default: return {{}, 0x9000};
    }
}

/// READ RECORD, ETSI TS 102 221 section 11.1.5: by number only, of the selected file or of EF.DIR by its short identifier.
ResponseApdu VirtualCard::readRecord(const CommandApdu &command, int channelNumber)
{
    constexpr unsigned byNumber = 0x04;
    constexpr unsigned shortIdentifier = 0x1E;
    Channel &channel = m_channels[static_cast<std::size_t>(channelNumber)];
    if (!command.data.empty() || !command.le)
        return {{}, 0x6700};
    if ((command.p2 & 0x07U) != byNumber)
        return {{}, 0x6A86};
    const unsigned file = command.p2 >> 3U;
    if (file != 0 && file != shortIdentifier)
        return {{}, 0x6A82};
    if (file != 0)
        channel.selected = Selected::directory;
    if (channel.selected != Selected::directory)
        return {{}, std::uint16_t(channel.selected == Selected::isdR ? 0x6D00 : 0x6981)};
    if (command.p1 != 1)
        return {{}, 0x6A83};
    const Bytes record = directoryRecord();
    if (*command.le != 256 && *command.le != record.size())
        return {{}, static_cast<std::uint16_t>(0x6C00 | record.size())};
    return deliver(record, command, channelNumber);
}

/// 6F { 84 AID, A5 { 9F65 }, E0 { 82 svn } }: SGP.22 section 5.7.1. The SVN is the eUICC's to say, the card face repeats it.
Bytes VirtualCard::isdRControlInformation()
{
    const Result<Bytes> answer = m_euicc.es10(asn1::encode(rsp::GetEuiccInfo1Request{}), {});
    const Result<rsp::EuiccInfo1> info1 = answer ? asn1::decode<rsp::EuiccInfo1>(*answer)
                                                 : Result<rsp::EuiccInfo1>(Failure(answer.error()));

    asn1::Writer writer;
    writer.constructed(0x6F, [&] {
        writer.primitive(0x84, m_isdRAid);
        writer.constructed(0xA5, [&] { writer.primitive(0x9F65, Bytes{0xFF}); }); // longest data field: 255 octets
        if (info1) {
            rsp::IsdrProprietaryApplicationTemplate properties;
            properties.svn = info1->svn;
            writer.raw(asn1::encode(properties));
        }
    });
    return writer.take();
}

/// MANAGE CHANNEL, ETSI TS 102 221 section 11.1.17; where it is silent, as a Java Card does it.
ResponseApdu VirtualCard::manageChannel(const CommandApdu &command, int channel)
{
    if (!command.data.empty())
        return {{}, 0x6700};
    if (command.p1 == 0x00)
        return openChannel(command, channel);
    if (command.p1 == 0x80)
        return closeChannel(command);
    return {{}, 0x6A86};
}

ResponseApdu VirtualCard::openChannel(const CommandApdu &command, int from)
{
    if (command.p2 != 0)
        return {{}, 0x6A86}; // the card chooses the number
    if (!command.le)
        return {{}, 0x6700};
    if (*command.le != 1 && *command.le != 256)
        return {{}, 0x6C01};
    const auto free = std::find_if(m_channels.begin(), m_channels.end(),
                                   [](const Channel &each) { return !each.open; });
    if (free == m_channels.end())
        return {{}, 0x6A81};
    const Channel &origin = m_channels[static_cast<std::size_t>(from)];
    *free = {};
    free->open = true;
    free->selected = from == 0 ? Selected::mf : origin.selected;
    return {{static_cast<std::uint8_t>(free - m_channels.begin())}, 0x9000};
}

ResponseApdu VirtualCard::closeChannel(const CommandApdu &command)
{
    if (command.p2 == 0)
        return {{}, 0x6A81}; // the basic channel stays open
    if (command.p2 > card::maxChannel)
        return {{}, 0x6A86};
    Channel &channel = m_channels[command.p2];
    const bool wasOpen = channel.open;
    channel = {};
    return {{}, std::uint16_t(wasOpen ? 0x9000 : 0x6200)};
}

} // namespace wb::vcard
