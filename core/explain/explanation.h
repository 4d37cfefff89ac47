// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

namespace wb::explain {

/// Three lines for people, and the code beside the words. Translated, UTF-8, whole sentences.
struct Explanation {
    std::string what; ///< what happened: interface and step
    std::string why;  ///< the most likely cause, with what was seen
    std::string next; ///< one thing to do
    std::string code; ///< "8.9.5/3.9", "SW 6A88", "SCARD_E_NO_SERVICE 0x8010001D", ...; empty when there is none
    std::string function =
        {}; ///< where a code means this: "ES11.AuthenticateClient", "ES15.DeleteEvent, ES15.RegisterEvent"; empty: everywhere, or the code says it

    bool operator==(const Explanation &) const = default;
};

/// What a table knows of a code: untranslated source texts, marked with QT_TRANSLATE_NOOP("explain", ...).
struct Text {
    const char *what;
    const char *why;
    const char *next;
};

} // namespace wb::explain
