// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

/// Whether an output has a text in it.
inline bool holds(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}
