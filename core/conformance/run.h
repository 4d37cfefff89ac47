// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/conformance/case.h"
#include "core/conformance/target.h"

namespace wb::conformance {

enum class Outcome { passed, failed, notRun };

/// "passed", "failed", "not run".
std::string_view nameOf(Outcome outcome);

/// How one row went in one binding.
struct CaseResult {
    Case row;
    es::Binding binding{};
    Outcome outcome = Outcome::notRun;
    std::vector<std::string> expected; ///< one of these words
    std::string came;                  ///< the word that came; empty when the row was not run
    std::string reason;                ///< why it failed, or was not run; what the server said when it passed
    std::vector<std::string> sent; ///< each call with its answer, in order: "ES12.RegisterEvent EventID ...: executed"
    std::chrono::microseconds duration{};
};

/// What a run found, in the order of the rows.
struct Report {
    std::vector<CaseResult> results;

    std::size_t count(Outcome outcome) const;
};

struct RunOptions {
    std::vector<std::string> only; ///< ids, or the beginnings of ids; empty: every row
    bool json = true;
    bool asn1 = true;
};

/// The rows that the options choose. Error: notFound, config, for an id that chooses none.
Result<std::vector<Case>> chosen(const std::vector<Case> &rows, const std::vector<std::string> &only);

/// Told about each row when it is done, on the thread that runs them.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void caseFinished(const CaseResult &result) = 0;
};

/// Runs rows one after the other at the SM-DS of the target. Every Event Record that a row registers is deleted again at its end, also
/// when a stop is asked for. Blocks. Errors: those of completed(); unreachable, timedOut or untrusted when the first contact with ES11
/// comes to nothing; cancelled.
Result<Report> run(const std::vector<Case> &rows, Target target, const RunOptions &options, Observer &observer,
                   const Clock &clock, std::stop_token stop);

} // namespace wb::conformance
