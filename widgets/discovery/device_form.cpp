// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/device_form.h"

#include "widgets/shell/field_mark.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace wb::discovery {

namespace {

using rsp::DeviceCapabilities;

/// One release of DeviceCapabilities: how it is called and where it goes.
struct Release {
    const char *key;
    const char *label;
    std::optional<rsp::Version> DeviceCapabilities::*member;
};

constexpr Release releases[] = {
    {"gsm", "GSM", &DeviceCapabilities::gsmSupportedRelease},
    {"utran", "UTRAN", &DeviceCapabilities::utranSupportedRelease},
    {"eutranEpc", "E-UTRAN EPC", &DeviceCapabilities::eutranEpcSupportedRelease},
    {"nrEpc", "NR EPC", &DeviceCapabilities::nrEpcSupportedRelease},
    {"nr5gc", "NR 5GC", &DeviceCapabilities::nr5gcSupportedRelease},
    {"eutran5gc", "E-UTRAN 5GC", &DeviceCapabilities::eutran5gcSupportedRelease},
    {"contactless", "Contactless", &DeviceCapabilities::contactlessSupportedRelease},
    {"rspCrl", "RSP CRL", &DeviceCapabilities::rspCrlSupportedVersion},
    {"cdma1x", "CDMA2000 1X", &DeviceCapabilities::cdma2000onexSupportedRelease},
    {"cdmaHrpd", "CDMA2000 HRPD", &DeviceCapabilities::cdma2000hrpdSupportedRelease},
    {"cdmaEhrpd", "CDMA2000 eHRPD", &DeviceCapabilities::cdma2000ehrpdSupportedRelease},
    {"lpaSvn", "LPA SVN", &DeviceCapabilities::lpaSvn},
};

constexpr const char *standardTac = "35290611"; // the one most LPAs without a modem send

QString keyOf(const char *name)
{
    return QStringLiteral("device/") + QLatin1StringView(name);
}

std::optional<rsp::Version> releaseOf(const QString &text)
{
    return rsp::Version::fromText(text.trimmed().toStdString());
}

} // namespace

std::vector<shell::SettingSpec> DeviceForm::settingSpecs()
{
    std::vector<shell::SettingSpec> specs{
        {.key = keyOf("tac"), .standard = QString::fromLatin1(standardTac)},
    };
    for (const Release &release : releases)
        specs.push_back({.key = keyOf(release.key), .standard = QString()});
    return specs;
}

DeviceForm::DeviceForm(shell::Settings &settings, const shell::Theme &theme, const shell::Secrets &secrets,
                       QWidget *parent)
    : QWidget(parent),
      m_settings(settings),
      m_theme(theme)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.unit());
    grid->setVerticalSpacing(theme.unit() / 2);
    m_tac = addKept(keyOf("tac"), tr("TAC"), tr("8 digits"), 0, 0);
    m_imei = addField({}, tr("IMEI"), tr("not told"), 0, 1);
    shell::maskField(m_imei, secrets);
    int place = 2;
    for (const Release &release : releases) {
        m_releases.push_back(
            addKept(keyOf(release.key), QString::fromLatin1(release.label), tr("not told"), place / 3, place % 3));
        ++place;
    }
    for (int column = 1; column < 6; column += 2)
        grid->setColumnStretch(column, 1);
    check();
}

QLineEdit *DeviceForm::addKept(const QString &key, const QString &label, const QString &hint, int row, int column)
{
    QLineEdit *field = addField(m_settings.text(key), label, hint, row, column);
    connect(field, &QLineEdit::textChanged, this,
            [this, key](const QString &text) { m_settings.set(key, text.trimmed()); });
    return field;
}

QLineEdit *DeviceForm::addField(const QString &text, const QString &label, const QString &hint, int row, int column)
{
    auto *grid = qobject_cast<QGridLayout *>(layout());
    auto *name = new QLabel(label, this);
    auto *field = new QLineEdit(text, this);
    field->setPlaceholderText(hint);
    field->setAccessibleName(label);
    name->setBuddy(field);
    grid->addWidget(name, row, column * 2);
    grid->addWidget(field, row, column * 2 + 1);
    connect(field, &QLineEdit::textChanged, this, [this] {
        check();
        Q_EMIT changed();
    });
    return field;
}

void DeviceForm::check()
{
    QStringList problems;
    const auto judge = [&](QLineEdit *field, bool right, const QString &problem) {
        shell::markField(field, m_theme, right ? QString() : problem);
        if (!right)
            problems << problem;
    };
    const QString imei = m_imei->text().trimmed();
    judge(m_tac, rsp::Tac::fromText(m_tac->text().trimmed().toStdString()).has_value(), tr("TAC must have 8 digits."));
    judge(m_imei, imei.isEmpty() || rsp::Imei::fromText(imei.toStdString()),
          tr("IMEI must have 15 digits with the right check digit, or 16 digits."));
    for (std::size_t i = 0; i < m_releases.size(); ++i) {
        const QString text = m_releases[i]->text().trimmed();
        judge(m_releases[i], text.isEmpty() || releaseOf(text),
              tr("%1 must be three numbers such as 15.0.0.").arg(QString::fromLatin1(releases[i].label)));
    }
    m_problem = problems.join(u' ');
}

std::optional<rsp::DeviceInfo> DeviceForm::deviceInfo() const
{
    rsp::DeviceInfo info;
    const auto tac = rsp::Tac::fromText(m_tac->text().trimmed().toStdString());
    if (!tac)
        return {};
    info.tac = *tac;
    const QString imei = m_imei->text().trimmed();
    if (!imei.isEmpty()) {
        info.imei = rsp::Imei::fromText(imei.toStdString());
        if (!info.imei)
            return {};
    }
    for (std::size_t i = 0; i < m_releases.size(); ++i) {
        const QString text = m_releases[i]->text().trimmed();
        if (text.isEmpty())
            continue;
        const auto release = releaseOf(text);
        if (!release)
            return {};
        info.deviceCapabilities.*releases[i].member = release;
    }
    return info;
}

} // namespace wb::discovery
