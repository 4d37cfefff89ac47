// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <deque>
#include <functional>
#include <mutex>
#include <set>
#include <unordered_map>

namespace wb::smds {

/// What belongs to a person, as a log tells it: the same each time within one run, and meaningless in any other. An EID keeps the
/// eight digits of its EUM. Safe from several threads.
class Pseudonyms {
public:
    /// With a random key; `inClear` for a lab that wants to see everything.
    explicit Pseudonyms(bool inClear);

    /// "89049032~1f3a5c7e90ab"; only the hash of what is none.
    std::string eid(const std::string &digits) const;
    std::string eventId(const std::string &text); ///< "~1f3a5c7e90ab"; remembered for cleared()
    std::string
    cleared(std::string text) const; ///< a message with pseudonyms for EIDs and for EventIDs that were met lately

private:
    std::string hash(std::string_view text) const;

    const bool m_inClear;
    const Bytes m_key;
    mutable std::mutex m_mutex;
    std::set<std::string, std::less<>> m_seen;
    std::deque<std::string> m_order; ///< of m_seen, oldest first
};

/// The log of a running SM-DS: one line a call, and the server's own messages between them. Bodies, keys and signatures are never in
/// it, EIDs and EventIDs only under pseudonyms.
class CallLog final : public capture::Sink {
public:
    enum class Form {
        text,
        json, ///< one object a line
    };

    struct Options {
        Form form = Form::text;
        bool secrets = false; ///< EIDs and EventIDs in clear
    };

    /// `write` gets lines without their end, never two at once.
    CallLog(Options options, const Clock &clock, std::function<void(const std::string &)> write);

    /// A call of one of the server's functions, or of its own at a parent; a failed handshake.
    void record(capture::Exchange exchange) override;

    /// A message of the server.
    void message(const std::string &text);

private:
    struct Call;
    Call callOf(const capture::Exchange &exchange);
    std::string oidOf(const std::vector<Bytes> &peerChain);
    void write(const std::string &line);

    const Options m_options;
    const Clock &m_clock;
    const std::function<void(const std::string &)> m_write;
    Pseudonyms m_pseudonyms;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::string> m_oids; ///< by certificate
};

} // namespace wb::smds
