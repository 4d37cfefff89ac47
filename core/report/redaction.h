// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/capture/exchange.h"
#include "core/report/annotation.h"
#include "core/report/pseudonyms.h"

#include <span>
#include <stop_token>
#include <unordered_map>

namespace wb::report {

/// Replaces what identifies people in exchanges: EID, ICCID, IMEI, IMSI, MSISDN, EventID, MatchingID, HashCC, tokens, and the contents of
/// files that a console has read. Everywhere: in data objects, base64, certificates, signed objects, APDU blocks, heads and words.
/// Lengths stay, so every TLV stays whole; signatures over what was replaced do not hold any more, so what was found about them before is
/// put into the exchange. Public keys, serial numbers of certificates and signatures stay: they say who it is only to who has the
/// certificate already.
///
/// First learn() every exchange of a capture, then apply(): what one exchange tells is hidden in all.
class Redaction {
public:
    /// @p key as for Pseudonyms.
    explicit Redaction(Bytes key) : m_pseudonyms(std::move(key)) {}

    void learn(const capture::Exchange &exchange);
    capture::Exchange apply(const capture::Exchange &exchange);

    std::vector<Pseudonyms::Row> table() const { return m_pseudonyms.table(); }

private:
    /// Octets that are replaced wherever they stand.
    struct Needle {
        Bytes octets;
        Bytes replacement;
        bool wholeWord = false;
    };

    void learn(const View &view, const std::vector<ViewNode> &nodes);
    void learn(SecretKind kind, const std::string &value);
    void addNeedle(ByteView octets, ByteView replacement, bool wholeWord);
    const Needle *needleAt(ByteView octets, std::size_t at) const;

    Bytes replaced(Bytes octets) const;
    std::string replaced(const std::string &text) const;
    Bytes redacted(const Bytes &octets, PartKind kind, rsp::Direction direction);
    void rewrite(const View &view, const std::vector<ViewNode> &nodes, std::vector<Bytes> &buffers);
    void rewriteLeaf(const ViewNode &node, Bytes &buffer);
    Bytes otherContent(const ViewNode &node, ByteView content);
    void redact(capture::ApduExchange &apdu);
    void redactBlocks(capture::ApduExchange &apdu, const capture::ApduExchange &before);
    void redact(capture::HttpExchange &http);

    Pseudonyms m_pseudonyms;
    std::unordered_map<std::uint32_t, std::vector<Needle>> m_needles; ///< by their first four octets, longest first
};

/// A whole capture, redacted, and the table that explains it.
struct RedactedCapture {
    std::vector<capture::ExchangePtr> exchanges;
    std::vector<Pseudonyms::Row> table;
};

/// Error: cancelled.
Result<RedactedCapture> redact(std::span<const capture::ExchangePtr> exchanges, Bytes key, const std::stop_token &stop);

} // namespace wb::report
