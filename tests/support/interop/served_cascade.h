// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/client.h"
#include "core/euicc/virtual_euicc.h"
#include "core/lds/follow.h"
#include "core/pki/authority.h"
#include "core/smds/configuration.h"
#include "core/smds/event_store.h"
#include "tests/support/core/smdp_peer.h"
#include "tests/support/interop/program.h"

#include <QTemporaryDir>

namespace wb::testing {

/// An SM-DS that is a process of its own, and keeps its ports when it is started again.
class ServedSmds {
public:
    ServedSmds(std::filesystem::path folder, smds::Configuration configuration)
        : m_folder(std::move(folder)),
          m_configuration(std::move(configuration))
    {
    }

    /// What is wrong; empty when it serves.
    QByteArray start();
    /// As a power cut does it.
    void kill();
    /// As an administrator does it. What it has said since its start.
    Ended stop();

    void setArguments(QStringList more) { m_arguments = std::move(more); }
    const std::filesystem::path &folder() const { return m_folder; }

    smds::Configuration &configuration() { return m_configuration; }
    const smds::Configuration &configuration() const { return m_configuration; }
    http::Endpoint es11() const { return {"127.0.0.1", m_configuration.es11.port}; }
    http::Endpoint es12() const { return {"127.0.0.1", m_configuration.es12.port}; }
    http::Address address() const { return *http::Address::parse(m_configuration.addresses.front()); }

    /// What its database holds, read beside it.
    std::vector<smds::EventRecord> records(const std::optional<std::string> &eventId = {}) const;
    std::int64_t outboxSize() const;

private:
    std::filesystem::path m_folder;
    smds::Configuration m_configuration;
    QStringList m_arguments; ///< of the command line, behind the configuration
    std::unique_ptr<Program> m_program;
};

/// SM-DSs under one CI, each the parent of the next one; an SM-DP+ that registers at them, and an eUICC that asks them.
class ServedCascade {
public:
    /// The first level is the Root SM-DS, the last one the one an SM-DP+ registers at. Each has a SQLite file, or a database on the
    /// PostgreSQL server that the tests of a program share.
    explicit ServedCascade(std::size_t levels, bool answerAtOnce = false, bool onPostgres = false);

    /// Starts them from the Root down. What is wrong; empty when they serve.
    QByteArray start();

    /// Where a child finds its parent, when not at the parent itself: asked once the parent serves.
    using Way = std::function<http::Endpoint(const ServedSmds &parent, const ServedSmds &child)>;
    void setWay(Way way) { m_way = std::move(way); }

    ServedSmds &root() { return *m_levels.front(); }
    ServedSmds &bottom() { return *m_levels.back(); }
    const std::vector<std::unique_ptr<ServedSmds>> &levels() const { return m_levels; }

    /// What the servers have still to do at their parents.
    std::int64_t outboxSize() const;

    /// ES12 at the lowest level, as the SM-DP+.
    es::Es12Client smdp() const { return es::Es12Client(smdpOptions()); }
    http::ClientOptions smdpOptions() const;
    es::RegisterEventRequest registration(std::string eventId, bool forward = true) const;
    es::DeleteEventRequest deletion(std::string eventId) const;

    /// Follows entries to where they lead. The SM-DP+ is a real one for as much of it as following meets.
    std::vector<lds::Hop> follow(const std::vector<es::EventEntry> &entries);

    /// ES11 at an address of the cascade: the Event Records for the eUICC.
    Result<std::vector<es::EventEntry>> discover(const std::string &address,
                                                 const std::optional<std::string> &matchingId = {});

private:
    es::RspClient lpa() const;
    lds::DiscoverOptions question() const;

    QTemporaryDir m_place;
    pki::Authority m_authority;
    pki::Credential m_smdp;
    std::unique_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<SmdpPeer> m_peer;
    Way m_way = [](const ServedSmds &parent, const ServedSmds &) { return parent.es12(); };
    std::vector<std::unique_ptr<ServedSmds>> m_levels;
};

inline constexpr const char *cascadeEid = "89049032123451234512345678901235";
inline constexpr const char *cascadeImei = "490154203237518";
inline constexpr const char *cascadeSmdp = "testsmdpplus1.example.com";

} // namespace wb::testing
