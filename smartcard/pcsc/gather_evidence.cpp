// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/context.h"
#include "smartcard/pcsc/evidence.h"
#include "smartcard/pcsc/lease.h"

#include <algorithm>

namespace wb::pcsc {

namespace {

void noteCall(Evidence &evidence, const Error &error, const std::string &reader)
{
    const CallResult result{error.step, reader, error.scard.value_or(0)};
    if (error.scard && std::find(evidence.calls.begin(), evidence.calls.end(), result) == evidence.calls.end())
        evidence.calls.push_back(result);
}

ReaderEvidence examineReader(const ReaderState &state, const GatherOptions &options, capture::Sink *sink,
                             const std::stop_token &stop)
{
    ReaderEvidence seen;
    LeaseOptions leaseOptions;
    leaseOptions.holder = options.holder;
    auto lease = Lease::take(state.name, leaseOptions, stop);
    if (lease)
        seen = examineCard(**lease, options.session, sink, stop);
    else
        seen.failure = std::move(lease.error());
    seen.state = state;
    return seen;
}

} // namespace

ReaderEvidence examineCard(card::Transport &transport, const card::SessionOptions &options, capture::Sink *sink,
                           std::stop_token stop)
{
    ReaderEvidence seen;
    seen.state.name = transport.name();
    seen.state.present = true;
    seen.state.atr = transport.atr();
    auto search = card::Session::search(transport, options, sink, std::move(stop));
    if (search)
        seen.search = std::move(*search);
    else
        seen.failure = std::move(search.error());
    return seen;
}

Evidence gatherEvidence(const GatherOptions &options, capture::Sink *sink, std::stop_token stop)
{
    Evidence evidence;
    evidence.system = gatherSystemEvidence(options.root);
    evidence.chosen = options.reader;
    evidence.lastFailure = options.lastFailure;
    if (options.lastFailure)
        noteCall(evidence, *options.lastFailure, options.reader);

    Context context;
    auto readers = readReaders(context);
    evidence.serviceReached = context.established();
    if (!readers) {
        noteCall(evidence, readers.error(), {});
        return evidence;
    }
    for (ReaderState &state : *readers) {
        ReaderEvidence seen;
        seen.heldHere = Lease::holderOf(state.name).value_or(std::string());
        const bool chosen = options.reader.empty() || options.reader == state.name;
        const bool usable = state.present && !state.mute && !state.exclusive && !state.error;
        if (options.speakToCards && chosen && usable && seen.heldHere.empty() && !stop.stop_requested())
            seen = examineReader(state, options, sink, stop);
        else
            seen.state = std::move(state);
        for (const auto *error : {&seen.failure, &seen.state.error}) {
            if (*error)
                noteCall(evidence, **error, seen.state.name);
        }
        evidence.readers.push_back(std::move(seen));
    }
    return evidence;
}

} // namespace wb::pcsc
