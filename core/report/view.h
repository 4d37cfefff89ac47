// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <QString>

#include <memory>
#include <vector>

namespace wb::report {

/// What a node of a view is.
enum class NodeKind {
    part, ///< a whole buffer among several: "Head", "Command 3"
    tlv,
    json,
    httpLine,
    apdu, ///< a field of a command or response APDU
    raw,  ///< octets that nobody could read
};

/// One line of the tree beside the bytes.
struct ViewNode {
    NodeKind kind = NodeKind::raw;
    QString name;           ///< of the specification where there is one
    QString value;          ///< readable, for leaves; cut to some hundred characters, then `shortened`
    QString tagText;        ///< "BF38", or "string" for JSON; empty for others
    QString problem;        ///< what is wrong here, in words; empty when nothing is
    std::size_t buffer = 0; ///< which of the view's buffers the octets are in
    std::size_t offset = 0;
    std::size_t length = 0;
    std::size_t header = 0; ///< how many of them come before the content: tag and length, or the JSON member's name
    bool shortened = false;
    bool secret = false; ///< the content belongs to a person: EID, ICCID, IMEI, EventID, confirmation code, ...
    std::vector<ViewNode> children;

    std::size_t end() const { return offset + length; }
    bool contains(std::size_t at) const { return at >= offset && at < end(); }
};

/// Octets that nodes point into: as they were sent, or decoded from base64.
struct Buffer {
    QString title;
    Bytes bytes;
    bool decoded = false; ///< made from another buffer, so nothing that crossed a boundary as it stands
};

/// What a person looks at: a tree, and the octets behind it. Selections point into it, so it never changes once made.
struct View {
    std::vector<Buffer> buffers;
    std::vector<ViewNode> nodes;
};

using ViewPtr = std::shared_ptr<const View>;

} // namespace wb::report
