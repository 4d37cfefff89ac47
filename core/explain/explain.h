// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "core/explain/explanation.h"

namespace wb::explain {

/// Three lines for people about an Error: what happened, why (with the evidence the error carries), what to do. None of them
/// is ever empty. The window, the command line and the report show the same text. Its code lists every code of the error.
Explanation explain(const Error &error);

/// Explains a code as somebody typed or pasted it: "8.9.5/3.9", "8.9.5 3.9", "6A88", "SW 6881", "0x8010002E",
/// "SCARD_E_NO_READERS_AVAILABLE", "176316472", "ES10b.AuthenticateServer 5", "AuthenticateServer:5", "invalidOid",
/// "alert 42", "bad certificate", "HTTP 404", "503", "DeleteEvent 8.9.5/3.9", "8.9.1" (a subject alone), "3.9" (a reason alone), "6Cxx" (a range of status words). Several readings where a text has several, the likeliest first; none for text that is no
/// code at all.
std::vector<Explanation> explainCode(std::string_view text);

/// What a text says as a code, and the words beside a status pair that say nothing: "foo" of "8.9.5/3.9 foo".
struct CodeReadings {
    std::vector<Explanation> readings;
    std::vector<std::string> unread;
};

/// As explainCode(). A pasted answer in JSON and a place ("ES12", "DeleteEvent", "ES12.DeleteEvent") are read.
CodeReadings readCode(std::string_view text);

} // namespace wb::explain
