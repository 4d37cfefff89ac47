// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/console.h"
#include "tests/support/test.h"

#include <sstream>

using namespace wb;

class ConsoleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What a server or a file says must not command the terminal.
    void controlCharactersAreShownNotObeyed()
    {
        std::ostringstream out;
        std::ostringstream err;
        cli::Console console(out, err);
        console.line("EV\x1B[31mX \xC3\xA4\tb\x07\x7F");
        QCOMPARE(out.str(), std::string("EV\\x1b[31mX \xC3\xA4\tb\\x07\\x7f\n"));
        console.note(std::string("\xC2\x9B") + "31m \xFF");
        QCOMPARE(err.str(), std::string("\\x9b31m \xEF\xBF\xBD\n"));
    }
};

WB_TEST(ConsoleTest);

#include "console_test.moc"
