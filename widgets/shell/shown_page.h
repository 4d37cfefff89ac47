// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

class QStackedWidget;
class QWidget;

namespace wb::shell {

/// Whoever gives the keyboard to @p widget gives it to the page that the stack shows: never to a list that is hidden because
/// there is nothing in it.
void passFocusToShownPage(QWidget *widget, QStackedWidget *stack);

} // namespace wb::shell
