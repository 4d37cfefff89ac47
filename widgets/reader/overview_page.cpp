// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/overview_page.h"

#include "widgets/reader/card_state.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/inspector_page.h"
#include "widgets/shell/shown_page.h"

#include <QResizeEvent>

namespace wb::reader {

OverviewPage::OverviewPage(shell::PanelContext &context, QWidget *parent)
    : QStackedWidget(parent),
      m_context(context),
      m_empty(new shell::EmptyView(context.theme, shell::Icon::chip, this))
{
    addWidget(m_empty);
    shell::passFocusToShownPage(this, this);
    // The page holds colours, icons and masked digits.
    connect(&m_context.theme, &shell::Theme::changed, this, &OverviewPage::showReading);
    connect(&m_context.secrets, &shell::Secrets::changed, this, &OverviewPage::showReading);
}

void OverviewPage::setCard(const cards::CardEntry *entry, const CardReading *reading)
{
    if (entry == nullptr || !entry->usable() || reading == nullptr) {
        m_reading.reset();
        showEmpty(entry);
        return;
    }
    m_reading = *reading;
    showReading();
}

void OverviewPage::showReading()
{
    if (!m_reading)
        return;
    shell::InspectorPage page = overviewOf(*m_reading);
    page.nextStep = tr("Discover with this card");
    page.nextHandler = [this] { Q_EMIT discoverWanted(); };
    m_columns = columnsFor(width());
    auto *view = new shell::InspectorPageView(page, m_context.theme, m_context.secrets, m_context.focus, this,
                                              m_columns);
    addWidget(view);
    setCurrentWidget(view);
    m_empty->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // hidden, it asks for no room
    if (m_page != nullptr)
        m_page->deleteLater();
    m_page = view;
}

void OverviewPage::showEmpty(const cards::CardEntry *entry)
{
    if (entry == nullptr) {
        m_empty->setText(tr("No card chosen"),
                         tr("Readers appear here as they are plugged, and virtual eUICCs as the lab starts."),
                         tr("Run the doctor"), [this] { Q_EMIT doctorWanted(std::nullopt); });
    } else if (!entry->usable()) {
        m_empty->setText(stateText(*entry), tr("Insert an eUICC into this reader, or choose another row."),
                         tr("Run the doctor"), [this, failure = entry->error] { Q_EMIT doctorWanted(failure); });
    } else {
        m_empty->setText(tr("%1 has not been read yet").arg(entry->name),
                         tr("Its EID, who made it, which CIs it trusts and where it looks for events would be here."),
                         tr("Read card"), [this] { Q_EMIT readWanted(); });
    }
    m_empty->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setCurrentWidget(m_empty);
}

int OverviewPage::columnsFor(int width) const
{
    return width > fontMetrics().averageCharWidth() * 110 ? 2 : 1;
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QStackedWidget::resizeEvent(event);
    if (m_reading && columnsFor(event->size().width()) != m_columns)
        showReading();
}

} // namespace wb::reader
