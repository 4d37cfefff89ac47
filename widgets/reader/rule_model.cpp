// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/rule_model.h"

#include "widgets/reader/qt_text.h"

namespace wb::reader {

namespace {

shell::Meaning meaningOf(const pki::RuleVerdict &verdict)
{
    switch (verdict.verdict) {
    case pki::Verdict::holds: return shell::Meaning::ok;
    case pki::Verdict::broken: return verdict.advisory ? shell::Meaning::warning : shell::Meaning::error;
    case pki::Verdict::notApplicable: return shell::Meaning::plain;
    }
    return shell::Meaning::plain;
}

} // namespace

RuleModel::RuleModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent)
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

void RuleModel::setVerdicts(std::vector<pki::RuleVerdict> verdicts)
{
    beginResetModel();
    m_verdicts = std::move(verdicts);
    endResetModel();
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_verdicts.size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const pki::RuleVerdict &verdict = m_verdicts[static_cast<std::size_t>(index.row())];
    if (role == Qt::DecorationRole && index.column() == VerdictColumn)
        return m_theme.icon(meaningOf(verdict));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case VerdictColumn: {
        const QString word = qtText(pki::nameOf(verdict.verdict));
        return verdict.advisory && verdict.verdict == pki::Verdict::broken ? tr("%1, no reason to refuse").arg(word)
                                                                           : word;
    }
    case CertificateColumn: return qtText(verdict.certificate);
    case RuleColumn: return qtText(pki::nameOf(verdict.rule));
    case SectionColumn: return qtText(pki::sectionOf(verdict.rule));
    case ReasonColumn: return m_secrets.words(qtText(verdict.reason));
    default: return {};
    }
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VerdictColumn: return tr("Verdict");
    case CertificateColumn: return tr("Certificate");
    case RuleColumn: return tr("Rule");
    case SectionColumn: return tr("SGP.22");
    case ReasonColumn: return tr("What was found");
    default: return {};
    }
}

} // namespace wb::reader
