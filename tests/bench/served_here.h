// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/smds/call_log.h"
#include "core/smds/server.h"
#include "tests/bench/bare_tls_client.h"
#include "tests/bench/device.h"
#include "tests/bench/thread_cpu.h"

#include <QTemporaryDir>
#include <QTemporaryFile>

namespace wb::bench {

inline constexpr const char *servedAddress = "testrootsmds.example.com";

/// The certificates and the configuration of an SM-DS, and devices that know it: what every figure of the SM-DS begins with.
class Preparation {
public:
    /// @p devices eUICCs of two EUMs.
    explicit Preparation(int devices);

    const pki::Authority &authority() const { return m_authority; }
    const smds::Configuration &configuration() const { return m_configuration; }
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    const std::vector<Device> &devices() const { return m_devices; }
    const pki::Certificate &eumOf(std::size_t device) const { return m_eums[device % m_eums.size()].leaf(); }
    const pki::Credential &dsAuth() const { return m_dsAuth; }
    const pki::Credential &dsTls() const { return m_dsTls; }
    const pki::Credential &registrant() const { return m_registrant; } ///< an SM-DP+

    /// One Event Record for each device, as most of them find it.
    Result<void> registerEvents(smds::EventStore &store) const;

private:
    QTemporaryDir m_folder;
    pki::Authority m_authority;
    std::vector<pki::Credential> m_eums;
    pki::Credential m_dsAuth;
    pki::Credential m_dsTls;
    pki::Credential m_registrant;
    smds::Configuration m_configuration;
    std::vector<Device> m_devices;
};

/// An SM-DS in this process, whose threads are known, with the log that `smds serve` keeps, in a file.
class ServedHere {
public:
    static Result<std::unique_ptr<ServedHere>> start(const smds::Configuration &configuration);

    smds::Server &server() { return *m_server; }
    double cpuSeconds() const { return m_threads.cpuSeconds(); }

private:
    ServedHere() = default;
    void write(const std::string &line);

    StartedThreads m_threads;
    QTemporaryFile m_logFile;
    smds::CallLog m_log{{}, Clock::system(), [this](const std::string &line) { write(line); }};
    std::unique_ptr<smds::Server> m_server;
};

/// Whether AuthenticateClient was answered with the device's Event Record.
Result<void> checkEntries(ByteView answer);

/// The two calls of a discovery over a connection; where the second one goes may be another one.
Result<void> callPair(const Device &device, BareTlsConnection &first, BareTlsConnection &second);

} // namespace wb::bench
