// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/fault_plan.h"
#include "tests/support/core/results.h"
#include "tests/support/test.h"

using namespace wb;
using euicc::Fault;

namespace {

/// The faults a description says; the error of the first that is wrong.
Result<euicc::FaultPlan> faultsOf(const std::string &text)
{
    auto reader = TomlReader::parse(text, "euicc.toml");
    if (!reader)
        return fail(reader.error());
    euicc::FaultPlan plan;
    for (const toml::table *table : reader->tables(reader->root(), "fault"))
        plan.push_back(euicc::faultIn(*reader, *table));
    if (reader->error())
        return fail(*reader->error());
    return plan;
}

} // namespace

class FaultPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsWrittenAsItIsRead()
    {
        using namespace std::chrono_literals;
        using enum Fault::Kind;
        const euicc::FaultPlan plan{
            {.kind = slow, .delay = 20ms},
            {.kind = status, .function = 0xBF2D, .times = 2, .statusWord = 0x6A80, .carriedOut = true},
            {.kind = truncated, .function = 0xBF22, .octet = 0},
            {.kind = garbled, .command = 7, .octet = 3, .mask = 0x01},
            {.kind = wrongLength, .function = 0xBF20, .by = -3},
            {.kind = stump, .command = 1},
            {.kind = silent, .delay = 0ms},
            {.kind = pulled, .command = 2, .times = 1, .backAfter = 300ms},
            {.kind = pulled},
        };
        std::string text;
        for (const Fault &fault : plan)
            text += euicc::faultTable(fault);
        const auto read = faultsOf(text);
        WB_VERIFY(read);
        QVERIFY2(*read == plan, text.c_str());
    }

    void whatAFaultIsOnALine()
    {
        using namespace std::chrono_literals;
        using enum Fault::Kind;
        WB_COMPARE(euicc::faultLine({.kind = status, .function = 0xBF2D, .times = 1}),
                   "status 6F00 at ES10c.GetProfilesInfo, once");
        WB_COMPARE(euicc::faultLine({.kind = slow, .function = 0xBF77, .delay = 5ms}), "slow 5 ms at BF77");
        WB_COMPARE(euicc::faultLine({.kind = pulled, .command = 4, .times = 2, .backAfter = 10ms}),
                   "pulled at command 4, 2 times, back after 10 ms");
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *name, const char *table, const char *complaint) {
            QTest::newRow(name) << QString::fromLatin1(table) << QString::fromLatin1(complaint);
        };
        row("no kind", "command = 1", "'kind' is missing");
        row("unknown kind", "kind = 'melts'", "must be one of slow, status");
        row("unknown key", "kind = 'slow'\nmiliseconds = 3", "unknown setting 'miliseconds'");
        row("key of another kind", "kind = 'slow'\nstatus = '6F00'", "means nothing to a fault of the kind slow");
        row("two places", "kind = 'slow'\ncommand = 1\nfunction = 'BF2D'", "cannot both say");
        row("no tag", "kind = 'slow'\nfunction = 'profiles'", "must be the tag");
        row("no status word", "kind = 'status'\nstatus = '6F'", "must be a status word");
        row("command 0", "kind = 'slow'\ncommand = 0", "1 to 1000000");
        row("too slow", "kind = 'slow'\nmilliseconds = 60001", "0 to 60000");
        row("empty mask", "kind = 'garbled'\nmask = '00'", "and not 00");
        row("mask of two octets", "kind = 'garbled'\nmask = '0102'", "must be one octet");
        row("by nothing", "kind = 'wrong-length'\nby = 0", "must not be 0");
        row("no flag", "kind = 'pulled'\ncarried-out = 1", "must be true or false");
    }

    void mistakesAreNamed()
    {
        QFETCH(QString, table);
        QFETCH(QString, complaint);
        const auto read = faultsOf("[[fault]]\n" + table.toStdString() + "\n");
        QVERIFY(!read);
        QCOMPARE(read.error().interface, Interface::config);
        QVERIFY2(read.error().line().find(complaint.toStdString()) != std::string::npos, read.error().line().c_str());
        QVERIFY2(read.error().step.find("line") != std::string::npos, read.error().step.c_str());
    }
};

WB_TEST(FaultPlanTest);

#include "fault_plan_test.moc"
