// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/profile_model.h"

#include "core/base/hex.h"
#include "widgets/reader/qt_text.h"
#include "widgets/shell/icons.h"

#include <QCoreApplication>
#include <QPixmap>

#include <algorithm>

namespace wb::reader {

namespace {

QString classText(rsp::ProfileClass profileClass)
{
    switch (profileClass) {
    case rsp::ProfileClass::test: return ProfileModel::tr("test");
    case rsp::ProfileClass::provisioning: return ProfileModel::tr("provisioning");
    case rsp::ProfileClass::operational: return ProfileModel::tr("operational");
    }
    return QString::number(static_cast<int>(profileClass));
}

/// The profile's own icon, when it has one that can be read.
QVariant pictureOf(const rsp::ProfileInfo &profile)
{
    QPixmap picture;
    if (profile.icon && picture.loadFromData(profile.icon->data(), static_cast<uint>(profile.icon->size())))
        return picture;
    return shell::iconOf(shell::Icon::card);
}

} // namespace

QString ownerText(const rsp::OperatorId &owner)
{
    QString text = qtText(owner.mccMncText());
    if (owner.gid1)
        text += QStringLiteral("  GID1 ") + qtText(toHex(*owner.gid1));
    if (owner.gid2)
        text += QStringLiteral("  GID2 ") + qtText(toHex(*owner.gid2));
    return text;
}

QString eventText(const rsp::NotificationEvent &event)
{
    using enum rsp::NotificationEventBit;
    const std::pair<rsp::NotificationEventBit, QString> names[] = {
        {install, ProfileModel::tr("installation")},
        {enable, ProfileModel::tr("enabling")},
        {disable, ProfileModel::tr("disabling")},
        {remove, ProfileModel::tr("deletion")},
        {rpmEnable, ProfileModel::tr("remote enabling")},
        {rpmDisable, ProfileModel::tr("remote disabling")},
        {rpmDelete, ProfileModel::tr("remote deletion")},
        {loadRpmPackageResult, ProfileModel::tr("remote management package")},
    };
    QStringList words;
    for (const auto &[bit, name] : names) {
        if (event.has(bit))
            words << name;
    }
    return words.join(QStringLiteral(", "));
}

ProfileModel::ProfileModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets)
{
    const auto repaint = [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    };
    connect(&theme, &shell::Theme::changed, this, repaint);
    connect(&secrets, &shell::Secrets::changed, this, repaint);
}

void ProfileModel::setProfiles(std::vector<rsp::ProfileInfo> profiles)
{
    if (profiles == m_profiles)
        return;
    beginResetModel();
    m_profiles = std::move(profiles);
    endResetModel();
}

const rsp::ProfileInfo *ProfileModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_profiles[static_cast<std::size_t>(row)] : nullptr;
}

int ProfileModel::rowOf(const rsp::Iccid &iccid) const
{
    const auto place = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&iccid](const rsp::ProfileInfo &profile) { return profile.iccid == iccid; });
    return place == m_profiles.end() ? -1 : static_cast<int>(place - m_profiles.begin());
}

int ProfileModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_profiles.size());
}

int ProfileModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProfileModel::textOf(const rsp::ProfileInfo &profile, int column) const
{
    switch (column) {
    case NameColumn: {
        QString name = qtText(profile.profileName.value_or(std::string()));
        if (!profile.nickname || profile.nickname->empty())
            return name;
        const QString nickname = qtText(*profile.nickname);
        return name.isEmpty() ? nickname : tr("%1 (%2)").arg(nickname, name);
    }
    case StateColumn:
        return !profile.state                                 ? tr("not told")
               : *profile.state == rsp::ProfileState::enabled ? tr("enabled")
                                                              : tr("disabled");
    case ProviderColumn: return qtText(profile.serviceProviderName.value_or(std::string()));
    case IccidColumn: return profile.iccid ? m_secrets.value(qtText(profile.iccid->digits)) : QString();
    case ClassColumn: return profile.profileClass ? classText(*profile.profileClass) : QString();
    case RulesColumn:
        return profile.policyRules ? qtText(asn1::Primitive<asn1::Bits<rsp::PprBit>>::text(
                   asn1::Primitive<asn1::Bits<rsp::PprBit>>::content(*profile.policyRules)))
                                   : QString();
    default: return {};
    }
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const rsp::ProfileInfo &profile = *at(index.row());
    switch (role) {
    case Qt::DisplayRole: return textOf(profile, index.column());
    case Qt::DecorationRole:
        if (index.column() == NameColumn)
            return pictureOf(profile);
        if (index.column() == StateColumn && profile.state == rsp::ProfileState::enabled)
            return m_theme.icon(shell::Meaning::ok);
        return {};
    case Qt::FontRole: return index.column() == IccidColumn ? QVariant(m_theme.fixedFont()) : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == RulesColumn && profile.policyRules)
            return tr("ppr1: must not be disabled. ppr2: must not be deleted.");
        return {};
    default: return {};
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Profile");
    case StateColumn: return tr("State");
    case ProviderColumn: return tr("Service provider");
    case IccidColumn: return tr("ICCID");
    case ClassColumn: return tr("Class");
    case RulesColumn: return tr("Policy rules");
    default: return {};
    }
}

} // namespace wb::reader
