// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wb::http {

/// How often something may be done: `burst` times at once, `perSecond` times in the long run.
struct Rate {
    double perSecond = 0; ///< 0: as often as one likes
    double burst = 1;     ///< at least 1

    bool isLimited() const { return perSecond > 0; }
    bool operator==(const Rate &) const = default;
};

/// A token bucket for each of many (addresses, certificates). Who has not been seen for longest is forgotten when there are too
/// many, and begins with a full bucket again: memory is bounded, and who comes from ever new addresses is not held up here. Safe
/// from several threads.
class RateLimit {
public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;

    explicit RateLimit(Rate rate, std::size_t mostKeys = 10'000, Now now = &std::chrono::steady_clock::now);

    /// Takes a token out of the bucket of @p key. None when there was one; else how long until there is one again.
    std::optional<std::chrono::milliseconds> refuse(std::string_view key);

    std::size_t size() const; ///< how many are remembered

private:
    struct Bucket {
        std::string key;
        double tokens;
        std::chrono::steady_clock::time_point since; ///< when it held that many
    };
    using Buckets = std::list<Bucket>; ///< the one asked for last comes first

    Buckets::iterator bucketOf(std::string_view key, std::chrono::steady_clock::time_point now);

    const Rate m_rate;
    const std::size_t m_mostKeys;
    const Now m_now;
    mutable std::mutex m_mutex;
    Buckets m_buckets;
    std::unordered_map<std::string_view, Buckets::iterator> m_index; ///< its keys are those of the buckets
};

/// How many of something each key has at the moment. Safe from several threads.
class ConcurrencyLimit {
public:
    /// @p most 0: as many as one likes.
    explicit ConcurrencyLimit(std::size_t most) : m_most(most) {}

    /// One more of @p key; false when it has as many as it may. Who entered leaves once.
    bool enter(const std::string &key);
    void leave(const std::string &key);

private:
    const std::size_t m_most;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::size_t> m_counts;
};

/// What an address is limited by: an IPv4 address itself, of an IPv6 address the first 64 bits, because whoever has one of them has
/// them all. Another text stays as it is.
std::string limitKeyOf(const std::string &address);

} // namespace wb::http
