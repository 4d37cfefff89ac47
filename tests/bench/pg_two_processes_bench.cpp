// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "tests/bench/bench.h"
#include "tests/bench/served_here.h"
#include "tests/support/core/postgres.h"
#include "tests/support/core/results.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>

#include <fstream>

namespace {

using namespace wb;

constexpr int aRound = 400; ///< pairs, fewer than a connection may carry

/// `smds serve` as a process of its own.
class ServedApart {
public:
    static Result<std::unique_ptr<ServedApart>> start(const smds::Configuration &configuration,
                                                      const std::filesystem::path &folder, const char *name)
    {
        const std::filesystem::path file = folder / (std::string(name) + ".toml");
        if (auto stored = writeFile(file, smds::configurationText(configuration, folder)); !stored)
            return fail(std::move(stored.error()));
        std::unique_ptr<ServedApart> served(new ServedApart);
        // Into a file: it tells every call, and nobody here would empty a pipe.
        const QString log = QString::fromStdString((folder / (std::string(name) + ".log")).string());
        QProcess &process = served->m_process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setStandardOutputFile(log);
        process.start(QStringLiteral(WB_SMDS_BINARY),
                      {QStringLiteral("serve"), QStringLiteral("--config"), QString::fromStdString(file.string())});
        static const QRegularExpression ready(QStringLiteral("^ready es11=\\S+:(\\d+)"),
                                              QRegularExpression::MultilineOption);
        QString said;
        for (int waited = 0; waited < 200 && !process.waitForFinished(100); ++waited) {
            QFile written(log);
            said = written.open(QIODevice::ReadOnly) ? QString::fromUtf8(written.readAll()) : QString();
            if (const auto match = ready.match(said); match.hasMatch()) {
                served->m_es11Port = match.captured(1).toUShort();
                return served;
            }
        }
        return fail(ErrorKind::io, Interface::none, "smds serve", "is not ready: " + said.toStdString());
    }

    ~ServedApart()
    {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }

    std::uint16_t es11Port() const { return m_es11Port; }
    double cpuSeconds() const { return bench::cpuSecondsOf(static_cast<pid_t>(m_process.processId())); }

private:
    ServedApart() = default;

    QProcess m_process;
    std::uint16_t m_es11Port = 0;
};

/// CPU of the processes of a PostgreSQL server, by the folder of its socket. Connections that end meanwhile are not seen: ours do
/// not.
class DatabaseCpu {
public:
    explicit DatabaseCpu(const std::string &folder)
    {
        std::ifstream file(folder + "/data/postmaster.pid");
        file >> m_postmaster;
    }

    double seconds() const
    {
        double sum = 0;
        for (const pid_t process : bench::childrenOf(m_postmaster))
            sum += bench::cpuSecondsOf(process);
        return sum;
    }

private:
    pid_t m_postmaster = 0;
};

class Measurement {
public:
    Measurement(const bench::Preparation &preparation, const ServedApart &first, const ServedApart &second,
                const std::string &databaseFolder)
        : m_preparation(preparation),
          m_first(first),
          m_second(second),
          m_database(databaseFolder),
          m_client(preparation.authority().ci())
    {
    }

    /// Of both processes and the database, in seconds.
    double pairs(bool split)
    {
        auto first = m_client.connect(m_first.es11Port(), bench::servedAddress);
        auto second = m_client.connect((split ? m_second : m_first).es11Port(), bench::servedAddress);
        if (!first || !second)
            return note(first ? second.error() : first.error());
        settle();
        const double servers = m_first.cpuSeconds() + m_second.cpuSeconds();
        const double database = m_database.seconds();
        for (int i = 0; i < aRound; ++i) {
            const bool turn = i % 2 == 1; // each is asked for both functions
            if (auto done = bench::callPair(nextDevice(), turn ? *second : *first, turn ? *first : *second); !done)
                return note(done.error());
        }
        settle();
        m_serverSeconds = m_first.cpuSeconds() + m_second.cpuSeconds() - servers;
        m_databaseSeconds = m_database.seconds() - database;
        return m_serverSeconds + m_databaseSeconds;
    }

    double usOfServers() const { return m_serverSeconds * 1e6 / aRound; }
    double usOfDatabase() const { return m_databaseSeconds * 1e6 / aRound; }
    const std::optional<Error> &error() const { return m_error; }

private:
    /// What is written behind belongs to the round.
    void settle() const
    {
        bench::waitUntilStill([this] { return m_first.cpuSeconds() + m_second.cpuSeconds(); });
    }

    const bench::Device &nextDevice()
    {
        const bench::Device &device = m_preparation.devices()[m_next];
        m_next = (m_next + 1) % m_preparation.devices().size();
        return device;
    }

    double note(const Error &error)
    {
        if (!m_error)
            m_error = error;
        return 1;
    }

    const bench::Preparation &m_preparation;
    const ServedApart &m_first;
    const ServedApart &m_second;
    DatabaseCpu m_database;
    bench::BareTlsClient m_client;
    std::size_t m_next = 0;
    double m_serverSeconds = 0;
    double m_databaseSeconds = 0;
    std::optional<Error> m_error;
};

Result<bench::Measured> measureTwoProcesses()
{
    const bench::Preparation preparation(200);
    const std::string url = testing::sharedPostgres().newDatabase();
    smds::Configuration configuration = preparation.configuration();
    configuration.database = testing::must(store::DatabaseUrl::parse(url));
    {
        auto store = smds::EventStore::open(configuration.database);
        if (!store)
            return fail(std::move(store.error()));
        if (auto registered = preparation.registerEvents(**store); !registered)
            return fail(std::move(registered.error()));
    }
    auto first = ServedApart::start(configuration, preparation.folder(), "first");
    auto second = ServedApart::start(configuration, preparation.folder(), "second");
    if (!first || !second)
        return fail(first ? second.error() : first.error());

    Measurement measurement(preparation, **first, **second, configuration.database.host);
    std::vector<bench::Measured::Detail> split;
    std::vector<bench::Measured::Detail> together;
    const double ratio = bench::medianRatio(
        bench::shortRun() ? 1 : 9,
        [&] {
            const double seconds = measurement.pairs(true);
            split = {{"us of the SM-DS processes a split pair, in the last round", measurement.usOfServers()},
                     {"us of PostgreSQL for a split pair", measurement.usOfDatabase()}};
            return seconds;
        },
        [&] {
            const double seconds = measurement.pairs(false);
            together = {{"us of the SM-DS process a pair on one", measurement.usOfServers()},
                        {"us of PostgreSQL for a pair on one", measurement.usOfDatabase()}};
            return seconds;
        });
    if (measurement.error())
        return fail(*measurement.error());
    split.insert(split.end(), together.begin(), together.end());
    return bench::Measured(ratio, std::move(split));
}

} // namespace

WB_BENCH("pg-two-processes",
         "CPU (SM-DS and PostgreSQL) of an ES11 pair split across two processes / both calls on one", "ratio",
         wb::bench::atMost(1.15), measureTwoProcesses);
