// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/open_euicc.h"

#include "core/euicc/memory_file.h"

namespace wb::euicc {

Memory firstMemory(const Identity &identity)
{
    Memory memory;
    memory.profiles = identity.profiles;
    memory.defaultDpAddress = identity.addresses.defaultDpAddress;
    return memory;
}

Result<std::shared_ptr<VirtualEuicc>> openEuicc(Identity identity)
{
    Memory memory = firstMemory(identity);
    if (identity.folder.empty())
        return std::make_shared<VirtualEuicc>(std::move(identity), std::move(memory));
    const auto file = std::make_shared<MemoryFile>(identity.folder / "memory.toml");
    auto kept = file->load();
    if (!kept)
        return fail(std::move(kept.error()));
    if (*kept)
        memory = std::move(**kept);
    return std::make_shared<VirtualEuicc>(std::move(identity), std::move(memory),
                                          [file](const Memory &changed) { return file->save(changed); });
}

} // namespace wb::euicc
