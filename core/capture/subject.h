// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace wb::capture {

/// Whom and what an exchange is about, as far as this side knows: a server only what it has verified or been told by a caller it knows.
struct Subject {
    std::string eid = {};     ///< 32 digits, or what came in their place
    std::string eventId = {}; ///< as sent
    std::string caller = {};  ///< the name of who asks, where it is not in the certificate
};

} // namespace wb::capture
