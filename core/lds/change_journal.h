// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace wb::lds {

/// One change of an eUICC, carried out or refused.
struct JournalEntry {
    TimePoint time;
    std::string card; ///< reader or built-in eUICC
    std::string eid;
    std::string function; ///< "ES10c.EnableProfile"
    std::string what;     ///< what it was to do, in words
    std::string result;   ///< "ok", "disallowedByPolicy", or the line of an error
    bool done = false;

    bool operator==(const JournalEntry &) const = default;
};

/// The journal as it is kept.
struct Journal {
    std::vector<JournalEntry> entries; ///< oldest first
    int unreadable = 0;                ///< lines that could not be read; they stay in the file
};

/// What was changed on cards and when: a file of JSON lines, one a change, only ever appended to.
class ChangeJournal {
public:
    explicit ChangeJournal(std::filesystem::path file) : m_file(std::move(file)) {}

    const std::filesystem::path &file() const { return m_file; }

    /// Error: file, io with the system's words.
    Result<void> add(const JournalEntry &entry) const;

    /// Nothing when there is no file yet. Error: file, io.
    Result<Journal> read() const;

private:
    std::filesystem::path m_file;
};

} // namespace wb::lds
