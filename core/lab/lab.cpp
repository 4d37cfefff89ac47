// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/lab.h"

#include "core/lab/lab_operator.h"

#include "core/base/files.h"
#include "core/base/toml_reader.h"
#include "core/euicc/identity_files.h"
#include "core/euicc/profile_template.h"
#include "core/pki/pem.h"

#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

namespace wb::lab {

namespace {

constexpr const char *descriptionFile = "lab.toml";
constexpr const char *rootAddress = "testrootsmds.example.com"; // the name SGP.26 gives a Root SM-DS under test
constexpr const char *firstEid = "89049032123451234512345678901235";

/// The parts of a lab while it is being made.
struct Draft {
    std::filesystem::path folder;
    pki::Authority authority;
};

Result<void> addSmds(const Draft &draft)
{
    const std::filesystem::path folder = draft.folder / "root-smds";
    pki::ServerIdentity identity;
    identity.commonName = "Lab Root SM-DS";
    identity.oid = "2.999.15";
    auto auth = draft.authority.issueServer(pki::Role::dsAuth, identity);
    if (!auth)
        return fail(std::move(auth.error()));
    identity.commonName = rootAddress;
    identity.dnsNames = {rootAddress};
    auto tls = draft.authority.issueServer(pki::Role::dsTls, identity);
    if (!tls)
        return fail(std::move(tls.error()));
    for (const auto &[credential, name] : {std::pair(&*auth, "DSauth"), std::pair(&*tls, "DS_TLS")}) {
        auto saved = pki::saveCredential(*credential, folder, name);
        if (!saved)
            return saved;
    }

    smds::Configuration configuration;
    configuration.name = "Lab Root SM-DS";
    configuration.database = folder / "smds.sqlite";
    configuration.trustedCis = {"../ci/CERT_CI.pem"};
    configuration.authentication = {{folder / "CERT_DSauth.pem", folder / "SK_DSauth.pem"}};
    configuration.addresses = {rootAddress};
    configuration.es11.tls = {{folder / "CERT_DS_TLS.pem", folder / "SK_DS_TLS.pem"}};
    configuration.es12.tls = configuration.es11.tls;
    return writeFile(folder / "smds.toml", smds::configurationText(configuration, folder));
}

Result<void> addRegistrant(const Draft &draft)
{
    pki::ServerIdentity identity;
    identity.commonName = "testsmdpplus1.example.com";
    identity.oid = "2.999.10";
    identity.dnsNames = {identity.commonName};
    return draft.authority.issueServer(pki::Role::dpTls, identity).and_then([&](const pki::Credential &credential) {
        return pki::saveCredential(credential, draft.folder / "smdp", "DP_TLS");
    });
}

/// What a trainer needs to show: one profile that is in use, one that is not, one for tests.
std::vector<rsp::ProfileInfo> labProfiles()
{
    const auto profile = [](const char *iccid, const char *name, rsp::ProfileClass profileClass, int place) {
        using enum rsp::NotificationEventBit;
        rsp::ProfileInfo info;
        info.iccid = rsp::Iccid::fromText(iccid);
        info.isdpAid = euicc::isdpAid(place);
        info.state = rsp::ProfileState::disabled;
        info.profileName = name;
        info.serviceProviderName = "Lab Operator";
        info.profileClass = profileClass;
        info.notificationConfiguration = {
            {rsp::NotificationEvent{install, enable, disable, remove}, "testsmdpplus1.example.com"}};
        info.owner = rsp::OperatorId{{0x00, 0xF1, 0x10}}; // 001-01, the test network
        return info;
    };
    auto alpha = profile("8900101000000000019", "Alpha", rsp::ProfileClass::operational, 1);
    alpha.state = rsp::ProfileState::enabled;
    alpha.nickname = "Work";
    auto beta = profile("8900101000000000027", "Beta", rsp::ProfileClass::operational, 2);
    beta.policyRules = asn1::Bits<rsp::PprBit>{rsp::PprBit::ppr2};
    return {alpha, beta, profile("8900101000000000035", "Radio test", rsp::ProfileClass::test, 3)};
}

/// Every operator may set both rules when the user consents.
std::vector<rsp::ProfilePolicyAuthorisationRule> labRules()
{
    rsp::ProfilePolicyAuthorisationRule rule;
    rule.pprIds = {rsp::PprBit::ppr1, rsp::PprBit::ppr2};
    rule.allowedOperators = {rsp::OperatorId{{0xEE, 0xEE, 0xEE}}};
    rule.pprFlags = {rsp::PprFlagBit::consentRequired};
    return {rule};
}

Result<void> addEuicc(const Draft &draft)
{
    auto eum = draft.authority.issueEum(pki::EumIdentity{});
    if (!eum)
        return fail(std::move(eum.error()));
    auto credential = draft.authority.issueEuicc(*eum, firstEid);
    if (!credential)
        return fail(std::move(credential.error()));

    euicc::Identity identity;
    identity.name = "Lab eUICC A";
    identity.eid = *rsp::Eid::fromText(firstEid);
    identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};
    identity.cis.add(draft.authority.ci());
    identity.info = euicc::usualEuiccInfo2();
    identity.addresses.rootDsAddress = rootAddress;
    identity.profiles = labProfiles();
    identity.rulesAuthorisationTable = labRules();
    return euicc::saveIdentity(identity, draft.folder / "euicc-a");
}

Result<void> describe(const Draft &draft)
{
    return writeFile(draft.folder / descriptionFile,
                     "# A lab of SM-DS Workbench: what takes part in it.\n"
                     "name = \"First lab\"\n"
                     "ci = \"ci/CERT_CI.pem\"\n"
                     "smds = \"root-smds/smds.toml\"\n"
                     "registrant = { certificate = \"smdp/CERT_DP_TLS.pem\", key = \"smdp/SK_DP_TLS.pem\" }\n"
                     "euiccs = [\"euicc-a\"]\n");
}

/// Where data of the user belongs. Without HOME, as under some services, Qt takes the root of the machine for home; the user database
/// knows better.
std::filesystem::path dataFolder()
{
    const passwd *user = qEnvironmentVariableIsEmpty("HOME") && qEnvironmentVariableIsEmpty("XDG_DATA_HOME")
                             ? ::getpwuid(::getuid())
                             : nullptr;
    if (user != nullptr && user->pw_dir != nullptr)
        return std::filesystem::path(user->pw_dir) / ".local" / "share";
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString();
}

} // namespace

