// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>
#include <QString>

#include <any>

namespace wb::shell {

/// What sort of thing somebody can select, find or put in focus.
enum class SubjectKind {
    none,
    eid,
    eventId,
    transactionId,
    iccid,
    exchange,
    card,
    reader,
    server,
    certificate,
    eventRecord,
    discovery,
    labNode,
    other,
};

/// One thing, as it passes between panels, inspector, focus and find.
struct Subject {
    SubjectKind kind = SubjectKind::none;
    QString key;           ///< names it within its kind: an EID's 32 digits, an EventID, an exchange's number
    QString text;          ///< for a person, unmasked; views mask it when it is a secret
    std::any payload = {}; ///< the value behind it, known to who made it and to its inspector provider

    bool isNull() const { return kind == SubjectKind::none; }
    /// Kind and key; the payload does not count.
    bool operator==(const Subject &other) const { return kind == other.kind && key == other.key; }
};

/// "EID", "EventID", "Exchange", ... for a person.
QString nameOf(SubjectKind kind);

} // namespace wb::shell

Q_DECLARE_METATYPE(wb::shell::Subject)
