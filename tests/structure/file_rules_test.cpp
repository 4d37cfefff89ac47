// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/structure/file_rules.h"
#include "tests/support/test.h"

using namespace wb::structure;

/// Every source keeps the house rules that a program can check.
class FileRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plantedFiles_data();
    void plantedFiles();
    void missingLicenceIsSeen();
    void longFileIsSeen();
    void everyFileKeepsTheRules();
};

namespace {

const std::string licence = std::string("// SPDX") + "-FileCopyrightText: 2026 Somebody\n// SPDX"
                            + "-License-Identifier: Apache-2.0\n";

} // namespace

void FileRulesTest::plantedFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("complaint"); // part of it; empty: allowed

    const auto row = [](const char *name, const char *path, const char *code, const char *complaint) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(code) << QString::fromLatin1(complaint);
    };
    row("plain source", "core/base/hex.cpp", "int x = 1'000;\n", "");
    row("plain header", "core/base/hex.h", "#pragma once\n", "");
    row("header without pragma", "core/base/hex.h", "// #pragma once\n", "#pragma once");
    row("nested loop", "widgets/shell/frame.cpp", "QEventLoop loop;\n", "nested event loop");
    row("processEvents", "app/workbench/main.cpp", "QCoreApplication::processEvents();\n", "nested event loop");
    row("loop in a comment", "widgets/shell/frame.cpp", "// no QEventLoop here\n", "");
    row("loop in a text", "widgets/shell/frame.cpp", "auto a = \"no \\\"QEventLoop\\\" here\";\n", "");
    row("loop in a test", "tests/widgets/shell/frame_test.cpp", "QEventLoop loop;\n", "");
    row("modal dialog", "widgets/lab/panel.cpp", "dialog.exec();\n", "event loop of its own");
    row("query in core", "core/store/database.cpp", "query.exec();\n", "");
    row("thread pool", "core/lab/lab.cpp", "QThreadPool pool;\n", "jobs.h");
    row("sleep in a test", "tests/core/base/jobs_test.cpp", "std::this_thread::sleep_for(1s);\n", "sleep");
    row("wait in a test", "tests/widgets/shell/frame_test.cpp", "QTest::qWait(1);\n", "sleep");
    row("wait for something", "tests/widgets/shell/frame_test.cpp", "QTest::qWaitFor(done);\n", "");
    row("using namespace std", "core/base/hex.cpp", "using namespace std;\n", "using namespace std");
    row("using one name of std", "core/base/hex.cpp", "  using std::vector;\n", "");
}

void FileRulesTest::plantedFiles()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QFETCH(QString, complaint);

    const auto violations = fileViolations({path.toStdString(), licence + code.toStdString()});

    if (complaint.isEmpty()) {
        QVERIFY2(violations.empty(), violations.empty() ? "" : violations.front().c_str());
        return;
    }
    QCOMPARE(violations.size(), std::size_t(1));
    QVERIFY2(violations.front().find(complaint.toStdString()) != std::string::npos, violations.front().c_str());
}

void FileRulesTest::missingLicenceIsSeen()
{
    QCOMPARE(fileViolations({"core/base/hex.cpp", "int x;\n"}).size(), std::size_t(1));
    QCOMPARE(fileViolations({"core/base/hex.cpp", "\n" + licence}).size(), std::size_t(1));
}

void FileRulesTest::longFileIsSeen()
{
    std::string text = licence; // two lines
    for (int i = 0; i < 798; ++i)
        text += "int x;\n";
    QVERIFY(fileViolations({"core/base/hex.cpp", text}).empty());
    QCOMPARE(fileViolations({"core/base/hex.cpp", text + "int y;\n"}).size(), std::size_t(1));
}

void FileRulesTest::everyFileKeepsTheRules()
{
    const auto sources = readSources({"core", "smartcard", "widgets", "app", "tests"});
    QVERIFY2(sources.size() > 20, "the sources were not found");
    QString all;
    for (const Source &source : sources) {
        for (const std::string &violation : fileViolations(source))
            all += QString::fromStdString(violation) + QLatin1Char('\n');
    }
    QVERIFY2(all.isEmpty(), qPrintable(QLatin1Char('\n') + all));
}

WB_TEST(FileRulesTest);
#include "file_rules_test.moc"
