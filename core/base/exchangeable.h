// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <mutex>

namespace wb {

/// A value that is replaced while others use it: who has got it keeps it as it was. Safe from several threads.
template <class T>
class Exchangeable {
public:
    explicit Exchangeable(T value) : m_value(std::make_shared<const T>(std::move(value))) {}

    std::shared_ptr<const T> get() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }

    void set(T value)
    {
        auto fresh = std::make_shared<const T>(std::move(value));
        const std::scoped_lock lock(m_mutex);
        m_value.swap(fresh); // what it was ends outside the lock when nobody uses it any more
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace wb
