// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/layouts.h"

#include <QCoreApplication>

namespace wb::shell {

std::vector<LayoutSpec> namedLayouts()
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("wb::shell::Layouts", text); };
    LayoutSpec card;
    card.id = QStringLiteral("card");
    card.title = tr(QT_TRANSLATE_NOOP("wb::shell::Layouts", "Card"));
    card.tip = tr(QT_TRANSLATE_NOOP("wb::shell::Layouts", "Reader, inspector and the exchanges"));
    card.key = QKeySequence(QStringLiteral("Ctrl+Alt+1"));
    card.panel = QStringLiteral("reader");
    card.exchangesShare = 0.34;

    LayoutSpec support;
    support.id = QStringLiteral("support");
    support.title = tr(QT_TRANSLATE_NOOP("wb::shell::Layouts", "Support"));
    support.tip = tr(QT_TRANSLATE_NOOP("wb::shell::Layouts", "Panel and a wide inspector, without the exchanges"));
    support.key = QKeySequence(QStringLiteral("Ctrl+Alt+2"));
    support.panel = QStringLiteral("discovery");
    support.exchanges = false;
    support.inspectorShare = 0.34;

    LayoutSpec teaching;
    teaching.id = QStringLiteral("teaching");
    teaching.title = tr(QT_TRANSLATE_NOOP("wb::shell::Layouts", "Teaching"));
    teaching.tip = tr(
        QT_TRANSLATE_NOOP("wb::shell::Layouts", "Large type and masked secrets, for a room full of people"));
    teaching.key = QKeySequence(QStringLiteral("Ctrl+Alt+3"));
    teaching.panel = QStringLiteral("discovery");
    teaching.inspectorShare = 0.28;
    teaching.teaching = true;
    return {card, support, teaching};
}

} // namespace wb::shell
