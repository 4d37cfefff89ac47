// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The window with a hundred thousand exchanges in its list, while a thread records two thousand a second: how long was its thread away from its
// events at the longest? Prints "longest MILLISECONDS exchanges COUNT".

#include "app/workbench/composition.h"
#include "tests/support/core/sample_exchanges.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <thread>

using namespace wb;
using namespace std::chrono_literals;
using Ticking = std::chrono::steady_clock;

namespace {

constexpr int preloaded = 100'000;
constexpr int perSecond = 2'000;
constexpr auto floodTime = 5s;

void flood(capture::Recorder &recorder, const std::vector<capture::Exchange> &kinds, const std::stop_token &stop)
{
    const auto begin = Ticking::now();
    for (int sent = 0; !stop.stop_requested() && Ticking::now() - begin < floodTime; ++sent) {
        recorder.record(kinds[static_cast<std::size_t>(sent) % kinds.size()]);
        std::this_thread::sleep_until(begin + std::chrono::microseconds(1'000'000LL * sent / perSecond));
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    workbench::Services services(shell::Settings::temporary());
    services.theme.apply();
    workbench::Composition composition(services, folder.filePath(QStringLiteral("data/lab")).toStdString());
    workbench::MainWindow window(services, composition.panels());
    composition.attach(window);
    window.restoreSession();
    window.resize(1920, 1080);
    window.show();

    const std::vector<capture::Exchange> kinds = testing::sampleExchanges();
    for (int i = 0; i < preloaded; ++i)
        services.recorder.record(kinds[static_cast<std::size_t>(i) % kinds.size()]);

    auto last = Ticking::now();
    auto longest = Ticking::duration();
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heart, &QTimer::timeout, [&] {
        const auto now = Ticking::now();
        longest = std::max(longest, now - last);
        last = now;
    });
    std::jthread source;
    QTimer::singleShot(2s, [&] {        // what was loaded before is in the list by then
        composition.captures().begin(); // each exchange is kept on disk as well
        last = Ticking::now();
        heart.start(1ms);
        source = std::jthread([&](const std::stop_token &stop) { flood(services.recorder, kinds, stop); });
        QTimer::singleShot(floodTime + 500ms, [] { QCoreApplication::quit(); });
    });
    QApplication::exec();
    source = {};
    services.recorder.setListener({});
    std::printf("longest %.3f exchanges %zu\n", std::chrono::duration<double, std::milli>(longest).count(),
                services.recorder.size());
    return 0;
}
