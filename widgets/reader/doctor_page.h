// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/jobs.h"
#include "smartcard/cards/card_directory.h"
#include "smartcard/pcsc/doctor.h"
#include "widgets/shell/panel.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace wb::shell {
class EmptyView;
}

namespace wb::reader {

class IsdrSearchModel;

/// What stands between this program and a card, found when it is asked for, with the command that mends each; and how the ISD-R of
/// the chosen card was looked for.
class DoctorPage : public QWidget {
    Q_OBJECT

public:
    DoctorPage(shell::PanelContext &context, cards::CardDirectory &directory, QWidget *parent = nullptr);

    /// Examines system, readers and the current card on a worker. @p lastFailure is what the user has met, and counts as evidence.
    /// Ends with examined().
    void examine(std::optional<Error> lastFailure = std::nullopt);

    /// Shows what was found elsewhere.
    void show(const pcsc::Evidence &evidence);

    const std::vector<pcsc::Finding> &findings() const { return m_findings; }

Q_SIGNALS:
    void examined();

private:
    void build();
    void fill();
    void followJob(bool running);

    shell::PanelContext &m_context;
    cards::CardDirectory &m_directory;
    IsdrSearchModel *m_model;
    QPushButton *m_run;
    QPushButton *m_copy;
    QLabel *m_verdict;
    QStackedWidget *m_stack;
    shell::EmptyView *m_empty;
    QScrollArea *m_area;
    QVBoxLayout *m_list; ///< of findings
    QLabel *m_heading;
    QTableView *m_tries;
    pcsc::Evidence m_evidence;
    std::vector<pcsc::Finding> m_findings;
    Jobs m_jobs; // last: ends before what its jobs deliver to
};

} // namespace wb::reader
