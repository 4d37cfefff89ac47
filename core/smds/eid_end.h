// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

/// The last eight digits of an EID in reverse, as SQL. People read out the end of an EID; backwards it is the beginning of a text, which
/// an index can find. The index and the search must use the same expression.
#define EID_END_BACKWARDS                                                                                        \
    "substr(eid, 32, 1) || substr(eid, 31, 1) || substr(eid, 30, 1) || substr(eid, 29, 1) || substr(eid, 28, 1)" \
    " || substr(eid, 27, 1) || substr(eid, 26, 1) || substr(eid, 25, 1)"

namespace wb::smds {

inline constexpr int eidEndDigits = 8;

} // namespace wb::smds
