// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/verb.h"

/// What the rows of the verb table point at; each stands in a file named after its verb.
namespace wb::cli {

Run addCaptureCompare(CLI::App &command);
Run addCaptureConvert(CLI::App &command);
Run addCaptureInfo(CLI::App &command);
Run addCardDoctor(CLI::App &command);
Run addCardInfo(CLI::App &command);
Run addCardList(CLI::App &command);
Run addCardFunctions(CLI::App &command);
Run addCardRun(CLI::App &command);
Run addCardPlug(CLI::App &command);
Run addCompletionBash(CLI::App &command);
Run addConformance(CLI::App &command);
Run addDecode(CLI::App &command);
Run addDemo(CLI::App &command);
Run addDiscover(CLI::App &command);
Run addEuiccCreate(CLI::App &command);
Run addEuiccList(CLI::App &command);
Run addEuiccRemove(CLI::App &command);
Run addEuiccTemplates(CLI::App &command);
Run addExplain(CLI::App &command);
Run addLabCreate(CLI::App &command);
Run addLabIssue(CLI::App &command);
Run addLabRevoke(CLI::App &command);
Run addLabShow(CLI::App &command);
Run addRegister(CLI::App &command);
Run addDelete(CLI::App &command);
Run addServe(CLI::App &command);
Run addEnroll(CLI::App &command);
Run addHistory(CLI::App &command);
Run addList(CLI::App &command);
Run addRemove(CLI::App &command);
Run addRetry(CLI::App &command);
Run addStats(CLI::App &command);
Run addTail(CLI::App &command);
Run addWithdraw(CLI::App &command);

} // namespace wb::cli
