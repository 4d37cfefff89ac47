// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/profile_form.h"

#include "widgets/shell/field_mark.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardPaths>

namespace wb::discovery {

namespace {

constexpr QLatin1StringView trustFolderKey("discovery/trustFolder");
constexpr QLatin1StringView namesKey("discovery/names");

} // namespace

std::vector<shell::SettingSpec> ProfileForm::settingSpecs()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return {
        {.key = trustFolderKey,
         .standard = QString(data + QStringLiteral("/smds-workbench/trust")),
         .page = tr("Discovery"),
         .label = tr("Folder of trusted CIs"),
         .tip = tr(
             "CI certificates (PEM or DER) that servers outside the lab must chain to. Nothing else is trusted.")},
        {.key = namesKey,
         .standard = QString(),
         .page = tr("Discovery"),
         .label = tr("Where names are found"),
         .tip = tr(
             "NAME=HOST:PORT or NAME:PORT=HOST:PORT, several with blanks between: the server of that name is reached "
             "there, and its certificate is still compared with the name. Other names are asked of the DNS.")},
    };
}

ProfileForm::ProfileForm(shell::Settings &settings, const shell::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_settings(settings),
      m_theme(theme),
      m_problem(new QLabel(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.unit());
    grid->setVerticalSpacing(theme.unit() / 2);
    m_folder = addField(trustFolderKey, tr("CI &folder"), tr("none: no server is trusted"), 0);
    m_names = addField(namesKey, tr("&Names"), tr("as the DNS says; or NAME=HOST:PORT ..."), 1);
    m_names->setFont(theme.fixedFont());
    m_problem->setWordWrap(true);
    grid->addWidget(m_problem, 2, 1);
    grid->setColumnStretch(1, 1);
    connect(&m_settings, &shell::Settings::changed, this, &ProfileForm::follow);
    check();
}

QLineEdit *ProfileForm::addField(QLatin1StringView key, const QString &label, const QString &hint, int row)
{
    auto *grid = qobject_cast<QGridLayout *>(layout());
    auto *name = new QLabel(label, this);
    auto *field = new QLineEdit(m_settings.text(key), this);
    field->setPlaceholderText(hint);
    field->setToolTip(m_settings.spec(key)->tip);
    field->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    name->setBuddy(field);
    grid->addWidget(name, row, 0);
    grid->addWidget(field, row, 1);
    connect(field, &QLineEdit::textEdited, this, [this, key](const QString &text) {
        m_settings.set(key, text.trimmed());
        check();
        Q_EMIT changed();
    });
    return field;
}

/// A setting was changed elsewhere; what is being typed here stays as it is.
void ProfileForm::follow(const QString &key)
{
    QLineEdit *field = key == trustFolderKey ? m_folder : key == namesKey ? m_names : nullptr;
    if (field == nullptr || field->text().trimmed() == m_settings.text(key))
        return;
    field->setText(m_settings.text(key));
    check();
    Q_EMIT changed();
}

void ProfileForm::check()
{
    const auto map = names();
    m_problem->setText(map ? QString() : tr("Names: %1.").arg(QString::fromStdString(map.error().reason)));
    m_problem->setVisible(!map);
    shell::markField(m_names, m_theme, m_problem->text());
}

QString ProfileForm::trustFolder() const
{
    return m_settings.text(trustFolderKey);
}

Result<http::ConnectionMap> ProfileForm::names() const
{
    return http::ConnectionMap::parse(m_settings.text(namesKey).toStdString());
}

} // namespace wb::discovery
