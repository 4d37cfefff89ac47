// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/examination.h"

#include "smartcard/pcsc/lease_registry.h"

namespace wb::cards {

namespace {

/// A built-in card, as evidence: only the doctor's findings about cards apply to it.
pcsc::ReaderEvidence examineBuiltIn(const CardDirectory::LineOpener &open, const CardEntry &entry,
                                    const card::SessionOptions &session, capture::Sink *sink,
                                    const std::stop_token &stop)
{
    pcsc::ReaderEvidence seen;
    // As it is now: what the entry says of it comes with the next event.
    seen.heldHere = pcsc::LeaseRegistry::instance().holderOf(entry.name.toStdString()).value_or(std::string());
    if (seen.heldHere.empty()) {
        if (auto line = open(stop))
            seen = pcsc::examineCard((*line)->transport(), session, sink, stop);
        else
            seen.failure = std::move(line.error());
    }
    seen.builtIn = true;
    seen.state.name = entry.name.toStdString();
    seen.state.present = true;
    seen.state.atr = entry.atr;
    return seen;
}

} // namespace

std::function<pcsc::Evidence(std::stop_token stop)> examinationOf(const CardDirectory &directory, const QString &id,
                                                                  const QString &holder,
                                                                  std::optional<Error> lastFailure, capture::Sink *sink)
{
    const CardEntry *chosen = directory.entry(id);
    const CardEntry entry = chosen != nullptr ? *chosen : CardEntry();
    const bool builtIn = chosen != nullptr && chosen->kind == CardEntry::Kind::builtIn;
    pcsc::GatherOptions options;
    options.session = directory.openOptions().session;
    options.holder = holder.toStdString();
    options.lastFailure = std::move(lastFailure);
    if (chosen != nullptr && !builtIn)
        options.reader = chosen->name.toStdString();
    return [options = std::move(options), open = directory.lineOpener(id, holder), entry, builtIn,
            sink](const std::stop_token &stop) {
        pcsc::Evidence evidence = pcsc::gatherEvidence(options, sink, stop);
        if (builtIn && !stop.stop_requested())
            evidence.readers.push_back(examineBuiltIn(open, entry, options.session, sink, stop));
        return evidence;
    };
}

} // namespace wb::cards
