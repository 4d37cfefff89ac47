// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "widgets/bytes/byte_selection.h"

#include <QString>

#include <vector>

namespace wb::bytes {

/// One place where a text, or octets, were found.
struct Match {
    const report::ViewNode *node = nullptr; ///< set when its name, value or tag has the text
    ByteRange range;                        ///< the node's octets, or those that were found
};

/// Looks for a text in names, values and tags (case does not count), then for the same as octets: as characters, and as hexadecimal
/// when it is some. At most @p limit matches; fields first, in order, then octets.
std::vector<Match> search(const report::NodeIndex &index, const QString &text, std::size_t limit = 1000);

} // namespace wb::bytes
