// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/theme.h"

#include <array>
#include <cmath>

namespace wb::shell {

namespace {

struct MeaningColours {
    QRgb text;
    QRgb mark;
    QRgb tint;
};

/// In the order of Meaning, from ok; and of ByteMark.
struct ColourTable {
    QRgb window, base, alternate, button, mid, text, disabled, placeholder, link, highlight, toolTip;
    std::array<MeaningColours, 8> meanings;
    std::array<QRgb, 4> bytes;
    std::array<QRgb, serverColourCount> servers; ///< neighbours differ in hue and in lightness
};

constexpr ColourTable lightTable = {
    .window = 0xfff2f3f5,
    .base = 0xffffffff,
    .alternate = 0xfff7f8f9,
    .button = 0xfff7f8f9,
    .mid = 0xffc3c8ce,
    .text = 0xff1c2126,
    .disabled = 0xff6e757d,
    .placeholder = 0xff646b73,
    .link = 0xff15569f,
    .highlight = 0xff1d5fb8,
    .toolTip = 0xffffffff,
    .meanings = {{
        {0xff17692d, 0xff2a8a45, 0xffe2f3e6}, // ok
        {0xff1557a3, 0xff2f78cc, 0xffe3eefb}, // note
        {0xff535c66, 0xff727c87, 0xffeaecef}, // pending
        {0xff7d4a00, 0xffb06f0c, 0xfffbeed8}, // warning
        {0xffad1a24, 0xffcf3a42, 0xfffce7e7}, // error
        {0xff6c3a9c, 0xff8d5abf, 0xfff1e9f9}, // secret
        {0xff00616b, 0xff0f8490, 0xffdef2f4}, // changed
        {0xff15569f, 0xff1d5fb8, 0xffd5e5f9}, // selected
    }},
    .bytes = {0xffbcd8fa, 0xffe6effb, 0xff1d5fb8, 0xffffe08a},
    .servers = {0xff2967ad, 0xffc3732e, 0xff176230, 0xffd3468c, 0xff9c8525, 0xff7130cd, 0xff248e98, 0xffb03529,
                0xff47811e, 0xff2934af, 0xff1c7658, 0xff831f83},
};

constexpr ColourTable darkTable = {
    .window = 0xff202429,
    .base = 0xff181b1f,
    .alternate = 0xff1d2125,
    .button = 0xff2a2f35,
    .mid = 0xff464d55,
    .text = 0xffe3e6ea,
    .disabled = 0xff8a929b,
    .placeholder = 0xff98a0a9,
    .link = 0xff7fb2f0,
    .highlight = 0xff2b66b8,
    .toolTip = 0xff2a2f35,
    .meanings = {{
        {0xff6cc985, 0xff45a862, 0xff1d3526}, // ok
        {0xff7fb2f0, 0xff4f8fdc, 0xff1c304a}, // note
        {0xffa9b2bc, 0xff858f9a, 0xff2d3238}, // pending
        {0xffe3ae5b, 0xffc48a2c, 0xff3b2f18}, // warning
        {0xfff38b8b, 0xffdf5f63, 0xff432325}, // error
        {0xffc3a1e8, 0xffa077d1, 0xff34284a}, // secret
        {0xff5fc4cf, 0xff369ea9, 0xff16363a}, // changed
        {0xff8fbcf4, 0xff5896e0, 0xff24426b}, // selected
    }},
    .bytes = {0xff1f4f8c, 0xff24344a, 0xff7fb2f0, 0xff6b5310},
    .servers = {0xff528ed4, 0xffd99d69, 0xff39cd6a, 0xffdf80af, 0xffddc877, 0xffa982e0, 0xff5accd6, 0xffd15146,
                0xff6dc130, 0xff7078db, 0xff64d8b2, 0xffdf7edf},
};

const ColourTable &tableOf(const ThemeColours &colours)
{
    return colours.dark ? darkTable : lightTable;
}

QPalette paletteOf(const ColourTable &table)
{
    const QColor window(table.window);
    const QColor text(table.text);
    const QColor disabled(table.disabled);
    const QColor white(Qt::white);

    QPalette palette(QColor(table.button), window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, QColor(table.base));
    palette.setColor(QPalette::AlternateBase, QColor(table.alternate));
    palette.setColor(QPalette::Mid, QColor(table.mid));
    palette.setColor(QPalette::ToolTipBase, QColor(table.toolTip));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText}) {
        palette.setColor(QPalette::All, role, text);
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    palette.setColor(QPalette::PlaceholderText, QColor(table.placeholder));
    palette.setColor(QPalette::Highlight, QColor(table.highlight));
    palette.setColor(QPalette::HighlightedText, white);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(table.mid));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, QColor(table.link));
    palette.setColor(QPalette::LinkVisited, QColor(table.meanings[5].text));
    return palette;
}

ThemeColours makeColours(const ColourTable &table, bool dark)
{
    ThemeColours colours;
    colours.palette = paletteOf(table);
    colours.dark = dark;
    return colours;
}

const MeaningColours &meaningColours(const ThemeColours &colours, Meaning meaning)
{
    return tableOf(colours).meanings[static_cast<std::size_t>(meaning) - 1];
}

double relativeLuminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

QColor ThemeColours::text(Meaning meaning) const
{
    return meaning == Meaning::plain ? QColor(tableOf(*this).text) : QColor(meaningColours(*this, meaning).text);
}

QColor ThemeColours::mark(Meaning meaning) const
{
    return meaning == Meaning::plain ? QColor(tableOf(*this).disabled) : QColor(meaningColours(*this, meaning).mark);
}

QColor ThemeColours::tint(Meaning meaning) const
{
    return meaning == Meaning::plain ? QColor(tableOf(*this).alternate) : QColor(meaningColours(*this, meaning).tint);
}

QColor ThemeColours::bytes(ByteMark mark) const
{
    return QColor(tableOf(*this).bytes[static_cast<std::size_t>(mark)]);
}

QColor ThemeColours::server(int index) const
{
    return QColor(tableOf(*this).servers[static_cast<std::size_t>(index % serverColourCount)]);
}

const ThemeColours &lightColours()
{
    static const ThemeColours colours = makeColours(lightTable, false);
    return colours;
}

const ThemeColours &darkColours()
{
    static const ThemeColours colours = makeColours(darkTable, true);
    return colours;
}

double contrast(const QColor &one, const QColor &other)
{
    const double first = relativeLuminance(one);
    const double second = relativeLuminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace wb::shell
