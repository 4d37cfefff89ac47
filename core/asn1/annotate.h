// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/describe.h"

namespace wb::asn1 {

/// A TLV with what its schema says about it. Names live as long as the program.
struct AnnotatedNode {
    Tag tag = 0;
    std::size_t offset = 0;
    std::size_t header = 0;
    std::size_t content = 0;
    std::size_t whole = 0;
    std::string_view name; ///< the field's name; the universal type's name where no schema speaks; empty when unknown
    const TypeInfo *type = nullptr; ///< null when no schema speaks
    std::string problem;            ///< what is wrong here, in words; empty when nothing is
    bool unknown =
        false; ///< its schema does not know it: later versions add fields to every SEQUENCE, so this is no problem
    std::vector<AnnotatedNode> children;

    std::size_t end() const { return offset + whole; }
};

/// The annotated tree of some bytes, and what stopped the reading, if anything did.
struct Annotated {
    std::vector<AnnotatedNode> nodes;
    std::optional<Error> error;
};

/// Reads bytes as TLVs and names them after a schema. `type` may be null, and its tag may differ: then universal names
/// are all there is. Unknown fields stay in the tree as such, missing ones are a problem of their parent.
Annotated annotate(ByteView bytes, const TypeInfo *type, Limits limits = {});

/// The readable value of a primitive node, made on demand: text, number with name, bits, hexadecimal. Empty for a
/// constructed node. `bytes` are those the tree was made from.
std::string valueText(const AnnotatedNode &node, ByteView bytes);

/// "INTEGER" for 02, "SEQUENCE" for 30, ...; empty for a tag that is not universal.
std::string_view universalName(Tag tag);

/// The smallest node that contains an offset; null when none does. `path`, when given, receives the nodes from the root down.
const AnnotatedNode *nodeAt(const std::vector<AnnotatedNode> &nodes, std::size_t offset,
                            std::vector<const AnnotatedNode *> *path = nullptr);

} // namespace wb::asn1
