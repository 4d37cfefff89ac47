// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/console.h"
#include "core/capture/exchange.h"

#include <QJsonArray>

namespace wb::cli {

/// Prints every exchange decoded as it happens, beside the results; in JSON mode it is collected instead.
class Trace final : public capture::Sink {
public:
    explicit Trace(Console &console) : m_console(console) {}

    void record(capture::Exchange exchange) override;

    /// What was collected. Once everything that records has ended.
    const QJsonArray &json() const { return m_json; }

private:
    Console &m_console;
    std::mutex m_mutex;
    std::uint64_t m_count = 0;
    QJsonArray m_json;
};

} // namespace wb::cli
