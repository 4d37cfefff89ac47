// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/status_line.h"

#include "widgets/shell/job_hub.h"
#include "widgets/shell/problems.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/times.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>

namespace wb::shell {

namespace {

constexpr int messageTime = 8000; // milliseconds: long enough to be read twice

QString jobText(const JobHub::Entry &entry)
{
    return entry.text.isEmpty() ? entry.title : entry.title + QStringLiteral(": ") + entry.text;
}

} // namespace

JobBar::JobBar(JobHub &hub, const Secrets &secrets, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_hub(hub),
      m_secrets(secrets),
      m_text(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QToolButton(this)),
      m_more(new QToolButton(this)),
      m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("jobBar"));
    setAccessibleName(tr("Running jobs"));
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(12 * theme.unit(), theme.unit());
    m_cancel->setIcon(iconOf(Icon::close));
    m_cancel->setAutoRaise(true);
    m_cancel->setFocusPolicy(Qt::TabFocus);
    m_cancel->setToolTip(tr("Stop this job"));
    m_cancel->setAccessibleName(tr("Stop this job"));
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme.unit() / 2, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_more);
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_hub.cancel(0); });
    connect(m_menu, &QMenu::aboutToShow, this, &JobBar::fillMenu);
    connect(&hub, &JobHub::changed, this, &JobBar::refresh);
    connect(&secrets, &Secrets::changed, this, &JobBar::refresh);
    refresh();
}

void JobBar::refresh()
{
    const auto &running = m_hub.running();
    setVisible(!running.empty());
    if (running.empty())
        return;
    const JobHub::Entry &first = running.front();
    m_text->setText(m_secrets.words(jobText(first)));
    const bool known = first.total > 0;
    m_progress->setRange(0, known ? 1000 : 0);
    if (known)
        m_progress->setValue(static_cast<int>(first.done * 1000 / first.total));
    m_progress->setAccessibleName(m_text->text());
    m_more->setVisible(running.size() > 1);
    m_more->setText(tr("%n more", nullptr, static_cast<int>(running.size()) - 1));
}

void JobBar::fillMenu()
{
    m_menu->clear();
    const auto &running = m_hub.running();
    for (std::size_t i = 0; i < running.size(); ++i) {
        m_menu->addAction(iconOf(Icon::close), tr("Stop %1").arg(m_secrets.words(running[i].title)), this,
                          [owner = running[i].owner, id = running[i].id] {
                              if (owner) // by name: the list has moved on while the menu was open
                                  owner->cancel(id);
                          });
    }
}

ProblemButton::ProblemButton(Problems &problems, const Secrets &secrets, const Theme &theme, QWidget *parent)
    : QToolButton(parent),
      m_problems(problems),
      m_secrets(secrets),
      m_theme(theme)
{
    setObjectName(QStringLiteral("problemButton"));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(this, &QToolButton::clicked, &problems, &Problems::next);
    connect(&problems, &Problems::changed, this, &ProblemButton::refresh);
    connect(&secrets, &Secrets::changed, this, &ProblemButton::refresh);
    refresh();
}

void ProblemButton::refresh()
{
    setVisible(m_problems.count() > 0);
    if (m_problems.count() == 0)
        return;
    Meaning worst = Meaning::note;
    for (const Problem &problem : m_problems.all())
        worst = std::max(worst, problem.text.severity, [](Meaning one, Meaning other) { return one < other; });
    setIcon(m_theme.icon(worst));
    setText(tr("%n problem(s)", nullptr, m_problems.count()));
    setToolTip(tr("Show the next problem: %1").arg(m_secrets.words(m_problems.all().front().text.what)));
}

ClockButton::ClockButton(Times &times, QWidget *parent) : QToolButton(parent), m_times(times)
{
    setObjectName(QStringLiteral("clock"));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Clock"));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClockButton::tick);
    connect(&times, &Times::changed, this, &ClockButton::tick);
    connect(this, &QToolButton::clicked, this, [this] { m_times.setUtc(!m_times.utc()); });
    tick();
}

void ClockButton::tick()
{
    const TimePoint now = m_times.clock().now();
    setText(m_times.zone(now) + u' ' + m_times.seconds(now));
    if (isVisible()) // with the second, not somewhere within it
        m_timer.start(1000 - static_cast<int>(now.time_since_epoch().count() % 1000));
}

void ClockButton::showEvent(QShowEvent *event)
{
    QToolButton::showEvent(event);
    tick();
}

void ClockButton::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QToolButton::hideEvent(event);
}

bool ClockButton::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip)
        setToolTip(m_times.full(m_times.clock().now()) + u'\n'
                   + (m_times.utc() ? tr("Click for local time") : tr("Click for UTC")));
    return QToolButton::event(event);
}

StatusLine::StatusLine(JobHub &jobs, Problems &problems, Times &times, const Secrets &secrets, const Theme &theme,
                       QWidget *parent)
    : QStatusBar(parent),
      m_secrets(secrets),
      m_message(new QLabel(this))
{
    setSizeGripEnabled(false);
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setContentsMargins(theme.unit() / 2, 0, 0, 0);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    addWidget(new JobBar(jobs, secrets, theme, this));
    addWidget(m_message, 1);
    addPermanentWidget(new ProblemButton(problems, secrets, theme, this));
    addPermanentWidget(new ClockButton(times, this));
    m_forget.setSingleShot(true);
    m_forget.setInterval(messageTime);
    connect(&m_forget, &QTimer::timeout, this, [this] {
        m_said.clear();
        showSaid();
    });
    connect(&secrets, &Secrets::changed, this, &StatusLine::showSaid);
}

void StatusLine::say(const QString &message)
{
    m_said = message;
    showSaid();
    m_forget.start();
}

void StatusLine::showSaid()
{
    m_message->setText(m_secrets.words(m_said));
}

} // namespace wb::shell
