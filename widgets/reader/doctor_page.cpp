// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/doctor_page.h"

#include "smartcard/cards/examination.h"
#include "widgets/reader/finding_view.h"
#include "widgets/reader/isdr_search_model.h"
#include "widgets/reader/qt_text.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::reader {

namespace {

constexpr const char *examineSlot = "examine";

} // namespace

DoctorPage::DoctorPage(shell::PanelContext &context, cards::CardDirectory &directory, QWidget *parent)
    : QWidget(parent),
      m_context(context),
      m_directory(directory),
      m_model(new IsdrSearchModel(context.theme, this)),
      m_run(new QPushButton(tr("Run the doctor"), this)),
      m_copy(new QPushButton(tr("Copy report"), this)),
      m_verdict(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::problems, this)),
      m_area(new QScrollArea(this)),
      m_list(new QVBoxLayout),
      m_heading(new QLabel(tr("What was tried to find the ISD-R"), this)),
      m_tries(shell::makeTable(m_model, tr("What was tried to find the ISD-R"), context.theme, this))
{
    build();
    m_context.jobs.watch(&m_jobs);
    connect(m_run, &QPushButton::clicked, this, [this] { examine(); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_context.secrets.words(qtText(pcsc::reportOf(m_findings, m_evidence))));
        m_context.say(tr("Report copied"));
    });
    connect(&m_context.theme, &shell::Theme::changed, this, &DoctorPage::fill);
    connect(&m_context.secrets, &shell::Secrets::changed, this, &DoctorPage::fill);
    fill();
}

void DoctorPage::build()
{
    const int unit = m_context.theme.unit();
    const int character = m_tries->fontMetrics().averageCharWidth();
    m_run->setIcon(shell::iconOf(shell::Icon::play));
    m_run->setToolTip(tr("Looks at the smart card service, its readers and the chosen card; changes nothing"));
    m_copy->setIcon(shell::iconOf(shell::Icon::copy));
    m_copy->setToolTip(tr("Copies everything that was found, for a ticket"));
    m_empty->setText(
        tr("Nothing was looked at yet"),
        tr("What stands between this program and a card would be here: the smart card service, its readers, "
           "who else holds the card, where its ISD-R is; each with the command that mends it."),
        tr("Run the doctor"), [this] { examine(); });
    m_tries->setColumnWidth(IsdrSearchModel::CardColumn, character * 22);
    m_tries->setColumnWidth(IsdrSearchModel::AidColumn, character * 42);
    m_tries->setColumnWidth(IsdrSearchModel::OriginColumn, character * 26);
    m_tries->setColumnWidth(IsdrSearchModel::StatusColumn, character * 12);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setAccessibleName(tr("Findings"));

    auto *top = new QHBoxLayout;
    top->setSpacing(unit);
    top->addWidget(m_run);
    top->addWidget(m_copy);
    top->addWidget(m_verdict, 1);
    auto *content = new QWidget(this);
    auto *contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(unit);
    contentLayout->addLayout(m_list);
    contentLayout->addWidget(m_heading);
    contentLayout->addWidget(m_tries);
    contentLayout->addStretch(1);
    m_list->setSpacing(unit);
    m_tries->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it is as high as its rows
    m_area->setWidget(content);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_area);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, unit, 0, 0);
    layout->setSpacing(unit);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_run);
}

void DoctorPage::examine(std::optional<Error> lastFailure)
{
    auto gather = cards::examinationOf(m_directory, m_directory.current(), tr("Doctor"), std::move(lastFailure),
                                       &m_context.recorder);
    followJob(true);
    m_jobs.start<pcsc::Evidence>(
        m_context.pool, examineSlot, tr("Looking at readers and cards"),
        [gather = std::move(gather)](JobContext &job) { return gather(job.stop); },
        [this](const pcsc::Evidence &evidence) {
            followJob(false);
            show(evidence);
            Q_EMIT examined();
        });
}

void DoctorPage::show(const pcsc::Evidence &evidence)
{
    m_evidence = evidence;
    m_findings = pcsc::diagnose(m_evidence);
    m_model->setEvidence(m_evidence);
    fill();
}

void DoctorPage::followJob(bool running)
{
    m_run->setEnabled(!running);
    if (running)
        m_verdict->setText(tr("Looking ..."));
}

/// The findings, made anew: they hold colours, icons and words as the masking switch wants them.
void DoctorPage::fill()
{
    const bool some = !m_findings.empty();
    m_stack->setCurrentIndex(some ? 1 : 0);
    m_copy->setEnabled(some);
    if (!some)
        return;
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const pcsc::Finding &finding : m_findings) {
        auto *view = new FindingView(finding, m_context.theme, m_context.secrets, m_area->widget());
        connect(view, &FindingView::copied, this, [this] { m_context.say(tr("Command copied")); });
        m_list->addWidget(view);
    }
    const int rows = m_model->rowCount();
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_heading->setFont(bold);
    m_heading->setVisible(rows > 0);
    m_tries->setVisible(rows > 0);
    m_tries->setFixedHeight(m_tries->horizontalHeader()->sizeHint().height() + 2 * m_tries->frameWidth()
                            + rows * m_tries->verticalHeader()->defaultSectionSize());
    const auto blocking = static_cast<int>(
        std::count_if(m_findings.begin(), m_findings.end(),
                      [](const pcsc::Finding &finding) { return finding.severity == pcsc::Severity::blocks; }));
    m_verdict->setText(blocking > 0 ? tr("%n thing(s) in the way", nullptr, blocking) : tr("Nothing is in the way"));
}

} // namespace wb::reader
