// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/shell/icons.h"

class QToolButton;
class QWidget;

namespace wb::shell {

/// A flat button that is only an icon. @p tip says what it does, to the eye and to the screen reader.
QToolButton *makeToolButton(Icon icon, const QString &tip, QWidget *parent = nullptr);

} // namespace wb::shell
