// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>
#include <QString>
#include <QVariant>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QSettings;
class QTemporaryDir;

namespace wb::shell {

enum class SettingScope {
    roaming, ///< the user's wish, the same on each machine: settings.ini
    local,   ///< belongs to this machine and its screens: state.ini
};

struct SettingChoice {
    QString value; ///< as kept
    QString text;  ///< as shown
};

/// One setting. Everything about it is said here; dialog, file and command line follow from it.
struct SettingSpec {
    QString key; ///< "group/name"
    SettingScope scope = SettingScope::roaming;
    QVariant standard; ///< its type is the type of the setting: bool, int, QString, QStringList, QByteArray

    QString page = {};                                ///< the page of the dialog; empty: not for the dialog
    QString label = {};                               ///< for a person
    QString tip = {};                                 ///< one sentence
    std::vector<SettingChoice> choices = {};          ///< the only values, when not empty
    int least = 0;                                    ///< for an int
    int most = 100000;                                ///< for an int
    std::function<bool(const QVariant &)> valid = {}; ///< a further condition
};

/// What the program remembers: a table of specifications over two INI files. A value in a file that its specification does not
/// accept counts as absent.
class Settings : public QObject {
    Q_OBJECT

public:
    /// @p folder is created when something is first written.
    explicit Settings(const QString &folder, QObject *parent = nullptr);
    ~Settings() override;

    /// Settings in a folder that goes away with them, for tests.
    static std::unique_ptr<Settings> temporary();

    /// Adds to the table. A key is added once; panels add their own before they ask.
    void add(std::vector<SettingSpec> specs);
    const std::vector<SettingSpec> &table() const { return m_table; }
    const SettingSpec *spec(QAnyStringView key) const;

    /// The value, or the standard. The key must be in the table.
    QVariant value(QAnyStringView key) const;
    bool flag(QAnyStringView key) const { return value(key).toBool(); }
    int number(QAnyStringView key) const { return value(key).toInt(); }
    QString text(QAnyStringView key) const { return value(key).toString(); }

    /// False, and nothing changed, when the key is unknown or the value not accepted.
    bool set(QAnyStringView key, const QVariant &value);
    void reset(QAnyStringView key);
    bool isStandard(QAnyStringView key) const;

    /// Writes to disk now; otherwise Qt does so soon.
    void sync();

Q_SIGNALS:
    /// The value is another than before.
    void changed(const QString &key);

private:
    std::optional<QVariant> accepted(const SettingSpec &spec, const QVariant &value) const;
    QSettings &file(SettingScope scope) const;

    QString m_folder;
    std::vector<SettingSpec> m_table;
    mutable std::unique_ptr<QSettings> m_roaming;
    mutable std::unique_ptr<QSettings> m_local;
    std::unique_ptr<QTemporaryDir> m_temporary;
};

} // namespace wb::shell
