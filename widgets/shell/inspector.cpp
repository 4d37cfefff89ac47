// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/inspector.h"

#include "widgets/shell/empty_view.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/inspector_page.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/tool_button.h"
#include "widgets/shell/value_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wb::shell {

namespace {

constexpr std::size_t inspectorHistory = 50;

Subject firstFocusable(const InspectorPage &page)
{
    for (const InspectorSection &section : page.sections) {
        for (const InspectorRow &row : section.rows) {
            if (Subject subject = focusOf(row); !subject.isNull())
                return subject;
        }
    }
    return {};
}

} // namespace

Inspector::Inspector(const Theme &theme, Secrets &secrets, Focus &focus, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_focus(focus),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_subtitle(new QLabel(this)),
      m_back(makeToolButton(Icon::back, tr("What was inspected before"), this)),
      m_forward(makeToolButton(Icon::next, tr("What was inspected after"), this)),
      m_copy(makeToolButton(Icon::copy, tr("Copy the identifier"), this)),
      m_focusButton(makeToolButton(Icon::focus, tr("Put in focus"), this)),
      m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    const int unit = theme.unit();

    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_subtitle->setWordWrap(true);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    m_tabs->setDocumentMode(true);
    auto *empty = new EmptyView(theme, Icon::inspector, this);
    empty->setText(tr("Nothing selected"),
                   tr("Select a reader, an exchange, an Event Record or a step, and everything known about it "
                      "stands here."));
    m_empty = empty;

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    buttons->addWidget(m_back);
    buttons->addWidget(m_forward);
    buttons->addStretch(1);
    buttons->addWidget(m_focusButton);
    buttons->addWidget(m_copy);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(unit);
    heading->addWidget(m_icon, 0, Qt::AlignTop);
    heading->addWidget(m_title, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(unit, unit / 2, unit, unit);
    layout->setSpacing(unit / 2);
    layout->addLayout(buttons);
    layout->addLayout(heading);
    layout->addWidget(m_subtitle);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_empty, 1);

    connect(m_back, &QToolButton::clicked, this, &Inspector::goBack);
    connect(m_forward, &QToolButton::clicked, this, &Inspector::goForward);
    connect(m_copy, &QToolButton::clicked, this, [this] { m_secrets.copy(m_subject); });
    connect(m_focusButton, &QToolButton::clicked, this, [this] { m_focus.set(m_focusable); });
    connect(&secrets, &Secrets::changed, this, &Inspector::refresh);
    connect(&theme, &Theme::changed, this, &Inspector::refresh);
    rebuild();
}

void Inspector::addProvider(const InspectorProvider *provider)
{
    m_providers.push_back(provider);
}

void Inspector::removeProvider(const InspectorProvider *provider)
{
    m_providers.erase(std::remove(m_providers.begin(), m_providers.end(), provider), m_providers.end());
}

void Inspector::inspect(const Subject &subject)
{
    const bool same = m_subject == subject;
    m_subject = subject; // its payload may be newer
    if (!same && !subject.isNull()) {
        if (!m_history.empty())
            m_history.resize(m_position + 1);
        m_history.push_back(subject);
        if (m_history.size() > inspectorHistory)
            m_history.erase(m_history.begin());
        m_position = m_history.size() - 1;
    }
    rebuild();
    if (!same)
        Q_EMIT inspected(m_subject);
}

void Inspector::refresh()
{
    rebuild();
}

void Inspector::goBack()
{
    if (!canGoBack())
        return;
    m_subject = m_history[--m_position];
    rebuild();
    Q_EMIT inspected(m_subject);
}

void Inspector::goForward()
{
    if (!canGoForward())
        return;
    m_subject = m_history[++m_position];
    rebuild();
    Q_EMIT inspected(m_subject);
}

void Inspector::rebuild()
{
    const auto provider = std::find_if(m_providers.begin(), m_providers.end(),
                                       [this](const InspectorProvider *known) { return known->canInspect(m_subject); });
    InspectorPage page;
    const bool described = !m_subject.isNull() && provider != m_providers.end();
    if (described) {
        page = (*provider)->inspect(m_subject);
    } else if (!m_subject.isNull()) {
        page.subtitle = tr("No panel knows more about it.");
    }

    m_back->setEnabled(canGoBack());
    m_forward->setEnabled(canGoForward());
    m_copy->setEnabled(!m_subject.isNull());
    m_focusable = Focus::canHold(m_subject.kind) ? m_subject : firstFocusable(page);
    m_focusButton->setEnabled(!m_focusable.isNull());

    const bool empty = m_subject.isNull();
    m_empty->setVisible(empty);
    m_tabs->setVisible(!empty);
    m_icon->setVisible(!empty && page.icon != Icon::none);
    m_title->setVisible(!empty);
    m_title->setFont(m_theme.titleFont());
    const QString title = page.title.isEmpty() ? m_secrets.text(m_subject) : m_secrets.words(page.title);
    m_title->setText(breakable(title));
    m_subtitle->setVisible(!empty && !page.subtitle.isEmpty());
    m_subtitle->setText(breakable(m_secrets.words(page.subtitle)));
    if (page.icon != Icon::none)
        m_icon->setPixmap(iconOf(page.icon).pixmap(QSize(m_theme.iconSize(), m_theme.iconSize()), devicePixelRatioF()));
    showTabs(page);
}

void Inspector::showTabs(const InspectorPage &page)
{
    const QString before = m_tabs->tabText(m_tabs->currentIndex());
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0) {
        QWidget *old = m_tabs->widget(0);
        m_tabs->removeTab(0);
        old->deleteLater(); // it may be the very widget whose click brought us here
    }
    if (m_subject.isNull())
        return;

    m_tabs->addTab(new InspectorPageView(page, m_theme, m_secrets, m_focus, m_tabs), tr("Page"));
    if (!page.tree.empty())
        m_tabs->addTab(makeInspectorTree(page.tree, m_theme, m_secrets, m_tabs), tr("Tree"));
    if (!page.raw.empty()) {
        QWidget *view = m_bytesView ? m_bytesView(page.raw, m_tabs) : makeHexDump(page.raw, m_theme, m_tabs);
        m_tabs->addTab(view, tr("Raw"));
    }
    for (const InspectorTab &tab : page.tabs)
        m_tabs->addTab(new LazyWidget(tab.make, m_tabs), iconOf(tab.icon), tab.title);
    m_tabs->tabBar()->setVisible(m_tabs->count() > 1);
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabText(i) == before)
            m_tabs->setCurrentIndex(i);
    }
}

} // namespace wb::shell
