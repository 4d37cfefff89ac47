// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <QString>
#include <QTest>

namespace wb::testing {

inline QString q(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The value of a Result that a test's preparation cannot do without; anything else ends the test program.
template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("a test cannot be prepared: %s", result.error().line().c_str());
    return std::move(*result);
}

/// "8.9.5/3.9": the status pair of an outcome; "none" for an error without one, "ok" for a value.
template <class T>
QString pairOf(const Result<T> &result)
{
    if (result)
        return QStringLiteral("ok");
    const auto &status = result.error().status;
    return status ? q(status->subject + "/" + status->reason) : QStringLiteral("none");
}

/// Everything an outcome says about its failure, for messages of tests; empty for a value.
template <class T>
std::string lineOf(const Result<T> &result)
{
    return result ? std::string() : result.error().line();
}

} // namespace wb::testing

/// Stops the test with our own words when a Result is an error. The expression is evaluated once.
#define WB_VERIFY(result)                                                        \
    do {                                                                         \
        const auto &verified = (result);                                         \
        QVERIFY2(verified.has_value(), ::wb::testing::lineOf(verified).c_str()); \
    } while (false)

/// Compares two texts of ours, and shows both when they differ.
#define WB_COMPARE(actual, expected) QCOMPARE(::wb::testing::q(actual), ::wb::testing::q(expected))
