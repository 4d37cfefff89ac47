// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/hex.h"

#include <QTest>

namespace wb::testing {

/// Octets from hexadecimal that is known to be well formed; anything else ends the test program.
inline Bytes hex(std::string_view text)
{
    return fromHex(text).value();
}

} // namespace wb::testing

/// So that a failed QCOMPARE shows what was compared.
template <>
inline char *QTest::toString(const std::string &text)
{
    return qstrdup(text.c_str());
}

template <>
inline char *QTest::toString(const std::string_view &text)
{
    return qstrdup(std::string(text).c_str());
}

template <>
inline char *QTest::toString(const wb::Bytes &bytes)
{
    return qstrdup(wb::toHex(bytes).c_str());
}
