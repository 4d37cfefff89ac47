// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/console.h"
#include "core/capture/capture_file.h"

#include <QJsonArray>

#include <mutex>

namespace CLI {
class App;
}

namespace wb::cli {

/// What becomes of the exchanges of a command besides its result.
struct TraceOptions {
    bool show = false;  ///< decoded, as they happen
    std::string record; ///< a capture to write; empty: none
};

/// --trace and --record.
void addTraceOptions(CLI::App &command, TraceOptions &options);

/// Prints every exchange decoded as it happens, beside the results, in JSON mode collecting it instead; and writes it to a capture.
class Trace final : public capture::Sink {
public:
    explicit Trace(Console &console) : m_console(console) {}

    /// Null when neither is wanted. Error: file, io for a capture that cannot be written.
    static Result<std::unique_ptr<Trace>> begin(const TraceOptions &options, Console &console, const Clock &clock);

    void record(capture::Exchange exchange) override;

    /// What was collected, none when nobody wants to see it. Once everything that records has ended.
    const std::optional<QJsonArray> &json() const { return m_json; }

private:
    Console &m_console;
    std::mutex m_mutex;
    std::uint64_t m_count = 0;
    std::optional<QJsonArray> m_json = QJsonArray(); ///< none: not shown
    std::optional<capture::CaptureWriter> m_writer;
};

} // namespace wb::cli
