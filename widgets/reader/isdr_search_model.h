// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/pcsc/evidence.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::reader {

/// What was tried to find the ISD-R of each card, in that order: a row a SELECT, and one for EF.DIR where it was read.
class IsdrSearchModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { CardColumn, AidColumn, OriginColumn, StatusColumn, MeaningColumn, ColumnCount };

    explicit IsdrSearchModel(const shell::Theme &theme, QObject *parent = nullptr);

    void setEvidence(const pcsc::Evidence &evidence);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString card;
        QString aid;
        QString origin;
        QString status;
        QString meaning;
        shell::Meaning mark = shell::Meaning::pending;
    };

    void addSearch(const QString &card, const card::IsdrSearch &search);

    const shell::Theme &m_theme;
    std::vector<Row> m_rows;
};

} // namespace wb::reader
