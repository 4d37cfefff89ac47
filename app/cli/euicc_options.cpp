// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_options.h"

#include "core/base/hex.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

std::string problemOfAid(const std::string &text)
{
    const auto octets = fromHex(text);
    if (!octets)
        return "the AID " + text + " is not hexadecimal: " + octets.error().reason;
    return octets->size() >= 5 && octets->size() <= 16 ? std::string() : "an AID has 5 to 16 octets";
}

} // namespace

void addEuiccOptions(CLI::App &command, EuiccOptions &options)
{
    CLI::Option *reader = command.add_option("--reader", options.reader,
                                             "The card in this PC/SC reader; a part of the name is enough");
    CLI::Option *folder = command.add_option("--euicc", options.folder,
                                             "The virtual eUICC in this folder, or the one of this name in the lab");
    CLI::Option *lab = command.add_option("--lab", options.lab,
                                          "The first eUICC of the lab in this folder (default: the user's lab)");
    CLI::Option *capture = command.add_option("--capture", options.capture,
                                              "The card of a capture: what it did not record, it refuses with 6FCA");
    capture->type_name("FILE")->group("eUICC")->excludes(reader)->excludes(folder);
    reader->type_name("NAME")->group("eUICC")->excludes(folder);
    folder->type_name("FOLDER")->group("eUICC");
    lab->type_name("FOLDER")->group("eUICC");
}

void addAidOption(CLI::App &command, std::vector<std::string> &aids, const std::string &help)
{
    command.add_option("--aid", aids, help)->type_name("HEX")->check(problemOfAid)->group("Card");
}

void addSessionOptions(CLI::App &command, EuiccOptions &options)
{
    addAidOption(command, options.aids,
                 "AID of the ISD-R (default: the one of SGP.22, then known others, then what EF.DIR names)");
    command.add_flag("--exclusive", options.exclusive, "Keep other programs off the reader meanwhile")->group("Card");
    command.add_option("--protocol", options.protocol, "Transmission protocol (default: what reader and card settle)")
        ->type_name("t0|t1")
        ->check(CLI::IsMember({"t0", "t1"}).description(""))
        ->group("Card");
    command.add_flag("--no-logical-channel", options.noLogicalChannel, "Use the basic channel")->group("Card");
    command
        .add_flag("--no-terminal-capability", options.noTerminalCapability, "Do not tell the card that an LPA is here")
        ->group("Card");
    command.add_option("--block-size", options.blockSize, "Octets of data in a STORE DATA block (default: 255)")
        ->type_name("OCTETS")
        ->check(CLI::Range(1, 255).description(""))
        ->group("Card");
}

} // namespace wb::cli
