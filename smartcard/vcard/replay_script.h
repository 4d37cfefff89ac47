// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace wb::vcard {

/// What a card answered once.
struct RecordedAnswer {
    Bytes data;
    std::uint16_t status = 0;
};

/// The answers of a captured card, in the order in which it gave them.
///
/// What changes a card cuts its capture into epochs: a question that only reads is answered as the card answered it in the epoch that the
/// replay has come to; failing that as in the nearest earlier one, then as in the nearest later one. What changes the card or belongs to an RSP
/// session is answered once for each time it was recorded, in that order. Nothing is made up: the rest has no answer.
class ReplayScript {
public:
    explicit ReplayScript(const std::vector<capture::ExchangePtr> &exchanges);

    /// The answer to an ES10 data object.
    std::optional<RecordedAnswer> es10(ByteView request);

    /// The answer to any other command. The channel in its class byte does not count, neither does Le.
    std::optional<RecordedAnswer> command(ByteView apdu);

    /// From the beginning again.
    void restart();

    /// Of the captured card; empty when the capture does not have it.
    const Bytes &atr() const { return m_atr; }

    /// How many answers there are.
    std::size_t size() const { return m_entries.size(); }

    /// Whether any command with this instruction was recorded.
    bool hasInstruction(std::uint8_t ins) const;

private:
    enum class Kind { reads, once };
    struct Entry {
        Bytes key; ///< the data object, or the command without channel and Le
        RecordedAnswer answer;
        Kind kind = Kind::reads;
        bool changes = false;
        std::size_t epoch = 0;
    };

    void add(const capture::ApduExchange &apdu);
    std::optional<RecordedAnswer> answerTo(const std::vector<std::size_t> &places);
    std::optional<RecordedAnswer> find(const std::map<Bytes, std::vector<std::size_t>> &index, const Bytes &key);

    std::vector<Entry> m_entries;
    std::map<Bytes, std::vector<std::size_t>> m_es10;     ///< places in m_entries by data object
    std::map<Bytes, std::vector<std::size_t>> m_commands; ///< by command
    Bytes m_atr;
    std::size_t m_epochs = 0;
    std::size_t m_epoch = 0;  ///< where the replay has come to
    std::vector<bool> m_used; ///< beside m_entries, of those that are answered once
    std::map<std::size_t, std::size_t>
        m_reads; ///< by first place of a question: how often it was answered in this epoch
};

} // namespace wb::vcard
