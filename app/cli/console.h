// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/report/masking.h"

#include <QJsonObject>

#include <functional>
#include <iosfwd>
#include <mutex>

namespace wb::cli {

/// A failure as it is told: what happened, why, what to do. Any but the first may be empty.
struct Trouble {
    std::string what;
    std::string why;
    std::string todo;
};

/// The three lines for an error, the same that the window shows.
Trouble troubleOf(const Error &error);

/// Where a command writes: results on one stream, everything else on the other, each line at once. Masks when asked to. Safe
/// from any thread.
class Console {
public:
    Console(std::ostream &out, std::ostream &err) : m_out(out), m_err(err) {}

    void setJson(bool json) { m_json = json; }
    void setMasked(bool masked) { m_masked = masked; }

    bool json() const { return m_json; } ///< results are JSON
    bool masked() const { return m_masked; }

    /// An EventID, an IMEI: hidden from now on when masking is on.
    void hide(std::string secret);

    /// A line of the result.
    void line(std::string_view text);
    /// A result as one line of JSON.
    void line(const QJsonObject &object);
    /// A line beside the result: progress, warnings, logs.
    void note(std::string_view text);
    void tell(const Trouble &trouble);

    /// Called once when the results cannot be written any more.
    void onBroken(std::function<void()> then) { m_onBroken = std::move(then); }
    /// Nobody reads the results any more: a reason to end, and nothing to complain about.
    bool broken() const;
    /// Why the results could not be written otherwise, in the system's words ("No space left on device"); empty when they could.
    std::string writeProblem() const;

private:
    void write(std::ostream &stream, std::string_view text);

    std::ostream &m_out;
    std::ostream &m_err;
    bool m_json = false;
    bool m_masked = false;
    mutable std::mutex m_mutex;
    report::Masking m_masking;
    int m_writeError = 0; ///< errno of the first result that could not be written
    std::function<void()> m_onBroken;
};

} // namespace wb::cli
