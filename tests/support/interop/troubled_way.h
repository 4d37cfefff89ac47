// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/server.h"
#include "tests/support/interop/served_cascade.h"

#include <condition_variable>

namespace wb::testing {

/// The way from an SM-DS to its parent, and the bad days it has. A server with the parent's certificate that calls the parent with the
/// child's, and in between does to calls and answers what its mood is.
class TroubledWay {
public:
    enum class Mood {
        well,
        cutOff,  ///< nobody listens
        silent,  ///< calls are carried out, their answers come too late to be of use
        deaf,    ///< calls are not carried out, and answered as late
        slow,    ///< calls take a second
        late,    ///< calls are carried out when nobody waits for the answer any more
        garbage, ///< calls are carried out or not, the answers are none
    };

    TroubledWay(const ServedSmds &parent, const ServedSmds &child);
    ~TroubledWay();

    http::Endpoint endpoint() const { return {ownHost, m_port}; }
    void setMood(Mood mood);
    /// Calls that met anything but a good day.
    int troubled() const { return m_troubled; }

private:
    /// Of its own: while nobody listens, no connection that begins elsewhere on this machine can be given the port.
    static constexpr const char *ownHost = "127.9.9.9";

    void listen();
    http::Response carry(const http::Request &request, const std::stop_token &stop);
    Result<http::Response> ask(const http::Request &request) const;
    void waitInMood(Mood mood, std::chrono::milliseconds most, const std::stop_token &stop);

    const ServedSmds &m_parent;
    http::ServerOptions m_options;
    http::ClientOptions m_upstream;
    std::uint16_t m_port = 0;
    std::atomic<int> m_troubled = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_moodChanged;
    std::atomic<Mood> m_mood = Mood::well;
    std::unique_ptr<http::Server> m_server; // last: its handlers use the rest
};

} // namespace wb::testing
