// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/command_line.h"
#include "app/cli/hang_up.h"
#include "app/cli/stop_on_signals.h"

#include <QCoreApplication>
#include <QTranslator>

#include <iostream>

int main(int argc, char **argv)
{
    using namespace wb::cli;

    std::stop_source stop;
    HangUp hangUp;
    const StopOnSignals signals(stop, hangUp);
    const QCoreApplication application(argc, argv); // Qt SQL looks for its drivers through it
    QCoreApplication::setApplicationName(QStringLiteral("smds"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WB_VERSION));
    QTranslator plurals; // the text is English in the sources, but only a translation knows plurals
    if (plurals.load(QStringLiteral(":/translations/smds-workbench_en")))
        QCoreApplication::installTranslator(&plurals);

    Console console(std::cout, std::cerr);
    console.onBroken([stop]() mutable { stop.request_stop(); });
    Surroundings surroundings{console, std::cin, stop.get_token(), wb::Clock::system(), &hangUp};
    return runCommandLine({argv + 1, argv + argc}, surroundings);
}
