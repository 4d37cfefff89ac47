// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "widgets/shell/find.h"
#include "widgets/shell/inspector.h"

namespace wb::exchanges {

class ExchangePane;

/// An exchange as it passes between panels: its number and its function.
shell::Subject subjectOf(const capture::Exchange &exchange);

/// Whether the exchange has the text: in what the list shows, in its HTTP heads and bodies, or, when the text is hexadecimal of two
/// octets at least, in the octets of its APDUs. Case does not count.
bool contains(const capture::Exchange &exchange, const QString &text);

/// Describes exchanges to the inspector. The pane outlives it.
class ExchangeInspector final : public shell::InspectorProvider {
public:
    explicit ExchangeInspector(const ExchangePane &pane) : m_pane(pane) {}

    bool canInspect(const shell::Subject &subject) const override;
    shell::InspectorPage inspect(const shell::Subject &subject) const override;

private:
    const ExchangePane &m_pane;
};

/// Finds exchanges by anything they carried, newest first, and shows them in the pane. The pane outlives it.
class ExchangeFind final : public shell::FindProvider {
public:
    explicit ExchangeFind(ExchangePane &pane) : m_pane(pane) {}

    QString place() const override;
    shell::Icon icon() const override { return shell::Icon::exchange; }
    void find(const QString &text, int limit, std::function<void(shell::FindAnswer)> answer) override;
    void open(const shell::Subject &subject) override;

private:
    ExchangePane &m_pane;
};

} // namespace wb::exchanges
