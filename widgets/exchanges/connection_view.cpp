// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/connection_view.h"

#include "core/report/annotation.h"
#include "core/report/exchange_text.h"
#include "widgets/shell/secrets.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>

namespace wb::exchanges {

namespace {

QString factText(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

std::vector<ConnectionFact> connectionFacts(const capture::Exchange &exchange)
{
    const capture::HttpExchange *http = exchange.http();
    if (http == nullptr)
        return {};
    const capture::TlsDetails &tls = http->tls;
    std::vector<ConnectionFact> facts;
    const auto add = [&](const QString &name, const QString &value, shell::Meaning meaning = shell::Meaning::plain) {
        if (!value.isEmpty())
            facts.push_back({name, value, meaning});
    };
    if (report::isFailedHandshake(exchange))
        add(ConnectionView::tr("TLS"), ConnectionView::tr("the handshake failed, nothing was sent"),
            shell::Meaning::error);
    add(ConnectionView::tr("Alert"), report::alertText(tls), shell::Meaning::error);
    add(ConnectionView::tr("Verification"), factText(tls.verification),
        tls.verification == "ok" ? shell::Meaning::ok : shell::Meaning::error);
    using Outcome = capture::RuleVerdict::Outcome;
    const auto addRules = [&](bool troubled) {
        for (const capture::RuleVerdict &rule : tls.rules) {
            if ((rule.outcome == Outcome::broken || rule.outcome == Outcome::advisory) == troubled)
                add(ConnectionView::tr("Rule"), factText(rule.text),
                    rule.outcome == Outcome::broken     ? shell::Meaning::error
                    : rule.outcome == Outcome::advisory ? shell::Meaning::warning
                    : rule.outcome == Outcome::holds    ? shell::Meaning::ok
                                                        : shell::Meaning::plain);
        }
    };
    addRules(true);
    add(ConnectionView::tr("TLS version"), factText(tls.version));
    add(ConnectionView::tr("Cipher"), factText(tls.cipher));
    add(ConnectionView::tr("Group"), factText(tls.group));
    add(ConnectionView::tr("Server name"), factText(tls.serverName));
    add(ConnectionView::tr("Address"), factText(http->address));
    add(ConnectionView::tr("Connected to"), factText(http->peer));
    add(ConnectionView::tr("Connection"),
        http->reusedConnection ? ConnectionView::tr("kept from an earlier request") : ConnectionView::tr("new"));
    addRules(false);
    return facts;
}

ConnectionView::ConnectionView(const shell::Theme &theme, const shell::Secrets &secrets, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_secrets(secrets),
      m_facts(new QWidget),
      m_grid(new QGridLayout(m_facts)),
      m_certificates(new bytes::BytesPane(theme))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *scroll = new QScrollArea; // a chain has some twenty rules
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_facts);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(m_certificates);
    layout->addWidget(splitter);
    m_grid->setColumnStretch(2, 1);
    m_certificates->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(&m_theme, &shell::Theme::changed, this, &ConnectionView::rebuild);
    connect(&m_secrets, &shell::Secrets::changed, this, &ConnectionView::rebuild);
}

void ConnectionView::setExchange(const capture::ExchangePtr &exchange)
{
    m_exchange = exchange;
    rebuild();
    std::vector<report::Part> chain;
    if (m_exchange) {
        for (report::Part &part : report::partsOf(*m_exchange)) {
            if (part.group == report::PartGroup::certificates)
                chain.push_back(std::move(part));
        }
    }
    m_certificates->setVisible(!chain.empty());
    m_certificates->setView(chain.empty() ? nullptr
                                          : std::make_shared<const report::View>(report::annotateParts(chain)));
}

void ConnectionView::rebuild()
{
    const int unit = m_theme.unit();
    m_grid->setContentsMargins(unit, unit / 2, unit, unit / 2);
    m_grid->setHorizontalSpacing(unit);
    m_grid->setVerticalSpacing(unit / 4);
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!m_exchange)
        return;
    int row = 0;
    for (const ConnectionFact &fact : connectionFacts(*m_exchange)) {
        auto *name = new QLabel(fact.name);
        name->setForegroundRole(QPalette::PlaceholderText);
        m_grid->addWidget(name, row, 0, Qt::AlignLeft | Qt::AlignTop);
        if (fact.meaning != shell::Meaning::plain) {
            auto *icon = new QLabel;
            icon->setPixmap(m_theme.icon(fact.meaning).pixmap(m_theme.iconSize()));
            icon->setAccessibleName(shell::wordOf(fact.meaning));
            m_grid->addWidget(icon, row, 1, Qt::AlignTop);
        }
        const QString text = m_secrets.words(fact.value);
        auto *value = new QLabel(text);
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setWordWrap(true);
        value->setAccessibleName(fact.name % QStringLiteral(": ") % text);
        m_grid->addWidget(value, row++, 2);
    }
}

} // namespace wb::exchanges
