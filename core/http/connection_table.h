// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace wb::http {

/// What a connection of a server is doing. In this order it is worth more and more.
enum class Doing {
    shakingHands,
    idle,      ///< waits for a request
    receiving, ///< a request has begun
    working,   ///< a request is with a worker, or its answer on its way
};

/// Who is connected to a server: counts, finds who must go when there is no room, waits for the end. Safe from any thread.
class ConnectionTable {
public:
    /// Asks a connection to close itself unless it is doing more than @p atMost by the time it hears of it. Called under the table's
    /// lock: must only post.
    using Close = std::function<void(Doing atMost)>;

    std::uint64_t add(Close close);
    void note(std::uint64_t id, Doing doing);
    void remove(std::uint64_t id);

    /// Makes room for one more below @p limit, by closing who has been idle longest, else who has been shaking hands or sending a
    /// request longest. False when all are being worked for.
    bool makeRoom(std::size_t limit);

    void closeAll(Doing atMost);

    /// Waits until nobody is connected, at most for @p limit. Whether that came true.
    bool waitUntilEmpty(std::chrono::milliseconds limit);

private:
    struct Entry {
        Close close;
        Doing doing = Doing::shakingHands;
        std::chrono::steady_clock::time_point since;
        bool leaving = false; ///< asked to close; no longer counted
    };

    std::mutex m_mutex;
    std::condition_variable m_empty;
    std::map<std::uint64_t, Entry> m_entries;
    std::uint64_t m_next = 1;
};

} // namespace wb::http
