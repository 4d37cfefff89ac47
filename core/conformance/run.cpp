// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/conformance/run.h"

#include "core/conformance/variation.h"

#include <algorithm>

namespace wb::conformance {

namespace {

std::string listed(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " or ") + word;
    return text;
}

/// Plays one row and judges it.
CaseResult played(const Case &row, es::Binding binding, const Target &target, const Clock &clock,
                  const std::stop_token &stop)
{
    CaseResult result;
    result.row = row;
    result.binding = binding;
    result.expected = expectedWords(row, binding);
    const Variation *variation = findVariation(row.variation);
    if (variation == nullptr) {
        result.reason = "there is no variation '" + row.variation + "'";
        return result;
    }
    result.reason = whatIsLacking(*variation, target);
    if (!result.reason.empty())
        return result;

    const auto start = std::chrono::steady_clock::now();
    Stage stage(target, binding, clock, stop);
    Finding finding = variation->act(stage);
    const std::string left = stage.clearUp();
    result.duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    result.sent = stage.sent();
    result.came = std::move(finding.word);
    if (stop.stop_requested()) {
        result.reason = "it was stopped";
        return result;
    }
    const bool asExpected = std::find(result.expected.begin(), result.expected.end(), result.came)
                            != result.expected.end();
    result.outcome = asExpected && finding.problem.empty() && left.empty() ? Outcome::passed : Outcome::failed;
    if (!finding.problem.empty())
        result.reason = std::move(finding.problem);
    else if (!asExpected)
        result.reason = "expected " + listed(result.expected) + ", came " + result.came
                        + (finding.detail.empty() ? "" : ": " + finding.detail);
    else
        result.reason = left.empty() ? finding.detail : left;
    return result;
}

/// Whether the SM-DS is there and is believed: otherwise every row would say the same.
Result<void> firstContact(const Target &target, const std::stop_token &stop)
{
    http::Client client(target.lpa);
    const auto response = client.send(target.es11, es::functionCall("/", es::jsonContentType, {}),
                                      {Interface::es11, "first contact"}, stop);
    if (response)
        return {};
    switch (response.error().kind) {
    case ErrorKind::unreachable:
    case ErrorKind::timedOut:
    case ErrorKind::untrusted:
    case ErrorKind::cancelled:
    case ErrorKind::invalid: return fail(response.error());
    default: return {}; // it answers, in its own way; the rows judge that
    }
}

} // namespace

std::string_view nameOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::notRun: return "not run";
    }
    return {};
}

std::size_t Report::count(Outcome outcome) const
{
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [outcome](const CaseResult &result) { return result.outcome == outcome; }));
}

Result<std::vector<Case>> chosen(const std::vector<Case> &rows, const std::vector<std::string> &only)
{
    if (only.empty())
        return rows;
    const auto fits = [](const Case &row, const std::string &id) { return row.id.starts_with(id); };
    for (const std::string &id : only) {
        if (std::none_of(rows.begin(), rows.end(), [&](const Case &row) { return fits(row, id); }))
            return fail(ErrorKind::notFound, Interface::config, "--only " + id, "no row of the suite has this id");
    }
    std::vector<Case> some;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(some), [&](const Case &row) {
        return std::any_of(only.begin(), only.end(), [&](const std::string &id) { return fits(row, id); });
    });
    return some;
}

Result<Report> run(const std::vector<Case> &rows, Target target, const RunOptions &options, Observer &observer,
                   const Clock &clock, std::stop_token stop)
{
    auto complete = completed(std::move(target));
    if (!complete)
        return fail(std::move(complete.error()));
    const auto some = chosen(rows, options.only);
    if (!some)
        return fail(some.error());
    if (const auto there = firstContact(*complete, stop); !there)
        return fail(there.error());

    Report report;
    for (const Case &row : *some) {
        for (const es::Binding binding : {es::Binding::json, es::Binding::asn1}) {
            const bool asked = binding == es::Binding::asn1
                                   ? row.asn1 && options.asn1
                                   : row.json && (options.json || !row.function.starts_with("ES11."));
            if (!asked)
                continue;
            if (stop.stop_requested())
                return fail(ErrorKind::cancelled, Interface::none, "conformance", "stopped");
            report.results.push_back(played(row, binding, *complete, clock, stop));
            observer.caseFinished(report.results.back());
        }
    }
    return report;
}

} // namespace wb::conformance
