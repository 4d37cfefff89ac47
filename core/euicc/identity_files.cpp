// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/identity_files.h"

#include "core/base/files.h"
#include "core/base/toml_reader.h"
#include "core/euicc/description.h"
#include "core/pki/authority.h"
#include "core/pki/pem.h"

namespace wb::euicc {

namespace {

constexpr const char *descriptionFile = "euicc.toml";
constexpr const char *ciFile = "cis.pem";

std::string credentialName(std::size_t index)
{
    return "EUICC_" + std::to_string(index + 1);
}

Result<EuiccCredential> loadEuiccCredential(const std::filesystem::path &folder, const std::string &name)
{
    auto credential = pki::loadCredential(folder, name);
    if (!credential)
        return fail(std::move(credential.error()));
    if (credential->chain.size() < 2)
        return fail(ErrorKind::invalid, Interface::config, "CERT_" + name + ".pem",
                    "the chain lacks CERT.EUM behind CERT.EUICC");
    return EuiccCredential{credential->chain[0], credential->chain[1], credential->key};
}

} // namespace

Result<void> saveIdentity(const Identity &identity, const std::filesystem::path &folder)
{
    std::string cis;
    for (const pki::Certificate &ci : identity.cis.certificates())
        cis += pki::toPem(ci);
    std::string text = "# A virtual eUICC of the lab.\n";
    text += "name = " + tomlQuoted(identity.name) + "\n";
    text += "eid = " + tomlQuoted(identity.eid.digits()) + "\n";
    const auto description = descriptionText(identity, folder);
    if (!description)
        return fail(description.error());
    text += description->keys;
    text += "root-ds = " + tomlQuoted(identity.addresses.rootDsAddress) + "\n";
    text += "credentials = [";
    for (std::size_t i = 0; i < identity.credentials.size(); ++i) {
        const EuiccCredential &credential = identity.credentials[i];
        auto saved = pki::saveCredential({{credential.euicc, credential.eum}, credential.key}, folder,
                                         credentialName(i));
        if (!saved)
            return saved;
        text += (i > 0 ? ", " : "") + tomlQuoted(credentialName(i));
    }
    text += "]\n";
    text += description->tables;
    return writeFile(folder / ciFile, cis).and_then([&] { return writeFile(folder / descriptionFile, text); });
}

Result<Identity> loadIdentity(const std::filesystem::path &folder)
{
    auto reader = TomlReader::open(folder / descriptionFile);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::table &root = reader->root();
    reader->onlyKnown(root, {"name", "eid", "svn", "firmware", "sas-number", "root-ds", "default-dp",
                             "demands-terminal-capability", "refuses-until-reset", "credentials", "capacity", "profile",
                             "authorisation", "fault"});

    Identity identity;
    identity.folder = folder;
    identity.name = reader->text(root, "name");
    if (auto eid = rsp::Eid::fromText(reader->text(root, "eid")))
        identity.eid = std::move(*eid);
    else
        reader->note(root, "eid", "is no EID: " + eid.error().reason);
    identity.addresses.rootDsAddress = reader->text(root, "root-ds");
    readDescription(*reader, folder, identity);
    const std::vector<std::string> names = reader->texts(root, "credentials");
    if (reader->error())
        return fail(*reader->error());

    auto cis = pki::loadCertificates(folder / ciFile);
    if (!cis)
        return fail(std::move(cis.error()));
    identity.cis = pki::TrustAnchors(std::move(*cis));
    for (const Bytes &keyId : identity.cis.keyIds())
        identity.verificationKeyIds.push_back({keyId});
    for (const std::string &name : names) {
        auto credential = loadEuiccCredential(folder, name);
        if (!credential)
            return fail(std::move(credential.error()));
        identity.credentials.push_back(std::move(*credential));
    }
    return identity;
}

} // namespace wb::euicc
