// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/card_summary.h"

#include <variant>

/// What a person may change on an eUICC: what it will do is said before, what it did afterwards.
namespace wb::lds {

namespace change {

struct Enable {
    rsp::Iccid iccid;
    bool refresh = true; ///< the eUICC asks the terminal for a REFRESH
};
struct Disable {
    rsp::Iccid iccid;
    bool refresh = true;
};
struct Delete {
    rsp::Iccid iccid;
};
struct SetNickname {
    rsp::Iccid iccid;
    std::string nickname;
};
struct RemoveNotification {
    std::int64_t seqNumber = 0;
};
struct SetDefaultDp {
    std::string address;
};
struct ResetMemory {
    asn1::Bits<rsp::ResetOptionBit> options;
};

} // namespace change

using CardChange = std::variant<change::Enable, change::Disable, change::Delete, change::SetNickname,
                                change::RemoveNotification, change::SetDefaultDp, change::ResetMemory>;

/// What will happen, in words, as far as it can be told from what was read.
struct ChangePlan {
    std::string function;                  ///< "ES10c.EnableProfile"
    std::string what;                      ///< one sentence: "Enables Alpha (..0019); Beta (..0027) is disabled."
    std::vector<std::string> consequences; ///< notifications it will create, a REFRESH, what is lost for good
    std::vector<std::string> doubts;       ///< why the eUICC will probably refuse
    std::string toType;                    ///< digits the person must type first; empty: none
};

ChangePlan planOf(const CardChange &change, const CardSummary &card);

/// How it ended.
struct ChangeOutcome {
    std::string function; ///< "ES10c.EnableProfile"
    bool done = false;
    int code = 0;       ///< result of the function, 0: ok
    std::string result; ///< its name: "ok", "disallowedByPolicy"
};

/// Carries it out. A result other than ok is an outcome, no error. Errors: those of the function.
Result<ChangeOutcome> carryOut(const CardChange &change, rsp::Euicc &euicc, std::stop_token stop);

/// "Alpha (..0019)": nickname or name, and the last digits of the ICCID.
std::string nameOf(const rsp::ProfileInfo &profile);

} // namespace wb::lds
