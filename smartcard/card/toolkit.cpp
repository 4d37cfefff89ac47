// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/toolkit.h"

#include "core/asn1/reader.h"
#include "core/base/hex.h"
#include "core/explain/translation.h"

#include <QCoreApplication>

#include <algorithm>

namespace wb::card {

namespace {

constexpr std::uint8_t refresh = 0x01;

struct TypeName {
    std::uint8_t type;
    const char *name;
};

/// ETSI TS 102 223 section 9.4.
constexpr TypeName typeNames[] = {
    {refresh, "REFRESH"},
    {0x02, "MORE TIME"},
    {0x03, "POLL INTERVAL"},
    {0x04, "POLLING OFF"},
    {0x05, "SET UP EVENT LIST"},
    {0x10, "SET UP CALL"},
    {0x11, "SEND SS"},
    {0x12, "SEND USSD"},
    {0x13, "SEND SHORT MESSAGE"},
    {0x14, "SEND DTMF"},
    {0x15, "LAUNCH BROWSER"},
    {0x20, "PLAY TONE"},
    {0x21, "DISPLAY TEXT"},
    {0x22, "GET INKEY"},
    {0x23, "GET INPUT"},
    {0x24, "SELECT ITEM"},
    {0x25, "SET UP MENU"},
    {0x26, "PROVIDE LOCAL INFORMATION"},
    {0x27, "TIMER MANAGEMENT"},
    {0x28, "SET UP IDLE MODE TEXT"},
    {0x34, "RUN AT COMMAND"},
    {0x35, "LANGUAGE NOTIFICATION"},
    {0x40, "OPEN CHANNEL"},
    {0x41, "CLOSE CHANNEL"},
    {0x42, "RECEIVE DATA"},
    {0x43, "SEND DATA"},
    {0x44, "GET CHANNEL STATUS"},
    {0x60, "RETRIEVE MULTIMEDIA MESSAGE"},
    {0x70, "ACTIVATE"},
};

struct RefreshMode {
    std::uint8_t qualifier;
    bool wantsReset;
    const char *name;
    const char *meaning;
};

/// ETSI TS 102 223 section 8.6, qualifiers of REFRESH.
constexpr RefreshMode refreshModes[] = {
    {0x00, false, "NAA initialisation and full file change",
     QT_TRANSLATE_NOOP("explain", "The terminal reads all files of the enabled profile again.")},
    {0x01, false, "file change notification",
     QT_TRANSLATE_NOOP("explain", "The terminal reads the files named in it again.")},
    {0x02, false, "NAA initialisation and file change notification",
     QT_TRANSLATE_NOOP("explain", "The terminal starts its network application anew.")},
    {0x03, false, "NAA initialisation",
     QT_TRANSLATE_NOOP("explain", "The terminal starts its network application anew.")},
    {0x04, true, "UICC reset",
     QT_TRANSLATE_NOOP("explain", "The terminal resets the card; only then is the other profile in use.")},
    {0x05, false, "NAA application reset",
     QT_TRANSLATE_NOOP("explain", "The terminal starts its network application anew.")},
    {0x06, false, "NAA session reset",
     QT_TRANSLATE_NOOP("explain", "The terminal starts its network application anew.")},
    {0x07, false, "steering of roaming", QT_TRANSLATE_NOOP("explain", "The terminal chooses its network anew.")},
    {0x08, false, "steering of roaming for I-WLAN",
     QT_TRANSLATE_NOOP("explain", "The terminal chooses its network anew.")},
    {0x09, false, "eUICC profile state change",
     QT_TRANSLATE_NOOP("explain", "The terminal takes the other profile into use without a reset.")},
};

std::string typeName(std::uint8_t type)
{
    const auto place = std::find_if(std::begin(typeNames), std::end(typeNames),
                                    [type](const TypeName &each) { return each.type == type; });
    return place != std::end(typeNames) ? place->name : "type " + toHex({&type, 1});
}

void describeRefresh(ProactiveCommand &command)
{
    const auto place = std::find_if(
        std::begin(refreshModes), std::end(refreshModes),
        [&command](const RefreshMode &mode) { return mode.qualifier == command.qualifier; });
    if (place == std::end(refreshModes)) {
        command.name += ", qualifier " + toHex({&command.qualifier, 1});
        command.meaning = explain::translated(
            QT_TRANSLATE_NOOP("explain", "The terminal is to read the card again, in a way that is not known."));
        return;
    }
    command.name += std::string(", ") + place->name;
    command.meaning = explain::translated(place->meaning);
    command.wantsReset = place->wantsReset;
}

Failure malformed(std::size_t offset, std::string reason)
{
    Error error = makeError(ErrorKind::malformed, Interface::apdu, "FETCH", std::move(reason));
    error.offset = offset;
    return fail(std::move(error));
}

} // namespace

Result<ProactiveCommand> readProactiveCommand(ByteView whole)
{
    const auto outer = asn1::readSingle(whole);
    if (!outer)
        return malformed(outer.error().offset.value_or(0), "is no TLV: " + outer.error().reason);
    if (outer->tag != 0xD0)
        return malformed(0, "tag " + asn1::tagText(outer->tag) + " instead of D0");
    asn1::Reader reader(outer->content, outer->contentOffset());
    for (asn1::Element element; reader.next(element);) {
        if ((element.tag & 0x7F) != 0x01) // the top bit says whether it must be understood
            continue;
        if (element.content.size() != 3)
            return malformed(element.contentOffset(), "the command details have "
                                                          + std::to_string(element.content.size())
                                                          + " octets instead of 3");
        ProactiveCommand command;
        command.whole = copyOf(whole);
        command.number = element.content[0];
        command.type = element.content[1];
        command.qualifier = element.content[2];
        command.name = typeName(command.type);
        if (command.type == refresh)
            describeRefresh(command);
        else
            command.meaning = explain::translated(
                QT_TRANSLATE_NOOP("explain", "An application on the card wants it; an LPA has no part in it."));
        return command;
    }
    return malformed(outer->contentOffset(), "there are no command details");
}

GeneralResult resultOf(const ProactiveCommand &command)
{
    return command.type == refresh ? GeneralResult::performed : GeneralResult::beyondCapabilities;
}

Bytes terminalResponse(const ProactiveCommand &command, GeneralResult result)
{
    return {0x81,
            0x03,
            command.number,
            command.type,
            command.qualifier, // command details, as they came
            0x82,
            0x02,
            0x82,
            0x81, // from the terminal to the UICC
            0x83,
            0x01,
            static_cast<std::uint8_t>(result)};
}

Result<ProactiveCommand> answerToolkit(Session &session, Transport &transport, std::stop_token stop)
{
    const auto length = session.proactiveLength();
    if (!length)
        return fail(ErrorKind::notFound, Interface::apdu, "FETCH", "no proactive command waits");
    const auto fetched = session.sendRecorded({0x80, instruction::fetch, 0x00, 0x00, {}, *length}, stop);
    if (!fetched)
        return fail(fetched.error());
    if (!isSuccess(fetched->sw))
        return fail(statusError("FETCH", fetched->sw, "the card gives no proactive command"));
    auto command = readProactiveCommand(fetched->data);
    if (!command)
        return command;
    const auto answered = session.sendRecorded(
        {0x80, instruction::terminalResponse, 0x00, 0x00, terminalResponse(*command), {}}, stop);
    if (!answered)
        return fail(answered.error());
    if (!isSuccess(answered->sw))
        return fail(statusError("TERMINAL RESPONSE", answered->sw, "the card refuses the answer"));
    if (command->wantsReset) {
        if (auto done = transport.reset(); !done)
            return fail(std::move(done.error()));
    }
    return command;
}

} // namespace wb::card
