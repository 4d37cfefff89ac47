// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/field_mark.h"

#include "widgets/shell/theme.h"

#include <QAction>
#include <QLineEdit>

namespace wb::shell {

void markField(QLineEdit *field, const Theme &theme, const QString &problem)
{
    const QString name = QStringLiteral("wrong");
    auto *mark = field->findChild<QAction *>(name, Qt::FindDirectChildrenOnly);
    if (problem.isEmpty()) {
        delete mark;
    } else {
        if (mark == nullptr) {
            mark = field->addAction(theme.icon(Meaning::error), QLineEdit::TrailingPosition);
            mark->setObjectName(name);
        }
        mark->setToolTip(problem);
    }
    field->setAccessibleDescription(problem);
}

} // namespace wb::shell
