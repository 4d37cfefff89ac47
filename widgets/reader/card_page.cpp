// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/reader/card_page.h"

#include "core/base/hex.h"
#include "core/http/placeholder_address.h"
#include "core/lds/card_change.h"
#include "core/lds/card_finding.h"
#include "core/report/annotation.h"
#include "widgets/reader/card_state.h"
#include "widgets/shell/error_words.h"
#include "widgets/shell/times.h"

#include <QCoreApplication>

namespace wb::reader {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(wb::reader::CardPage)
};

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

shell::InspectorRow fixedRow(const QString &label, const QString &value)
{
    return {.label = label, .value = value, .fixed = true};
}

shell::InspectorRow refusedRow(const Error &error)
{
    return {.label = Words::tr("Not told"), .value = text(error.line()), .meaning = shell::Meaning::warning};
}

shell::InspectorSection identitySection(const CardReading &reading)
{
    const rsp::Eid &eid = reading.summary.eid;
    const rsp::EidAnatomy anatomy = rsp::anatomyOf(eid);
    shell::InspectorSection section{Words::tr("Identity"), {}};
    section.rows.push_back(
        {.label = Words::tr("EID"), .value = text(eid.digits()), .fixed = true, .secret = shell::SubjectKind::eid});
    section.rows.push_back({.label = Words::tr("Check digits"),
                            .value = eid.checkDigitsHold() ? Words::tr("hold") : Words::tr("do not hold"),
                            .meaning = eid.checkDigitsHold() ? shell::Meaning::ok : shell::Meaning::warning,
                            .tip = Words::tr("The 32 digits modulo 97 must be 1 (SGP.29)")});
    QString maker = text(anatomy.ein);
    if (!anatomy.eumName.empty())
        maker += QStringLiteral("  ") + text(std::string(anatomy.eumName));
    section.rows.push_back(fixedRow(Words::tr("EUM (EIN)"), maker));
    return section;
}

shell::InspectorSection addressSection(const CardReading &reading)
{
    shell::InspectorSection section{Words::tr("Where it looks"), {}};
    if (!reading.summary.addresses) {
        section.rows.push_back(refusedRow(reading.summary.addresses.error()));
        return section;
    }
    const rsp::EuiccConfiguredAddresses &addresses = *reading.summary.addresses;
    shell::InspectorRow root{.label = Words::tr("Root SM-DS"), .value = text(addresses.rootDsAddress), .fixed = true};
    if (http::isPlaceholderAddress(addresses.rootDsAddress)) {
        root.meaning = shell::Meaning::note;
        root.tip = Words::tr("A name of the SGP.26 test material: only a lab answers to it");
    }
    section.rows.push_back(root);
    section.rows.push_back(fixedRow(Words::tr("Default SM-DP+"), addresses.defaultDpAddress
                                                                     ? text(*addresses.defaultDpAddress)
                                                                     : Words::tr("none")));
    return section;
}

shell::InspectorSection versionSection(const CardReading &reading)
{
    shell::InspectorSection section{Words::tr("What it can do"), {}};
    if (!reading.summary.info2) {
        section.rows.push_back(
            fixedRow(Words::tr("SGP.22 version (SVN)"), text(reading.summary.info1.value.svn.text())));
        section.rows.push_back(refusedRow(reading.summary.info2.error()));
        return section;
    }
    const rsp::EuiccInfo2 &info = reading.summary.info2->value;
    section.rows.push_back(fixedRow(Words::tr("SGP.22 version (SVN)"), text(info.svn.text())));
    section.rows.push_back(fixedRow(Words::tr("Firmware"), text(info.firmwareVersion.text())));
    section.rows.push_back(fixedRow(Words::tr("Profile package"), text(info.profileVersion.text())));
    section.rows.push_back({.label = Words::tr("RSP capability"),
                            .value = text(asn1::Primitive<asn1::Bits<rsp::RspCapabilityBit>>::text(
                                asn1::Primitive<asn1::Bits<rsp::RspCapabilityBit>>::content(info.rspCapability)))});
    if (const auto octets = info.extCardResource.freeNonVolatileMemory())
        section.rows.push_back(
            {.label = Words::tr("Free memory"),
             .value = Words::tr("%1 octets").arg(shell::Times::number(static_cast<qint64>(*octets)))});
    section.rows.push_back({.label = Words::tr("SAS accreditation"), .value = text(info.sasAccreditationNumber)});
    return section;
}

shell::InspectorSection ciSection(const CardReading &reading)
{
    shell::InspectorSection section{Words::tr("CI keys it trusts"), {}};
    for (const rsp::KeyId &keyId : reading.summary.info1.value.verificationKeyIds) {
        const std::string_view name = rsp::publishedCiName(keyId.octets);
        section.rows.push_back({.label = name.empty() ? Words::tr("own or lab CI") : text(std::string(name)),
                                .value = text(toHex(keyId.octets)),
                                .fixed = true});
    }
    if (section.rows.empty())
        section.rows.push_back({.label = Words::tr("none"),
                                .value = Words::tr("no server can prove itself to this eUICC"),
                                .meaning = shell::Meaning::error});
    return section;
}

shell::InspectorSection profileSection(const CardReading &reading)
{
    shell::InspectorSection section{Words::tr("What is installed"), {}};
    const auto &profiles = reading.summary.profiles;
    if (!profiles) {
        section.rows.push_back(refusedRow(profiles.error()));
        return section;
    }
    for (const rsp::ProfileInfo &profile : *profiles) {
        const bool enabled = profile.state == rsp::ProfileState::enabled;
        QString value = text(profile.serviceProviderName.value_or(std::string()));
        value += (value.isEmpty() ? QString() : QStringLiteral(", "))
                 + (enabled ? Words::tr("enabled") : Words::tr("disabled"));
        section.rows.push_back({.label = text(lds::nameOf(profile)),
                                .value = value,
                                .meaning = enabled ? shell::Meaning::ok : shell::Meaning::plain});
    }
    if (profiles->empty())
        section.rows.push_back({.label = Words::tr("Profiles"), .value = Words::tr("none")});
    return section;
}

