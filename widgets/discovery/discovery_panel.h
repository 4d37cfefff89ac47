// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/discovery/discovery_page.h"
#include "widgets/discovery/question_form.h"
#include "widgets/shell/panel.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTreeView;

namespace wb::shell {
class EmptyView;
class ErrorView;
} // namespace wb::shell

namespace wb::discovery {

class DiscoveryRuns;
class EntryModel;
class StepModel;
class StepPage;

/// The ES11 client: asks an SM-DS for the Event Records of an eUICC, step by step, and follows them on request.
class DiscoveryPanel : public QWidget {
    Q_OBJECT

public:
    DiscoveryPanel(shell::PanelContext &context, cards::CardDirectory &cards, lab::LabController &lab,
                   DiscoveryRuns &runs, QWidget *parent);

    /// The settings of this panel; to be added to the table once, before the panel is made.
    static std::vector<shell::SettingSpec> settingSpecs();

    /// Runs a discovery with what the form says.
    void run();
    void stop();
    /// Sends the request that waits, when the run goes step by step.
    void goOn();

    /// The setting that makes runs go step by step, for panels that lead here.
    static constexpr const char *stepByStepKey = "discovery/step-by-step";

Q_SIGNALS:
    /// The run goes step by step, and what waits is shown.
    void waiting();
    void finished(bool successful);

protected:
    void showEvent(QShowEvent *event) override; ///< the inspector turns to the selected Event Record, else the last run

private:
    void build();
    void addActions();
    void followForm();
    void hideSecretsOf(const lds::DiscoverOptions &options);
    void begin();
    void showNext(const lds::NextRequest &next);
    void decide(const lds::Decision &decision);
    void end(const lds::DiscoveryOutcome &outcome);
    void showEntries();
    void listEntries(const lds::Discovery &found);
    void showServer(const std::string &address, const QString &state, shell::Meaning meaning);
    void showResult(QWidget *shown);
    void showTrouble(const Error &error);
    void inspectEntry(const QModelIndex &index);
    void inspectRun();
    void showSubject(const shell::Subject &subject);

    shell::PanelContext &m_context;
    DiscoveryRuns &m_runs;
    QuestionForm *m_form;
    QPushButton *m_run;
    QPushButton *m_stop;
    QCheckBox *m_follow;
    QCheckBox *m_stepByStep;
    QLabel *m_hint;
    StepModel *m_steps;
    EntryModel *m_entries;
    QTableView *m_stepView;
    QTreeView *m_entryView;
    QString m_summary; ///< what the last run found, beside the buttons
    QStackedWidget *m_result;
    shell::EmptyView *m_empty;
    StepPage *m_step;
    shell::ErrorView *m_error;
    Run m_last;                            ///< grows while a discovery runs
    bool m_following = false;              ///< the steps are of hops
    lds::DiscoveryController m_controller; // last: ends before what it reports to
};

} // namespace wb::discovery
