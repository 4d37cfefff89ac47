// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"

#include <string>
#include <string_view>

namespace wb::es {

/// Writes an object member by member. For the answers of ES11: building a QJsonObject of base64 text takes as long as a
/// fifth of a signature. Names are ours and need no escaping.
class JsonText {
public:
    JsonText();

    JsonText &text(std::string_view name, std::string_view value);
    JsonText &octets(std::string_view name, ByteView value);       ///< as base64
    JsonText &json(std::string_view name, std::string_view value); ///< a value that is JSON already

    /// The object; nothing is left here.
    std::string take();
    Bytes takeOctets() { return copyOf(viewOf(take())); }

private:
    void begin(std::string_view name);
    void addEscaped(char character);

    std::string m_text;
};

} // namespace wb::es
