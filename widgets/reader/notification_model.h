// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/notification.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::reader {

/// The notifications that wait on a card, oldest first.
class NotificationModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, EventColumn, AddressColumn, IccidColumn, ColumnCount };

    NotificationModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent = nullptr);

    void setNotifications(std::vector<rsp::NotificationMetadata> notifications);
    const rsp::NotificationMetadata *at(int row) const; ///< null outside

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    std::vector<rsp::NotificationMetadata> m_notifications;
};

} // namespace wb::reader
