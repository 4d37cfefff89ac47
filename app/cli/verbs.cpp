// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/verbs.h"

#include "app/cli/verb.h"

namespace wb::cli {

namespace {

struct Group {
    std::string_view name;
    std::string_view help;
};

constexpr Group groups[] = {
    {"card", "Readers, cards and virtual eUICCs"},
    {"capture", "Captures: what was recorded, in a file"},
    {"lab", "The lab: certificates, an SM-DS and a virtual eUICC in one folder"},
    {"euicc", "The virtual eUICCs of a lab, made from templates"},
    {"completion", "Help for shells"},
};

constexpr Verb table[] = {
    {"discover", "Ask an SM-DS which Event Records wait for an eUICC", addDiscover},
    {"register", "Register Event Records at an SM-DS, as an SM-DP+ does", addRegister},
    {"delete", "Delete an Event Record of one's own at an SM-DS, as an SM-DP+ does", addDelete},
    {"serve", "Run an SM-DS until it is stopped", addServe},
    {"enroll", "Make a certificate for somebody who administers an SM-DS", addEnroll},
    {"list", "The Event Records of an SM-DS, by filter", addList},
    {"history", "What became of an Event Record", addHistory},
    {"tail", "The audit trail of an SM-DS, as it grows", addTail},
    {"stats", "What an SM-DS has done, what waits, and what is wrong with it", addStats},
    {"retry", "Have the forwards of an Event Record tried again now", addRetry},
    {"withdraw", "Take an Event Record back from the parents of an SM-DS", addWithdraw},
    {"remove", "Delete an Event Record as operator of an SM-DS, whoever registered it", addRemove},
    {"conformance", "Test an SM-DS, row by row, against what SGP.22 and SGP.23 say", addConformance},
    {"decode", "Show any data object, JSON body or certificate field by field", addDecode},
    {"card list", "The readers and what is in them", addCardList},
    {"card info", "What an eUICC says about itself", addCardInfo},
    {"card doctor", "Why a reader or a card does not work, and the command that mends it", addCardDoctor},
    {"card functions", "The functions of ES10: what each needs and answers", addCardFunctions},
    {"card run", "Run a console script on a card", addCardRun},
    {"card plug", "Insert virtual eUICCs into pcscd's virtual readers", addCardPlug},
    {"capture info", "What is in a capture, and what is missing in a damaged one", addCaptureInfo},
    {"capture convert", "Write a capture in another form, redacted", addCaptureConvert},
    {"capture compare", "What two captured cards do not have in common, or one card before and after",
     addCaptureCompare},
    {"explain", "What a code means, why it comes and what to do", addExplain},
    {"lab create", "Make a lab", addLabCreate},
    {"lab issue", "Make a certificate of an RSP server with the lab's CI", addLabIssue},
    {"lab revoke", "Make a revocation list of the lab's CI, for LoadCRL", addLabRevoke},
    {"lab show", "What is in a lab", addLabShow},
    {"euicc create", "Make a virtual eUICC in a lab from a template", addEuiccCreate},
    {"euicc list", "The virtual eUICCs of a lab", addEuiccList},
    {"euicc remove", "Delete a virtual eUICC of a lab", addEuiccRemove},
    {"euicc templates", "The templates that are shipped", addEuiccTemplates},
    {"demo", "Make a lab when there is none, run it and discover in it", addDemo},
    {"completion bash", "Print a completion script for bash", addCompletionBash},
};

} // namespace

std::span<const Verb> verbs()
{
    return table;
}

std::string_view helpOfGroup(std::string_view group)
{
    for (const Group &each : groups) {
        if (each.name == group)
            return each.help;
    }
    return {};
}

} // namespace wb::cli
