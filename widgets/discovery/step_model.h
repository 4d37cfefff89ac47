// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/discovery_controller.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/server_colours.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::discovery {

/// The steps of one discovery, all of them from the beginning, filling in as they happen; below them those of the hops, as they begin.
class StepModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { StepColumn, VerdictColumn, TimeColumn, ServerColumn, LearnedColumn, ColumnCount };
    enum class State { waiting, running, done, doneWithFindings, failed, stopped, notReached };

    StepModel(const shell::Theme &theme, const shell::Secrets &secrets, shell::ServerColours &servers,
              QObject *parent = nullptr);

    /// A new run: every step waits, of a server that is not known yet.
    void reset();
    /// The server of the discovery itself.
    void setServer(const QString &address);
    /// The steps from now on are of this hop: a row more for each that begins.
    void startHop(const lds::Hop &hop);
    void start(lds::Step step);
    void finish(const lds::StepReport &report);
    /// The run is over: what waits will not be reached.
    void end();

    /// Of a step of the discovery itself.
    State state(lds::Step step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        lds::Step step;
        State state = State::waiting;
        std::optional<lds::StepReport> report = {};
        QString server = {};
        Interface asked = Interface::es11;
    };
    int rowOf(lds::Step step) const;
    void touch(int row);
    void repaint();
    QString learned(const Row &row) const;
    QVariant text(const Row &row, int column) const;

    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    shell::ServerColours &m_servers;
    std::vector<Row> m_rows;
    QString m_hop; ///< the server of the hop that the steps are of; empty: they are of the discovery
};

} // namespace wb::discovery
