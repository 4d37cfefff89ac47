// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/settings.h"

#include "tests/support/test.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/settings_dialog.h"
#include "widgets/shell/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace wb::shell;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standardsAndValues();
    void refusesWhatTheTableRefuses();
    void survivesANewObject();
    void scopesGoToTheirFiles();
    void badFilesCountAsAbsent();
    void standardsAreNotWritten();
    void dialogShowsTheTable();
    void dialogChangesAndFollows();
};

namespace {

std::vector<SettingSpec> someSpecs()
{
    return {{.key = QStringLiteral("a/flag"),
             .standard = false,
             .page = QStringLiteral("One"),
             .label = QStringLiteral("Flag")},
            {.key = QStringLiteral("a/mode"),
             .standard = QStringLiteral("x"),
             .page = QStringLiteral("One"),
             .label = QStringLiteral("Mode"),
             .choices = {{QStringLiteral("x"), QStringLiteral("X")}, {QStringLiteral("y"), QStringLiteral("Y")}}},
            {.key = QStringLiteral("b/number"),
             .standard = 5,
             .page = QStringLiteral("Two"),
             .label = QStringLiteral("Number"),
             .least = 1,
             .most = 9},
            {.key = QStringLiteral("b/host"),
             .standard = QStringLiteral("localhost"),
             .page = QStringLiteral("Two"),
             .label = QStringLiteral("Host"),
             .valid = [](const QVariant &value) { return !value.toString().contains(u' '); }},
            {.key = QStringLiteral("window/state"), .scope = SettingScope::local, .standard = QByteArray()}};
}

} // namespace

void SettingsTest::standardsAndValues()
{
    const auto settings = Settings::temporary();
    settings->add(someSpecs());
    QSignalSpy spy(settings.get(), &Settings::changed);
    QCOMPARE(settings->number("b/number"), 5);
    QVERIFY(settings->isStandard("b/number"));
    QVERIFY(settings->set("b/number", 7));
    QCOMPARE(settings->number("b/number"), 7);
    QVERIFY(settings->set("b/number", 7)); // accepted, but no change
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy[0][0].toString(), QStringLiteral("b/number"));
    settings->reset("b/number");
    QCOMPARE(settings->number("b/number"), 5);
    QCOMPARE(spy.size(), 2);
}

void SettingsTest::refusesWhatTheTableRefuses()
{
    const auto settings = Settings::temporary();
    settings->add(someSpecs());
    QSignalSpy spy(settings.get(), &Settings::changed);
    QVERIFY(!settings->set("b/number", 0));
    QVERIFY(!settings->set("b/number", 10));
    QVERIFY(!settings->set("b/number", QStringLiteral("many")));
    QVERIFY(!settings->set("a/mode", QStringLiteral("z")));
    QVERIFY(!settings->set("b/host", QStringLiteral("two words")));
    QVERIFY(!settings->set("no/such", 1));
    QCOMPARE(spy.size(), 0);
    QVERIFY(settings->set("b/number", QStringLiteral("3"))); // as it comes from a command line
    QCOMPARE(settings->number("b/number"), 3);
}

void SettingsTest::survivesANewObject()
{
    const QTemporaryDir folder;
    {
        Settings settings(folder.path());
        settings.add(someSpecs());
        settings.set("a/flag", true);
        settings.set("window/state", QByteArray("\x01\x02\x00\x03", 4));
    }
    Settings settings(folder.path());
    settings.add(someSpecs());
    QVERIFY(settings.flag("a/flag")); // a bool again, although INI knows only text
    QCOMPARE(settings.value("window/state").toByteArray(), QByteArray("\x01\x02\x00\x03", 4));
}

void SettingsTest::scopesGoToTheirFiles()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    settings.add(someSpecs());
    settings.set("a/flag", true);
    settings.sync();
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("settings.ini"))));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("state.ini"))));
    settings.set("window/state", QByteArray("x"));
    settings.sync();
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("state.ini"))));
}

void SettingsTest::badFilesCountAsAbsent()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("settings.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[a]\nmode=purple\n[b]\nnumber=4711\nhost=my host\n");
    file.close();
    Settings settings(folder.path());
    settings.add(someSpecs());
    QCOMPARE(settings.text("a/mode"), QStringLiteral("x"));
    QCOMPARE(settings.number("b/number"), 5);
    QCOMPARE(settings.text("b/host"), QStringLiteral("localhost"));
}

void SettingsTest::standardsAreNotWritten()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    settings.add(someSpecs());
    settings.set("b/number", 7);
    settings.set("b/number", 5);
    settings.sync();
    const QSettings file(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    QVERIFY(!file.contains(QStringLiteral("b/number")));
}

void SettingsTest::dialogShowsTheTable()
{
    const auto settings = Settings::temporary();
    settings->add(someSpecs());
    ActionRegistry actions(*settings);
    const Theme theme;
    const SettingsDialog dialog(theme, *settings, actions);
    QVERIFY(dialog.findChild<QCheckBox *>(QStringLiteral("setting.a/flag")));
    QVERIFY(dialog.findChild<QComboBox *>(QStringLiteral("setting.a/mode")));
    QVERIFY(dialog.findChild<QSpinBox *>(QStringLiteral("setting.b/number")));
    QVERIFY(dialog.findChild<QLineEdit *>(QStringLiteral("setting.b/host")));
    QVERIFY(!dialog.findChild<QWidget *>(QStringLiteral("setting.window/state")));
    QVERIFY(!dialog.isModal());
}

void SettingsTest::dialogChangesAndFollows()
{
    const auto settings = Settings::temporary();
    settings->add(someSpecs());
    ActionRegistry actions(*settings);
    const Theme theme;
    SettingsDialog dialog(theme, *settings, actions);
    dialog.show();

    auto *flag = dialog.findChild<QCheckBox *>(QStringLiteral("setting.a/flag"));
    flag->click();
    QVERIFY(settings->flag("a/flag"));
    settings->set("a/flag", false);
    QVERIFY(!flag->isChecked());

    auto *host = dialog.findChild<QLineEdit *>(QStringLiteral("setting.b/host"));
    host->setText(QStringLiteral("two words"));
    QTest::keyClick(host, Qt::Key_Return);
    QCOMPARE(host->text(), QStringLiteral("localhost")); // refused: shows what holds
    host->setText(QStringLiteral("smds.example"));
    QTest::keyClick(host, Qt::Key_Return);
    QCOMPARE(settings->text("b/host"), QStringLiteral("smds.example"));

    auto *number = dialog.findChild<QSpinBox *>(QStringLiteral("setting.b/number"));
    number->setValue(42);
    QCOMPARE(settings->number("b/number"), 9); // the box knows the limits
}

WB_TEST(SettingsTest);
#include "settings_test.moc"
