// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "widgets/shell/error_text.h"

namespace wb::shell {

/// The three lines of an Error, as explain::explain() words them, for views of this frame.
ErrorText errorText(const Error &error);

} // namespace wb::shell
