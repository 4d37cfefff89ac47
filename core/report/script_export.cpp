// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/script_export.h"

#include "core/base/hex.h"

namespace wb::report {

namespace {

/// "9000"; "9XXX" where the number of octets that wait is in it.
std::string expected(std::uint16_t status)
{
    const std::string hex = toHex(Bytes{std::uint8_t(status >> 8), std::uint8_t(status)});
    const bool counts = (status & 0xFF00) == 0x6100 || (status & 0xFF00) == 0x9100;
    return counts ? hex.substr(0, 2) + "XX" : hex;
}

std::uint16_t statusIn(const capture::ApduBlock &block)
{
    if (block.response.size() < 2)
        return 0;
    return static_cast<std::uint16_t>(block.response[block.response.size() - 2] << 8 | block.response.back());
}

} // namespace

std::string toScript(std::span<const capture::ExchangePtr> exchanges)
{
    std::string script = "# A console script of SM-DS Workbench: docs/console.md\n";
    for (const capture::ExchangePtr &exchange : exchanges) {
        const capture::ApduExchange *apdu = exchange->apdu();
        if (apdu == nullptr)
            continue;
        script += "\n# " + std::to_string(exchange->number) + "  " + exchange->what + "\n";
        for (std::size_t i = 0; i < apdu->blocks.size(); ++i) {
            const capture::ApduBlock &block = apdu->blocks[i];
            if (block.generated)
                continue;
            script += toHex(block.command) + "\n";
            std::uint16_t status = statusIn(block); // of the last of what it brought about
            for (std::size_t next = i + 1; next < apdu->blocks.size() && apdu->blocks[next].generated; ++next)
                status = statusIn(apdu->blocks[next]);
            if (status != 0)
                script += "expect " + expected(status) + "\n";
        }
    }
    return script;
}

} // namespace wb::report
