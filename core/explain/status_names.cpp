// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/status_codes.h"

namespace wb::explain {

namespace {

/// The vocabulary of SGP.22 section 5.2.6, v3 included.
constexpr CodeName subjectTable[] = {
    {"1", "Generic"},
    {"1.1", "Function Requester"},
    {"1.2", "Function Provider"},
    {"1.3", "Protocol"},
    {"1.3.1", "Protocol Format"},
    {"1.3.2", "Protocol Version"},
    {"1.6", "Function"},
    {"8", "eUICC Remote Provisioning"},
    {"8.1", "eUICC"},
    {"8.1.1", "EID"},
    {"8.1.2", "EUM Certificate"},
    {"8.1.3", "eUICC Certificate"},
    {"8.2", "Profile"},
    {"8.2.1", "Profile ICCID"},
    {"8.2.5", "Profile Type"},
    {"8.2.6", "MatchingID"},
    {"8.2.7", "Confirmation Code"},
    {"8.2.8", "Profile Policy Rule"},
    {"8.2.9", "Profile Metadata"},
    {"8.2.10", "Bound Profile Package"},
    {"8.8", "SM-DP+"},
    {"8.8.1", "SM-DP+ Address"},
    {"8.8.2", "Security Configuration Supported by SM-DP+"},
    {"8.8.3", "SVN Supported by SM-DP+"},
    {"8.8.4", "SM-DP+ Certificate"},
    {"8.8.5", "Download Order"},
    {"8.9", "SM-DS"},
    {"8.9.1", "SM-DS Address"},
    {"8.9.2", "Security Configuration Supported by SM-DS"},
    {"8.9.3", "SVN Supported by SM-DS"},
    {"8.9.4", "SM-DS Certificate"},
    {"8.9.5", "Event Record"},
    {"8.9.6", "ECID"},
    {"8.9.7", "Push Service"},
    {"8.10", "RSP Operation"},
    {"8.10.1", "TransactionId"},
    {"8.10.4", "Event Checking"},
    {"8.10.6", "Push Service Registration"},
    {"8.11", "eSIM CA"},
    {"8.11.1", "CI Public Key"},
    {"8.12", "LPA"},
};

constexpr CodeName reasonTable[] = {
    {"1.1", "Unknown"},
    {"1.2", "Not Allowed"},
    {"2.1", "Invalid"},
    {"2.2", "Mandatory Element Missing"},
    {"2.3", "Conditional Element Missing"},
    {"3.1", "Unsupported"},
    {"3.3", "Already in Use"},
    {"3.5", "Invalid Transition"},
    {"3.7", "Unavailable"},
    {"3.8", "Refused"},
    {"3.9", "Unknown"},
    {"3.10", "Invalid Association"},
    {"3.11", "Value Has Changed"},
    {"3.12", "Invalid Match"},
    {"4.1", "Time to Live Expired"},
    {"4.2", "Execution Error"},
    {"4.3", "Stopped on Warning"},
    {"4.8", "Insufficient Memory"},
    {"4.10", "Time to Live Expired"},
    {"5.1", "Inaccessible"},
    {"6.1", "Verification Failed"},
    {"6.3", "Expired"},
    {"6.4", "Maximum Number of Attempts Exceeded"},
};

std::string_view nameInTable(std::span<const CodeName> table, std::string_view code)
{
    for (const CodeName &entry : table) {
        if (entry.code == code)
            return entry.name;
    }
    return {};
}

} // namespace

std::span<const CodeName> subjectNames()
{
    return subjectTable;
}

std::span<const CodeName> reasonNames()
{
    return reasonTable;
}

std::string_view subjectName(std::string_view subject)
{
    return nameInTable(subjectTable, subject);
}

std::string_view reasonName(std::string_view reason)
{
    return nameInTable(reasonTable, reason);
}

} // namespace wb::explain
