// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace wb::pcsc {

/// Who in this program has which reader. PC/SC transactions do not keep two connections of one program apart in a way that
/// could be explained to its user, so leases are handed out here first. Any thread.
class LeaseRegistry {
public:
    /// The one of this process.
    static LeaseRegistry &instance();

    /// Enters `holder` for the reader, waiting up to `patience` while somebody else has it. Returns who that is when it is
    /// still taken, or none when the reader is the caller's now and must be released.
    std::optional<std::string> claim(const std::string &reader, const std::string &holder,
                                     std::chrono::milliseconds patience, std::stop_token stop);
    void release(const std::string &reader);
    std::optional<std::string> holderOf(const std::string &reader) const;

    /// Calls a function after each change of a holder, on the thread that made it, until the value returned is gone. The function
    /// must be quick and must not use the registry.
    using Watch = std::shared_ptr<void>;
    Watch watch(std::function<void()> changed);

private:
    void tellLocked() const;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_released;
    std::map<std::string, std::string> m_holders;
    std::map<std::uint64_t, std::function<void()>> m_watchers;
    std::uint64_t m_lastWatcher = 0;
};

} // namespace wb::pcsc
