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
    case StepModel::State::stopped: return StepModel::tr("stopped");
    case StepModel::State::notReached: return StepModel::tr("not reached");
    }
    return {};
}

shell::Meaning meaningOf(StepModel::State state)
{
    switch (state) {
    case StepModel::State::waiting:
    case StepModel::State::stopped:
    case StepModel::State::notReached: return shell::Meaning::plain;
    case StepModel::State::running: return shell::Meaning::pending;
    case StepModel::State::done: return shell::Meaning::ok;
    case StepModel::State::doneWithFindings: return shell::Meaning::warning;
    case StepModel::State::failed: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

StepModel::State stateAfter(const lds::StepReport &report)
{
    if (report.error)
        return report.error->kind == ErrorKind::cancelled ? StepModel::State::stopped : StepModel::State::failed;
    return report.findings.empty() ? StepModel::State::done : StepModel::State::doneWithFindings;
}

} // namespace

StepModel::StepModel(const shell::Theme &theme, const shell::Secrets &secrets, shell::ServerColours &servers,
                     QObject *parent)
    : QAbstractTableModel(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_servers(servers)
{
    for (const lds::Step step : lds::allSteps)
        m_rows.push_back({step});
    connect(&secrets, &shell::Secrets::changed, this, &StepModel::repaint);
    connect(&theme, &shell::Theme::changed, this, &StepModel::repaint);
}

void StepModel::repaint()
{
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void StepModel::reset()
{
    constexpr int own = static_cast<int>(std::size(lds::allSteps));
    m_hop.clear();
    if (rowCount() > own) {
        beginRemoveRows({}, own, rowCount() - 1);
        m_rows.resize(static_cast<std::size_t>(own), Row{lds::Step::getEuiccInfo});
        endRemoveRows();
    }
    for (Row &each : m_rows)
        each = Row{each.step};
    repaint();
}

void StepModel::setServer(const QString &address)
{
    for (Row &each : m_rows)
        each.server = address;
    repaint();
}

void StepModel::startHop(const lds::Hop &hop)
{
    m_hop = QString::fromStdString(hop.entry.rspServerAddress);
}

void StepModel::start(lds::Step step)
{
    if (m_hop.isEmpty()) {
        m_rows[static_cast<std::size_t>(step)].state = State::running;
        return touch(rowOf(step));
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back({step, State::running, {}, m_hop, Interface::es9plus});
    endInsertRows();
}

void StepModel::finish(const lds::StepReport &report)
{
    const int at = rowOf(report.step);
    Row &finished = m_rows[static_cast<std::size_t>(at)];
    finished.state = stateAfter(report);
    finished.asked = report.asked;
    finished.report = report;
    touch(at);
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
    return m_rows[static_cast<std::size_t>(step)].state; // allSteps stands in the order of the enumeration
}

/// The row the procedure is at: of a hop it is the last one.
int StepModel::rowOf(lds::Step step) const
{
    return m_hop.isEmpty() ? static_cast<int>(step) : rowCount() - 1;
}

void StepModel::touch(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
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
    if (row.report->error && row.state == State::failed)
        parts << QString::fromStdString(row.report->error->reason);
    for (const std::string &note : row.report->notes)
        parts << QString::fromStdString(note);
    return m_secrets.words(parts.join(QStringLiteral("; ")));
}

QVariant StepModel::text(const Row &row, int column) const
{
    switch (column) {
    case StepColumn: {
        const std::string_view name = lds::nameOf(row.step, row.asked);
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    case VerdictColumn: return verdictText(row.state);
    case TimeColumn: return row.report ? shell::Times::duration(row.report->duration) : QString();
    case ServerColumn: return row.server;
    case LearnedColumn: return learned(row);
    default: return {};
    }
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &at = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(at, index.column());
    case Qt::ToolTipRole: return index.column() == LearnedColumn ? learned(at) : QVariant();
    case Qt::FontRole: return index.column() == ServerColumn ? QVariant(m_theme.fixedFont()) : QVariant();
    case Qt::DecorationRole:
        if (index.column() == ServerColumn)
            return at.server.isEmpty() ? QVariant() : QVariant(m_servers.mark(at.server, m_theme));
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
    case ServerColumn: return tr("Server");
    case LearnedColumn: return tr("What was learned");
    default: return {};
    }
}

} // namespace wb::discovery
