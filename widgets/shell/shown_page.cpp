// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/shown_page.h"

#include <QStackedWidget>

namespace wb::shell {

void passFocusToShownPage(QWidget *widget, QStackedWidget *stack)
{
    const auto follow = [widget, stack] { widget->setFocusProxy(stack->currentWidget()); };
    QObject::connect(stack, &QStackedWidget::currentChanged, widget, follow);
    follow();
}

} // namespace wb::shell
