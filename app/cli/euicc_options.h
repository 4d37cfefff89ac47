// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wb::cli {

/// Which eUICC is meant, and how a card is to be spoken to.
struct EuiccOptions {
    std::string reader;            ///< name of a PC/SC reader, or a part of it that fits only one
    std::string folder;            ///< of a virtual eUICC
    std::string capture;           ///< a file whose card is replayed
    std::string lab;               ///< its first eUICC; empty with the two above empty: the user's own lab
    std::vector<std::string> aids; ///< of the ISD-R, hexadecimal
    bool exclusive = false;        ///< nobody else may use the reader meanwhile
    std::string protocol;          ///< "t0", "t1"; empty: what reader and card settle
    bool noLogicalChannel = false;
    bool noTerminalCapability = false;
    unsigned blockSize = 255;

    /// Whether neither a reader nor a folder nor a capture is named.
    bool fromLab() const { return reader.empty() && folder.empty() && capture.empty(); }
};

/// --reader, --euicc, --capture and --lab.
void addEuiccOptions(CLI::App &command, EuiccOptions &options);
/// --aid, for AIDs in hexadecimal.
void addAidOption(CLI::App &command, std::vector<std::string> &aids, const std::string &help);
/// How its ISD-R is reached.
void addSessionOptions(CLI::App &command, EuiccOptions &options);

} // namespace wb::cli
