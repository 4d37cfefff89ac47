// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/lease.h"

#include "smartcard/pcsc/context.h"
#include "smartcard/pcsc/lease_registry.h"
#include "smartcard/pcsc/scard_error.h"

#include <winscard.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace wb::pcsc {

namespace {

/// The longest response PC/SC carries: 65536 octets of data and the status word.
constexpr std::size_t maxResponseApdu = 65538;

/// How long pcscd may take to notice that a card is gone; it looks every 400 ms.
constexpr std::chrono::milliseconds removalNotice{1500};

DWORD preferenceOf(ProtocolChoice choice)
{
    switch (choice) {
    case ProtocolChoice::t0: return SCARD_PROTOCOL_T0;
    case ProtocolChoice::t1: return SCARD_PROTOCOL_T1;
    case ProtocolChoice::any: break;
    }
    return SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
}

std::uint32_t codeOf(LONG result)
{
    return static_cast<std::uint32_t>(result);
}

} // namespace

/// A name in the registry while it lives.
class Lease::Claim {
public:
    explicit Claim(std::string reader) : m_reader(std::move(reader)) {}
    ~Claim() { LeaseRegistry::instance().release(m_reader); }
    Claim(const Claim &) = delete;
    Claim &operator=(const Claim &) = delete;

private:
    std::string m_reader;
};

/// An SCARDHANDLE and what is known about it.
struct Lease::Connection {
    Connection(std::string readerName, LeaseOptions leaseOptions)
        : reader(std::move(readerName)),
          options(std::move(leaseOptions))
    {
    }

    ~Connection()
    {
        if (!connected)
            return;
        if (inTransaction)
            SCardEndTransaction(handle, SCARD_LEAVE_CARD);
        SCardDisconnect(handle, SCARD_LEAVE_CARD);
    }

    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Result<void> open();
    LONG begin();
    LONG reconnect(DWORD disposition = SCARD_LEAVE_CARD);
    void readStatus();
    std::optional<DWORD> eventState(DWORD known, std::chrono::milliseconds timeout, bool &timedOut) const;
    bool cardIsGone() const;

    std::string reader;
    LeaseOptions options;
    Context context; ///< released after the destructor has disconnected the card
    SCARDHANDLE handle = 0;
    DWORD activeProtocol = 0;
    DWORD insertion = 0; ///< pcscd's count of insertions and removals when the card was taken
    Bytes atr;
    bool connected = false;
    bool inTransaction = false;
};

Result<void> Lease::Connection::open()
{
    if (Result<void> ready = context.establish(); !ready)
        return ready;
    const DWORD share = options.share == ShareMode::exclusive ? SCARD_SHARE_EXCLUSIVE : SCARD_SHARE_SHARED;
    LONG code = SCardConnect(context.handle(), reader.c_str(), share, preferenceOf(options.protocol), &handle,
                             &activeProtocol);
    if (code != SCARD_S_SUCCESS)
        return fail(scardError(codeOf(code), "SCardConnect"));
    connected = true;
    code = begin();
    if (code == SCARD_W_RESET_CARD) // between our two calls; nothing of ours was lost
        code = reconnect();
    if (code != SCARD_S_SUCCESS)
        return fail(scardError(codeOf(code), "SCardBeginTransaction"));
    readStatus();
    return {};
}

LONG Lease::Connection::begin()
{
    if (!options.transaction || inTransaction)
        return SCARD_S_SUCCESS;
    const LONG code = SCardBeginTransaction(handle);
    inTransaction = code == SCARD_S_SUCCESS;
    return code;
}

/// Takes note of a reset with SCARD_LEAVE_CARD, or makes one with SCARD_RESET_CARD.
LONG Lease::Connection::reconnect(DWORD disposition)
{
    const DWORD share = options.share == ShareMode::exclusive ? SCARD_SHARE_EXCLUSIVE : SCARD_SHARE_SHARED;
    const LONG code = SCardReconnect(handle, share, preferenceOf(options.protocol), disposition, &activeProtocol);
    return code == SCARD_S_SUCCESS ? begin() : code;
}

