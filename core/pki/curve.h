// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

namespace wb::pki {

/// The curve of a key. SGP.22 section 2.6.7 allows the first two.
enum class Curve {
    p256, ///< NIST P-256, secp256r1
    brainpoolP256r1,
    other, ///< anything else, keys that are no elliptic-curve keys included
};

/// "NIST P-256", "brainpoolP256r1", "another curve".
std::string_view nameOf(Curve curve);

} // namespace wb::pki
