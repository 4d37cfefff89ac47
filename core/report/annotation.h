// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/report/view.h"
#include "core/rsp/catalogue.h"

#include <span>

namespace wb::report {

enum class PartKind { tlv, json, httpHead, apdu, answerToReset, certificate, raw };

/// Which side of an exchange a part belongs to; views show the parts of one group together.
enum class PartGroup {
    request,
    response,
    asSent,       ///< the APDU blocks as they crossed the card interface
    certificates, ///< the peer's chain
};

/// A piece of an exchange that a person looks at.
struct Part {
    QString title; ///< within its group: "Head", "Body", "Command 2"
    Bytes bytes;
    PartKind kind = PartKind::raw;
    rsp::Direction direction = rsp::Direction::request;
    PartGroup group = PartGroup::request;
};

/// The parts of an exchange in the order of their groups, those without octets left out. APDU: the reassembled data objects, then the
/// blocks, command and response each. HTTP: heads and bodies, then the peer's certificates.
std::vector<Part> partsOf(const capture::Exchange &exchange);

/// What some octets most likely are when nobody says: JSON, TLV or neither.
PartKind guessKind(ByteView bytes);

/// The tree of one part over its octets. Buffer 0 is the part; each base64 member of JSON that carries a TLV gets a buffer of its own and
/// its tree under the member. Takes any octets; what cannot be read is a node with a problem, never a failure.
View annotatePart(const Part &part);

/// The trees of several parts in one view, each under a node with its title; a single part stands without one.
View annotateParts(std::span<const Part> parts);

} // namespace wb::report
