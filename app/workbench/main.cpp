// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/composition.h"
#include "app/workbench/first_paint.h"
#include "app/workbench/screenshots.h"
#include "app/workbench/translation.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>

#include <cstdio>

using namespace wb;
using namespace wb::workbench;

namespace {

bool mayHaveDisplay()
{
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable))
            return true;
    }
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("smds-workbench"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WB_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("smds-workbench"));

    QCommandLineParser options;
    const QCommandLineOption pictures(QStringLiteral("screenshots"),
                                      QStringLiteral("Write pictures of all panels to DIR and end."),
                                      QStringLiteral("DIR"));
    options.addOption(pictures);
    const QCommandLineOption labFolder(
        QStringLiteral("lab"), QStringLiteral("Run the lab in DIR instead of the user's own."), QStringLiteral("DIR"));
    options.addOption(labFolder);
    QCommandLineOption untilPainted(QStringLiteral("until-painted"),
                                    QStringLiteral("Say \"painted\" at the first paint and end."));
    untilPainted.setFlags(QCommandLineOption::HiddenFromHelp); // for the figure start-paint
    options.addOption(untilPainted);
    const QCommandLineOption help = options.addHelpOption();
    const QCommandLineOption version = options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("capture"),
                                  QStringLiteral("A capture to open: .smdscap, JSON lines, HAR, output of lpac."),
                                  QStringLiteral("[capture]"));
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (!options.parse(arguments)) { // before there is a window system to fail on
        std::fprintf(stderr, "%s\n", qPrintable(options.errorText()));
        return 2;
    }
    const QStringList files = options.positionalArguments();
    if (files.size() > 1) {
        std::fputs("smds-workbench: one capture can be opened at a time\n", stderr);
        return 2;
    }
    if (options.isSet(version) || options.isSet(help)) { // neither needs a display
        const QCoreApplication application(argc, argv);
        if (options.isSet(version))
            options.showVersion();
        options.showHelp();
    }
    if (options.isSet(pictures) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");

    if (!mayHaveDisplay()) { // Qt would abort
        std::fputs("smds-workbench: there is no display here. The same discovery without a window: smds demo\n",
                   stderr);
        return 1;
    }
    const QApplication application(argc, argv);
    installTranslation();

    Services services(options.isSet(pictures) ? shell::Settings::temporary() : Services::userSettings());
    services.theme.apply();
    const QTemporaryDir pictureLab; // pictures show a lab as it is when new
    const std::filesystem::path folder =
        options.isSet(labFolder)  ? std::filesystem::path(options.value(labFolder).toStdString())
        : options.isSet(pictures) ? std::filesystem::path(pictureLab.filePath(QStringLiteral("lab")).toStdString())
                                  : lab::defaultLabFolder();
    Composition composition(services, folder);
    MainWindow window(services, composition.panels());
    composition.attach(window);
    window.restoreSession();
    new FirstPaint(&window, [&] {
        if (options.isSet(untilPainted)) {
            std::puts("painted");
            std::fflush(stdout);
            QCoreApplication::quit();
        } else {
            composition.begin();
            if (!files.isEmpty())
                composition.captures().captures().open(files.front().toStdString());
        }
    });
    window.show();

    if (!options.isSet(pictures))
        return QApplication::exec();
    Screenshots screenshots(services, window, options.value(pictures));
    QObject::connect(&screenshots, &Screenshots::finished, &screenshots, [](int count, const QString &problem) {
        std::fprintf(problem.isEmpty() ? stdout : stderr, "%s\n",
                     qPrintable(problem.isEmpty() ? QStringLiteral("%1 pictures").arg(count) : problem));
        QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
    });
    QMetaObject::invokeMethod(&screenshots, &Screenshots::start, Qt::QueuedConnection);
    return QApplication::exec();
}
