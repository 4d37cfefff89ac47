// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/reader_monitor.h"

#include "smartcard/pcsc/context.h"
#include "smartcard/pcsc/scard_error.h"

#include <winscard.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace wb::pcsc {

namespace {

constexpr const char *plugAndPlay = "\\\\?PnP?\\Notification";
constexpr std::chrono::milliseconds serviceRetry{500};
constexpr std::chrono::milliseconds cancelRetry{20};

/// pcscd wakes us for cards and readers, but not when a program begins to use a card. The states are filled in at a timeout
/// too, so that is seen this often.
constexpr DWORD usageRefresh = 1000;

/// The low half of a state is flags, the high half counts events.
constexpr DWORD flagsMask = 0xFFFF;
constexpr unsigned eventsShift = 16;

std::optional<std::uint32_t> scardOf(const std::optional<Error> &error)
{
    return error ? error->scard : std::nullopt;
}

ReaderState stateOf(const std::string &name, const SCARD_READERSTATE &reported)
{
    const DWORD flags = reported.dwEventState & flagsMask;
    ReaderState state;
    state.name = name;
    state.present = (flags & SCARD_STATE_PRESENT) != 0;
    state.mute = (flags & SCARD_STATE_MUTE) != 0;
    state.exclusive = (flags & SCARD_STATE_EXCLUSIVE) != 0;
    state.inUse = (flags & SCARD_STATE_INUSE) != 0;
    state.events = static_cast<std::uint16_t>(reported.dwEventState >> eventsShift);
    if (state.present)
        state.atr.assign(reported.rgbAtr, reported.rgbAtr + std::min<DWORD>(reported.cbAtr, sizeof reported.rgbAtr));
    if ((flags & SCARD_STATE_UNKNOWN) != 0)
        state.error = scardError(static_cast<std::uint32_t>(SCARD_E_UNKNOWN_READER), "SCardGetStatusChange");
    else if ((flags & SCARD_STATE_UNAVAILABLE) != 0)
        state.error = scardError(static_cast<std::uint32_t>(SCARD_E_READER_UNAVAILABLE), "SCardGetStatusChange");
    return state;
}

} // namespace

Result<std::vector<ReaderState>> readReaders(Context &context)
{
    const auto names = context.readers();
    if (!names)
        return fail(names.error());
    std::vector<SCARD_READERSTATE> states(names->size());
    for (std::size_t i = 0; i < names->size(); ++i) {
        states[i].szReader = (*names)[i].c_str();
        states[i].dwCurrentState = SCARD_STATE_UNAWARE;
    }
    const LONG code = states.empty()
                          ? SCARD_S_SUCCESS
                          : SCardGetStatusChange(context.handle(), 0, states.data(), static_cast<DWORD>(states.size()));
    if (code != SCARD_S_SUCCESS && code != SCARD_E_TIMEOUT)
        return fail(scardError(static_cast<std::uint32_t>(code), "SCardGetStatusChange"));
    std::vector<ReaderState> readers;
    for (std::size_t i = 0; i < names->size(); ++i)
        readers.push_back(stateOf((*names)[i], states[i]));
    return readers;
}

bool ReaderState::operator==(const ReaderState &other) const
{
    return name == other.name && present == other.present && mute == other.mute && exclusive == other.exclusive
           && inUse == other.inUse && atr == other.atr && events == other.events
           && scardOf(error) == scardOf(other.error);
}

bool ReaderSnapshot::operator==(const ReaderSnapshot &other) const
{
    return serviceRunning == other.serviceRunning && scardOf(serviceError) == scardOf(other.serviceError)
           && readers == other.readers;
}

class ReaderMonitor::Worker {
public:
    explicit Worker(Observer observer)
        : m_observer(std::move(observer)),
          m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }

    /// SCardCancel only ends a wait that has begun, so it is repeated until the thread says that it is done.
    ~Worker()
    {
        m_thread.request_stop();
        std::unique_lock lock(m_mutex);
        while (!m_finished) {
            if (m_waiting)
                SCardCancel(m_waitingContext);
            m_changed.wait_for(lock, cancelRetry, [this] { return m_finished; });
        }
    }

private:
    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            const Result<std::vector<std::string>> names = m_context.readers();
            if (!names)
                serviceGone(names.error(), stop);
            else
                watch(*names, stop);
        }
        const std::scoped_lock lock(m_mutex);
        m_finished = true;
        m_changed.notify_all();
    }

    /// Reports every change of these readers until the list itself may have changed.
    void watch(const std::vector<std::string> &names, const std::stop_token &stop)
    {
        std::vector<SCARD_READERSTATE> states(names.size() + 1);
        for (std::size_t i = 0; i < names.size(); ++i) {
            states[i].szReader = names[i].c_str();
            states[i].dwCurrentState = SCARD_STATE_UNAWARE;
        }
        states.back().szReader = plugAndPlay;
        states.back().dwCurrentState = static_cast<DWORD>(names.size())
                                       << 16; // pcscd tells it from the number of readers
        if (names.empty())
            publish({true, std::nullopt, {}}); // there will be no first answer to wait for

        while (!stop.stop_requested()) {
            const auto code = static_cast<std::uint32_t>(wait(states));
            if (stop.stop_requested())
                return;
            if (code != SCARD_S_SUCCESS && code != static_cast<std::uint32_t>(SCARD_E_TIMEOUT)) {
                if (isServiceLost(code))
                    serviceGone(scardError(code, "SCardGetStatusChange"), stop);
                return; // an unknown reader, or a cancel that was not ours: look again
            }
            if ((states.back().dwEventState & SCARD_STATE_CHANGED) != 0)
                return;
            ReaderSnapshot snapshot;
            snapshot.serviceRunning = true;
            for (std::size_t i = 0; i < names.size(); ++i) {
                snapshot.readers.push_back(stateOf(names[i], states[i]));
                states[i].dwCurrentState = states[i].dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
            }
            const bool readerLost = std::any_of(snapshot.readers.begin(), snapshot.readers.end(),
                                                [](const ReaderState &state) { return state.error.has_value(); });
            publish(std::move(snapshot));
            if (readerLost)
                return;
        }
    }

    LONG wait(std::vector<SCARD_READERSTATE> &states)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_waiting = true;
            m_waitingContext = m_context.handle();
        }
        const LONG code = SCardGetStatusChange(m_context.handle(), usageRefresh, states.data(),
                                               static_cast<DWORD>(states.size()));
        const std::scoped_lock lock(m_mutex);
        m_waiting = false;
        return code;
    }

    void serviceGone(const Error &error, const std::stop_token &stop)
    {
        m_context.release();
        publish({false, error, {}});
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, stop, serviceRetry, [] { return false; });
    }

    void publish(ReaderSnapshot snapshot)
    {
        if (m_last && *m_last == snapshot)
            return;
        m_last = std::move(snapshot);
        m_observer(*m_last);
    }

    Observer m_observer;
    Context m_context;
    std::optional<ReaderSnapshot> m_last;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_waiting = false;
    long m_waitingContext = 0;
    bool m_finished = false;
    std::jthread m_thread; ///< last: it uses all of the above
};

ReaderMonitor::ReaderMonitor(Observer observer) : m_worker(std::make_unique<Worker>(std::move(observer))) {}

ReaderMonitor::~ReaderMonitor() = default;

} // namespace wb::pcsc