shell::InspectorSection pendingSection(const CardReading &reading)
{
    shell::InspectorSection section{Words::tr("What is pending"), {}};
    const auto &notifications = reading.summary.notifications;
    if (!notifications) {
        section.rows.push_back(refusedRow(notifications.error()));
        return section;
    }
    section.rows.push_back({.label = Words::tr("Notifications"),
                            .value = notifications->empty() ? Words::tr("none")
                                                            : Words::tr("%n wait(s) to be sent", nullptr,
                                                                        static_cast<int>(notifications->size())),
                            .meaning = notifications->empty() ? shell::Meaning::plain : shell::Meaning::pending});
    return section;
}

shell::InspectorSection rulesSection(const CardReading &reading)
{
    shell::InspectorSection section{Words::tr("Who may set policy rules"), {}};
    if (!reading.summary.rules) {
        section.rows.push_back(refusedRow(reading.summary.rules.error()));
        return section;
    }
    for (const rsp::ProfilePolicyAuthorisationRule &rule : *reading.summary.rules) {
        QStringList operators;
        for (const rsp::OperatorId &each : rule.allowedOperators)
            operators << (each.mccMncText() == "EEEEEE" ? Words::tr("any operator") : text(each.mccMncText()));
        const auto bits = asn1::Primitive<asn1::Bits<rsp::PprBit>>::text(
            asn1::Primitive<asn1::Bits<rsp::PprBit>>::content(rule.pprIds));
        section.rows.push_back(
            {.label = text(bits),
             .value = operators.join(QStringLiteral(", "))
                      + (rule.pprFlags.has(rsp::PprFlagBit::consentRequired) ? Words::tr(", when the user consents")
                                                                             : QString())});
    }
    if (section.rows.empty())
        section.rows.push_back(
            {.label = Words::tr("Rules"), .value = Words::tr("none: no profile with policy rules can be installed")});
    return section;
}

std::vector<shell::InspectorSection> sectionsOf(const CardReading &reading)
{
    return {identitySection(reading), addressSection(reading), profileSection(reading), pendingSection(reading),
            versionSection(reading),  ciSection(reading),      rulesSection(reading)};
}

shell::Meaning meaningOf(lds::Weight weight)
{
    switch (weight) {
    case lds::Weight::note: return shell::Meaning::note;
    case lds::Weight::warning: return shell::Meaning::warning;
    case lds::Weight::error: return shell::Meaning::error;
    }
    return shell::Meaning::plain;
}

} // namespace

shell::InspectorPage overviewOf(const CardReading &reading)
{
    shell::InspectorPage page;
    for (const lds::CardFinding &finding : lds::findingsOn(reading.summary))
        page.problems.push_back(
            {.what = text(finding.what), .whatToDo = text(finding.whatToDo), .severity = meaningOf(finding.weight)});
    page.sections = sectionsOf(reading);
    return page;
}

namespace {

/// The answer to reset, octet by octet.
shell::InspectorNode nodeOfAtr(const Bytes &atr)
{
    shell::InspectorNode root{Words::tr("ATR"), text(toSpacedHex(atr))};
    const report::View view = report::annotatePart(
        {{}, atr, report::PartKind::answerToReset, rsp::Direction::response, report::PartGroup::response});
    for (const report::ViewNode &node : view.nodes) {
        const bool wrong = !node.problem.isEmpty();
        root.children.push_back({node.name, wrong ? node.value + QStringLiteral(": ") + node.problem : node.value,
                                 wrong ? shell::Meaning::warning : shell::Meaning::plain});
    }
    return root;
}

} // namespace

shell::InspectorPage pageOf(const cards::CardEntry &entry, const CardReading *reading)
{
    shell::InspectorPage page;
    if (!entry.atr.empty())
        page.tree.push_back(nodeOfAtr(entry.atr));
    page.title = entry.name;
    page.subtitle = stateText(entry);
    page.icon = entry.kind == cards::CardEntry::Kind::builtIn ? shell::Icon::chip : shell::Icon::reader;
    if (entry.error)
        page.problems.push_back(shell::errorText(*entry.error));

    shell::InspectorSection card{Words::tr("Card"), {}};
    card.rows.push_back(
        {.label = Words::tr("Kind"),
         .value = entry.captured ? Words::tr("card of a capture: what was not recorded is answered with 6FCA")
                  : entry.kind == cards::CardEntry::Kind::builtIn ? Words::tr("virtual eUICC of the lab")
                                                                  : Words::tr("PC/SC reader")});
    card.rows.push_back(
        fixedRow(Words::tr("ATR"), entry.atr.empty() ? Words::tr("none") : text(toSpacedHex(entry.atr))));
    if (reading != nullptr) {
        card.rows.push_back(fixedRow(Words::tr("ISD-R"), text(toHex(reading->isdRAid))));
        card.rows.push_back({.label = Words::tr("Logical channel"), .value = QString::number(reading->channel)});
    }
    page.sections.push_back(std::move(card));
    if (reading != nullptr) {
        for (shell::InspectorSection &section : sectionsOf(*reading))
            page.sections.push_back(std::move(section));
        page.raw = reading->summary.info2 ? reading->summary.info2->bytes : reading->summary.info1.bytes;
    }
    return page;
}

} // namespace wb::reader
