// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/console.h"
#include "core/smds/record_query.h"

/// Event Records and the audit trail as lines of text.
namespace wb::cli {

/// One record in columns, with its forwards below it.
std::string recordText(const smds::EventRecord &record);

/// "2026-11-22T14:02:11.381Z  RegisterEvent  2.999.10  Executed-Success  ...".
std::string auditText(const smds::AuditLine &line);

/// From now on the console hides what belongs to a person, when it is asked to mask.
void hideSecretsOf(const smds::EventRecord &record, Console &console);
/// The same for the EventIDs that an entry's text names.
void hideSecretsOf(const smds::AuditLine &line, Console &console);

} // namespace wb::cli
