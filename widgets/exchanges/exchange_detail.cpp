// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/exchange_detail.h"

#include "core/report/exchange_text.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/exchanges/connection_view.h"
#include "widgets/exchanges/timing_view.h"
#include "widgets/shell/empty_view.h"
#include "widgets/shell/error_view.h"
#include "widgets/shell/secrets.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace wb::exchanges {

namespace {

using Page = ExchangeDetail::Page;

shell::Meaning meaningOfVerdict(report::Verdict verdict)
{
    switch (verdict) {
    case report::Verdict::ok: return shell::Meaning::ok;
    case report::Verdict::warning: return shell::Meaning::warning;
    case report::Verdict::error: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

report::PartGroup groupOf(Page page)
{
    switch (page) {
    case Page::request: return report::PartGroup::request;
    case Page::response: return report::PartGroup::response;
    default: return report::PartGroup::asSent;
    }
}

} // namespace

ExchangeDetail::ExchangeDetail(const shell::Theme &theme, const shell::Times &times, const shell::Secrets &secrets,
                               QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_times(times),
      m_secrets(secrets),
      m_heading(new QWidget),
      m_icon(new QLabel),
      m_what(new QLabel),
      m_summary(new QLabel),
      m_error(new shell::ErrorView(theme, secrets)),
      m_tabs(new QTabBar),
      m_stack(new QStackedWidget),
      m_bytes(new bytes::BytesPane(theme)),
      m_connection(new ConnectionView(theme, secrets)),
      m_timing(new TimingView(theme))
{
    for (QLabel *label : {m_what, m_summary}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored,
                             QSizePolicy::Preferred); // long names are cut, they do not widen the window
    }
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_tabs->setAccessibleName(tr("Parts of the exchange"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setDocumentMode(true);

    auto *headingLayout = new QHBoxLayout(m_heading);
    headingLayout->addWidget(m_icon);
    headingLayout->addWidget(m_what, 2);
    headingLayout->addWidget(m_summary, 3);

    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_timing);
    m_stack->addWidget(m_bytes);
    m_stack->addWidget(m_connection);
    m_stack->addWidget(scroll);
    auto *nothing = new shell::EmptyView(theme, shell::Icon::exchange);
    nothing->setText(tr("No exchange selected"),
                     tr("Select one in the list to see its fields, its octets and its connection."));
    m_stack->addWidget(nothing);
    m_stack->setCurrentWidget(nothing);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_error);
    layout->addWidget(m_tabs);
    layout->addWidget(m_stack, 1);
    m_error->clear();

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab < 0)
            return;
        m_page = m_pages[static_cast<std::size_t>(tab)];
        fillPage();
    });
    connect(m_bytes, &bytes::BytesPane::said, this, &ExchangeDetail::said);
    connect(m_connection->certificates(), &bytes::BytesPane::said, this, &ExchangeDetail::said);
    connect(&m_theme, &shell::Theme::changed, this, &ExchangeDetail::restyle);
    connect(&m_times, &shell::Times::changed, this, &ExchangeDetail::refreshHeading);
    connect(&m_secrets, &shell::Secrets::changed, this, &ExchangeDetail::followSecrets);
    restyle();
    followSecrets();
}

void ExchangeDetail::restyle()
{
    const int unit = m_theme.unit();
    m_heading->layout()->setContentsMargins(unit / 2, unit / 4, unit / 2, unit / 4);
    m_heading->layout()->setSpacing(unit / 2);
    QFont bold = font();
    bold.setBold(true);
    m_what->setFont(bold);
    refreshHeading();
}

void ExchangeDetail::setExchange(const capture::ExchangePtr &exchange)
{
    if (exchange == m_exchange)
        return;
    m_exchange = exchange;
    m_parts = exchange ? report::partsOf(*exchange) : std::vector<report::Part>();
    refreshHeading();
    refreshTabs();
    fillPage();
}

void ExchangeDetail::refreshHeading()
{
    m_heading->setVisible(m_exchange != nullptr);
    if (!m_exchange) {
        m_error->clear();
        return;
    }
    const shell::Meaning meaning = meaningOfVerdict(report::verdictOf(*m_exchange));
    m_icon->setPixmap(m_theme.icon(meaning).pixmap(m_theme.iconSize()));
    m_icon->setAccessibleName(shell::wordOf(meaning));
    m_what->setText(QString::number(m_exchange->number) % QStringLiteral("   ")
                    % m_secrets.words(report::whatText(*m_exchange)));
    const QString summary = m_secrets.words(report::statusText(*m_exchange)) % QStringLiteral("   ")
                            % shell::Times::duration(m_exchange->duration) % QStringLiteral("   ")
                            % QString::fromStdString(m_exchange->from) % QStringLiteral(" > ")
                            % QString::fromStdString(m_exchange->to);
    m_summary->setText(summary);
    m_heading->setToolTip(summary % QLatin1Char('\n') % m_times.full(m_exchange->start));
    if (!m_exchange->error)
        m_error->clear();
    else if (m_explain)
        m_error->show(m_explain(*m_exchange->error));
    else
        m_error->show({QString::fromStdString(m_exchange->error->line())});
}

