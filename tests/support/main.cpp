// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The main() of every test executable: `test_core_asn1 reader [QtTest options]` runs one topic, without a name all of them.

#include "tests/support/environment.h"
#include "tests/support/fatal_messages.h"
#include "tests/support/registry.h"

#include <QTest>

#ifdef WB_TEST_WITH_WIDGETS
#include <QApplication>
#else
#include <QCoreApplication>
#endif

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace wb::testing;

bool hasTopic(const std::string &name)
{
    return std::any_of(topics().begin(), topics().end(), [&](const Topic &topic) { return topic.name == name; });
}

/// Runs one test class; what QTest::qExec does, with the message handler put between its halves. Returns its failures.
int runTopic(const Topic &topic, std::vector<char *> arguments)
{
    int failures = 0;
    {
        const std::unique_ptr<QObject> object = topic.create();
        QTest::qInit(object.get(), static_cast<int>(arguments.size()), arguments.data());
        installFatalMessages();
        failures = QTest::qRun();
        removeFatalMessages();
        QTest::qCleanup();
    }
    return failures;
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<char *> arguments(argv, argv + argc);
    std::string only;
    if (argc > 1 && argv[1][0] != '-') {
        only = argv[1];
        if (!hasTopic(only)) {
            std::fprintf(stderr, "%s: no topic '%s' here, only:", argv[0], argv[1]);
            for (const Topic &topic : topics())
                std::fprintf(stderr, " %s", topic.name.c_str());
            std::fputs("\n", stderr);
            return 2;
        }
        arguments.erase(arguments.begin() + 1);
    }

    const std::string room = std::filesystem::path(argv[0]).filename().string();
    prepareEnvironment(only.empty() ? room : room + "." + only);

#ifdef WB_TEST_WITH_WIDGETS
    const QApplication application(argc, argv);
#else
    const QCoreApplication application(argc, argv);
#endif
    QCoreApplication::setApplicationName(QString::fromStdString(room));

    int failures = 0;
    for (const Topic &topic : topics()) {
        if (only.empty() || topic.name == only)
            failures += runTopic(topic, arguments);
    }
    failures += messagesOutsideTests();
    return std::min(failures, 100);
}

#ifdef __SANITIZE_THREAD__
// Two libraries without instrumentation. QtTest's watchdog thread waits with QMutex, whose futex calls are not seen; our own
// code does not use these classes. libpcsclite keeps the reader states of all contexts in one array, guarded by a mutex of each
// context: threads that ask at the same time write the same octets into it.
extern "C" __attribute__((visibility("default"))) const char *__tsan_default_suppressions()
{
    return "race:QWaitCondition::~QWaitCondition\nrace:QTest::qRun\nrace:libpcsclite.so\n";
}
#endif
