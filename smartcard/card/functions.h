// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"

#include <string>

namespace wb::card {

/// A function of the ISD-R as an ES10 data object names it by its tag (SGP.22 section 5.7).
struct CardFunction {
    std::string name;                      ///< "ES10b.GetEUICCChallenge"; "STORE DATA BF99" when the tag is not known
    Interface interface = Interface::apdu; ///< es10a, es10b, es10c; apdu when the tag is not known
    bool readsOnly = false; ///< leaves the eUICC as it was, so that it may be repeated after a card reset
};

/// Which function a request asks for. Looks at the leading tag only.
CardFunction functionOf(ByteView request);

} // namespace wb::card
