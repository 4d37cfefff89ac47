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

/// A whole AID, or its first five octets or more: the right-hand end may be left out (ETSI TS 102 221 section 11.1.1.2).
bool namesIsdR(ByteView aid)
{
    const Bytes &whole = card::isdRAid();
    return aid.size() >= 5 && aid.size() <= whole.size() && std::equal(aid.begin(), aid.end(), whole.begin());
}

} // namespace

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

/// The MF is the only file of an eUICC without an enabled profile that this card face has.
ResponseApdu VirtualCard::selectFile(const CommandApdu &command, int channel)
{
    if (command.data.size() != 2 && !command.data.empty())
        return {{}, 0x6700};
    if ((!command.data.empty() && command.data != Bytes{0x3F, 0x00}) || wantsAnother(command.p2))
        return {{}, 0x6A82};
    m_channels[static_cast<std::size_t>(channel)].selected = Selected::mf;
    switch (wantedOf(command.p2)) {
    case Wanted::controlParameters: return deliver(asn1::tlv(0x62, mfParameters()), command, channel);
    case Wanted::controlInformation: return deliver(asn1::tlv(0x6F, mfParameters()), command, channel);
    default: return {{}, 0x9000};
    }
}

/// 6F { 84 AID, A5 { 9F65 }, E0 { 82 svn } }: SGP.22 section 5.7.1. The SVN is the eUICC's to say, the card face repeats it.
Bytes VirtualCard::isdRControlInformation()
{
    const Result<Bytes> answer = m_euicc.es10(asn1::encode(rsp::GetEuiccInfo1Request{}), {});
    const Result<rsp::EuiccInfo1> info1 = answer ? asn1::decode<rsp::EuiccInfo1>(*answer)
                                                 : Result<rsp::EuiccInfo1>(Failure(answer.error()));

    asn1::Writer writer;
    writer.constructed(0x6F, [&] {
        writer.primitive(0x84, card::isdRAid());
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
