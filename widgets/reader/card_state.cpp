// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/card_state.h"

#include <QCoreApplication>

namespace wb::reader {

using cards::CardEntry;

namespace {

struct StateWords {
    Q_DECLARE_TR_FUNCTIONS(wb::reader::CardState)
};

} // namespace

shell::Subject subjectOf(const CardEntry &entry)
{
    return {shell::SubjectKind::card, entry.id, entry.name};
}

QString stateText(const CardEntry &entry)
{
    switch (entry.state) {
    case CardEntry::State::empty: return StateWords::tr("No card");
    case CardEntry::State::mute: return StateWords::tr("Card does not answer");
    case CardEntry::State::failed: return StateWords::tr("Reader fails");
    case CardEntry::State::present: break;
    }
    if (!entry.holder.isEmpty())
        return StateWords::tr("Held by %1").arg(entry.holder);
    if (entry.exclusive)
        return StateWords::tr("Held by another program");
    if (entry.captured)
        return StateWords::tr("From a capture");
    if (entry.kind == CardEntry::Kind::builtIn)
        return StateWords::tr("Built in, ready");
    return entry.inUse ? StateWords::tr("Card inserted, shared with another program") : StateWords::tr("Card inserted");
}

shell::Meaning stateMeaning(const CardEntry &entry)
{
    switch (entry.state) {
    case CardEntry::State::empty: return shell::Meaning::plain;
    case CardEntry::State::mute:
    case CardEntry::State::failed: return shell::Meaning::error;
    case CardEntry::State::present: break;
    }
    return entry.exclusive ? shell::Meaning::warning : shell::Meaning::ok;
}

} // namespace wb::reader
