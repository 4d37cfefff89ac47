// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/status_words.h"

#include "core/explain/translation.h"

#include <QCoreApplication>

#include <cstdio>

namespace wb::explain {

namespace {

// Single words first: the first entry that fits is taken.
constexpr StatusWordMeaning statusWordTable[] = {
    {0x9000,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card carried out the command."),
      QT_TRANSLATE_NOOP("explain", "90 00 is the ordinary success."),
      QT_TRANSLATE_NOOP("explain", "Nothing needs to be done.")}},
    {0x9100,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain",
                        "The card carried out the command and has a proactive command of %1 octets waiting."),
      QT_TRANSLATE_NOOP("explain",
                        "91 XX is success too: after enabling or disabling a profile the card asks for a REFRESH."),
      QT_TRANSLATE_NOOP("explain", "Send FETCH for %1 octets, then start again with SELECT after the REFRESH.")}},
    {0x9300,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card is busy with the card application toolkit."),
      QT_TRANSLATE_NOOP("explain", "A proactive session is open and the command cannot be taken now."),
      QT_TRANSLATE_NOOP("explain",
                        "Finish the proactive session (FETCH, TERMINAL RESPONSE) and send the command again.")}},
    {0x9240,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card could not write its memory."),
      QT_TRANSLATE_NOOP("explain", "The memory is worn out or the card is damaged."),
      QT_TRANSLATE_NOOP("explain", "Try another card.")}},
    {0x6100,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card has %1 more octets of answer."),
      QT_TRANSLATE_NOOP("explain", "The answer is longer than one response; 61 XX asks for GET RESPONSE."),
      QT_TRANSLATE_NOOP("explain", "Send GET RESPONSE with Le %2, in the class byte of the channel in use.")}},
    {0x6C00,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The command had the wrong Le; the card has %1 octets."),
      QT_TRANSLATE_NOOP("explain", "6C XX tells the exact length."),
      QT_TRANSLATE_NOOP("explain", "Send the same command again with Le %2.")}},
    {0x6200,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card warns, with nothing changed."),
      QT_TRANSLATE_NOOP("explain", "No further information is given."),
      QT_TRANSLATE_NOOP("explain", "Look at the answer data.")}},
    {0x6281,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "Part of the answer may be corrupted."),
      QT_TRANSLATE_NOOP("explain", "The card found its own data doubtful."),
      QT_TRANSLATE_NOOP("explain", "Read it again; when it stays, the card is damaged.")}},
    {0x6282,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The end of the file came before Le octets."),
      QT_TRANSLATE_NOOP("explain", "The file is shorter than what was asked for."),
      QT_TRANSLATE_NOOP("explain", "Read with a smaller Le.")}},
    {0x6283,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The selected file or application is deactivated."),
      QT_TRANSLATE_NOOP("explain", "An administrator command or a disabled profile has switched it off."),
      QT_TRANSLATE_NOOP("explain", "Enable the profile, or activate the file.")}},
    {0x6285,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The selected file is terminated."),
      QT_TRANSLATE_NOOP("explain", "Its life cycle has ended."), QT_TRANSLATE_NOOP("explain", "Use another file.")}},
    {0x62F1,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "There is more data."),
      QT_TRANSLATE_NOOP("explain", "The card has answered a part of its list."),
      QT_TRANSLATE_NOOP("explain", "Send the command again for the next part.")}},
    {0x62F3,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "There is more data, and the response data is correct."),
      QT_TRANSLATE_NOOP("explain", "The card has answered a part of its list."),
      QT_TRANSLATE_NOOP("explain", "Send the command again for the next part.")}},
    {0x63C0,
     0xFFF0,
     {QT_TRANSLATE_NOOP("explain", "The verification failed; %1 tries are left."),
      QT_TRANSLATE_NOOP("explain", "The PIN or key was wrong."),
      QT_TRANSLATE_NOOP("explain", "Check the value before the next try: at zero the card blocks it.")}},
    {0x63F1,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card expects more of this command."),
      QT_TRANSLATE_NOOP("explain", "A chain of commands is not complete."),
      QT_TRANSLATE_NOOP("explain", "Send the next block.")}},
    {0x6300,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The verification failed."),
      QT_TRANSLATE_NOOP("explain", "The value was wrong, or the authentication failed."),
      QT_TRANSLATE_NOOP("explain", "Check the key or PIN before the next try.")}},
    {0x6400,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card failed, with nothing changed."),
      QT_TRANSLATE_NOOP("explain", "An internal error of the card."),
      QT_TRANSLATE_NOOP("explain", "Reset the card and try again.")}},
    {0x6500,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card failed, and something may have changed."),
      QT_TRANSLATE_NOOP("explain", "An internal error while writing."),
      QT_TRANSLATE_NOOP("explain", "Reset the card and read what changed before going on.")}},
    {0x6581,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card could not write its memory."),
      QT_TRANSLATE_NOOP("explain", "A memory failure of the card."),
      QT_TRANSLATE_NOOP("explain", "Try another card.")}},
    {0x6700,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The length of the command is wrong."),
      QT_TRANSLATE_NOOP("explain", "Lc or Le does not fit the command. Some cards refuse STORE DATA without Le, or "
                                   "blocks longer than they buffer."),
      QT_TRANSLATE_NOOP("explain", "Send the command with Le 00 and blocks of at most 120 octets.")}},
    {0x6881,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card does not support this logical channel."),
      QT_TRANSLATE_NOOP(
          "explain", "The card or the reader between has no such channel; some modems allow the basic channel only."),
      QT_TRANSLATE_NOOP("explain", "Use the basic channel (0): close other programs first, since they share it.")}},
    {0x6882,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card does not support secure messaging."),
      QT_TRANSLATE_NOOP("explain", "The class byte asks for it."),
      QT_TRANSLATE_NOOP("explain", "Clear the secure messaging bits of CLA.")}},
    {0x6883,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The last command of a chain is missing."),
      QT_TRANSLATE_NOOP("explain", "A chain was begun and another command came in between."),
      QT_TRANSLATE_NOOP("explain", "Start the chain again from its first block.")}},
    {0x6884,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card does not support command chaining."),
      QT_TRANSLATE_NOOP("explain", "The class byte has the chaining bit."),
      QT_TRANSLATE_NOOP("explain", "Send the data with STORE DATA blocks (P1 11 and 91) instead.")}},
    {0x6900,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The command is not allowed."),
      QT_TRANSLATE_NOOP("explain", "The card gives no further reason."),
      QT_TRANSLATE_NOOP("explain", "Check what is selected and which session is open.")}},
    {0x6981,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The command does not fit the kind of file."),
      QT_TRANSLATE_NOOP("explain", "The selected file has another structure."),
      QT_TRANSLATE_NOOP("explain", "Select the right file, or read it with the command for its structure.")}},
    {0x6982,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The security status does not allow it."),
      QT_TRANSLATE_NOOP(
          "explain",
          "A PIN or key has not been presented, or the application is locked to its own terminal capability."),
      QT_TRANSLATE_NOOP("explain", "Present the PIN; for an eUICC send TERMINAL CAPABILITY before SELECT.")}},
    {0x6983,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The PIN or key is blocked."),
      QT_TRANSLATE_NOOP("explain", "It was wrong too often."),
      QT_TRANSLATE_NOOP("explain", "Unblock it with its PUK or key.")}},
    {0x6984,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The data the command refers to is unusable."),
      QT_TRANSLATE_NOOP("explain", "It was invalidated, or no challenge was asked for before."),
      QT_TRANSLATE_NOOP("explain", "Get a new challenge first.")}},
    {0x6985,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The conditions of use are not satisfied."),
      QT_TRANSLATE_NOOP("explain", "At an eUICC usually: a REFRESH is pending after enabling or disabling a profile, a "
                                   "profile download is running (only GetEUICCChallenge and CancelSession are allowed "
                                   "then), or the LPA functions were not announced with TERMINAL CAPABILITY."),
      QT_TRANSLATE_NOOP("explain",
                        "Fetch the pending proactive command or reset the card, then select the ISD-R again.")}},
    {0x6986,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The command is not allowed: no file is selected."),
      QT_TRANSLATE_NOOP("explain", "There is no current elementary file."),
      QT_TRANSLATE_NOOP("explain", "Select the file first.")}},
    {0x6999,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The application was not selected."),
      QT_TRANSLATE_NOOP("explain",
                        "The card refuses SELECT of this AID: the application is locked or not selectable now."),
      QT_TRANSLATE_NOOP("explain", "Reset the card and select again; list the applications of EF.DIR.")}},
    {0x6A00,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "Parameters are wrong."),
      QT_TRANSLATE_NOOP("explain", "The card gives no further reason."),
      QT_TRANSLATE_NOOP("explain", "Compare P1, P2 and the data with the specification.")}},
    {0x6A80,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The data of the command is wrong."),
      QT_TRANSLATE_NOOP("explain", "The data object is malformed, or a value in it is none the card accepts."),
      QT_TRANSLATE_NOOP("explain", "Decode the data that was sent and compare it with the data object's schema.")}},
    {0x6A81,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card does not support this function."),
      QT_TRANSLATE_NOOP("explain", "The command exists, but not in this application or version."),
      QT_TRANSLATE_NOOP("explain", "Check the SVN in EUICCInfo2 and what the card announces.")}},
    {0x6A82,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The file or application was not found."),
      QT_TRANSLATE_NOOP("explain",
                        "On SELECT of the ISD-R: the card is no eUICC, or its ISD-R has an AID of its vendor."),
      QT_TRANSLATE_NOOP("explain", "Try the vendor AIDs, or check that the right card is in the right reader.")}},
    {0x6A83,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The record was not found."),
      QT_TRANSLATE_NOOP("explain", "The record number is beyond the end of the file."),
      QT_TRANSLATE_NOOP("explain", "Read the file's number of records first.")}},
    {0x6A84,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "There is not enough memory."),
      QT_TRANSLATE_NOOP("explain", "The card cannot store the data."),
      QT_TRANSLATE_NOOP("explain", "Delete a profile that is not needed.")}},
    {0x6A86,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "P1 or P2 is wrong."),
      QT_TRANSLATE_NOOP(
          "explain",
          "The parameters do not fit the command: for STORE DATA P1 is 11 for more blocks and 91 for the last."),
      QT_TRANSLATE_NOOP("explain", "Compare P1 and P2 with SGP.22 section 5.7.2.")}},
    {0x6A87,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "Lc does not fit P1 and P2."),
      QT_TRANSLATE_NOOP("explain", "The length of the data is not what the parameters ask for."),
      QT_TRANSLATE_NOOP("explain", "Check the length of the data.")}},
    {0x6A88,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The data referred to was not found."),
      QT_TRANSLATE_NOOP("explain", "At an eUICC: the data object's first tag is none the ISD-R knows. While a profile "
                                   "is loaded: an unknown tag in the Bound Profile Package; the session is kept."),
      QT_TRANSLATE_NOOP("explain",
                        "Check the first tag of what was sent, and that the ISD-R is selected on this channel.")}},
    {0x6A89,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The file exists already."), QT_TRANSLATE_NOOP("explain", "It was created before."),
      QT_TRANSLATE_NOOP("explain", "Use the existing one, or delete it first.")}},
    {0x6A8A,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The application exists already."),
      QT_TRANSLATE_NOOP("explain", "Its name is taken."),
      QT_TRANSLATE_NOOP("explain", "Use the existing one, or delete it first.")}},
    {0x6B00,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "P1 and P2 are out of range."),
      QT_TRANSLATE_NOOP("explain", "The offset or block number is beyond the end."),
      QT_TRANSLATE_NOOP("explain", "Check the offset; STORE DATA blocks are numbered from 00 within each command.")}},
    {0x6D00,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card does not know this instruction."),
      QT_TRANSLATE_NOOP(
          "explain",
          "INS is wrong, or the selected application does not have the command: often the ISD-R is not selected."),
      QT_TRANSLATE_NOOP("explain", "Select the ISD-R on this channel, then send the command again.")}},
    {0x6E00,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card does not know this class."),
      QT_TRANSLATE_NOOP("explain", "CLA is wrong: STORE DATA wants 80 to 83, and C0 to CF on channels 4 to 19."),
      QT_TRANSLATE_NOOP("explain", "Correct CLA for the channel in use.")}},
    {0x6FCA,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "This is not in the capture that is replayed as a card."),
      QT_TRANSLATE_NOOP(
          "explain", "6F CA is what SM-DS Workbench answers for a captured card when the command was never recorded, "
                     "or was recorded fewer times than it was sent; a real card says it for reasons of its own."),
      QT_TRANSLATE_NOOP("explain",
                        "Ask only what the capture has, take the card out and in to begin it again, or capture the "
                        "missing function from the real card.")}},
    {0x6F00,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The card failed without telling why."),
      QT_TRANSLATE_NOOP(
          "explain",
          "An internal error of the card or its applet; a few cards answer a malformed ES10 object this way."),
      QT_TRANSLATE_NOOP("explain", "Reset the card and try again; then check the data that was sent.")}},
    {0x9400,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "No elementary file is selected."),
      QT_TRANSLATE_NOOP("explain", "A GSM status word of older cards."),
      QT_TRANSLATE_NOOP("explain", "Select the file first.")}},
    {0x9404,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The file was not found."),
      QT_TRANSLATE_NOOP("explain", "A GSM status word of older cards."),
      QT_TRANSLATE_NOOP("explain", "Check the file identifier.")}},
    {0x9408,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The command does not fit the kind of file."),
      QT_TRANSLATE_NOOP("explain", "A GSM status word of older cards."),
      QT_TRANSLATE_NOOP("explain", "Select the right file.")}},
    {0x9802,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "No PIN is initialised."),
      QT_TRANSLATE_NOOP("explain", "A status word of older cards."),
      QT_TRANSLATE_NOOP("explain", "Set the PIN first.")}},
    {0x9804,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The access condition is not fulfilled."),
      QT_TRANSLATE_NOOP("explain", "The PIN was not presented or was wrong."),
      QT_TRANSLATE_NOOP("explain", "Present the PIN.")}},
    {0x9840,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The PIN is blocked."), QT_TRANSLATE_NOOP("explain", "It was wrong too often."),
      QT_TRANSLATE_NOOP("explain", "Unblock it with its PUK.")}},
    {0x9862,
     0xFFFF,
     {QT_TRANSLATE_NOOP("explain", "The authentication failed."),
      QT_TRANSLATE_NOOP("explain", "The network's or server's MAC was not right."),
      QT_TRANSLATE_NOOP("explain", "Check the key and sequence number.")}},
    {0x6200,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card warns, with nothing changed (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "A warning that ISO 7816-4 does not name further."),
      QT_TRANSLATE_NOOP("explain", "Look at the answer data.")}},
    {0x6300,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card warns, and something has changed (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "A warning that ISO 7816-4 does not name further."),
      QT_TRANSLATE_NOOP("explain", "Read what changed before going on.")}},
    {0x6400,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card failed, with nothing changed (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "An internal error of the card."),
      QT_TRANSLATE_NOOP("explain", "Reset the card and try again.")}},
    {0x6500,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card failed, and something may have changed (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "An internal error while writing."),
      QT_TRANSLATE_NOOP("explain", "Reset the card and read what changed before going on.")}},
    {0x6600,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card saw a security problem (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "ISO 7816-4 leaves the detail to the card."),
      QT_TRANSLATE_NOOP("explain", "Ask the vendor of the card.")}},
    {0x6800,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card does not support a function of the class byte (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "The channel, secure messaging or chaining asked for in CLA is not supported."),
      QT_TRANSLATE_NOOP("explain", "Send the command on the basic channel, without secure messaging.")}},
    {0x6900,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The command is not allowed (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "The state of the card does not allow it."),
      QT_TRANSLATE_NOOP("explain", "Check what is selected and which session is open.")}},
    {0x6A00,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "Parameters are wrong (SW2 %2)."),
      QT_TRANSLATE_NOOP("explain", "P1, P2 or the data is not accepted."),
      QT_TRANSLATE_NOOP("explain", "Compare them with the specification.")}},
    {0x9200,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card carried out the command after %1 internal tries."),
      QT_TRANSLATE_NOOP("explain", "Memory cells wear out; the card had to write again."),
      QT_TRANSLATE_NOOP("explain", "Nothing needs to be done; note it when it comes often.")}},
    {0x9F00,
     0xFF00,
     {QT_TRANSLATE_NOOP("explain", "The card has %1 octets of answer."),
      QT_TRANSLATE_NOOP("explain", "A GSM status word of older cards; it asks for GET RESPONSE."),
      QT_TRANSLATE_NOOP("explain", "Send GET RESPONSE with Le %2.")}},
};

