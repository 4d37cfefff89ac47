// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/cards/card_directory.h"
#include "smartcard/pcsc/evidence.h"

namespace wb::cards {

/// A function that gathers what the doctor judges, to be called on a worker; it depends on nothing of the directory any more.
/// It looks at the system and PC/SC; the card of the entry `id` is spoken to, built in or in a reader, and with none chosen or a
/// built-in one all those in readers as well. The directory's options say how; `holder` is who is asking, as others are told.
/// `lastFailure` is what the user has met.
std::function<pcsc::Evidence(std::stop_token stop)> examinationOf(const CardDirectory &directory, const QString &id,
                                                                  const QString &holder,
                                                                  std::optional<Error> lastFailure,
                                                                  capture::Sink *sink);

} // namespace wb::cards
