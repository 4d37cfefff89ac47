// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"

#include <functional>
#include <mutex>

namespace wb::capture {

/// A capture in memory: append-only, in order, safe to use from any thread. Readers ask for what is new since they last looked.
class Recorder final : public Sink {
public:
    void record(Exchange exchange) override;

    std::size_t size() const;

    /// The exchanges from index `first` on (index = number - 1).
    std::vector<ExchangePtr> since(std::size_t first) const;

    /// Called after each record, on the recording thread, one call at a time; must be quick, typically a posted event. It may
    /// read the recorder, but not record and not set a listener. One listener; an empty function removes it, and returns
    /// only when no call is running any more.
    void setListener(std::function<void()> listener);

    /// Called with each exchange before anybody else hears of it, on the recording thread, one call at a time: whoever keeps it on disk. Under
    /// the same conditions as the listener.
    void setKeeper(std::function<void(const Exchange &exchange)> keeper);

private:
    mutable std::mutex m_mutex;
    std::vector<ExchangePtr> m_exchanges;
    std::mutex m_listenerMutex;
    std::function<void()> m_listener;
    std::function<void(const Exchange &)> m_keeper; ///< with m_listenerMutex
};

} // namespace wb::capture
