// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/report/node_maker.h"

#include <QStringList>

#include <array>

namespace wb::report {

namespace {

constexpr int globalBytes = 15; ///< "T=15": what follows is about the card, not about a protocol

/// Clock cycles and baud rate factors, ISO/IEC 7816-3 tables 7 and 8; 0: reserved.
constexpr std::array<int, 16> clockFactors{372, 372, 558, 744,  1116, 1488, 1860, 0,
                                           0,   512, 768, 1024, 1536, 2048, 0,    0};
constexpr std::array<int, 16> baudFactors{0, 1, 2, 4, 8, 16, 32, 64, 12, 20, 0, 0, 0, 0, 0, 0};

QString factorText(std::uint8_t octet)
{
    const int clock = clockFactors[octet >> 4];
    const int baud = baudFactors[octet & 0x0F];
    if (clock == 0 || baud == 0)
        return Words::tr("reserved");
    return Words::tr("Fi %1, Di %2: %3 clock cycles a bit").arg(clock).arg(baud).arg(double(clock) / baud);
}

QString protocolText(int protocol)
{
    if (protocol == globalBytes)
        return Words::tr("global bytes follow (T=15)");
    return QStringLiteral("T=%1").arg(protocol);
}

/// "TA1 and TD1 follow, 15 historical octets".
QString followText(std::uint8_t octet, int level)
{
    QStringList names;
    for (int bit = 0; bit < 4; ++bit) {
        if ((octet & (0x10 << bit)) != 0)
            names << QStringLiteral("T%1%2").arg(QLatin1Char(static_cast<char>('A' + bit))).arg(level);
    }
    return names.isEmpty() ? Words::tr("no interface byte follows")
                           : Words::tr("%1 follow").arg(names.join(QStringLiteral(", ")));
}

QString supplyText(std::uint8_t octet)
{
    static const char *const clocks[] = {QT_TRANSLATE_NOOP("Annotation", "clock must not stop"),
                                         QT_TRANSLATE_NOOP("Annotation", "clock may stop low"),
                                         QT_TRANSLATE_NOOP("Annotation", "clock may stop high"),
                                         QT_TRANSLATE_NOOP("Annotation", "clock may stop either way")};
    QStringList voltages;
    if ((octet & 0x01) != 0)
        voltages << QStringLiteral("5 V");
    if ((octet & 0x02) != 0)
        voltages << QStringLiteral("3 V");
    if ((octet & 0x04) != 0)
        voltages << QStringLiteral("1.8 V");
    return Words::tr(clocks[octet >> 6]) + QStringLiteral("; ")
           + (voltages.isEmpty() ? Words::tr("no voltage named") : voltages.join(QStringLiteral(", ")));
}

/// ETSI TS 102 221 section 6.3.3: what a UICC can do beside its protocols.
QString featureText(std::uint8_t octet)
{
    QStringList features;
    if ((octet & 0x02) != 0)
        features << Words::tr("eUICC functions");
    if ((octet & 0x20) != 0)
        features << Words::tr("secure channel");
    if ((octet & 0x40) != 0)
        features << Words::tr("UICC-CLF interface");
    if ((octet & 0x80) == 0)
        features << Words::tr("no further interface");
    return features.isEmpty() ? Words::tr("nothing named") : features.join(QStringLiteral(", "));
}

/// What an interface byte means; its letter 0 to 3 for A to D, its level from 1, and the protocol it stands behind.
QString meaningOf(int letter, int level, int protocol, std::uint8_t octet)
{
    if (letter == 3)
        return protocolText(octet & 0x0F) + QStringLiteral("; ") + followText(octet, level + 1);
    if (level == 1) {
        if (letter == 0)
            return factorText(octet);
        if (letter == 2)
            return octet == 0xFF ? Words::tr("least guard time") : Words::tr("extra guard time %1").arg(octet);
        return Words::tr("programming voltage, of no use any more");
    }
    if (level == 2) {
        if (letter == 0)
            return Words::tr("specific mode, %1").arg(protocolText(octet & 0x0F));
        if (letter == 2)
            return Words::tr("waiting time integer %1 (T=0)").arg(octet);
        return Words::tr("programming voltage, of no use any more");
    }
    if (protocol == 1) {
        if (letter == 0)
            return Words::tr("information field of %1 octets").arg(octet);
        if (letter == 1)
            return Words::tr("block waiting time integer %1, character waiting time integer %2")
                .arg(octet >> 4)
                .arg(octet & 0x0F);
        return (octet & 1) != 0 ? Words::tr("check by CRC") : Words::tr("check by LRC");
    }
    if (protocol == globalBytes && letter == 0)
        return supplyText(octet);
    if (protocol == globalBytes && letter == 1)
        return featureText(octet);
    return {};
}

/// ISO/IEC 7816-4 section 8.1.1.2.7: the third octet of the card capabilities.
QString capabilityText(ByteView content)
{
    if (content.size() < 3)
        return {};
    const int channels = content[2] & 0x07;
    return channels == 7 ? Words::tr("8 logical channels or more")
                         : Words::tr("%n logical channel(s)", nullptr, channels + 1);
}

QString compactName(int tag)
{
    switch (tag) {
    case 1: return Words::tr("country");
    case 2: return Words::tr("issuer");
    case 3: return Words::tr("card service data");
    case 4: return Words::tr("initial access data");
    case 5: return Words::tr("card issuer's data");
    case 6: return Words::tr("pre-issuing data");
    case 7: return Words::tr("card capabilities");
    case 8: return Words::tr("status");
    default: return Words::tr("tag %1").arg(tag);
    }
}

QString withOctets(ByteView octets, const QString &words)
{
    const QString hex = QString::fromStdString(toSpacedHex(octets));
    return words.isEmpty() ? hex : QString(hex % QStringLiteral("  ") % words);
}

/// Goes through the octets and makes a node of each that has a meaning.
class AtrReader {
public:
    AtrReader(ByteView atr, Stretch stretch) : m_atr(atr), m_stretch(stretch) {}

