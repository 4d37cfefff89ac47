// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"

#include <optional>
#include <string>
#include <vector>

namespace wb::report {

enum class JsonType { object, array, string, number, literal };

/// One JSON value where it stands in its text, in the order of the text, names that occur twice included.
struct JsonNode {
    JsonType type = JsonType::literal;
    bool isMember = false;  ///< of an object; then `name` is its name, which may be empty
    bool duplicate = false; ///< an earlier member of the same object has the same name
    std::string name;       ///< escapes resolved, UTF-8 unless the text is not
    std::size_t offset = 0; ///< of the name's quote for a member, else of the value; octets from the start of the text
    std::size_t length = 0; ///< to the end of the value
    std::size_t valueOffset = 0;
    std::size_t valueLength = 0;
    std::string
        text; ///< a string without quotes and escapes; a number or literal as it stands; empty for object and array
    std::vector<JsonNode> children;
};

/// Bounds on what the scanner is willing to look at.
struct JsonLimits {
    unsigned depth = 64;
    std::size_t values = 20'000;
};

struct JsonScan {
    std::optional<JsonNode> root; ///< what could be read, also when something stopped the scanner
    std::optional<Error> error;   ///< malformed, with the offset of the octet where it stopped
};

/// Reads RFC 8259 JSON for people to look at: where QJson sorts members, drops duplicates and forgets offsets, this keeps them.
/// What came before a fault is returned together with the fault. Takes any octets.
JsonScan scanJson(ByteView text, JsonLimits limits = {});

} // namespace wb::report
