// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "tests/support/smartcard/child_process.h"

#include <QTemporaryDir>

#include <cstdint>
#include <string>
#include <vector>

namespace wb::testing {

/// One virtual reader of vpcd. Each has two slots: "NAME 00 00" listening on `port` and "NAME 00 01" on the next.
struct PcscdReader {
    std::string name = "Lab eUICC";
    std::uint16_t port = 35963;

    std::string slot(int number) const { return name + " 00 0" + std::to_string(number); }
};

/// A pcscd that belongs to the test. Only inside tests/support/in-own-pcscd, where it meets nobody else's.
class Pcscd {
public:
    ~Pcscd() { stop(); }

    /// Starts it and waits until it lists its readers. False when that did not work, with problem() saying why.
    bool start(const std::vector<PcscdReader> &readers = {PcscdReader{}});

    void stop() { m_process.terminate(); } ///< as an administrator does
    void kill() { m_process.kill(); }      ///< as a crash does
    bool running() { return m_process.running(); }
    const char *problem() const { return m_problem.c_str(); }

private:
    bool writeConfiguration(const std::vector<PcscdReader> &readers);
    bool explain(std::string problem);

    QTemporaryDir m_folder;
    ChildProcess m_process;
    std::string m_problem;
};

/// A program beside ours that uses the card, through PC/SC itself.
class OtherProgram {
public:
    OtherProgram();
    ~OtherProgram();
    OtherProgram(const OtherProgram &) = delete;
    OtherProgram &operator=(const OtherProgram &) = delete;

    /// Each returns the SCARD code, 0 for success.
    std::uint32_t connect(const std::string &reader, bool exclusive = false);
    std::uint32_t beginTransaction();
    std::uint32_t endTransaction();
    std::uint32_t disconnect(bool resetCard = false);

    /// The response APDU; empty when it failed.
    Bytes transmit(ByteView command);

private:
    long m_context = 0;
    long m_card = 0;
    unsigned long m_protocol = 0;
};

} // namespace wb::testing
