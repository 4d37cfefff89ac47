// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/subject.h"

#include <QCoreApplication>

namespace wb::shell {

QString nameOf(SubjectKind kind)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("wb::shell::Subject", text); };
    switch (kind) {
    case SubjectKind::none: return {};
    case SubjectKind::eid: return QStringLiteral("EID"); // names of the specification are not translated
    case SubjectKind::eventId: return QStringLiteral("EventID");
    case SubjectKind::transactionId: return QStringLiteral("TransactionID");
    case SubjectKind::iccid: return QStringLiteral("ICCID");
    case SubjectKind::exchange: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Exchange"));
    case SubjectKind::card: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Card"));
    case SubjectKind::reader: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Reader"));
    case SubjectKind::server: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Server"));
    case SubjectKind::certificate: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Certificate"));
    case SubjectKind::eventRecord: return QStringLiteral("Event Record");
    case SubjectKind::discovery: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Discovery"));
    case SubjectKind::labNode: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Lab node"));
    case SubjectKind::other: return tr(QT_TRANSLATE_NOOP("wb::shell::Subject", "Item"));
    }
    return {};
}

} // namespace wb::shell
