// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/rules.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::reader {

/// Every rule that was asked of a chain, from the CI down.
class RuleModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { VerdictColumn, CertificateColumn, RuleColumn, SectionColumn, ReasonColumn, ColumnCount };

    RuleModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent = nullptr);

    void setVerdicts(std::vector<pki::RuleVerdict> verdicts);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    std::vector<pki::RuleVerdict> m_verdicts;
};

} // namespace wb::reader
