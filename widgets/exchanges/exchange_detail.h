// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/report/annotation.h"
#include "widgets/shell/error_text.h"
#include "widgets/shell/times.h"

#include <QWidget>

#include <functional>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace wb::bytes {
class BytesPane;
}
namespace wb::shell {
class ErrorView;
class Secrets;
} // namespace wb::shell

namespace wb::exchanges {

class ConnectionView;
class TimingView;

/// One exchange: what it was, how it ended, and its parts on tabs. The tab and the field stay when the exchange changes.
class ExchangeDetail : public QWidget {
    Q_OBJECT

public:
    /// The pages in the order of their tabs; an exchange has those that it has something for.
    enum class Page { request, response, asSent, connection, timing };

    ExchangeDetail(const shell::Theme &theme, const shell::Times &times, const shell::Secrets &secrets,
                   QWidget *parent = nullptr);

    void setExchange(const capture::ExchangePtr &exchange);
    const capture::ExchangePtr &exchange() const { return m_exchange; }

    std::vector<Page> pages() const { return m_pages; }
    Page page() const { return m_page; }
    void showPage(Page page);

    /// Shows the first page that has the text in a field or in octets, and selects it there. False when none has.
    bool reveal(const QString &text);

    /// The fields and octets of the current page; of the certificates on the page Connection.
    bytes::BytesPane *bytesPane() const;

    /// How an error becomes three lines. Without it: the error's own line.
    using Explain = std::function<shell::ErrorText(const Error &)>;
    void setExplain(Explain explain) { m_explain = std::move(explain); }

Q_SIGNALS:
    void said(const QString &message);

private:
    void followSecrets();
    void refreshHeading();
    void refreshTabs();
    void fillPage();
    void restyle();
    QString tabText(Page page) const;

    const shell::Theme &m_theme;
    const shell::Times &m_times;
    const shell::Secrets &m_secrets;
    capture::ExchangePtr m_exchange;
    std::vector<report::Part> m_parts;
    std::vector<Page> m_pages;
    Page m_page = Page::response; ///< the wish; shown when the exchange has it
    Explain m_explain;

    QWidget *m_heading;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_summary;
    shell::ErrorView *m_error;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    bytes::BytesPane *m_bytes;
    ConnectionView *m_connection;
    TimingView *m_timing;
};

} // namespace wb::exchanges
