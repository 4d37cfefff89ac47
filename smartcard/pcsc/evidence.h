// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/isdr_search.h"
#include "smartcard/card/session.h"
#include "smartcard/pcsc/reader_monitor.h"

namespace wb::pcsc {

/// What came of knocking at the socket of pcscd.
enum class SocketState {
    absent,      ///< there is no such file
    connectable, ///< somebody listens
    dead,        ///< the file is there and nobody listens
    forbidden,   ///< this user may not connect
};

/// A smart card reader on USB: an interface of class 0B.
struct UsbReader {
    std::string id;      ///< "08e6:3437", vendor and product; empty when the system does not tell
    std::string product; ///< as the device calls itself; may be empty
    std::string place;   ///< "1-2:1.0"
    std::string driver;  ///< of the kernel, which keeps pcscd from it; normally empty, or usbfs while pcscd has it
};

/// A program that has loaded the PC/SC library.
struct CardProgram {
    long pid = 0;
    std::string name; ///< "scdaemon"
};

/// What the system around PC/SC looks like.
struct SystemEvidence {
    std::string socketPath;
    bool socketNamed = false; ///< the path is that of PCSCLITE_CSOCK_NAME, not the usual one
    SocketState socket = SocketState::absent;
    std::optional<long> daemon;          ///< process number of pcscd; none: no such process is seen
    std::optional<long> daemonElsewhere; ///< one whose socket is in a mount namespace of its own: another container's
    bool daemonInstalled = false;        ///< /usr/sbin/pcscd is there
    bool ccidInstalled = false;          ///< the driver for readers of class 0B is there
    bool systemd = false;                ///< services are started by systemd
    std::string user;
    bool root = false;
    bool remote = false;                    ///< the session came over SSH
    bool container = false;                 ///< this is a container
    bool polkitDaemon = false;              ///< polkitd runs
    bool polkitPolicy = false;              ///< pcscd asks polkit
    std::vector<std::string> polkitRules;   ///< files of rules that speak of PC/SC
    std::vector<std::string> kernelModules; ///< loaded ones that take NFC readers for themselves
    std::vector<UsbReader> usbReaders;
    std::vector<CardProgram> programs; ///< without this one; only those that this user may look into
};

/// What a function of PC/SC returned.
struct CallResult {
    std::string call;   ///< "SCardConnect"
    std::string reader; ///< empty when it was about none
    std::uint32_t code = 0;

    bool operator==(const CallResult &) const = default;
};

/// What was seen of one reader and its card.
struct ReaderEvidence {
    ReaderState state;
    bool builtIn = false;                   ///< a virtual eUICC of this program, with no PC/SC in between
    std::string heldHere;                   ///< who in this program has it; empty: nobody
    std::optional<card::IsdrSearch> search; ///< what its card said
    std::optional<Error> failure;           ///< why it said nothing
};

/// Everything that was observed, for diagnose(). Nothing in here is judged yet.
struct Evidence {
    SystemEvidence system;
    bool serviceReached = false;   ///< SCardEstablishContext succeeded
    std::vector<CallResult> calls; ///< that failed, in the order in which they were made
    std::vector<ReaderEvidence> readers;
    std::string chosen;               ///< the reader that it is about; empty: all of them
    std::optional<Error> lastFailure; ///< what the user met before the doctor was called
};

/// How evidence is gathered.
struct GatherOptions {
    std::string root = "/";        ///< where /proc, /sys and /usr are; tests have their own
    std::string reader;            ///< only the card in this one is spoken to; empty: all of them
    bool speakToCards = true;      ///< look for the ISD-R of each card that nobody holds
    card::SessionOptions session;  ///< how
    std::string holder = "Doctor"; ///< who is asking, as others are told
    std::optional<Error> lastFailure;
};

/// Looks at the system: files, processes, devices, the socket. Changes nothing.
SystemEvidence gatherSystemEvidence(const std::string &root);

/// The same, then asks the service for readers and cards, and speaks to the cards: TERMINAL CAPABILITY, a channel, SELECT and READ
/// RECORD, which leave a card as it was. Blocks, up to some seconds where another program holds a card. Cards are spoken to one after the other until
/// a stop is asked for; what was seen until then is returned.
Evidence gatherEvidence(const GatherOptions &options, capture::Sink *sink, std::stop_token stop);

/// Looks for the ISD-R of a card that is held already.
ReaderEvidence examineCard(card::Transport &transport, const card::SessionOptions &options, capture::Sink *sink,
                           std::stop_token stop);

} // namespace wb::pcsc
