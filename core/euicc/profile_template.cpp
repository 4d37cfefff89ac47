// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/profile_template.h"

#include "core/base/files.h"

#include <algorithm>

namespace wb::euicc {

namespace {

constexpr std::size_t largestIcon = 1024;
constexpr int firstIsdp = 0x10;

struct EventName {
    const char *name;
    rsp::NotificationEventBit bit;
};
constexpr EventName eventNames[] = {
    {"install", rsp::NotificationEventBit::install},
    {"enable", rsp::NotificationEventBit::enable},
    {"disable", rsp::NotificationEventBit::disable},
    {"delete", rsp::NotificationEventBit::remove},
};

/// The value with this name in its table of the specification.
template <class E>
std::optional<E> namedValue(std::string_view name)
{
    for (const asn1::Named &named : asn1::NamesOf<E>::table) {
        if (name == named.name)
            return static_cast<E>(named.number);
    }
    return {};
}

/// "001-01" coded as in 3GPP TS 24.008 section 10.5.1.3.
std::optional<std::array<std::uint8_t, 3>> mccMncOf(const std::string &text)
{
    const bool form = (text.size() == 6 || text.size() == 7) && text[3] == '-'
                      && text.find_first_not_of("0123456789-") == std::string::npos
                      && std::count(text.begin(), text.end(), '-') == 1;
    if (!form)
        return {};
    const auto digit = [&text](std::size_t at) { return static_cast<std::uint8_t>(text[at] - '0'); };
    const std::uint8_t thirdOfMnc = text.size() == 7 ? digit(6) : 0x0F;
    return std::array<std::uint8_t, 3>{static_cast<std::uint8_t>(digit(1) << 4 | digit(0)),
                                       static_cast<std::uint8_t>(thirdOfMnc << 4 | digit(2)),
                                       static_cast<std::uint8_t>(digit(5) << 4 | digit(4))};
}

std::vector<rsp::NotificationConfigurationInformation> wishesIn(TomlReader &reader, const toml::table &table)
{
    const toml::table *notify = reader.table(table, "notify");
    if (notify == nullptr)
        return {};
    reader.onlyKnown(*notify, {"address", "of"});
    rsp::NotificationConfigurationInformation wish;
    wish.notificationAddress = reader.text(*notify, "address");
    for (const std::string &name : reader.texts(*notify, "of")) {
        const auto place = std::find_if(std::begin(eventNames), std::end(eventNames),
                                        [&name](const EventName &each) { return name == each.name; });
        if (place == std::end(eventNames))
            reader.note(*notify, "of", "holds '" + name + "', which is none of install, enable, disable, delete");
        else
            wish.profileManagementOperation.set(place->bit);
    }
    return {wish};
}

void readIcon(TomlReader &reader, const toml::table &table, const std::filesystem::path &folder,
              rsp::ProfileInfo &profile)
{
    const std::string name = reader.text(table, "icon");
    const auto content = readFile(folder / name);
    if (!content) {
        reader.note(table, "icon", "cannot be read: " + content.error().reason);
    } else if (content->size() > largestIcon) {
        reader.note(table, "icon", "has " + std::to_string(content->size()) + " octets, an icon has 1024 at the most");
    } else {
        profile.icon = copyOf(viewOf(*content));
        profile.iconType = name.ends_with(".png") ? rsp::IconType::png : rsp::IconType::jpg;
    }
}

void readOwner(TomlReader &reader, const toml::table &table, rsp::ProfileInfo &profile)
{
    if (const auto mccMnc = mccMncOf(reader.text(table, "owner")))
        profile.owner = rsp::OperatorId{*mccMnc};
    else
        reader.note(table, "owner", "must be MCC and MNC such as 001-01");
}

asn1::Bits<rsp::PprBit> policyRulesIn(TomlReader &reader, const toml::table &table)
{
    asn1::Bits<rsp::PprBit> rules;
    for (const std::string &name : reader.texts(table, "policy-rules")) {
        if (const auto rule = namedValue<rsp::PprBit>(name))
            rules.set(*rule);
        else
            reader.note(table, "policy-rules", "holds '" + name + "', which is none of ppr1, ppr2");
    }
    return rules;
}

std::string policyRuleList(const asn1::Bits<rsp::PprBit> &rules)
{
    std::string list;
    for (const asn1::Named &named : asn1::NamesOf<rsp::PprBit>::table) {
        if (rules.has(static_cast<rsp::PprBit>(named.number)))
            list += (list.empty() ? "" : ", ") + tomlQuoted(named.name);
    }
    return list;
}

std::string eventList(const rsp::NotificationEvent &events)
{
    std::string list;
    for (const EventName &each : eventNames) {
        if (events.has(each.bit))
            list += (list.empty() ? "" : ", ") + tomlQuoted(each.name);
    }
    return list;
}

/// MCC and MNC of every operator: E stands for any digit (SGP.22 section 4.2.1).
constexpr std::array<std::uint8_t, 3> anyOperator{0xEE, 0xEE, 0xEE};

} // namespace

rsp::ProfilePolicyAuthorisationRule authorisationIn(TomlReader &reader, const toml::table &table)
{
    reader.onlyKnown(table, {"policy-rules", "operators", "consent"});
    rsp::ProfilePolicyAuthorisationRule rule;
    rule.pprIds = policyRulesIn(reader, table);
    for (const std::string &name : reader.texts(table, "operators")) {
        if (const auto mccMnc = name == "any" ? std::optional(anyOperator) : mccMncOf(name))
            rule.allowedOperators.push_back(rsp::OperatorId{*mccMnc});
        else
            reader.note(table, "operators",
                        "holds '" + name + "', which is neither MCC and MNC such as 001-01 nor any");
    }
    if (reader.flagOr(table, "consent", false))
        rule.pprFlags.set(rsp::PprFlagBit::consentRequired);
    return rule;
}

std::string authorisationTable(const rsp::ProfilePolicyAuthorisationRule &rule)
{
    std::string operators;
    for (const rsp::OperatorId &each : rule.allowedOperators)
        operators += (operators.empty() ? "" : ", ")
                     + tomlQuoted(each.mccMnc == anyOperator ? "any" : each.mccMncText());
    return "\n[[authorisation]]\npolicy-rules = [" + policyRuleList(rule.pprIds) + "]\noperators = [" + operators
           + "]\nconsent = " + (rule.pprFlags.has(rsp::PprFlagBit::consentRequired) ? "true" : "false") + "\n";
}

Bytes isdpAid(int place)
{
    return {0xA0, 0x00, 0x00, 0x05, 0x59,
            0x10, 0x10, 0xFF, 0xFF, 0xFF,
            0xFF, 0x89, 0x00, 0x00, static_cast<std::uint8_t>(firstIsdp + place),
            0x00};
}

rsp::ProfileInfo profileIn(TomlReader &reader, const toml::table &table, const std::filesystem::path &folder, int place)
{
    reader.onlyKnown(table, {"iccid", "name", "provider", "class", "enabled", "nickname", "owner", "policy-rules",
                             "icon", "notify"});
    rsp::ProfileInfo profile;
    profile.isdpAid = isdpAid(place);
    profile.iccid = rsp::Iccid::fromText(reader.text(table, "iccid"));
    if (!profile.iccid)
        reader.note(table, "iccid", "is no ICCID: 18 to 20 digits are wanted");
    profile.profileName = reader.text(table, "name");
    profile.serviceProviderName = reader.text(table, "provider");
    profile.profileClass = namedValue<rsp::ProfileClass>(reader.textOr(table, "class", "operational"));
    if (!profile.profileClass)
        reader.note(table, "class", "must be operational, test or provisioning");
    profile.state = reader.flagOr(table, "enabled", false) ? rsp::ProfileState::enabled : rsp::ProfileState::disabled;
    if (table.contains("nickname"))
        profile.nickname = reader.text(table, "nickname");
    if (table.contains("owner"))
        readOwner(reader, table, profile);
    if (table.contains("policy-rules"))
        profile.policyRules = policyRulesIn(reader, table);
    if (table.contains("icon"))
        readIcon(reader, table, folder, profile);
    if (table.contains("notify"))
        profile.notificationConfiguration = wishesIn(reader, table);
    return profile;
}

Result<std::string> profileTable(const rsp::ProfileInfo &profile, const std::filesystem::path &folder)
{
    const std::string iccid = profile.iccid.value_or(rsp::Iccid()).digits;
    std::string text = "\n[[profile]]\n";
    const auto line = [&text](const char *key, const std::string &value) {
        text += std::string(key) + " = " + value + "\n";
    };
    line("iccid", tomlQuoted(iccid));
    line("name", tomlQuoted(profile.profileName.value_or(std::string())));
    line("provider", tomlQuoted(profile.serviceProviderName.value_or(std::string())));
    line("class", tomlQuoted(std::string(asn1::nameOf(profile.profileClass.value_or(rsp::ProfileClass::operational)))));
    if (profile.state == rsp::ProfileState::enabled)
        line("enabled", "true");
    if (profile.nickname)
        line("nickname", tomlQuoted(*profile.nickname));
    if (profile.owner)
        line("owner", tomlQuoted(profile.owner->mccMncText()));
    if (profile.policyRules)
        line("policy-rules", "[" + policyRuleList(*profile.policyRules) + "]");
    if (profile.notificationConfiguration && !profile.notificationConfiguration->empty()) {
        const auto &wish = profile.notificationConfiguration->front();
        line("notify", "{ address = " + tomlQuoted(wish.notificationAddress) + ", of = ["
                           + eventList(wish.profileManagementOperation) + "] }");
    }
    if (profile.icon) {
        const std::string file = iccid + (profile.iconType == rsp::IconType::png ? ".png" : ".jpg");
        auto written = writeFile(folder / file, textOf(*profile.icon));
        if (!written)
            return fail(std::move(written.error()));
        line("icon", tomlQuoted(file));
    }
    return text;
}

} // namespace wb::euicc
