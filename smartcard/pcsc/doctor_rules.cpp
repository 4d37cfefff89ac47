// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/doctor_rules.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>

namespace wb::pcsc {

namespace {

constexpr explain::Text asExplained{nullptr, nullptr, nullptr};

constexpr std::uint32_t noServiceCodes[]{0x8010001D};
constexpr std::uint32_t refusedByPolkitCodes[]{0x8010006A};
constexpr std::uint32_t serviceEndedCodes[]{0x8010001E, 0x80100018};
constexpr std::uint32_t serviceInTroubleCodes[]{0x80100001, 0x80100003, 0x80100005, 0x80100006,
                                                0x80100007, 0x80100013, 0x80100031};
constexpr std::uint32_t noReadersCodes[]{0x8010002E};
constexpr std::uint32_t readerGoneCodes[]{0x80100009, 0x80100017};
constexpr std::uint32_t readerInTroubleCodes[]{0x8010000A, 0x80100010, 0x80100014, 0x8010001A,
                                               0x8010001B, 0x8010001F, 0x80100022, 0x0000045D};
constexpr std::uint32_t sharingCodes[]{0x8010000B};
constexpr std::uint32_t noSmartCardCodes[]{0x8010000C};
constexpr std::uint32_t muteCodes[]{0x80100066};
constexpr std::uint32_t unsupportedCodes[]{0x80100065, 0x8010001C};
constexpr std::uint32_t mismatchCodes[]{0x8010000F};
constexpr std::uint32_t resetCodes[]{0x80100068};
constexpr std::uint32_t removedCodes[]{0x80100069};
constexpr std::uint32_t unpoweredCodes[]{0x80100067};
constexpr std::uint32_t notTransactedCodes[]{0x80100016, 0x8010002F, 0x80100015};

constexpr const char *startService = "sudo systemctl start pcscd.socket";
constexpr const char *restartService = "sudo systemctl restart pcscd";
constexpr const char *startDaemon = "sudo pcscd";
constexpr const char *restartDaemon = "sudo sh -c 'pkill -x pcscd; sleep 1; pcscd'";
constexpr const char *allowByPolkit =
    "printf '%s\\n' 'polkit.addRule(function(action, subject) { if (action.id.indexOf(\"org.debian.pcsc-lite.\") == 0 "
    "&& "
    "subject.user == \"%2\") return polkit.Result.YES; });' | sudo tee /etc/polkit-1/rules.d/49-pcsc.rules";

constexpr const char *readersAppear = QT_TRANSLATE_NOOP("explain", "`smds card list` names the readers.");
constexpr const char *cardAppears = QT_TRANSLATE_NOOP("explain", "`smds card list` shows the card with its ATR.");
constexpr const char *cardIsRead = QT_TRANSLATE_NOOP("explain", "`smds card info` with this reader tells the EID.");

constexpr Rule table[] = {
    // The service
    {"pcscd-not-installed",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "The smart card service is not installed."),
      QT_TRANSLATE_NOOP("explain", "There is no pcscd on this machine, and every program reaches readers through it."),
      QT_TRANSLATE_NOOP("explain", "Install it, with the driver for common readers.")},
     "sudo apt-get install pcscd libccid",
     nullptr,
     readersAppear,
     noServiceCodes,
     look::serviceNotInstalled},
    {"pcscd-socket-misnamed",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "The smart card service is looked for where it is not."),
      QT_TRANSLATE_NOOP("explain", "PCSCLITE_CSOCK_NAME is set, and there is no socket where it says."),
      QT_TRANSLATE_NOOP("explain",
                        "Take the variable out of the environment, and start the program from there again.")},
     "unset PCSCLITE_CSOCK_NAME",
     nullptr,
     readersAppear,
     noServiceCodes,
     look::socketMisnamed},
    {"pcscd-not-in-container",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "The smart card service is outside of this container."),
      QT_TRANSLATE_NOOP("explain", "There is no pcscd in here, and the socket of the one on the host is not visible."),
      QT_TRANSLATE_NOOP("explain", "Start the container with the folder of the socket, in place of IMAGE its image.")},
     "docker run --volume /run/pcscd:/run/pcscd IMAGE",
     nullptr,
     readersAppear,
     noServiceCodes,
     look::socketOutsideContainer},
    {"pcscd-not-running",
     Severity::blocks,
     {nullptr, QT_TRANSLATE_NOOP("explain", "pcscd is installed, and neither it nor its socket is there."),
      QT_TRANSLATE_NOOP("explain", "Start it.")},
     startService,
     startDaemon,
     readersAppear,
     noServiceCodes,
     look::serviceNotRunning},
    {"pcscd-socket-missing",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "pcscd runs, but its socket is not where programs look for it."),
      QT_TRANSLATE_NOOP("explain", "The socket was deleted while pcscd ran."),
      QT_TRANSLATE_NOOP("explain", "Restart it, so that it makes its socket anew.")},
     "sudo systemctl restart pcscd.socket pcscd",
     restartDaemon,
     readersAppear,
     noServiceCodes,
     look::socketMissing},
    {"pcscd-socket-dead",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "The socket of pcscd is there, and nobody listens."),
      QT_TRANSLATE_NOOP("explain", "pcscd was killed and left its socket behind."),
      QT_TRANSLATE_NOOP("explain", "Start it anew.")},
     "sudo systemctl restart pcscd.socket pcscd",
     restartDaemon,
     readersAppear,
     noServiceCodes,
     look::socketDead},
    {"pcscd-socket-forbidden",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "This user may not connect to the socket of pcscd."),
      QT_TRANSLATE_NOOP("explain", "The rights of the socket or of its folder leave this user out."),
      QT_TRANSLATE_NOOP("explain", "Give everybody the right to connect, as pcscd does by itself; polkit still decides "
                                   "who may use cards.")},
     "sudo sh -c 'chmod a+rx /run/pcscd; chmod a+rw /run/pcscd/pcscd.comm'",
     nullptr,
     readersAppear,
     noServiceCodes,
     look::socketForbidden},
    {"polkit-refuses",
     Severity::blocks,
     {nullptr,
      QT_TRANSLATE_NOOP("explain",
                        "pcscd asks polkit, which by itself allows only users of a local, active session: not "
                        "over SSH, in a container or for a service."),
      QT_TRANSLATE_NOOP("explain", "Add a rule that allows it to this user; it holds at once.")},
     allowByPolkit,
     nullptr,
     readersAppear,
     refusedByPolkitCodes,
     look::polkitRefuses},
    {"pcscd-does-not-answer",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "pcscd listens, but does not do what it is asked."),
      QT_TRANSLATE_NOOP("explain",
                        "It hangs in a reader driver, is just ending, or is of another version than the library."),
      QT_TRANSLATE_NOOP("explain", "Restart it.")},
     restartService,
     restartDaemon,
     readersAppear,
     noServiceCodes,
     look::serviceDoesNotAnswer},
    {"pcscd-ended", Severity::blocks, asExplained, startService, startDaemon, readersAppear, serviceEndedCodes,
     look::codes},
    {"pcscd-in-trouble", Severity::blocks, asExplained, restartService, restartDaemon, readersAppear,
     serviceInTroubleCodes, look::codes},
    // Readers
    {"reader-held-by-kernel",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "The kernel keeps a reader for itself."),
      QT_TRANSLATE_NOOP("explain", "Its NFC driver took the reader before pcscd could."),
      QT_TRANSLATE_NOOP("explain", "Unload the driver and plug the reader in again; for good with a line `blacklist "
                                   "pn533_usb` in a file of /etc/modprobe.d.")},
     "sudo modprobe -r %2",
     nullptr,
     readersAppear,
     {},
     look::readerHeldByKernel},
    {"reader-driver-missing",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "A reader is plugged in, and pcscd has no driver for it."),
      QT_TRANSLATE_NOOP("explain", "The driver for readers of the USB class 0B is not installed."),
      QT_TRANSLATE_NOOP("explain", "Install it, then plug the reader in again.")},
     "sudo apt-get install libccid",
     nullptr,
     readersAppear,
     {},
     look::driverMissing},
    {"reader-not-taken",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "A reader is plugged in, and pcscd does not list it."),
      QT_TRANSLATE_NOOP("explain",
                        "pcscd missed it, the driver does not know its number, or pcscd may not open the device."),
      QT_TRANSLATE_NOOP("explain",
                        "Restart the service. If that changes nothing, its log tells why: journalctl -u pcscd")},
     restartService,
     restartDaemon,
     readersAppear,
     {},
     look::readerNotTaken},
    {"no-reader",
     Severity::blocks,
     {nullptr,
      QT_TRANSLATE_NOOP("explain",
                        "None is plugged in, or it has a USB class of its own, which needs its maker's driver."),
      QT_TRANSLATE_NOOP("explain",
                        "Plug a reader in. Without one, this puts a virtual eUICC into pcscd's virtual reader "
                        "(package vsmartcard-vpcd).")},
     "smds card plug",
     nullptr,
     readersAppear,
     noReadersCodes,
     look::noReader},
    {"reader-gone", Severity::blocks, asExplained, "smds card list", nullptr, readersAppear, readerGoneCodes,
     look::codes},
    {"reader-in-trouble", Severity::blocks, asExplained, restartService, restartDaemon, cardAppears,
     readerInTroubleCodes, look::codes},
    // Cards
    {"card-held-by-gnupg",
     Severity::blocks,
     {nullptr, QT_TRANSLATE_NOOP("explain", "GnuPG's scdaemon connects to every card it sees, and exclusively."),
      QT_TRANSLATE_NOOP("explain",
                        "End it; GnuPG starts it again when it needs it. `pcsc-shared` in scdaemon.conf makes it "
                        "share.")},
     "gpgconf --kill scdaemon",
     nullptr,
     cardIsRead,
     sharingCodes,
     look::heldByGnuPg},
    {"card-held-by-program",
     Severity::blocks,
     {nullptr, QT_TRANSLATE_NOOP("explain", "It holds the card exclusively or has a transaction open."),
      QT_TRANSLATE_NOOP("explain", "Close that program, or end it.")},
     "kill %2",
     nullptr,
     cardIsRead,
     sharingCodes,
     look::heldByProgram},
    {"card-held",
     Severity::blocks,
     {nullptr,
      QT_TRANSLATE_NOOP("explain",
                        "It holds the card exclusively or has a transaction open; which one is not to be seen "
                        "from here."),
      QT_TRANSLATE_NOOP("explain",
                        "Close the other program, or restart the service, which takes the card from everybody.")},
     restartService,
     restartDaemon,
     cardIsRead,
     sharingCodes,
     look::heldByUnknown},
    {"card-mute", Severity::blocks, asExplained, "", nullptr, cardAppears, muteCodes, look::cardMute},
    {"card-unsupported", Severity::blocks, asExplained, "", nullptr, cardAppears, unsupportedCodes, look::codes},
    {"protocol-mismatch", Severity::blocks, asExplained, "smds card info --reader %1", nullptr, cardIsRead,
     mismatchCodes, look::codes},
    {"card-reset", Severity::warns, asExplained, "smds card info --reader %1 --exclusive", nullptr, cardIsRead,
     resetCodes, look::codes},
    {"card-removed", Severity::warns, asExplained, "", nullptr, cardAppears, removedCodes, look::codes},
    {"card-unpowered", Severity::warns, asExplained, "smds card info --reader %1", nullptr, cardIsRead, unpoweredCodes,
     look::codes},
    {"card-not-reached", Severity::blocks, asExplained, "", nullptr, cardIsRead, notTransactedCodes, look::codes},
    {"no-card", Severity::blocks, asExplained, "", nullptr, cardAppears, noSmartCardCodes, look::noCard},
    {"no-isd-r",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "No ISD-R answers on this card."),
      QT_TRANSLATE_NOOP("explain",
                        "It is no eUICC, or its maker gave the ISD-R an AID that neither the list of known ones "
                        "nor EF.DIR has."),
      QT_TRANSLATE_NOOP("explain",
                        "Ask the maker for the AID of the ISD-R and try it, in place of AID. In the window it is a "
                        "setting of the page Card.")},
     "smds card doctor --reader %1 --aid AID",
     nullptr,
     cardIsRead,
     {},
     look::noIsdR},
    {"card-not-opened",
     Severity::blocks,
     {QT_TRANSLATE_NOOP("explain", "The card cannot be worked with."), QT_TRANSLATE_NOOP("explain", "%2."),
      QT_TRANSLATE_NOOP("explain", "Take the card out, put it in again, and look at the exchanges.")},
     "smds card info --reader %1 --trace",
     nullptr,
     cardIsRead,
     {},
     look::openFailed},
    {"other-code", Severity::warns, asExplained, "", nullptr, cardIsRead, {}, look::otherCodes},
    // What works in another way than usual
    {"card-held-here",
     Severity::notes,
     {QT_TRANSLATE_NOOP("explain", "This program itself has the card."),
      QT_TRANSLATE_NOOP("explain", "%2 is at work with it, and a card is used by one procedure at a time."),
      QT_TRANSLATE_NOOP("explain", "Wait until it is done, or cancel it in the status bar.")},
     "",
     nullptr,
     cardIsRead,
     {},
     look::heldHere},
    {"channel-refused",
     Severity::notes,
     {QT_TRANSLATE_NOOP("explain", "The card or its reader refuses a logical channel; the basic channel works."),
      QT_TRANSLATE_NOOP("explain", "Some cards and modems have the basic channel only (6881, 6A81, 6E00)."),
      QT_TRANSLATE_NOOP("explain",
                        "Nothing needs to be done: the basic channel is used instead. To ask for it at once:")},
     "smds card info --reader %1 --no-logical-channel",
     nullptr,
     cardIsRead,
     {},
     look::channelRefused},
    {"isd-r-elsewhere",
     Severity::notes,
     {QT_TRANSLATE_NOOP("explain", "The ISD-R has another AID than SGP.22 says."),
      QT_TRANSLATE_NOOP("explain", "The maker of the card gave it %2."),
      QT_TRANSLATE_NOOP("explain", "Nothing needs to be done here; other programs may have to be told the AID.")},
     "",
     nullptr,
     cardIsRead,
     {},
     look::isdRElsewhere},
    // What is as it should be
    {"card-answers",
     Severity::fine,
     {QT_TRANSLATE_NOOP("explain", "The card answers, and its ISD-R was found."),
      QT_TRANSLATE_NOOP("explain", "It is %2."), QT_TRANSLATE_NOOP("explain", "Nothing needs to be done.")},
     "smds card info --reader %1",
     nullptr,
     cardIsRead,
     {},
     look::cardAnswers},
    {"card-present",
     Severity::fine,
     {QT_TRANSLATE_NOOP("explain", "A card is in the reader."),
      QT_TRANSLATE_NOOP("explain", "It has answered a reset; it was not spoken to."),
      QT_TRANSLATE_NOOP("explain", "Nothing needs to be done.")},
     "smds card info --reader %1",
     nullptr,
     cardIsRead,
     {},
     look::cardPresent},
};

} // namespace

std::span<const Rule> rules()
{
    return table;
}

std::string shellWord(std::string_view text)
{
    const auto plain = [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view("_@+=:,./-").find(char(c)) != std::string_view::npos;
    };
    if (!text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), plain))
        return std::string(text);
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'')
            word += "'\\''";
        else
            word += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
    return word + "'";
}

} // namespace wb::pcsc
