// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/euicc_template.h"

#include "core/base/files.h"
#include "core/euicc/description.h"
#include "core/euicc/identity_files.h"
#include "core/pki/pem.h"

#include <QDir>
#include <QFile>

#include <algorithm>

/// Outside of any namespace, as Q_INIT_RESOURCE wants it: names the resources, so that the linker keeps them.
static void nameEuiccTemplates()
{
    Q_INIT_RESOURCE(core);
}

namespace wb::euicc {

namespace {

constexpr const char *shippedFolder = ":/euiccs";
constexpr std::size_t einLength = 8;

bool isDigits(const std::string &text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

pki::EumIdentity eumIn(TomlReader &reader, const toml::table &table)
{
    reader.onlyKnown(table, {"name", "organization", "country", "oid", "ein"});
    pki::EumIdentity eum;
    eum.commonName = reader.textOr(table, "name", eum.commonName);
    eum.organization = reader.textOr(table, "organization", eum.organization);
    eum.country = reader.textOr(table, "country", eum.country);
    if (eum.country.size() != 2)
        reader.note(table, "country", "must be two letters such as ES");
    eum.oid = reader.textOr(table, "oid", eum.oid);
    const std::string ein = reader.textOr(table, "ein", eum.eins.front());
    if (ein.size() != einLength || !isDigits(ein))
        reader.note(table, "ein", "must be the 8 digits its EIDs begin with");
    eum.eins = {ein};
    return eum;
}

Result<EuiccTemplate> templateIn(std::string_view text, const std::filesystem::path &file)
{
    auto reader = TomlReader::parse(text, file);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::table &root = reader->root();
    reader->onlyKnown(root, {"about", "name", "eid", "svn", "firmware", "sas-number", "root-ds", "default-dp",
                             "demands-terminal-capability", "refuses-until-reset", "cis", "issuer", "eum", "capacity",
                             "profile", "authorisation", "fault"});
    EuiccTemplate model;
    model.id = file.stem().string();
    model.folder = file.parent_path();
    model.about = reader->textOr(root, "about", "");
    model.common.name = reader->text(root, "name");
    if (model.common.name.empty())
        reader->note(root, "name", "must not be empty");
    if (root.contains("eid")) {
        if (auto eid = rsp::Eid::fromText(reader->text(root, "eid")))
            model.eid = std::move(*eid);
        else
            reader->note(root, "eid", "is no EID: " + eid.error().reason);
    }
    model.common.addresses.rootDsAddress = reader->textOr(root, "root-ds", "");
    readDescription(*reader, model.folder, model.common);
    model.cis = root.contains("cis") ? reader->texts(root, "cis") : std::vector<std::string>{"lab"};
    model.issuer = reader->textOr(root, "issuer", "lab");
    if (model.issuer != "lab" && model.issuer != "own")
        reader->note(root, "issuer", "must be lab or own");
    if (root.contains("eum")) {
        if (const toml::table *table = reader->table(root, "eum"))
            model.eum = eumIn(*reader, *table);
    }
    if (reader->error())
        return fail(*reader->error());
    return model;
}

Result<EuiccTemplate> shippedTemplate(const QString &name)
{
    QFile file(QLatin1String(shippedFolder) + QLatin1Char('/') + name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::internal, Interface::file, name.toStdString(), "cannot be read");
    const QByteArray text = file.readAll();
    return templateIn({text.constData(), static_cast<std::size_t>(text.size())}, name.toStdString());
}

QStringList shippedFiles()
{
    nameEuiccTemplates();
    return QDir(QLatin1String(shippedFolder)).entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name);
}

/// The CIs an eUICC verifies servers with. @p own is the CI of its own, if it has one.
Result<pki::TrustAnchors> trusted(const EuiccTemplate &model, const pki::Authority &labCi, const pki::Authority *own)
{
    pki::TrustAnchors anchors;
    for (const std::string &name : model.cis) {
        if (name == "lab" || name == "own") {
            anchors.add(name == "lab" ? labCi.ci() : own->ci());
            continue;
        }
        auto certificates = pki::loadCertificates(model.folder / name);
        if (!certificates)
            return fail(std::move(certificates.error()));
        for (pki::Certificate &certificate : *certificates)
            anchors.add(std::move(certificate));
    }
    return anchors;
}

Result<rsp::Eid> eidFor(const EuiccTemplate &model, const NewEuicc &wishes)
{
    const std::string &ein = model.eum.eins.front();
    const auto &wanted = wishes.eid ? wishes.eid : model.eid;
    if (!wanted)
        return drawEid(ein);
    if (!wanted->digits().starts_with(ein))
        return fail(ErrorKind::invalid, Interface::config, "EID " + wanted->digits(),
                    "does not begin with " + ein + ", the EIN of the maker, so its certificate would not hold");
    return *wanted;
}

} // namespace

Result<std::vector<EuiccTemplate>> shippedTemplates()
{
    std::vector<EuiccTemplate> models;
    for (const QString &name : shippedFiles()) {
        auto model = shippedTemplate(name);
        if (!model)
            return fail(std::move(model.error()));
        models.push_back(std::move(*model));
    }
    return models;
}

Result<EuiccTemplate> findTemplate(const std::string &idOrFile)
{
    const QStringList shipped = shippedFiles();
    const QString wanted = QString::fromStdString(idOrFile + ".toml");
    if (shipped.contains(wanted))
        return shippedTemplate(wanted);
    auto text = readFile(idOrFile);
    if (text)
        return templateIn(*text, idOrFile);
    if (text.error().kind != ErrorKind::notFound)
        return fail(std::move(text.error()));
    std::string names;
    for (const QString &name : shipped)
        names += (names.empty() ? "" : ", ") + name.toStdString().substr(0, static_cast<std::size_t>(name.size()) - 5);
    return fail(ErrorKind::notFound, Interface::config, "template '" + idOrFile + "'",
                "there is no such file, and it is none of those that are shipped: " + names);
}

rsp::Eid drawEid(const std::string &ein)
{
    constexpr std::size_t digits = rsp::Eid::length - 2;
    constexpr std::uint8_t fair = 250; // the largest multiple of ten that an octet holds
    std::string text = ein;
    while (text.size() < digits) {
        const std::uint8_t drawn = pki::randomBytes(1).front();
        if (drawn < fair)
            text += static_cast<char>('0' + drawn % 10);
    }
    return rsp::Eid::fromText(text + rsp::eidCheckDigits(text)).value_or(rsp::Eid());
}

Result<Identity> makeEuicc(const EuiccTemplate &model, const NewEuicc &wishes, const pki::Authority &labCi,
                           const std::filesystem::path &folder, const Clock &clock)
{
    Identity identity = model.common;
    if (!wishes.name.empty())
        identity.name = wishes.name;
    if (identity.addresses.rootDsAddress.empty())
        identity.addresses.rootDsAddress = wishes.rootDsAddress;
    auto eid = eidFor(model, wishes);
    if (!eid)
        return fail(std::move(eid.error()));
    identity.eid = std::move(*eid);

    std::optional<pki::Authority> own;
    if (model.issuer == "own" || std::find(model.cis.begin(), model.cis.end(), "own") != model.cis.end()) {
        pki::AuthorityOptions options;
        options.commonName = identity.name + " CI";
        auto made = pki::Authority::create(options, clock);
        if (!made)
            return fail(std::move(made.error()));
        own = std::move(*made);
    }
    auto cis = trusted(model, labCi, own ? &*own : nullptr);
    if (!cis)
        return fail(std::move(cis.error()));
    identity.cis = std::move(*cis);

    const pki::Authority &issuer = model.issuer == "own" ? *own : labCi;
    auto eum = issuer.issueEum(model.eum);
    if (!eum)
        return fail(std::move(eum.error()));
    auto credential = issuer.issueEuicc(*eum, identity.eid.digits());
    if (!credential)
        return fail(std::move(credential.error()));
    identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};

    auto written = saveIdentity(identity, folder);
    if (written && own)
        written = own->save(folder / "ci");
    if (!written)
        return fail(std::move(written.error()));
    return loadIdentity(folder);
}

} // namespace wb::euicc
