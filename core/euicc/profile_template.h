// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/toml_reader.h"
#include "core/rsp/euicc_rules.h"

namespace wb::euicc {

/// A profile that the maker of an eUICC puts in, as a table of its description:
///
///     [[profile]]
///     iccid = "8988211000000123456"
///     name = "Alpha"
///     provider = "Lab Operator"
///     class = "operational"              # or test, provisioning
///     enabled = true
///     nickname = "Work"
///     owner = "001-01"                   # MCC and MNC
///     policy-rules = ["ppr1"]
///     icon = "alpha.png"                 # a file beside the description, png or jpg, up to 1024 octets
///     notify = { address = "testsmdpplus1.example.com", of = ["enable", "disable", "delete"] }
///
/// @p place, counted from 1, makes the AID of its ISD-P.
rsp::ProfileInfo profileIn(TomlReader &reader, const toml::table &table, const std::filesystem::path &folder,
                           int place);

/// The same table as text. An icon is written beside the description. Error: that of writing it.
Result<std::string> profileTable(const rsp::ProfileInfo &profile, const std::filesystem::path &folder);

/// A rule of the Rules Authorisation Table, as a table of the description:
///
///     [[authorisation]]
///     policy-rules = ["ppr1", "ppr2"]
///     operators = ["001-01"]             # or ["any"]
///     consent = true                     # the user is asked
rsp::ProfilePolicyAuthorisationRule authorisationIn(TomlReader &reader, const toml::table &table);

/// The same table as text.
std::string authorisationTable(const rsp::ProfilePolicyAuthorisationRule &rule);

/// The AID of the ISD-P in this place, counted from 1: A0000005591010FFFFFFFF8900001000 and on (SGP.22 section 4.6).
Bytes isdpAid(int place);

} // namespace wb::euicc
