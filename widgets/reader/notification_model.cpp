// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/notification_model.h"

#include "widgets/reader/profile_model.h"

namespace wb::reader {

NotificationModel::NotificationModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent)
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

void NotificationModel::setNotifications(std::vector<rsp::NotificationMetadata> notifications)
{
    if (notifications == m_notifications)
        return;
    beginResetModel();
    m_notifications = std::move(notifications);
    endResetModel();
}

const rsp::NotificationMetadata *NotificationModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_notifications[static_cast<std::size_t>(row)] : nullptr;
}

int NotificationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_notifications.size());
}

int NotificationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NotificationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const rsp::NotificationMetadata &notification = *at(index.row());
    if (role == Qt::FontRole && index.column() != EventColumn)
        return m_theme.fixedFont();
    if (role == Qt::TextAlignmentRole && index.column() == NumberColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NumberColumn: return QString::number(notification.seqNumber);
    case EventColumn: return eventText(notification.profileManagementOperation);
    case AddressColumn: return QString::fromStdString(notification.notificationAddress);
    case IccidColumn:
        return notification.iccid ? m_secrets.value(QString::fromStdString(notification.iccid->digits)) : QString();
    default: return {};
    }
}

QVariant NotificationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == NumberColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("Sequence");
    case EventColumn: return tr("About");
    case AddressColumn: return tr("For");
    case IccidColumn: return tr("ICCID");
    default: return {};
    }
}

} // namespace wb::reader
