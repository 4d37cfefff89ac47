// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QAccessible>

namespace wb::bytes {

/// Lets assistive technology read hex views: the value and the description are the octet at the caret and its field. Once is enough.
void installHexAccessible();

} // namespace wb::bytes