void Lease::Connection::readStatus()
{
    BYTE buffer[MAX_ATR_SIZE];
    DWORD size = sizeof buffer;
    DWORD state = 0;
    DWORD protocol = 0;
    if (SCardStatus(handle, nullptr, nullptr, &state, &protocol, buffer, &size) == SCARD_S_SUCCESS)
        atr.assign(buffer, buffer + size);
    bool timedOut = false;
    insertion = eventState(SCARD_STATE_UNAWARE, std::chrono::milliseconds(0), timedOut).value_or(0) >> 16;
}

/// What pcscd says about the reader once it differs from `known`; none when it cannot say anything.
std::optional<DWORD> Lease::Connection::eventState(DWORD known, std::chrono::milliseconds timeout, bool &timedOut) const
{
    SCARD_READERSTATE state{};
    state.szReader = reader.c_str();
    state.dwCurrentState = known;
    const LONG code = SCardGetStatusChange(context.handle(), static_cast<DWORD>(timeout.count()), &state, 1);
    timedOut = code == SCARD_E_TIMEOUT;
    if (code != SCARD_S_SUCCESS)
        return std::nullopt;
    return state.dwEventState;
}

/// Whether a command failed because the card was pulled. pcscd notices a removal later than a failed command, so this waits.
bool Lease::Connection::cardIsGone() const
{
    const auto deadline = std::chrono::steady_clock::now() + removalNotice;
    DWORD known = SCARD_STATE_UNAWARE;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline
                                                                                - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return false;
        bool timedOut = false;
        const std::optional<DWORD> event = eventState(known, left, timedOut);
        if (!event)
            return !timedOut; // no such reader, or no service, any more
        if ((*event & SCARD_STATE_PRESENT) == 0 || *event >> 16 != insertion)
            return true;
        known = *event & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    }
}

/// Connecting may wait for another program for ever and cannot be cancelled, so it is done on a thread that is left alone when
/// nobody wants its result any more; it then gives the card back as soon as it gets it.
class Lease::Connecting {
public:
    using Outcome = Result<std::unique_ptr<Connection>>;

