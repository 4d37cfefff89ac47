// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/discovery_controller.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/theme.h"

#include <QAbstractTableModel>

namespace wb::discovery {

/// The steps of one discovery, all of them from the beginning, filling in as they happen.
class StepModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { StepColumn, VerdictColumn, TimeColumn, LearnedColumn, ColumnCount };
    enum class State { waiting, running, done, doneWithFindings, failed, notReached };

    StepModel(const shell::Theme &theme, const shell::Secrets &secrets, QObject *parent = nullptr);

    /// A new run: every step waits.
    void reset();
    void start(lds::Step step);
    void finish(const lds::StepReport &report);
    /// The run is over: what waits will not be reached.
    void end();

    State state(lds::Step step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        lds::Step step;
        State state = State::waiting;
        std::optional<lds::StepReport> report;
    };
    Row &row(lds::Step step);
    void touch(lds::Step step);
    void repaint();
    QString learned(const Row &row) const;

    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    std::vector<Row> m_rows;
};

} // namespace wb::discovery
