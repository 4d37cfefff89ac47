// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/json.h"
#include "app/cli/trace.h"
#include "app/cli/tree_text.h"
#include "app/cli/verbs.h"
#include "core/asn1/annotate.h"
#include "core/base/hex.h"
#include "core/http/placeholder_address.h"
#include "core/lds/card_change.h"
#include "core/lds/card_finding.h"
#include "core/lds/card_summary.h"
#include "core/lds/discovery_controller.h"
#include "core/report/annotation.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>

namespace wb::cli {

namespace {

struct CardInfoOptions {
    EuiccOptions euicc;
    TraceOptions trace;
};

report::View treeOf(const Bytes &object)
{
    return report::annotatePart(
        {QString(), object, report::PartKind::tlv, rsp::Direction::response, report::PartGroup::response});
}

std::string ciText(const rsp::KeyId &ci)
{
    const std::string_view name = rsp::publishedCiName(ci.octets);
    return ci.text() + "  " + (name.empty() ? "not a published CI: a lab's own" : std::string(name));
}

void printKeyIds(Console &console, const std::string &title, const std::vector<rsp::KeyId> &ids)
{
    console.line(title);
    for (const rsp::KeyId &id : ids)
        console.line("            " + ciText(id));
    if (ids.empty())
        console.line("            none: no server can be authenticated");
}

void printProfiles(const lds::CardSummary &info, Console &console)
{
    if (!info.profiles)
        console.line("Profiles    not told: " + info.profiles.error().line());
    else if (info.profiles->empty())
        console.line("Profiles    none");
    else
        console.line("Profiles");
    for (const rsp::ProfileInfo &profile : info.profiles.value_or(std::vector<rsp::ProfileInfo>())) {
        console.line("            " + lds::nameOf(profile) + ", "
                     + (profile.state == rsp::ProfileState::enabled ? "enabled" : "disabled") + ", "
                     + profile.serviceProviderName.value_or("no provider") + ", ICCID "
                     + profile.iccid.value_or(rsp::Iccid{"not told"}).digits);
    }
    if (!info.notifications)
        console.line("Pending     not told: " + info.notifications.error().line());
    else
        console.line("Pending     " + std::to_string(info.notifications->size()) + " notification(s)");
}

QJsonArray jsonOfProfiles(const std::vector<rsp::ProfileInfo> &profiles)
{
    QJsonArray array;
    for (const rsp::ProfileInfo &profile : profiles) {
        QJsonObject object{{QStringLiteral("enabled"), profile.state == rsp::ProfileState::enabled}};
        const auto add = [&object](const char *key, const std::optional<std::string> &value) {
            if (value)
                object[QLatin1String(key)] = qtText(*value);
        };
        if (profile.iccid)
            add("iccid", profile.iccid->digits);
        add("name", profile.profileName);
        add("nickname", profile.nickname);
        add("serviceProvider", profile.serviceProviderName);
        if (profile.profileClass)
            add("class", std::string(asn1::nameOf(*profile.profileClass)));
        array.append(object);
    }
    return array;
}

QJsonArray jsonOfFindings(const std::vector<lds::CardFinding> &findings)
{
    QJsonArray array;
    for (const lds::CardFinding &finding : findings) {
        array.append(QJsonObject{{QStringLiteral("name"), qtText(finding.name)},
                                 {QStringLiteral("what"), qtText(finding.what)},
                                 {QStringLiteral("whatToDo"), qtText(finding.whatToDo)}});
    }
    return array;
}

void print(const lds::CardSummary &info, const EuiccSource &source, Console &console)
{
    const rsp::EidAnatomy anatomy = rsp::anatomyOf(info.eid);
    console.line("eUICC       " + source.name());
    console.line("EID         " + info.eid.grouped()
                 + (info.eid.checkDigitsHold() ? "  check digits hold" : "  check digits wrong"));
    console.line("            industry " + anatomy.industry + ", country " + anatomy.country + ", EIN " + anatomy.ein
                 + (anatomy.eumName.empty() ? "" : " (" + std::string(anatomy.eumName) + ")") + ", number "
                 + (console.masked() ? "...." : anatomy.eumSpecific) + ", check digits "
                 + (console.masked() ? ".." : anatomy.checkDigits));
    if (!info.eid.checkDigitsHold()) {
        for (const rsp::EidCandidate &candidate : rsp::candidatesFor(info.eid, {}))
            console.line("            perhaps " + candidate.eid.grouped() + "  " + candidate.note);
    }
    const card::IsdRSelection &isdR = source.session().isdR();
    console.line("ISD-R       " + toHex(isdR.aid) + " on channel " + std::to_string(source.session().channel())
                 + (isdR.properties ? ", SVN " + isdR.properties->svn.text() : std::string()));
    console.line("ATR         " + toSpacedHex(source.atr()));
    console.line("SVN         " + info.info1.value.svn.text());
    printKeyIds(console, "Verifies servers under", info.info1.value.verificationKeyIds);
    printKeyIds(console, "Signs under", info.info1.value.signingKeyIds);
    if (info.addresses) {
        console.line("Root SM-DS  " + info.addresses->rootDsAddress
                     + (http::isPlaceholderAddress(info.addresses->rootDsAddress)
                            ? "  a placeholder of test material: no operator registers events there"
                            : ""));
        console.line("SM-DP+      " + info.addresses->defaultDpAddress.value_or("no default one"));
    } else {
        console.line("Addresses   not told: " + info.addresses.error().line());
    }
    printProfiles(info, console);
    for (const lds::CardFinding &finding : lds::findingsOn(info))
        console.line("Odd         " + finding.what + (finding.whatToDo.empty() ? "" : " " + finding.whatToDo));
    if (info.info2)
        console.line(treeLines(treeOf(info.info2->bytes), {false, console.masked(), {}}));
    else
        console.line("EUICCInfo2  not told: " + info.info2.error().line());
}

QJsonArray jsonOfKeyIds(const std::vector<rsp::KeyId> &ids)
{
    QJsonArray array;
    for (const rsp::KeyId &id : ids) {
        QJsonObject object{{QStringLiteral("keyId"), qtText(id.text())}};
        const std::string_view name = rsp::publishedCiName(id.octets);
        if (!name.empty())
            object[QStringLiteral("name")] = qtText(name);
        array.append(object);
    }
    return array;
}

QJsonObject jsonOfEid(const rsp::Eid &eid, bool masked)
{
    const rsp::EidAnatomy anatomy = rsp::anatomyOf(eid);
    QJsonObject object{{QStringLiteral("digits"), qtText(eid.digits())},
                       {QStringLiteral("checkDigitsHold"), eid.checkDigitsHold()},
                       {QStringLiteral("industry"), qtText(anatomy.industry)},
                       {QStringLiteral("country"), qtText(anatomy.country)},
                       {QStringLiteral("ein"), qtText(anatomy.ein)},
                       {QStringLiteral("eumName"), qtText(anatomy.eumName)}};
    if (!masked) {
        object[QStringLiteral("eumSpecific")] = qtText(anatomy.eumSpecific);
        object[QStringLiteral("checkDigits")] = qtText(anatomy.checkDigits);
    }
    return object;
}

QJsonObject jsonOfCard(const lds::CardSummary &info, const EuiccSource &source, bool masked)
{
    const card::IsdRSelection &isdR = source.session().isdR();
    QJsonObject object{{QStringLiteral("name"), qtText(source.name())},
                       {QStringLiteral("eid"), jsonOfEid(info.eid, masked)},
                       {QStringLiteral("atr"), qtText(toHex(source.atr()))},
                       {QStringLiteral("isdRAid"), qtText(toHex(isdR.aid))},
                       {QStringLiteral("channel"), source.session().channel()},
                       {QStringLiteral("svn"), qtText(info.info1.value.svn.text())},
                       {QStringLiteral("verificationCis"), jsonOfKeyIds(info.info1.value.verificationKeyIds)},
                       {QStringLiteral("signingCis"), jsonOfKeyIds(info.info1.value.signingKeyIds)}};
    if (info.profiles)
        object[QStringLiteral("profiles")] = jsonOfProfiles(*info.profiles);
    else
        object[QStringLiteral("profilesError")] = jsonOf(info.profiles.error());
    if (info.notifications)
        object[QStringLiteral("notifications")] = static_cast<int>(info.notifications->size());
    else
        object[QStringLiteral("notificationsError")] = jsonOf(info.notifications.error());
    object[QStringLiteral("findings")] = jsonOfFindings(lds::findingsOn(info));
    if (info.info2)
        object[QStringLiteral("euiccInfo2")] = treeJson(treeOf(info.info2->bytes), masked);
    else
        object[QStringLiteral("euiccInfo2Error")] = jsonOf(info.info2.error());
    if (!info.addresses) {
        object[QStringLiteral("addressesError")] = jsonOf(info.addresses.error());
        return object;
    }
    object[QStringLiteral("rootDsAddress")] = qtText(info.addresses->rootDsAddress);
    object[QStringLiteral("rootDsAddressIsPlaceholder")] = http::isPlaceholderAddress(info.addresses->rootDsAddress);
    if (info.addresses->defaultDpAddress)
        object[QStringLiteral("defaultDpAddress")] = qtText(*info.addresses->defaultDpAddress);
    return object;
}

int cardInfo(const CardInfoOptions &options, Surroundings &surroundings)
{
    Console &console = surroundings.console;
    auto tracing = Trace::begin(options.trace, console, surroundings.clock);
    if (!tracing)
        return failed(surroundings, tracing.error());
    Trace *const trace = tracing->get();
    auto source = EuiccSource::open(options.euicc, "smds card info", trace, surroundings.stop);
    if (!source)
        return failed(surroundings, source.error());
    const auto info = lds::readCard(**source, surroundings.stop);
    if (!info)
        return failed(surroundings, info.error());
    for (const rsp::ProfileInfo &profile : info->profiles.value_or(std::vector<rsp::ProfileInfo>())) {
        if (profile.iccid)
            console.hide(profile.iccid->digits);
    }
    if (!console.json()) {
        print(*info, **source, console);
        return exitOk;
    }
    QJsonObject result = jsonOfCard(*info, **source, console.masked());
    if (trace != nullptr && trace->json())
        result[QStringLiteral("exchanges")] = *trace->json();
    console.line(result);
    return exitOk;
}

} // namespace

Run addCardInfo(CLI::App &command)
{
    auto options = std::make_shared<CardInfoOptions>();
    addEuiccOptions(command, options->euicc);
    addSessionOptions(command, options->euicc);
    addTraceOptions(command, options->trace);
    return [options](Surroundings &surroundings) { return cardInfo(*options, surroundings); };
}

} // namespace wb::cli
