// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/profile.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::reader {

/// The profiles on a card, in the card's order.
class ProfileModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, StateColumn, ProviderColumn, IccidColumn, ClassColumn, RulesColumn, ColumnCount };

    ProfileModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent = nullptr);

    void setProfiles(std::vector<rsp::ProfileInfo> profiles);
    const rsp::ProfileInfo *at(int row) const; ///< null outside
    int rowOf(const rsp::Iccid &iccid) const;  ///< -1 when it is not there

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const rsp::ProfileInfo &profile, int column) const;

    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    std::vector<rsp::ProfileInfo> m_profiles;
};

/// "001-01", and further octets behind it: for whom the profile is.
QString ownerText(const rsp::OperatorId &owner);

/// "enabling, deletion": what a notification is about.
QString eventText(const rsp::NotificationEvent &event);

} // namespace wb::reader
