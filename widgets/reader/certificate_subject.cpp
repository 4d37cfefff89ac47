// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/certificate_subject.h"

#include "core/base/hex.h"
#include "core/pki/role.h"
#include "core/report/annotation.h"
#include "core/rsp/identifiers.h"
#include "widgets/reader/qt_text.h"

#include <QCoreApplication>

namespace wb::reader {

namespace {

struct SubjectWords {
    Q_DECLARE_TR_FUNCTIONS(wb::reader::CertificateSubject)
};

shell::InspectorRow octetsRow(const QString &label, const std::optional<Bytes> &octets)
{
    return {label, octets ? qtText(toSpacedHex(*octets)) : SubjectWords::tr("not there"), true};
}

/// Who it is: an eUICC by its EID, a server by its names.
shell::InspectorSection subjectSection(const pki::Certificate &certificate)
{
    shell::InspectorSection section{SubjectWords::tr("Subject"),
                                    {{SubjectWords::tr("Name"), qtText(certificate.subject().text())}}};
    if (pki::roleOf(certificate) == pki::Role::euicc)
        section.rows.push_back({SubjectWords::tr("EID"), qtText(certificate.eid()), true, shell::SubjectKind::eid});
    for (const std::string &name : certificate.dnsNames())
        section.rows.push_back({SubjectWords::tr("DNS name"), qtText(name), true});
    for (const pki::Oid &oid : certificate.registeredIds())
        section.rows.push_back({SubjectWords::tr("OID"), qtText(oid), true});
    section.rows.push_back(octetsRow(SubjectWords::tr("Key identifier"), certificate.subjectKeyId()));
    return section;
}

shell::InspectorSection issuerSection(const pki::Certificate &certificate)
{
    shell::InspectorSection section{SubjectWords::tr("Issuer"),
                                    {{SubjectWords::tr("Name"), qtText(certificate.issuer().text())},
                                     octetsRow(SubjectWords::tr("Key identifier"), certificate.authorityKeyId())}};
    if (const auto &id = certificate.authorityKeyId()) {
        if (const std::string_view name = rsp::publishedCiName(*id); !name.empty())
            section.rows.push_back({SubjectWords::tr("CI"), qtText(name)});
    }
    return section;
}

shell::InspectorSection contentSection(const pki::Certificate &certificate, const shell::Times &times)
{
    shell::InspectorSection section{
        SubjectWords::tr("Certificate"),
        {{SubjectWords::tr("Serial number"), qtText(toSpacedHex(certificate.serial())), true},
         {SubjectWords::tr("Valid from"), times.toTheSecond(certificate.notBefore())},
         {SubjectWords::tr("Valid until"), times.toTheSecond(certificate.notAfter())},
         {SubjectWords::tr("Key"), qtText(pki::nameOf(certificate.curve()))},
         {SubjectWords::tr("Signature"), qtText(certificate.signatureAlgorithm()), true}}};
    if (const auto &usage = certificate.keyUsage())
        section.rows.push_back({SubjectWords::tr("Key usage"), qtText(usage->text())});
    if (const auto &usage = certificate.extendedKeyUsage())
        section.rows.push_back({SubjectWords::tr("Extended key usage"), qtText(usage->text()), true});
    if (const auto &policies = certificate.policies())
        section.rows.push_back({SubjectWords::tr("Policies"), qtText(policies->text()), true});
    for (const std::string &uri : certificate.crlDistributionPoints())
        section.rows.push_back({SubjectWords::tr("Revocation list"), qtText(uri), true});
    for (const pki::Oid &oid : certificate.unknownCriticalExtensions())
        section.rows.push_back({SubjectWords::tr("Critical, unknown"), qtText(oid), true, shell::SubjectKind::none,
                                shell::Meaning::warning});
    return section;
}

shell::InspectorNode treeNode(const report::ViewNode &node)
{
    shell::InspectorNode shown{node.name, node.problem.isEmpty() ? node.value : node.problem,
                               node.problem.isEmpty() ? shell::Meaning::plain : shell::Meaning::error};
    for (const report::ViewNode &child : node.children)
        shown.children.push_back(treeNode(child));
    return shown;
}

} // namespace

shell::Subject subjectOf(const pki::Certificate &certificate)
{
    const Bytes issuer = certificate.authorityKeyId().value_or(copyOf(certificate.issuerDer()));
    return {shell::SubjectKind::certificate,
            QString(qtText(toHex(issuer)) % QLatin1Char('/') % qtText(toHex(certificate.serial()))),
            qtText(certificate.subject().text()), certificate};
}

bool CertificateInspector::canInspect(const shell::Subject &subject) const
{
    return subject.kind == shell::SubjectKind::certificate
           && std::any_cast<pki::Certificate>(&subject.payload) != nullptr;
}

shell::InspectorPage CertificateInspector::inspect(const shell::Subject &subject) const
{
    const auto &certificate = *std::any_cast<pki::Certificate>(&subject.payload);
    shell::InspectorPage page;
    page.icon = shell::Icon::certificate;
    page.title = qtText(pki::roleNameOf(certificate));
    page.subtitle = qtText(certificate.subject().text());
    page.sections = {subjectSection(certificate), issuerSection(certificate), contentSection(certificate, m_times)};
    page.raw = copyOf(certificate.der());
    const report::View view = report::annotatePart({{}, page.raw, report::PartKind::certificate});
    for (const report::ViewNode &node : view.nodes)
        page.tree.push_back(treeNode(node));
    return page;
}

} // namespace wb::reader
