// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/exit_code.h"
#include "core/lab/lab.h"

#include <QJsonObject>
#include <QTemporaryDir>

#include <stop_token>
#include <string>
#include <vector>

namespace wb::testing {

/// What a run of the command line left behind.
struct Outcome {
    int code = -1;
    std::string out;
    std::string err;

    /// The result as JSON; empty when there is not exactly one object.
    QJsonObject json() const;
    /// Everything at once, for messages of failing tests.
    std::string all() const { return "code " + std::to_string(code) + "\n" + out + "\n" + err; }
};

/// Runs `smds` with these arguments in this process.
Outcome runSmds(std::vector<std::string> arguments, const std::string &in = {}, std::stop_token stop = {},
                const Clock &clock = Clock::system());

/// A lab in a folder of its own that goes with it. Made on first use, once for a test class.
class TestLab {
public:
    std::string folder();
    std::string file(const std::string &below) { return folder() + "/" + below; }
    lab::Lab open();

private:
    QTemporaryDir m_place;
    bool m_made = false;
};

/// A port of the loopback interface at which nobody listens.
std::uint16_t closedPort();

} // namespace wb::testing