QString ExchangeDetail::tabText(Page page) const
{
    switch (page) {
    case Page::request: return tr("Request");
    case Page::response: return tr("Response");
    case Page::asSent: return tr("As sent (%n block(s))", nullptr, static_cast<int>(m_exchange->apdu()->blocks.size()));
    case Page::connection: return tr("Connection");
    case Page::timing: return tr("Timing");
    }
    return {};
}

void ExchangeDetail::refreshTabs()
{
    const auto has = [this](report::PartGroup group) {
        return std::any_of(m_parts.begin(), m_parts.end(),
                           [group](const report::Part &part) { return part.group == group; });
    };
    m_pages.clear();
    for (const Page page : {Page::request, Page::response, Page::asSent}) {
        if (has(groupOf(page)))
            m_pages.push_back(page);
    }
    if (m_exchange && m_exchange->http() != nullptr)
        m_pages.push_back(Page::connection);
    if (m_exchange)
        m_pages.push_back(Page::timing);

    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    for (const Page page : m_pages)
        m_tabs->addTab(tabText(page));
    m_tabs->setVisible(!m_pages.empty());
    // Without an answer the connection is what there is to see; the wish for the tab stays for the next exchange.
    const auto wished = std::find(m_pages.begin(), m_pages.end(), m_page);
    const auto connection = std::find(m_pages.begin(), m_pages.end(), Page::connection);
    const bool failed = m_exchange && report::isFailedHandshake(*m_exchange);
    const auto shown = failed && connection != m_pages.end() ? connection
                       : wished != m_pages.end()             ? wished
                                                             : m_pages.begin();
    if (!m_pages.empty())
        m_tabs->setCurrentIndex(static_cast<int>(shown - m_pages.begin()));
}

void ExchangeDetail::fillPage()
{
    if (m_tabs->currentIndex() < 0) {
        m_bytes->setView(nullptr);
        m_connection->setExchange(nullptr);
        m_timing->setExchange(nullptr);
        m_stack->setCurrentIndex(m_stack->count() - 1);
        return;
    }
    switch (const Page page = m_pages[static_cast<std::size_t>(m_tabs->currentIndex())]; page) {
    case Page::connection:
        m_connection->setExchange(m_exchange);
        m_stack->setCurrentIndex(1);
        break;
    case Page::timing:
        m_timing->setExchange(m_exchange);
        m_stack->setCurrentIndex(2);
        break;
    default: {
        std::vector<report::Part> shown;
        std::copy_if(m_parts.begin(), m_parts.end(), std::back_inserter(shown),
                     [group = groupOf(page)](const report::Part &part) { return part.group == group; });
        m_bytes->setView(std::make_shared<const report::View>(report::annotateParts(shown)));
        m_stack->setCurrentIndex(0);
    }
    }
}

void ExchangeDetail::showPage(Page page)
{
    const auto found = std::find(m_pages.begin(), m_pages.end(), page);
    if (found != m_pages.end())
        m_tabs->setCurrentIndex(static_cast<int>(found - m_pages.begin()));
    else
        m_page = page;
}

bytes::BytesPane *ExchangeDetail::bytesPane() const
{
    return m_stack->currentIndex() == 1 ? m_connection->certificates() : m_bytes;
}

bool ExchangeDetail::reveal(const QString &text)
{
    const Page before = m_page;
    std::vector<Page> pages{before}; // where one is, if it is there
    pages.insert(pages.end(), m_pages.begin(), m_pages.end());
    for (const Page page : pages) {
        if (page == Page::timing || std::find(m_pages.begin(), m_pages.end(), page) == m_pages.end())
            continue;
        showPage(page);
        if (bytesPane()->reveal(text))
            return true;
    }
    showPage(before);
    return false;
}

void ExchangeDetail::followSecrets()
{
    for (bytes::BytesPane *pane : {m_bytes, m_connection->certificates()})
        pane->selection().setMasked(m_secrets.masked(), m_secrets.masking());
    refreshHeading();
}

} // namespace wb::exchanges