std::filesystem::path defaultLabFolder()
{
    return dataFolder() / "smds-workbench" / "lab";
}

Result<void> createLab(const std::filesystem::path &folder, const Clock &clock)
{
    std::error_code problem;
    if (std::filesystem::exists(folder / descriptionFile, problem))
        return fail(ErrorKind::conflict, Interface::file, folder.string(), "there is a lab in this folder already");
    if (std::filesystem::exists(folder, problem) && !std::filesystem::is_empty(folder, problem)) {
        return fail(
            ErrorKind::invalid, Interface::file, folder.string(),
            "it is no empty folder, and there is no lab.toml in it; if it was a lab, put its lab.toml back, else move "
            "it away or name another folder");
    }
    pki::AuthorityOptions options;
    options.commonName = "Lab CI";
    auto authority = pki::Authority::create(options, clock);
    if (!authority)
        return fail(std::move(authority.error()));

    const std::filesystem::path unfinished = folder.string() + ".unfinished";
    std::filesystem::remove_all(unfinished, problem);
    const Draft draft{unfinished, std::move(*authority)};
    auto made = draft.authority.save(unfinished / "ci")
                    .and_then([&] { return addSmds(draft); })
                    .and_then([&] { return addOperator(unfinished, unfinished / "root-smds/smds.toml", clock.now()); })
                    .and_then([&] { return addRegistrant(draft); })
                    .and_then([&] { return addEuicc(draft); })
                    .and_then([&] { return describe(draft); });
    if (made) {
        std::filesystem::rename(unfinished, folder, problem);
        if (problem)
            made = fail(ErrorKind::io, Interface::file, folder.string(), problem.message());
    }
    if (!made)
        std::filesystem::remove_all(unfinished, problem);
    return made;
}

Result<Lab> openLab(const std::filesystem::path &folder)
{
    auto reader = TomlReader::open(folder / descriptionFile);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::table &root = reader->root();
    reader->onlyKnown(root, {"name", "ci", "smds", "registrant", "euiccs"});
    const std::string name = reader->text(root, "name");
    const std::filesystem::path ci = reader->path(root, "ci");
    const std::filesystem::path smdsFile = reader->path(root, "smds");
    std::filesystem::path certificate;
    std::filesystem::path key;
    if (const toml::table *registrant = reader->table(root, "registrant")) {
        reader->onlyKnown(*registrant, {"certificate", "key"});
        certificate = reader->path(*registrant, "certificate");
        key = reader->path(*registrant, "key");
    }
    const std::vector<std::string> euiccs = reader->texts(root, "euiccs");
    if (reader->error())
        return fail(*reader->error());

    auto cis = pki::loadCertificates(ci);
    if (!cis)
        return fail(std::move(cis.error()));
    auto smds = smds::readConfiguration(smdsFile);
    if (!smds)
        return fail(std::move(smds.error()));
    auto registrant = pki::loadCredentialFiles(certificate, key);
    if (!registrant)
        return fail(std::move(registrant.error()));
    Lab lab{folder,
            name,
            pki::TrustAnchors(std::move(*cis)),
            smdsFile,
            std::move(*smds),
            std::move(*registrant),
            {certificate, key},
            {}};
    for (const std::string &euicc : euiccs) {
        auto identity = euicc::loadIdentity(folder / euicc);
        if (!identity)
            return fail(std::move(identity.error()));
        lab.euiccs.push_back(std::move(*identity));
    }
    return lab;
}

} // namespace wb::lab
