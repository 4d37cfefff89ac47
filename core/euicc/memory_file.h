// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/memory.h"

#include <filesystem>
#include <memory>
#include <string>

class QLockFile;

namespace wb::euicc {

/// The file in which a virtual eUICC keeps its memory; people may read it, the program writes it anew with each change. One program
/// at a time writes: the first that changes something, until it ends.
class MemoryFile {
public:
    explicit MemoryFile(std::filesystem::path path);
    ~MemoryFile();

    /// What is kept; none when there is no file yet. Errors: config, malformed or invalid, with line and column; file, io.
    Result<std::optional<Memory>> load();

    /// Errors: busy when another program writes it; conflict when another has changed it since it was read; file, io.
    Result<void> save(const Memory &memory);

private:
    Result<void> claim();

    std::filesystem::path m_path;
    std::string m_known; ///< the text as it was last read or written
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace wb::euicc
