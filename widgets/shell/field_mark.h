// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

class QLineEdit;

namespace wb::shell {

class Theme;

/// Marks a field whose text is no such value: an icon at its end that says why. An empty @p problem takes the mark away.
void markField(QLineEdit *field, const Theme &theme, const QString &problem);

} // namespace wb::shell
