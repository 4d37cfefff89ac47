// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/settings.h"

#include <QDir>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>

namespace wb::shell {

Settings::Settings(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder) {}

Settings::~Settings() = default;

std::unique_ptr<Settings> Settings::temporary()
{
    auto folder = std::make_unique<QTemporaryDir>();
    auto settings = std::make_unique<Settings>(folder->path());
    settings->m_temporary = std::move(folder);
    return settings;
}

void Settings::add(std::vector<SettingSpec> specs)
{
    for (SettingSpec &spec : specs) {
        Q_ASSERT_X(!this->spec(spec.key), "Settings::add", qPrintable(spec.key));
        m_table.push_back(std::move(spec));
    }
}

const SettingSpec *Settings::spec(QAnyStringView key) const
{
    const auto found = std::find_if(m_table.begin(), m_table.end(),
                                    [key](const SettingSpec &spec) { return spec.key == key; });
    return found == m_table.end() ? nullptr : &*found;
}

QVariant Settings::value(QAnyStringView key) const
{
    const SettingSpec *known = spec(key);
    Q_ASSERT_X(known, "Settings::value", qPrintable(key.toString()));
    if (!known)
        return {};
    const QVariant kept = file(known->scope).value(known->key);
    if (!kept.isValid())
        return known->standard;
    return accepted(*known, kept).value_or(known->standard);
}

bool Settings::set(QAnyStringView key, const QVariant &value)
{
    const SettingSpec *known = spec(key);
    if (!known)
        return false;
    const std::optional<QVariant> good = accepted(*known, value);
    if (!good)
        return false;
    const QVariant before = this->value(key);
    if (*good == before)
        return true;
    if (*good == known->standard)
        file(known->scope).remove(known->key); // so that a better standard of a later version reaches the user
    else
        file(known->scope).setValue(known->key, *good);
    Q_EMIT changed(known->key);
    return true;
}

void Settings::reset(QAnyStringView key)
{
    if (const SettingSpec *known = spec(key))
        set(key, known->standard);
}

bool Settings::isStandard(QAnyStringView key) const
{
    const SettingSpec *known = spec(key);
    return known && value(key) == known->standard;
}

void Settings::sync()
{
    for (QSettings *file : {m_roaming.get(), m_local.get()}) {
        if (file)
            file->sync();
    }
}

std::optional<QVariant> Settings::accepted(const SettingSpec &spec, const QVariant &value) const
{
    QVariant converted = value;
    if (converted.metaType() != spec.standard.metaType() && !converted.convert(spec.standard.metaType()))
        return {};
    if (spec.standard.typeId() == QMetaType::Int && (converted.toInt() < spec.least || converted.toInt() > spec.most))
        return {};
    if (!spec.choices.empty()) {
        const QString text = converted.toString();
        const bool known = std::any_of(spec.choices.begin(), spec.choices.end(),
                                       [&](const SettingChoice &choice) { return choice.value == text; });
        if (!known)
            return {};
    }
    if (spec.valid && !spec.valid(converted))
        return {};
    return converted;
}

QSettings &Settings::file(SettingScope scope) const
{
    auto &file = scope == SettingScope::roaming ? m_roaming : m_local;
    if (!file) {
        const QString name = scope == SettingScope::roaming ? QStringLiteral("settings.ini")
                                                            : QStringLiteral("state.ini");
        file = std::make_unique<QSettings>(QDir(m_folder).filePath(name), QSettings::IniFormat);
    }
    return *file;
}

} // namespace wb::shell
