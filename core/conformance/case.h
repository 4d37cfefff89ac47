// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace wb::es {
enum class Binding;
}

namespace wb::conformance {

/// One row of the suite: what is asked of an SM-DS, what is varied, and what it must answer.
///
/// Answers are words: "executed"; a status pair, "8.9.5/3.9"; "error 6", an error number of the ASN.1 binding; "http 404", an HTTP
/// status other than 200; "tls refused", when the handshake is ended by the server. A pair that is expected stands for its error
/// number in the ASN.1 binding, unless the row says otherwise.
struct Case {
    std::string id;        ///< "ES11.InitiateAuthentication.03"; ours, the sources know no names (protocol facts 7.1)
    std::string title;     ///< one line for people
    std::string section;   ///< "SGP.22 5.8.1"
    std::string function;  ///< "ES11.InitiateAuthentication", "ES12.RegisterEvent", ...
    std::string variation; ///< a name of the table of variations
    std::vector<std::string> expected;       ///< several where the sources leave it open
    std::vector<std::string> expectedInAsn1; ///< instead, in the ASN.1 binding; empty: the same
    bool json = true;
    bool asn1 = false; ///< of ES11 only

    bool operator==(const Case &) const = default;
};

/// The rows that come with the program, from resources/conformance/sm-ds.toml, in their order.
const std::vector<Case> &allCases();

/// Reads rows. Errors: config, malformed or invalid, with `name`, line and column.
Result<std::vector<Case>> casesFromToml(std::string_view text, const std::string &name);

/// The words that a row wants in a binding.
std::vector<std::string> expectedWords(const Case &row, es::Binding binding);

} // namespace wb::conformance
