// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/structure/file_rules.h"

#include <regex>

namespace wb::structure {

namespace {

constexpr std::size_t longestSource = 800;

/// Code that a house rule forbids below some folders.
struct Forbidden {
    std::vector<std::string> below; ///< beginnings of paths
    std::regex pattern;
    std::string why;
};

const std::vector<Forbidden> &forbiddenCode()
{
    const std::vector<std::string> product = {"core/", "smartcard/", "widgets/", "app/"};
    static const std::vector<Forbidden> rules = {
        {product, std::regex(R"(\bQEventLoop\b|\bprocessEvents\b)"), "a nested event loop"},
        {{"widgets/"},
         std::regex(R"((\.|->)exec\s*\()"),
         "a dialog or menu with an event loop of its own; use open() or popup()"},
        {product, std::regex(R"(\bQtConcurrent\b|\bQThreadPool\b|\bBlockingQueuedConnection\b)"),
         "threads beside core/base/jobs.h"},
        {{"tests/"},
         std::regex(R"(\bQTest::qSleep\b|\bQTest::qWait\b|\bsleep_for\b|\bQThread::m?sleep\b)"),
         "a sleep in a test; use QTRY_*"},
        {{"core/", "smartcard/", "widgets/", "app/", "tests/"},
         std::regex(R"(^\s*using namespace std\s*;)", std::regex::multiline),
         "using namespace std"},
    };
    return rules;
}

/// String literals may talk about forbidden things; their content is dropped.
std::string withoutStrings(const std::string &code)
{
    static const std::regex literal(R"("([^"\\\n]|\\.)*")");
    return std::regex_replace(code, literal, "\"\"");
}

} // namespace

std::vector<std::string> fileViolations(const Source &source)
{
    std::vector<std::string> violations;
    const auto complain = [&](const std::string &what) { violations.push_back(source.path + ": " + what); };

    // Put together here, so that the licence checker does not take this line for a licence line.
    static const std::string spdx = std::string("// SPDX") + '-';
    if (!source.text.starts_with(spdx + "FileCopyrightText: ")
        || source.text.find('\n' + spdx + "License-Identifier: Apache-2.0\n") == std::string::npos)
        complain("does not start with the two licence lines");

    const std::string code = withoutStrings(withoutComments(source.text));
    if (source.isHeader() && code.find("#pragma once") == std::string::npos)
        complain("a header without #pragma once");

    for (const Forbidden &rule : forbiddenCode()) {
        for (const std::string &start : rule.below) {
            if (source.path.starts_with(start) && std::regex_search(code, rule.pattern))
                complain(rule.why);
        }
    }

    const std::size_t lines = linesOf(source.text).size();
    if (lines > longestSource)
        complain(std::to_string(lines) + " lines; more than " + std::to_string(longestSource) + " ask for a split");
    return violations;
}

} // namespace wb::structure
