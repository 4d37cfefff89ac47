// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace wb::shell {

/// How well what somebody types fits a text, greater is better; nothing when it does not. Each word of @p typed must occur in
/// @p text as letters in order, in any case; letters that begin words or follow each other count more. Empty fits everything, with 0.
std::optional<int> fuzzyScore(QStringView typed, QStringView text);

} // namespace wb::shell
