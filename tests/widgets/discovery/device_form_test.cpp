// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/discovery/device_form.h"

#include <QLineEdit>

using namespace wb;
using discovery::DeviceForm;

namespace {

QLineEdit *fieldOf(DeviceForm &form, const QString &name)
{
    for (QLineEdit *field : form.findChildren<QLineEdit *>()) {
        if (field->accessibleName() == name)
            return field;
    }
    return nullptr;
}

} // namespace

class DeviceFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewFormIsUsable()
    {
        const auto settings = shell::Settings::temporary();
        settings->add(DeviceForm::settingSpecs());
        const shell::Theme theme;
        shell::Secrets secrets;
        const DeviceForm form(*settings, theme, secrets);
        const auto info = form.deviceInfo();
        QVERIFY(info);
        QCOMPARE(info->tac.digits, std::string("35290611"));
        QVERIFY(!info->imei);
        QVERIFY(!info->deviceCapabilities.gsmSupportedRelease);
    }

    void wrongValuesAreRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("TAC too short") << QStringLiteral("TAC") << QStringLiteral("3529061") << false;
        QTest::newRow("TAC with letters") << QStringLiteral("TAC") << QStringLiteral("3529061A") << false;
        QTest::newRow("IMEI with wrong check digit")
            << QStringLiteral("IMEI") << QStringLiteral("490154203237517") << false;
        QTest::newRow("IMEI") << QStringLiteral("IMEI") << QStringLiteral("490154203237518") << true;
        QTest::newRow("release of two numbers") << QStringLiteral("GSM") << QStringLiteral("15.0") << false;
        QTest::newRow("release") << QStringLiteral("GSM") << QStringLiteral("15.0.0") << true;
        QTest::newRow("release above one octet") << QStringLiteral("GSM") << QStringLiteral("256.0.0") << false;
    }

    void wrongValuesAreRefused()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(bool, accepted);
        const auto settings = shell::Settings::temporary();
        settings->add(DeviceForm::settingSpecs());
        const shell::Theme theme;
        shell::Secrets secrets;
        DeviceForm form(*settings, theme, secrets);
        fieldOf(form, field)->setText(value);
        QCOMPARE(form.deviceInfo().has_value(), accepted);
        QCOMPARE(form.problem().isEmpty(), accepted);
        QCOMPARE(fieldOf(form, field)->actions().isEmpty(), accepted); // the mark at its end
        QCOMPARE(fieldOf(form, field)->accessibleDescription(), form.problem());

        fieldOf(form, QStringLiteral("NR EPC"))->setText(QStringLiteral("x")); // each wrong field is named
        QVERIFY(form.problem().contains(QStringLiteral("NR EPC")));
        QCOMPARE(form.problem().count(u'.') > 3, !accepted);
    }

    void valuesAreRemembered()
    {
        const auto settings = shell::Settings::temporary();
        settings->add(DeviceForm::settingSpecs());
        const shell::Theme theme;
        shell::Secrets secrets;
        {
            DeviceForm form(*settings, theme, secrets);
            fieldOf(form, QStringLiteral("NR 5GC"))->setText(QStringLiteral("16.1.0"));
        }
        const DeviceForm again(*settings, theme, secrets);
        QCOMPARE(again.deviceInfo()->deviceCapabilities.nr5gcSupportedRelease->text(), std::string("16.1.0"));
    }
};

WB_TEST(DeviceFormTest);
#include "device_form_test.moc"
