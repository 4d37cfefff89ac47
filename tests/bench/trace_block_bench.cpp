// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/bench/bench.h"

#include <QProcess>

#include <algorithm>
#include <vector>

namespace {

using namespace wb;

constexpr double mostBlocked = 50; // milliseconds
constexpr int floodRounds = 3;

/// The longest time the thread of the window was away, in milliseconds. Error: internal when the window did not come to its end.
Result<double> longestBlock()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WB_FLOODED_WINDOW_BINARY), QStringList());
    process.waitForFinished(120'000);
    const QList<QByteArray> words = process.readAllStandardOutput().trimmed().split(' ');
    if (process.exitCode() != 0 || words.size() != 4 || words[3].toInt() < 105'000)
        return fail(ErrorKind::internal, Interface::none, "trace-block", "the window did not take what was recorded");
    return words[1].toDouble();
}

Result<bench::Measured> measureTraceBlock()
{
    std::vector<double> blocks;
    for (int round = 0; round < (bench::shortRun() ? 1 : floodRounds); ++round) {
        const Result<double> block = longestBlock();
        if (!block)
            return fail(block.error());
        blocks.push_back(*block);
    }
    std::sort(blocks.begin(), blocks.end());
    const double median = blocks[blocks.size() / 2];
    return bench::Measured(median / mostBlocked,
                           {{"longest block ms, middle run", median}, {"longest block ms, worst run", blocks.back()}});
}

WB_BENCH("trace-block", "longest block of the GUI thread over 100 000 exchanges, 2 000 a second arriving / 50 ms",
         "ratio", bench::atMost(1.0), measureTraceBlock);

} // namespace
