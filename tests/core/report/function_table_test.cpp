// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/report/function_table.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;

/// The table of ES10 functions, and the page that is made of it.
class FunctionTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows()
    {
        const auto rows = report::functionRows();
        const auto row = [&rows](const std::string &name) {
            for (const report::FunctionRow &each : rows) {
                if (each.name == name)
                    return each;
            }
            return report::FunctionRow();
        };
        WB_COMPARE(row("ES10c.EnableProfile").tag, "BF31");
        WB_COMPARE(row("ES10c.EnableProfile").effect, "changes");
        QCOMPARE(row("ES10c.EnableProfile").request, (std::vector<std::string>{"profileIdentifier", "refreshFlag"}));
        QVERIFY(!row("ES10c.EnableProfile").results.empty());
        QCOMPARE(row("ES10c.DeleteProfile").request, (std::vector<std::string>{"isdpAid or iccid"}));
        QCOMPARE(row("ES10b.ListNotification").request, (std::vector<std::string>{"[profileManagementOperation]"}));
    }

    /// Made anew by: smds card functions --markdown > docs/es10-functions.md
    void thePageIsUpToDate()
    {
        WB_COMPARE(wb::testing::must(readFile(WB_SOURCE_DIR "/docs/es10-functions.md")), report::functionTable());
    }
};

WB_TEST(FunctionTableTest);
#include "function_table_test.moc"
