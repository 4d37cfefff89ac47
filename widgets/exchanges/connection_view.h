// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "widgets/bytes/bytes_pane.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace wb::shell {
class Secrets;
}

namespace wb::exchanges {

/// One line about a connection: "TLS version  TLSv1.3", with the icon of a verdict where it is one.
struct ConnectionFact {
    QString name;
    QString value;
    shell::Meaning meaning = shell::Meaning::plain;
};

/// What is known about the connection of an HTTPS exchange, most important first. Empty for others.
std::vector<ConnectionFact> connectionFacts(const capture::Exchange &exchange);

/// The facts of a connection, with what is secret in them masked while the switch is on, and the peer's certificates as trees.
class ConnectionView : public QWidget {
    Q_OBJECT

public:
    ConnectionView(const shell::Theme &theme, const shell::Secrets &secrets, QWidget *parent = nullptr);

    void setExchange(const capture::ExchangePtr &exchange);
    bytes::BytesPane *certificates() const { return m_certificates; }

private:
    void rebuild();

    const shell::Theme &m_theme;
    const shell::Secrets &m_secrets;
    capture::ExchangePtr m_exchange;
    QWidget *m_facts;
    QGridLayout *m_grid;
    bytes::BytesPane *m_certificates;
};

} // namespace wb::exchanges
