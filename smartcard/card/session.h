// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "core/rsp/euicc_data.h"
#include "smartcard/card/apdu.h"
#include "smartcard/card/isdr_search.h"
#include "smartcard/card/transport.h"

#include <memory>
#include <vector>

namespace wb::card {

/// On which logical channel an ISD-R is spoken to.
enum class ChannelChoice {
    logicalElseBasic, ///< a channel of its own; the basic channel when the card or the reader refuses one
    logical,          ///< a channel of its own or nothing
    basic,
};

/// Whether a command with data carries Le (case 4) or not (case 3, the answer being fetched).
enum class LeChoice {
    automatic, ///< as the transport's protocol wants it: T=1 with, T=0 without
    always,
    never,
};

struct SessionOptions {
    ChannelChoice channel = ChannelChoice::logicalElseBasic;
    std::vector<Bytes> aids;        ///< only these are tried, in this order; empty: the ISD-R is searched
    std::vector<Bytes> ownAids;     ///< of the user, tried after those of isdRAids() when the ISD-R is searched
    bool readDirectory = true;      ///< look into EF.DIR when the ISD-R is searched and none of them answers
    bool terminalCapability = true; ///< tell the card first that an LPA is here (ETSI TS 102 221 section 11.1.19)
    unsigned blockSize = 255;       ///< octets of data in a STORE DATA block, 1 to 255
    LeChoice le = LeChoice::automatic;
};

/// What SELECT of the ISD-R said.
struct IsdRSelection {
    Bytes aid; ///< the one that was found
    Bytes fci; ///< raw, normally a 6F template with E0 inside (SGP.22 section 5.7.1); may be empty
    std::optional<rsp::IsdrProprietaryApplicationTemplate> properties; ///< what E0 says, when it is there and readable
};

/// Collects what one exchange of the card will say; see Session::record.
struct ExchangeDraft {
    std::string what;
    Interface interface = Interface::apdu;
    Bytes request;
    Bytes response;
    std::vector<capture::ApduBlock> blocks;
    TimePoint start = Clock::system().now();
    std::chrono::steady_clock::time_point startedAt = std::chrono::steady_clock::now();
};

/// A card in use: its ISD-R selected on one logical channel. The destructor closes the channel.
/// One thread at a time. Transport and sink must outlive it; the sink may be null.
class Session {
public:
    /// TERMINAL CAPABILITY (a refusal is no error), MANAGE CHANNEL open, SELECT of the first AID that is there: those of the options,
    /// else the known ones, the user's own, and what EF.DIR has that looks like an ISD-R. EF.DIR is read on the basic channel.
    /// Errors: invalid options; apdu with the status word of the first SELECT when no AID is there (notFound), or of MANAGE
    /// CHANNEL when a channel of its own is demanded; those of the transport.
    static Result<std::unique_ptr<Session>> open(Transport &transport, SessionOptions options, capture::Sink *sink,
                                                 std::stop_token stop);
    /// The same only to see what comes of it: an ISD-R that is not found is no error here.
    static Result<IsdrSearch> search(Transport &transport, SessionOptions options, capture::Sink *sink,
                                     std::stop_token stop);
    ~Session();

    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    int channel() const { return m_channel; }
    const IsdRSelection &isdR() const { return m_isdR; }
    const SessionOptions &options() const { return m_options; }

    /// How the ISD-R was found.
    const IsdrSearch &search() const { return m_search; }

    /// Why the basic channel is used although a channel of its own was wanted; none when that did not happen.
    const std::optional<Error> &basicChannelReason() const { return m_search.basicChannelReason; }

    /// False when the card has lost its state since the ISD-R was selected; ensureSelected() mends it.
    bool selected() const;

    /// Opens a channel and selects the ISD-R again when the card was reset in between. What the eUICC held in its volatile
    /// memory, an RSP session for one, is gone all the same, and the eUICC will say so itself.
    Result<void> ensureSelected(std::stop_token stop);

    /// A command of this class on this session's channel.
    std::uint8_t classByte(ClassKind kind) const { return card::classByte(kind, m_channel); }

    /// One command with its follow-ups. Le is dropped from a command with data where the options or T=0 say so.
    Result<ResponseApdu> send(CommandApdu command, std::vector<capture::ApduBlock> &blocks, std::stop_token stop);

    /// The same as an exchange of its own, described and given to the sink.
    Result<ResponseApdu> sendRecorded(const CommandApdu &command, const std::stop_token &stop);

    /// Octets of the proactive command that waits, as the last 91XX said; none when nothing waits.
    std::optional<unsigned> proactiveLength() const { return m_proactiveLength; }

    /// Gives the finished exchange to the sink, if there is one.
    void record(ExchangeDraft draft, std::optional<Error> error = std::nullopt);

private:
    Session(Transport &transport, SessionOptions options, capture::Sink *sink);

    Result<void> establish(const std::stop_token &stop);
    Result<void> openChannel(const std::stop_token &stop);
    Result<std::uint16_t> selectIsdR(const std::stop_token &stop);
    Result<bool> selectOne(AidTry candidate, const std::stop_token &stop);
    Result<void> readDirectory(const std::stop_token &stop);
    void closeChannel();
    static Result<std::unique_ptr<Session>> make(Transport &transport, SessionOptions options, capture::Sink *sink);
    std::vector<AidTry> candidates() const;

    Transport &m_transport;
    SessionOptions m_options;
    capture::Sink *m_sink;
    int m_channel = 0;
    bool m_established = false;
    std::uint64_t m_generation = 0;
    IsdRSelection m_isdR;
    IsdrSearch m_search;
    std::optional<unsigned> m_proactiveLength;
};

/// The Error of a status word that is no success: apdu, with the word, and a kind that says what can be done.
Error statusError(std::string step, std::uint16_t sw, std::string reason);

} // namespace wb::card
