// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/fatal_messages.h"

#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <cstdio>

namespace wb::testing {

namespace {

QtMessageHandler testHandler = nullptr;
std::atomic<int> outside = 0;

/// What the offscreen platform says of windows that have a smallest size or are raised; nobody can do anything about it.
bool isOffscreenChatter(const QString &message)
{
    return message.startsWith(QLatin1StringView("This plugin does not support "));
}

/// QtTest forgets failOnWarning() after every test function, so it is armed anew for each message; its own handler then
/// looks at the announced messages first and fails the test only for the others.
void failForMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (isOffscreenChatter(message))
        return;
    if (type == QtWarningMsg || type == QtCriticalMsg) {
        static const QRegularExpression anything(QStringLiteral("^"));
        QTest::failOnWarning(anything);
        type = QtWarningMsg;
    }
    testHandler(type, context, message);
}

void countMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (isOffscreenChatter(message))
        return;
    if (type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg) {
        ++outside;
        std::fprintf(stderr, "outside of any test: %s\n", qUtf8Printable(message));
    }
}

} // namespace

void installFatalMessages()
{
    testHandler = qInstallMessageHandler(failForMessage);
}

void removeFatalMessages()
{
    qInstallMessageHandler(countMessage);
}

int messagesOutsideTests()
{
    return outside;
}

} // namespace wb::testing
