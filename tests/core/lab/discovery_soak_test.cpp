// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/running_lab.h"
#include "core/lds/discover.h"
#include "tests/support/core/results.h"
#include "tests/support/core/soak.h"
#include "tests/support/test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;

namespace {

constexpr int discoveriesARound = 25;
constexpr int warmUpRounds = 2; ///< in which caches and pools grow to their size

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

class DeafObserver final : public lds::Observer {
public:
    void stepStarted(lds::Step) override {}
    void stepFinished(const lds::StepReport &) override {}
};

qsizetype openFiles()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
        .size();
}

qsizetype runningThreads()
{
    return QDir(QStringLiteral("/proc/self/task")).entryList(QDir::NoDotAndDotDot | QDir::AllEntries).size();
}

/// The memory this process holds, in KiB.
qint64 residentKibibytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').front().toLongLong();
    }
    return -1;
}

} // namespace

/// A lab that is asked again and again: every answer right, and nothing piles up on either side.
class DiscoverySoakTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingPilesUp()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("lab")).toStdString();
        WB_VERIFY(lab::createLab(path, Clock::system()));
        const auto running = must(lab::RunningLab::start(must(lab::openLab(path)), Clock::system(), {}, {}));

        const int rounds = soakRounds(2, 800);
        for (int round = 0; round < warmUpRounds; ++round)
            askOften(*running);
        const qsizetype filesBefore = openFiles();
        const qsizetype threadsBefore = runningThreads();
        const qint64 memoryBefore = residentKibibytes();
        for (int round = 0; round < rounds && !QTest::currentTestFailed(); ++round)
            askOften(*running);
        // A connection that is being closed by its peer may still be counted.
        QTRY_VERIFY(openFiles() <= filesBefore);
        QTRY_VERIFY(runningThreads() <= threadsBefore);
        // A leak of one kilobyte a discovery would be 20 MB at full length. A sanitizer keeps what was freed for a while, and
        // looks for leaks itself.
        const qint64 grown = residentKibibytes() - memoryBefore;
        if constexpr (!sanitized)
            QVERIFY2(grown < 16 * 1024, qPrintable(QStringLiteral("grown by %1 KiB").arg(grown)));
    }

private:
    static void askOften(lab::RunningLab &running)
    {
        const auto address = must(http::Address::parse(running.lab().euiccs.front().addresses.rootDsAddress));
        lds::DiscoverOptions options;
        options.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        options.cis = running.lab().cis;
        DeafObserver observer;
        for (int i = 0; i < discoveriesARound; ++i) {
            es::RspClient client(lab::lpaOptions(running.lab().cis, running.es11Map(), Clock::system()));
            const auto found = lds::discover(*running.euiccs().front(), client, address, options, observer,
                                             Clock::system(), {});
            WB_VERIFY(found);
            QCOMPARE(found->entries.size(), std::size_t(3));
        }
    }
};

WB_TEST(DiscoverySoakTest);

#include "discovery_soak_test.moc"
