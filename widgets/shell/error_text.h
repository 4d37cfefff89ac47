// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/theme.h"

#include <QString>

#include <functional>

namespace wb::shell {

/// An error as a person reads it: three lines and perhaps a button.
struct ErrorText {
    QString what;          ///< what happened: interface and step, codes beside the words
    QString why = {};      ///< most likely cause, with evidence
    QString whatToDo = {}; ///< one action
    QString action = {};   ///< text of the button that does it; empty: none
    std::function<void()> handler = {};
    Meaning severity = Meaning::error;
};

} // namespace wb::shell
