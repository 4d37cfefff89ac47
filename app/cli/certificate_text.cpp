// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/certificate_text.h"

#include "app/cli/json.h"
#include "core/base/hex.h"

#include <QJsonArray>

namespace wb::cli {

std::string certificateLine(const pki::Certificate &certificate)
{
    std::string text(pki::roleNameOf(certificate));
    if (const auto generation = pki::generationOf(certificate))
        text += " of " + std::string(pki::nameOf(*generation));
    text += ": " + certificate.subject().text() + "; issued by " + certificate.issuer().text() + "; valid "
            + toIso8601(certificate.notBefore()) + " to " + toIso8601(certificate.notAfter());
    if (!certificate.oid().empty())
        text += "; OID " + std::string(certificate.oid());
    return text;
}

QJsonObject jsonOf(const pki::Certificate &certificate)
{
    QJsonObject object{{QStringLiteral("role"), qtText(pki::roleNameOf(certificate))},
                       {QStringLiteral("subject"), qtText(certificate.subject().text())},
                       {QStringLiteral("issuer"), qtText(certificate.issuer().text())},
                       {QStringLiteral("serial"), qtText(toHex(certificate.serial()))},
                       {QStringLiteral("notBefore"), qtText(toIso8601(certificate.notBefore()))},
                       {QStringLiteral("notAfter"), qtText(toIso8601(certificate.notAfter()))}};
    if (const auto generation = pki::generationOf(certificate))
        object[QStringLiteral("generation")] = qtText(pki::nameOf(*generation));
    if (!certificate.oid().empty())
        object[QStringLiteral("oid")] = qtText(certificate.oid());
    if (certificate.subjectKeyId())
        object[QStringLiteral("subjectKeyIdentifier")] = qtText(toHex(*certificate.subjectKeyId()));
    if (certificate.authorityKeyId())
        object[QStringLiteral("authorityKeyIdentifier")] = qtText(toHex(*certificate.authorityKeyId()));
    return object;
}

std::vector<std::string> verdictLines(const pki::ChainReport &report)
{
    std::vector<std::string> lines;
    for (const pki::RuleVerdict &each : report.verdicts) {
        const char *mark = each.verdict == pki::Verdict::holds    ? "ok  "
                           : each.verdict == pki::Verdict::broken ? "no  "
                                                                  : "--  ";
        std::string line = mark + each.certificate + "  " + std::string(pki::nameOf(each.rule));
        if (!each.reason.empty())
            line += ": " + each.reason;
        if (each.advisory && each.verdict == pki::Verdict::broken)
            line += " (told, no reason to refuse)";
        lines.push_back(std::move(line));
    }
    return lines;
}

QJsonObject jsonOf(const pki::ChainReport &report)
{
    QJsonArray verdicts;
    for (const pki::RuleVerdict &each : report.verdicts) {
        QJsonObject verdict{{QStringLiteral("certificate"), qtText(each.certificate)},
                            {QStringLiteral("rule"), qtText(pki::nameOf(each.rule))},
                            {QStringLiteral("section"), qtText(pki::sectionOf(each.rule))},
                            {QStringLiteral("verdict"), qtText(pki::nameOf(each.verdict))},
                            {QStringLiteral("reason"), qtText(each.reason)}};
        if (each.advisory)
            verdict[QStringLiteral("advisory")] = true;
        verdicts.append(verdict);
    }
    return {{QStringLiteral("ok"), report.ok()}, {QStringLiteral("verdicts"), verdicts}};
}

} // namespace wb::cli
