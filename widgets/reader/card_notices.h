// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/card_change.h"
#include "smartcard/card/toolkit.h"
#include "widgets/shell/error_text.h"

namespace wb::reader {

/// The words of what happens with a card, for the line above its pages; whoever shows one adds what its button does.
/// @{

/// A command was answered 91XX.
shell::ErrorText toolkitWaitsText();
/// What waited was fetched and answered.
shell::ErrorText toolkitAnsweredText(const card::ProactiveCommand &command);
/// The card did not do what it was asked: its result code, why it says that, and what to do.
shell::ErrorText refusalText(const lds::ChangeOutcome &outcome);
/// pcscd does not run or cannot be reached.
shell::ErrorText serviceText(const Error &error);
/// pcscd runs, and has no reader.
shell::ErrorText noReaderText();

/// @}

/// Whether the doctor may know more of a failure than it says itself.
bool isForTheDoctor(const Error &error);

} // namespace wb::reader
