// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace wb::workbench {

void installTranslation()
{
    const QString name = QStringLiteral("smds-workbench");
    const QString folder = QStringLiteral(":/translations");
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), name, QStringLiteral("_"), folder)
        || translator->load(name + QStringLiteral("_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace wb::workbench
