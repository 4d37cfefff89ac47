// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/certificate_text.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/lab_choice.h"
#include "app/cli/verbs.h"
#include "core/pki/pem.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

#include <algorithm>

namespace wb::cli {

namespace {

/// CERT.DSauth and the TLS certificates of the SM-DS, each once; what cannot be read is left to the start of the lab to complain of.
std::vector<pki::Certificate> smdsCertificates(const lab::Lab &lab)
{
    std::vector<pki::Certificate> found;
    for (const auto *files : {&lab.smds.authentication, &lab.smds.es11.tls, &lab.smds.es12.tls}) {
        for (const smds::CredentialFiles &one : *files) {
            const auto certificates = pki::loadCertificates(one.certificate);
            if (certificates && std::find(found.begin(), found.end(), certificates->front()) == found.end())
                found.push_back(certificates->front());
        }
    }
    return found;
}

QJsonObject jsonOf(const lab::Lab &lab)
{
    QJsonArray certificates;
    for (const pki::Certificate &certificate : smdsCertificates(lab))
        certificates.append(cli::jsonOf(certificate));
    QJsonArray addresses;
    for (const std::string &address : lab.smds.addresses)
        addresses.append(qtText(address));
    QJsonArray euiccs;
    for (const euicc::Identity &euicc : lab.euiccs)
        euiccs.append(QJsonObject{{QStringLiteral("name"), qtText(euicc.name)},
                                  {QStringLiteral("eid"), qtText(euicc.eid.digits())},
                                  {QStringLiteral("rootDsAddress"), qtText(euicc.addresses.rootDsAddress)}});
    QJsonArray cis;
    for (const pki::Certificate &ci : lab.cis.certificates())
        cis.append(cli::jsonOf(ci));
    return {{QStringLiteral("folder"), qtText(lab.folder.string())},
            {QStringLiteral("name"), qtText(lab.name)},
            {QStringLiteral("cis"), cis},
            {QStringLiteral("smds"), QJsonObject{{QStringLiteral("name"), qtText(lab.smds.name)},
                                                 {QStringLiteral("addresses"), addresses},
                                                 {QStringLiteral("certificates"), certificates},
                                                 {QStringLiteral("database"), qtText(lab.smds.database.text())}}},
            {QStringLiteral("registrant"), cli::jsonOf(lab.registrant.leaf())},
            {QStringLiteral("euiccs"), euiccs}};
}

void print(const lab::Lab &lab, Console &console)
{
    console.line("Lab         " + lab.name + ", " + lab.folder.string());
    for (const pki::Certificate &ci : lab.cis.certificates())
        console.line("CI          " + certificateLine(ci));
    std::string addresses;
    for (const std::string &address : lab.smds.addresses)
        addresses += (addresses.empty() ? "" : ", ") + address;
    console.line("SM-DS       " + lab.smds.name + ", " + addresses + "; database " + lab.smds.database.text());
    for (const pki::Certificate &certificate : smdsCertificates(lab))
        console.line("            " + certificateLine(certificate));
    console.line("Registrant  " + certificateLine(lab.registrant.leaf()));
    for (const euicc::Identity &euicc : lab.euiccs)
        console.line("eUICC       " + euicc.name + ", EID " + euicc.eid.grouped()
                     + (euicc.eid.checkDigitsHold() ? "" : " (check digits wrong)") + ", Root SM-DS "
                     + euicc.addresses.rootDsAddress);
}

int labShow(const std::string &option, Surroundings &surroundings)
{
    const auto lab = openLabOf(option);
    if (!lab)
        return failed(surroundings, lab.error());
    if (surroundings.console.json())
        surroundings.console.line(jsonOf(*lab));
    else
        print(*lab, surroundings.console);
    return exitOk;
}

} // namespace

Run addLabShow(CLI::App &command)
{
    auto folder = std::make_shared<std::string>();
    command.add_option("folder,--lab", *folder, "The lab's folder (default: the user's lab)")->type_name("FOLDER");
    return [folder](Surroundings &surroundings) { return labShow(*folder, surroundings); };
}

} // namespace wb::cli