const StatusWordMeaning *meaningOf(std::uint16_t statusWord)
{
    for (const StatusWordMeaning &meaning : statusWordTable) {
        if ((statusWord & meaning.mask) == meaning.value)
            return &meaning;
    }
    return nullptr;
}

/// The number in SW2: octets, where 00 stands for 256, or the tries of 63 CX.
int numberIn(std::uint16_t statusWord)
{
    if ((statusWord & 0xFFF0) == 0x63C0)
        return statusWord & 0x0F;
    const int octets = statusWord & 0xFF;
    return octets != 0 ? octets : 256;
}

} // namespace

std::span<const StatusWordMeaning> statusWordMeanings()
{
    return statusWordTable;
}

bool isKnownStatusWord(std::uint16_t statusWord)
{
    return meaningOf(statusWord) != nullptr;
}

std::optional<Explanation> explainStatusWordRange(std::uint8_t first)
{
    const auto words = std::find_if(
        std::begin(statusWordTable), std::end(statusWordTable),
        [first](const StatusWordMeaning &each) { return each.value >> 8 == first && each.mask == 0xFF00; });
    if (words == std::end(statusWordTable))
        return {};
    char text[8];
    std::snprintf(text, sizeof text, "%02X", unsigned{first});
    return translated(words->text, "SW " + std::string(text) + "xx", {"xx", "xx"});
}

Explanation explainStatusWord(std::uint16_t statusWord)
{
    char text[8];
    std::snprintf(text, sizeof text, "%04X", unsigned{statusWord});
    const std::string word = text;
    if (const StatusWordMeaning *meaning = meaningOf(statusWord))
        return translated(meaning->text, "SW " + word, {std::to_string(numberIn(statusWord)), word.substr(2)});
    constexpr Text unknown{
        QT_TRANSLATE_NOOP("explain", "The card answered with the status word %1."),
        QT_TRANSLATE_NOOP("explain",
                          "Neither ISO 7816-4 nor SGP.22 defines it; the application on the card made it up."),
        QT_TRANSLATE_NOOP("explain", "Ask the vendor of the card, or look at what was selected last.")};
    return translated(unknown, "SW " + word, {word});
}

} // namespace wb::explain