    std::vector<ViewNode> read()
    {
        if (m_atr.size() < 2) {
            add(Words::tr("ATR"), m_atr.size(), {});
            problem(Words::tr("an answer to reset has two octets at least"));
            return std::move(m_nodes);
        }
        const std::uint8_t convention = m_atr[0];
        add(QStringLiteral("TS"), 1,
            convention == 0x3B   ? Words::tr("direct convention")
            : convention == 0x3F ? Words::tr("inverse convention")
                                 : QString());
        if (convention != 0x3B && convention != 0x3F)
            problem(Words::tr("neither 3B nor 3F"));
        const std::uint8_t format = m_atr[1];
        const std::size_t historical = format & 0x0F;
        add(QStringLiteral("T0"), 1,
            followText(format, 1) + QStringLiteral("; ")
                + Words::tr("%n historical octet(s)", nullptr, static_cast<int>(historical)));
        if (interfaceBytes(format) && historicalBytes(historical))
            check();
        return std::move(m_nodes);
    }

private:
    std::size_t left() const { return m_atr.size() - m_at; }

    void add(const QString &name, std::size_t length, const QString &words)
    {
        m_nodes.push_back(leaf(NodeKind::apdu, name, withOctets(m_atr.subspan(m_at, length), words),
                               {m_stretch.buffer, m_stretch.offset + m_at, length}));
        m_at += length;
    }

    void problem(const QString &words) { m_nodes.back().problem = words; }

    bool interfaceBytes(std::uint8_t format)
    {
        int protocol = 0; // until one is named
        for (int level = 1; (format & 0xF0) != 0; ++level) {
            const std::uint8_t announced = format;
            format = 0;
            for (int letter = 0; letter < 4; ++letter) {
                if ((announced & (0x10 << letter)) == 0)
                    continue;
                if (left() == 0) {
                    problem(Words::tr("an interface byte that was announced is missing"));
                    return false;
                }
                const std::uint8_t octet = m_atr[m_at];
                add(QStringLiteral("T%1%2").arg(QLatin1Char(static_cast<char>('A' + letter))).arg(level), 1,
                    meaningOf(letter, level, protocol, octet));
                if (letter == 3) {
                    format = octet;
                    protocol = octet & 0x0F;
                    m_checked = m_checked || protocol != 0;
                }
            }
        }
        return true;
    }

    bool historicalBytes(std::size_t count)
    {
        if (count > left()) {
            const auto missing = static_cast<int>(count - left());
            add(Words::tr("historical octets"), left(), {});
            problem(Words::tr("%n octet(s) are missing", nullptr, missing));
            return false;
        }
        if (count == 0)
            return true;
        const std::size_t end = m_at + count;
        if (m_atr[m_at] != 0x80) {
            add(Words::tr("historical octets"), count, {});
            return true;
        }
        add(Words::tr("category"), 1, Words::tr("COMPACT-TLV objects follow"));
        while (m_at < end) {
            const int tag = m_atr[m_at] >> 4;
            const std::size_t length = m_atr[m_at] & 0x0F;
            const bool whole = m_at + 1 + length <= end;
            const std::size_t there = whole ? 1 + length : end - m_at;
            const ByteView content = m_atr.subspan(m_at + 1, there - 1);
            add(compactName(tag), there, tag == 7 ? capabilityText(content) : QString());
            if (!whole)
                problem(Words::tr("its length reaches beyond the historical octets"));
        }
        return true;
    }

    void check()
    {
        if (m_checked && left() == 0) {
            problem(Words::tr("the check octet TCK is missing"));
            return;
        }
        if (m_checked) {
            std::uint8_t sum = 0;
            for (std::size_t i = 1; i <= m_at; ++i)
                sum ^= m_atr[i];
            add(QStringLiteral("TCK"), 1, sum == 0 ? Words::tr("holds") : QString());
            if (sum != 0)
                problem(Words::tr("does not hold"));
        }
        if (left() > 0) {
            add(Words::tr("further octets"), left(), {});
            problem(Words::tr("nothing belongs here"));
        }
    }

    const ByteView m_atr;
    const Stretch m_stretch;
    std::size_t m_at = 0;
    bool m_checked = false; ///< a protocol other than T=0 is named, so TCK must be there
    std::vector<ViewNode> m_nodes;
};

} // namespace

std::vector<ViewNode> NodeMaker::answerToReset(Stretch stretch)
{
    return AtrReader(bytesOf(stretch), stretch).read();
}

} // namespace wb::report
