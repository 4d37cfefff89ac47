// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_text.h"

#include "app/cli/json.h"

#include <QJsonArray>

namespace wb::cli {

namespace {

std::string counted(std::size_t number, const std::string &what)
{
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string versionOf(const euicc::Identity &euicc)
{
    return euicc.info.highestSvn.value_or(euicc.info.svn).text();
}

} // namespace

std::string euiccLine(const euicc::Identity &euicc)
{
    return euicc.name + ", EID " + euicc.eid.grouped() + (euicc.eid.checkDigitsHold() ? "" : " (check digits wrong)")
           + ", SGP.22 v" + versionOf(euicc) + ", " + counted(euicc.profiles.size(), "profile")
           + (euicc.faults.empty() ? std::string() : ", " + counted(euicc.faults.size(), "fault")) + ": "
           + euicc.folder.string();
}

QJsonObject jsonOf(const euicc::Identity &euicc)
{
    QJsonArray faults;
    for (const euicc::Fault &fault : euicc.faults)
        faults.append(qtText(euicc::faultLine(fault)));
    return {{QStringLiteral("name"), qtText(euicc.name)},
            {QStringLiteral("eid"), qtText(euicc.eid.digits())},
            {QStringLiteral("svn"), qtText(versionOf(euicc))},
            {QStringLiteral("rootDsAddress"), qtText(euicc.addresses.rootDsAddress)},
            {QStringLiteral("profiles"), static_cast<int>(euicc.profiles.size())},
            {QStringLiteral("faults"), faults},
            {QStringLiteral("folder"), qtText(euicc.folder.string())}};
}

} // namespace wb::cli
