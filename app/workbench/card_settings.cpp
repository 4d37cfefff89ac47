// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/workbench/card_settings.h"

#include "core/base/hex.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace wb::workbench {

namespace {

struct CardSettings {
    Q_DECLARE_TR_FUNCTIONS(CardSettings)
};

constexpr const char *exclusiveKey = "card/exclusive";
constexpr const char *protocolKey = "card/protocol";
constexpr const char *channelKey = "card/logicalChannel";
constexpr const char *capabilityKey = "card/terminalCapability";
constexpr const char *ownAidsKey = "card/ownAids";

/// AIDs in hexadecimal, apart by blanks or commas; none when one of them is no AID.
std::optional<std::vector<Bytes>> aidsOf(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    std::vector<Bytes> aids;
    for (const QString &word : text.split(between, Qt::SkipEmptyParts)) {
        auto aid = fromHex(word.toStdString());
        if (!aid || aid->size() < 5 || aid->size() > 16)
            return std::nullopt;
        aids.push_back(std::move(*aid));
    }
    return aids;
}

} // namespace

std::vector<shell::SettingSpec> cardSettings()
{
    const QString page = CardSettings::tr("Card");
    return {{.key = QString::fromLatin1(exclusiveKey),
             .standard = false,
             .page = page,
             .label = CardSettings::tr("Keep other programs off the reader"),
             .tip = CardSettings::tr("Exclusive while a procedure runs; otherwise others may connect and wait.")},
            {.key = QString::fromLatin1(protocolKey),
             .standard = QStringLiteral("any"),
             .page = page,
             .label = CardSettings::tr("Protocol"),
             .tip = CardSettings::tr("The transmission protocol asked for. A card that does not have it is refused."),
             .choices = {{QStringLiteral("any"), CardSettings::tr("What reader and card settle")},
                         {QStringLiteral("t0"), QStringLiteral("T=0")},
                         {QStringLiteral("t1"), QStringLiteral("T=1")}}},
            {.key = QString::fromLatin1(channelKey),
             .standard = true,
             .page = page,
             .label = CardSettings::tr("Open a logical channel"),
             .tip = CardSettings::tr("Off: the ISD-R is selected on the basic channel, where a modem may be at work.")},
            {.key = QString::fromLatin1(capabilityKey),
             .standard = true,
             .page = page,
             .label = CardSettings::tr("Send TERMINAL CAPABILITY"),
             .tip = CardSettings::tr("Tells the card that an LPA is here. Some cards refuse ES10 without it.")},
            {.key = QString::fromLatin1(ownAidsKey),
             .standard = QString(),
             .page = page,
             .label = CardSettings::tr("Further AIDs of an ISD-R"),
             .tip = CardSettings::tr("In hexadecimal, apart by blanks; tried when none of the known ones answers."),
             .valid = [](const QVariant &value) { return aidsOf(value.toString()).has_value(); }}};
}

bool isCardSetting(const QString &key)
{
    return key.startsWith(QStringLiteral("card/"));
}

cards::OpenOptions openOptionsOf(const shell::Settings &settings)
{
    cards::OpenOptions options;
    options.share = settings.flag(exclusiveKey) ? pcsc::ShareMode::exclusive : pcsc::ShareMode::shared;
    const QString protocol = settings.text(protocolKey);
    if (protocol == QStringLiteral("t0"))
        options.protocol = pcsc::ProtocolChoice::t0;
    else if (protocol == QStringLiteral("t1"))
        options.protocol = pcsc::ProtocolChoice::t1;
    if (!settings.flag(channelKey))
        options.session.channel = card::ChannelChoice::basic;
    options.session.terminalCapability = settings.flag(capabilityKey);
    options.session.ownAids = aidsOf(settings.text(ownAidsKey)).value_or(std::vector<Bytes>());
    return options;
}

} // namespace wb::workbench
