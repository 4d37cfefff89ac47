// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/discovery/hop_words.h"

#include <QCoreApplication>

namespace wb::discovery {

namespace {

struct HopWords {
    Q_DECLARE_TR_FUNCTIONS(wb::discovery::HopWords)
};

/// The codes first, because a reason may be long.
QString reasonOf(const Error &error)
{
    if (error.kind == ErrorKind::cancelled)
        return HopWords::tr("stopped");
    QString reason = QString::fromStdString(error.reason);
    if (!error.status)
        return reason;
    return QString::fromStdString(error.status->subject + "/" + error.status->reason) + QStringLiteral(": ") + reason;
}

} // namespace

QString serverWord(const lds::Hop &hop)
{
    if (hop.role)
        return QString::fromUtf8(lds::serverKindOf(hop).data(), static_cast<qsizetype>(lds::serverKindOf(hop).size()));
    return hop.end == lds::HopEnd::roleUnknown ? HopWords::tr("role unknown") : QString();
}

QString outcomeWords(const lds::Hop &hop)
{
    using lds::HopEnd;
    switch (hop.end) {
    case HopEnd::download: return HopWords::tr("download here");
    case HopEnd::leadsOn:
        return HopWords::tr("leads on to %n Event Record(s)", nullptr, static_cast<int>(hop.next.size()));
    case HopEnd::nothing: return HopWords::tr("has no Event Record of this EventID");
    case HopEnd::roleUnknown:
    case HopEnd::failed: return reasonOf(*hop.error);
    case HopEnd::loop: return HopWords::tr("a loop: it was asked for this EventID before");
    case HopEnd::tooDeep: return HopWords::tr("not asked: the trail is too deep");
    case HopEnd::notContacted:
        return hop.error ? HopWords::tr("not asked: %1").arg(reasonOf(*hop.error)) : HopWords::tr("not asked");
    }
    return {};
}

shell::Meaning outcomeMeaning(const lds::Hop &hop)
{
    using lds::HopEnd;
    switch (hop.end) {
    case HopEnd::download: return shell::Meaning::ok;
    case HopEnd::leadsOn:
    case HopEnd::notContacted: return shell::Meaning::plain;
    case HopEnd::nothing: return shell::Meaning::note;
    case HopEnd::roleUnknown:
    case HopEnd::loop:
    case HopEnd::tooDeep: return shell::Meaning::warning;
    case HopEnd::failed: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

} // namespace wb::discovery
