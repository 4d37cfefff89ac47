// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/pcsc/reader_monitor.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace wb::testing {

/// Keeps what a monitor reports.
class SnapshotLog {
public:
    pcsc::ReaderMonitor::Observer observer()
    {
        return [this](const pcsc::ReaderSnapshot &snapshot) {
            const std::scoped_lock lock(m_mutex);
            m_all.push_back(snapshot);
        };
    }

    std::size_t size() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all.size();
    }

    pcsc::ReaderSnapshot last() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all.empty() ? pcsc::ReaderSnapshot() : m_all.back();
    }

    pcsc::ReaderState reader(std::size_t index) const
    {
        const pcsc::ReaderSnapshot snapshot = last();
        return index < snapshot.readers.size() ? snapshot.readers[index] : pcsc::ReaderState();
    }

    pcsc::ReaderState reader(const std::string &name) const
    {
        for (const pcsc::ReaderState &state : last().readers) {
            if (state.name == name)
                return state;
        }
        return {};
    }

    bool hasRepetition() const
    {
        const std::scoped_lock lock(m_mutex);
        return std::adjacent_find(m_all.begin(), m_all.end()) != m_all.end();
    }

private:
    mutable std::mutex m_mutex;
    std::vector<pcsc::ReaderSnapshot> m_all;
};

} // namespace wb::testing