    static Outcome run(std::unique_ptr<Connection> connection, std::stop_token stop)
    {
        const std::chrono::milliseconds patience = connection->options.waitForOtherPrograms;
        const auto shared = std::make_shared<Connecting>();
        std::thread([shared, taken = std::move(connection)]() mutable { shared->work(std::move(taken)); }).detach();

        std::unique_lock lock(shared->m_mutex);
        shared->m_done.wait_for(lock, stop, patience, [&] { return shared->m_outcome.has_value(); });
        if (shared->m_outcome)
            return std::move(*shared->m_outcome);
        shared->m_abandoned = true;
        if (stop.stop_requested())
            return fail(ErrorKind::cancelled, Interface::pcsc, "SCardBeginTransaction",
                        "stopped while another program had the card");
        return fail(scardError(codeOf(SCARD_E_SHARING_VIOLATION), "SCardBeginTransaction"));
    }

private:
    void work(std::unique_ptr<Connection> connection)
    {
        Result<void> opened = connection->open();
        std::unique_lock lock(m_mutex);
        if (m_abandoned)
            return; // the connection closes with this function
        if (opened)
            m_outcome = std::move(connection);
        else
            m_outcome = fail(std::move(opened.error()));
        m_done.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable_any m_done;
    std::optional<Outcome> m_outcome;
    bool m_abandoned = false;
};

Result<std::unique_ptr<Lease>> Lease::take(std::string reader, LeaseOptions options, std::stop_token stop)
{
    const std::optional<std::string> holder = LeaseRegistry::instance().claim(reader, options.holder,
                                                                              options.waitForHolder, stop);
    if (holder) {
        const bool stopped = stop.stop_requested();
        return fail(stopped ? ErrorKind::cancelled : ErrorKind::busy, Interface::pcsc, "card lease",
                    "held by " + *holder);
    }
    auto claim = std::make_unique<Claim>(reader);
    Connecting::Outcome connection = Connecting::run(
        std::make_unique<Connection>(std::move(reader), std::move(options)), std::move(stop));
    if (!connection)
        return fail(std::move(connection.error()));
    return std::unique_ptr<Lease>(new Lease(std::move(claim), std::move(*connection)));
}

std::optional<std::string> Lease::holderOf(const std::string &reader)
{
    return LeaseRegistry::instance().holderOf(reader);
}

Lease::Lease(std::unique_ptr<Claim> claim, std::unique_ptr<Connection> connection)
    : m_claim(std::move(claim)),
      m_connection(std::move(connection))
{
}

Lease::~Lease() = default;

std::string Lease::name() const
{
    return m_connection->reader;
}

Bytes Lease::atr() const
{
    return m_connection->atr;
}

card::Protocol Lease::protocol() const
{
    return m_connection->activeProtocol == SCARD_PROTOCOL_T0 ? card::Protocol::t0 : card::Protocol::t1;
}

Result<Bytes> Lease::transmit(ByteView command, std::stop_token stop)
{
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::pcsc, {}, "stopped before it was sent");
    const SCARD_IO_REQUEST *send = protocol() == card::Protocol::t0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    SCARD_IO_REQUEST receive = *send; // never null: pcsc-spy, which people put in between, does not survive that
    Bytes response(maxResponseApdu);
    DWORD size = static_cast<DWORD>(response.size());
    const LONG code = SCardTransmit(m_connection->handle, send, command.data(), static_cast<DWORD>(command.size()),
                                    &receive, response.data(), &size);
    if (code != SCARD_S_SUCCESS)
        return fail(explained(codeOf(code)));
    if (size < 2) // what vpcd's driver calls a success when its card goes in the middle
        return fail(withoutAnswer(makeError(ErrorKind::io, Interface::pcsc, {}, "the reader brought no answer")));
    response.resize(size);
    return response;
}

Result<void> Lease::reset()
{
    if (const LONG code = m_connection->reconnect(SCARD_RESET_CARD); code != SCARD_S_SUCCESS)
        return fail(explained(codeOf(code)));
    ++m_generation;
    return {};
}

/// The error of a command that failed: whether the card is still there, and after a reset, the lease made usable again.
Error Lease::explained(std::uint32_t code)
{
    Error error = scardError(code, {});
    if (code == codeOf(SCARD_W_RESET_CARD) || code == codeOf(SCARD_W_UNPOWERED_CARD)) {
        ++m_generation;
        if (const LONG again = m_connection->reconnect(); again != SCARD_S_SUCCESS)
            error = scardError(codeOf(again), "SCardReconnect");
    } else if (code == codeOf(SCARD_W_SECURITY_VIOLATION) && m_connection->cardIsGone()) {
        // What pcsc-lite makes of a service that hangs up, since one that refuses a user does the same; this user had a card.
        error = scardError(codeOf(SCARD_E_SERVICE_STOPPED), {});
        error.kind = ErrorKind::removed;
    } else if (isServiceLost(code) || code == codeOf(SCARD_E_NO_SMARTCARD)) {
        error.kind = ErrorKind::removed;
    } else if (error.kind == ErrorKind::io) {
        error = withoutAnswer(std::move(error));
    }
    return error;
}

/// A reader that brings no answer often means that the card is gone, only nobody has said so yet.
Error Lease::withoutAnswer(Error error) const
{
    if (m_connection->cardIsGone()) {
        error.kind = ErrorKind::removed;
        error.reason = "the card was removed while it worked on the command";
    }
    return error;
}

} // namespace wb::pcsc
