// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/rate_limit.h"

#include <algorithm>
#include <cmath>

#include <arpa/inet.h>

namespace wb::http {

RateLimit::RateLimit(Rate rate, std::size_t mostKeys, Now now)
    : m_rate{rate.perSecond, std::max(1.0, rate.burst)},
      m_mostKeys(std::max<std::size_t>(1, mostKeys)),
      m_now(std::move(now))
{
}

std::optional<std::chrono::milliseconds> RateLimit::refuse(std::string_view key)
{
    if (!m_rate.isLimited())
        return {};
    const std::scoped_lock lock(m_mutex);
    const auto now = m_now();
    Bucket &bucket = *bucketOf(key, now);
    const double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.since).count());
    bucket.tokens = std::min(m_rate.burst, bucket.tokens + passed * m_rate.perSecond);
    bucket.since = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return {};
    }
    const double seconds = (1 - bucket.tokens) / m_rate.perSecond;
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(seconds * 1000)));
}

RateLimit::Buckets::iterator RateLimit::bucketOf(std::string_view key, std::chrono::steady_clock::time_point now)
{
    if (const auto known = m_index.find(key); known != m_index.end()) {
        m_buckets.splice(m_buckets.begin(), m_buckets, known->second);
        return known->second;
    }
    if (m_buckets.size() >= m_mostKeys) {
        m_index.erase(m_buckets.back().key);
        m_buckets.pop_back();
    }
    m_buckets.push_front({std::string(key), m_rate.burst, now});
    m_index.emplace(m_buckets.front().key, m_buckets.begin());
    return m_buckets.begin();
}

std::size_t RateLimit::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_buckets.size();
}

bool ConcurrencyLimit::enter(const std::string &key)
{
    if (m_most == 0)
        return true;
    const std::scoped_lock lock(m_mutex);
    std::size_t &count = m_counts[key];
    if (count >= m_most)
        return false;
    ++count;
    return true;
}

void ConcurrencyLimit::leave(const std::string &key)
{
    const std::scoped_lock lock(m_mutex);
    const auto entry = m_counts.find(key);
    if (entry != m_counts.end() && --entry->second == 0)
        m_counts.erase(entry);
}

std::string limitKeyOf(const std::string &address)
{
    in6_addr octets{};
    if (inet_pton(AF_INET6, address.substr(0, address.find('%')).c_str(), &octets) != 1)
        return address;
    if (IN6_IS_ADDR_V4MAPPED(&octets))
        return address.substr(address.rfind(':') + 1);
    std::fill(octets.s6_addr + 8, octets.s6_addr + 16, std::uint8_t(0));
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(AF_INET6, &octets, text, sizeof text);
    return std::string(text) + "/64";
}

} // namespace wb::http
