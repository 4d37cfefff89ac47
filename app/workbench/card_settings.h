// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_in_use.h"
#include "widgets/shell/settings.h"

namespace wb::workbench {

/// The settings of the page "Card": how the window opens cards.
std::vector<shell::SettingSpec> cardSettings();

/// Whether a changed setting is one of them.
bool isCardSetting(const QString &key);

/// What they say now.
cards::OpenOptions openOptionsOf(const shell::Settings &settings);

} // namespace wb::workbench
