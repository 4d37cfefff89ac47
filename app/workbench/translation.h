// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace wb::workbench {

/// Loads the program's own translation for the user's language, else the English one, which brings the plurals. Called once, after
/// the application object is made and before any window.
void installTranslation();

} // namespace wb::workbench
