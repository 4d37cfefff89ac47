// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace wb::testing {

/// How often a *_soak_test goes round: a little in every test run, at full length under `./dev soak`.
inline int soakRounds(int inTests, int inSoak)
{
    return qgetenv("WB_SOAK") == "full" ? inSoak : inTests;
}

} // namespace wb::testing
