// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/virtual_euicc.h"
#include "core/http/client.h"
#include "core/lab/lab.h"
#include "core/smds/server.h"

class QLockFile;

namespace wb::lab {

/// A lab in operation inside this program. Only one program at a time runs a lab; the folder carries a lock.
class RunningLab {
public:
    /// Starts the servers. Before that TLS certificates that end soon are issued anew, and what is odd about certificates is told to
    /// @p log; after it, those of the lab's three first events that were never registered are, over ES12, so that there is
    /// something to discover. Blocks. Errors: busy when another program runs this lab; file, io when its folder cannot be
    /// written to; those of the parts.
    static Result<std::unique_ptr<RunningLab>> start(Lab lab, const Clock &clock, std::function<void(std::string)> log,
                                                     std::stop_token stop);
    ~RunningLab();

    const Lab &lab() const { return m_lab; }
    smds::Server &smds() { return *m_smds; }

    /// Where the lab's names are to be found: for ES11.
    http::ConnectionMap es11Map() const;
    /// The same for ES12 and the administration interface, which have listeners of their own.
    http::ConnectionMap es12Map() const;
    http::ConnectionMap administrationMap() const;

    const std::vector<std::shared_ptr<euicc::VirtualEuicc>> &euiccs() const { return m_euiccs; }

private:
    explicit RunningLab(Lab lab);
    Result<void> registerFirstEvents(const Clock &clock, std::stop_token stop);

    Lab m_lab;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<smds::Server> m_smds;
    std::vector<std::shared_ptr<euicc::VirtualEuicc>> m_euiccs;
};

/// Options of a client that registers events at the lab's SM-DS as its SM-DP+.
http::ClientOptions registrantOptions(const Lab &lab, http::ConnectionMap map, const Clock &clock);

/// Options of a client that administers the lab's SM-DS as its operator. Errors: those of operatorOf().
Result<http::ClientOptions> operatorOptions(const Lab &lab, http::ConnectionMap map, const Clock &clock);

/// A map that takes the lab's names to one port of this machine.
http::ConnectionMap mapTo(const Lab &lab, std::uint16_t port);

/// Options of an LPA's client that trusts these CIs.
http::ClientOptions lpaOptions(const pki::TrustAnchors &cis, http::ConnectionMap map, const Clock &clock);

} // namespace wb::lab
