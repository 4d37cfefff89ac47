// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/step_model.h"

#include "widgets/shell/times.h"

namespace wb::discovery {

namespace {

QString verdictText(StepModel::State state)
{
    switch (state) {
    case StepModel::State::waiting: return StepModel::tr("waiting");
    case StepModel::State::running: return StepModel::tr("running");
    case StepModel::State::done: return StepModel::tr("done");
    case StepModel::State::doneWithFindings: return StepModel::tr("done, finding");
    case StepModel::State::failed: return StepModel::tr("failed");
    case StepModel::State::notReached: return StepModel::tr("not reached");
    }
    return {};
}

shell::Meaning meaningOf(StepModel::State state)
{
    switch (state) {
    case StepModel::State::waiting:
    case StepModel::State::notReached: return shell::Meaning::plain;
    case StepModel::State::running: return shell::Meaning::pending;
    case StepModel::State::done: return shell::Meaning::ok;
    case StepModel::State::doneWithFindings: return shell::Meaning::warning;
    case StepModel::State::failed: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

} // namespace

StepModel::StepModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets)
{
    for (const lds::Step step : lds::allSteps)
        m_rows.push_back({step, State::waiting, {}});
    connect(&secrets, &shell::Secrets::changed, this, &StepModel::repaint);
}

void StepModel::repaint()
{
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void StepModel::reset()
{
    for (Row &each : m_rows) {
        each.state = State::waiting;
        each.report.reset();
    }
    repaint();
}

void StepModel::start(lds::Step step)
{
    row(step).state = State::running;
    touch(step);
}

void StepModel::finish(const lds::StepReport &report)
{
    Row &finished = row(report.step);
    finished.state = report.error ? State::failed : report.findings.empty() ? State::done : State::doneWithFindings;
    finished.report = report;
    touch(report.step);
}

void StepModel::end()
{
    for (Row &each : m_rows) {
        if (each.state == State::waiting || each.state == State::running)
            each.state = State::notReached;
    }
    repaint();
}

StepModel::State StepModel::state(lds::Step step) const
{
    return m_rows[static_cast<std::size_t>(step)].state;
}

StepModel::Row &StepModel::row(lds::Step step)
{
    return m_rows[static_cast<std::size_t>(step)]; // allSteps stands in the order of the enumeration
}

void StepModel::touch(lds::Step step)
{
    const int at = static_cast<int>(step);
    Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString StepModel::learned(const Row &row) const
{
    if (!row.report)
        return {};
    QStringList parts;
    for (const std::string &finding : row.report->findings)
        parts << QString::fromStdString(finding);
    if (row.report->error)
        parts << QString::fromStdString(row.report->error->reason);
    for (const std::string &note : row.report->notes)
        parts << QString::fromStdString(note);
    return m_secrets.words(parts.join(QStringLiteral("; ")));
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &at = m_rows[static_cast<std::size_t>(index.row())];
    const lds::Step step = at.step;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case StepColumn:
            return QString::fromUtf8(lds::nameOf(step).data(), static_cast<qsizetype>(lds::nameOf(step).size()));
        case VerdictColumn: return verdictText(at.state);
        case TimeColumn: return at.report ? shell::Times::duration(at.report->duration) : QString();
        case LearnedColumn: return learned(at);
        }
        return {};
    case Qt::ToolTipRole: return index.column() == LearnedColumn ? learned(at) : QVariant();
    case Qt::DecorationRole:
        return index.column() == VerdictColumn && meaningOf(at.state) != shell::Meaning::plain
                   ? m_theme.icon(meaningOf(at.state))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == TimeColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == VerdictColumn && meaningOf(at.state) != shell::Meaning::plain
                   ? QVariant(m_theme.text(meaningOf(at.state)))
                   : QVariant();
    default: return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == TimeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn: return tr("Step");
    case VerdictColumn: return tr("Verdict");
    case TimeColumn: return tr("Time");
    case LearnedColumn: return tr("What was learned");
    default: return {};
    }
}

} // namespace wb::discovery
