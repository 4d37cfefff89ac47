// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace wb::testing {

/// From now on every qWarning and qCritical fails the running test, unless announced with
/// `QTest::ignoreMessage(QtWarningMsg, text)` (criticals too are announced as QtWarningMsg, because QtTest can fail a test for
/// warnings only). To be called between QTest::qInit and QTest::qRun.
void installFatalMessages();

/// Back to the handler that was there before; to be called after QTest::qRun. Messages after it fail the program.
void removeFatalMessages();

/// How many warnings came while no test was running: from destructors, from threads that outlived their test.
int messagesOutsideTests();

} // namespace wb::testing
