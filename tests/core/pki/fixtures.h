// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/authority.h"
#include "core/pki/rules.h"

#include <QString>

#include <stdexcept>
#include <string>
#include <vector>

namespace wb::pki::fixtures {

constexpr std::string_view validEid = "89049032123451234512345678901235";

/// The value, or the end of the test with the error's line.
template <class T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().line());
    return std::move(*result);
}

inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

inline ServerIdentity dsAuthIdentity()
{
    return {"ACME", "TEST SM-DS", "2.999.15", {}};
}

inline ServerIdentity dsTlsIdentity()
{
    return {"RSPTEST", "", "2.999.15", {"testrootsmds.example.com"}};
}

/// The broken rules as "CERT.EUM validity", advisory ones left out.
inline QString brokenRules(const ChainReport &report)
{
    std::string all;
    for (const RuleVerdict &verdict : report.verdicts) {
        if (verdict.verdict == Verdict::broken && !verdict.advisory)
            all += (all.empty() ? "" : ", ") + verdict.certificate + " " + std::string(nameOf(verdict.rule));
    }
    return text(all);
}

} // namespace wb::pki::fixtures
