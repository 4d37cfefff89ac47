// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/lab_operator.h"

#include "core/base/files.h"
#include "core/pki/client_certificate.h"

namespace wb::lab {

namespace {

constexpr const char *operatorFolder = "operator";
constexpr const char *credentialName = "operator";
constexpr std::chrono::days validity{3650};

} // namespace

Result<void> addOperator(const std::filesystem::path &folder, const std::filesystem::path &smdsFile, TimePoint now)
{
    const auto credential = pki::selfSignedClient("Lab operator", now, validity);
    if (!credential)
        return fail(credential.error());
    if (auto saved = pki::saveCredential(*credential, folder / operatorFolder, credentialName); !saved)
        return saved;
    const auto text = readFile(smdsFile);
    if (!text)
        return fail(text.error());
    return writeFile(smdsFile, *text
                                   + "\n[administration]\n"
                                     "\n[[administration.client]]\nname = \"Lab operator\"\nrole = \"operator\"\n"
                                     "certificate = \"../"
                                   + operatorFolder + "/CERT_" + credentialName + ".pem\"\n");
}

Result<void> ensureOperator(Lab &lab, TimePoint now, const std::function<void(std::string)> &log)
{
    if (lab.smds.administration)
        return {};
    auto added = addOperator(lab.folder, lab.smdsFile, now);
    if (!added)
        return added;
    auto configuration = smds::readConfiguration(lab.smdsFile);
    if (!configuration)
        return fail(std::move(configuration.error()));
    lab.smds = std::move(*configuration);
    if (log)
        log("the lab has an operator now, who may administer its SM-DS");
    return {};
}

Result<pki::Credential> operatorOf(const Lab &lab)
{
    return pki::loadCredential(lab.folder / operatorFolder, credentialName);
}

} // namespace wb::lab
