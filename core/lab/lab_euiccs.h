// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/euicc_template.h"
#include "core/lab/lab.h"

/// Which virtual eUICCs a lab has. A window sees one that is made while it is open (LabController::euiccMade); one that is removed when it opens
/// the lab again.
namespace wb::lab {

/// Makes an eUICC with the lab's CI in a folder of its own and enters it into lab.toml. A name that is taken gets a number, unless it
/// was wished for. Errors: conflict when name or EID are taken; config and file of the lab; those of euicc::makeEuicc(). What failed
/// leaves the lab as it was.
Result<euicc::Identity> addEuicc(const std::filesystem::path &lab, const euicc::EuiccTemplate &model,
                                 euicc::NewEuicc wishes, const Clock &clock);

/// Takes an eUICC out of lab.toml and deletes its folder, keys and memory with it. @p which as for findEuicc(). Errors: conflict when
/// it is the only one, which a lab needs; busy while a program has changed it and still runs; notFound; file.
Result<euicc::Identity> removeEuicc(const std::filesystem::path &lab, const std::string &which);

/// The eUICC of this name, EID or folder. Error: notFound, naming those there are.
Result<euicc::Identity> findEuicc(const Lab &lab, const std::string &which);

} // namespace wb::lab
