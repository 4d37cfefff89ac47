// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/certificate_renewal.h"

#include "core/base/files.h"
#include "core/pki/pem.h"

namespace wb::lab {

namespace {

constexpr const char *ciFolder = "ci";

bool endsSoon(const pki::Certificate &certificate, TimePoint now)
{
    return certificate.notAfter() < now + renewalMargin;
}

/// The certificate again, with fresh dates.
Result<pki::Credential> issuedAgain(const pki::Authority &authority, const pki::Credential &old)
{
    const pki::Certificate &leaf = old.leaf();
    const auto role = pki::roleOf(leaf);
    if (!role)
        return fail(ErrorKind::invalid, Interface::pki, leaf.subject().text(), "the certificate names no role");
    pki::ServerIdentity identity;
    identity.organization = leaf.subject().first(pki::oid::organization);
    identity.commonName = leaf.subject().first(pki::oid::commonName);
    identity.oid = leaf.oid();
    identity.dnsNames = leaf.dnsNames();
    pki::IssueOptions options;
    options.key = old.key;
    return authority.issueServer(*role, identity, options);
}

} // namespace

Result<void> renewCertificates(Lab &lab, const Clock &clock, const std::function<void(std::string)> &log)
{
    std::vector<smds::CredentialFiles> all = lab.smds.es11.tls;
    all.insert(all.end(), lab.smds.es12.tls.begin(), lab.smds.es12.tls.end());
    all.push_back(lab.registrantFiles);

    std::optional<pki::Authority> authority;
    for (const smds::CredentialFiles &files : all) {
        const auto old = pki::loadCredentialFiles(files.certificate, files.key);
        if (!old)
            return fail(old.error());
        if (!endsSoon(old->leaf(), clock.now()))
            continue;
        if (!authority) {
            auto loaded = pki::Authority::load(lab.folder / ciFolder, clock);
            if (!loaded)
                return fail(std::move(loaded.error()));
            authority = std::move(*loaded);
        }
        if (!pki::verifyIssued(authority->ci(), old->leaf()))
            continue;
        const auto renewed = issuedAgain(*authority, *old);
        if (!renewed)
            return fail(renewed.error());
        std::string pem;
        for (const pki::Certificate &certificate : renewed->chain)
            pem += pki::toPem(certificate);
        if (auto written = writeFile(files.certificate, pem); !written)
            return written;
        if (log)
            log(std::string(pki::roleNameOf(renewed->leaf())) + " " + files.certificate.filename().string()
                + " would have ended at " + toIso8601(old->leaf().notAfter()) + "; issued anew, it ends at "
                + toIso8601(renewed->leaf().notAfter()));
    }
    if (authority) {
        auto registrant = pki::loadCredentialFiles(lab.registrantFiles.certificate, lab.registrantFiles.key);
        if (!registrant)
            return fail(std::move(registrant.error()));
        lab.registrant = std::move(*registrant);
    }
    return {};
}

} // namespace wb::lab
