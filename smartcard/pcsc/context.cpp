// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/context.h"

#include "smartcard/pcsc/scard_error.h"

#include <winscard.h>

#include <type_traits>
#include <utility>

namespace wb::pcsc {

static_assert(std::is_same_v<SCARDCONTEXT, long>,
              "the header keeps the handle as a long so that it need not show winscard.h");

Context::Context(Context &&other) noexcept
    : m_handle(std::exchange(other.m_handle, 0)),
      m_established(std::exchange(other.m_established, false))
{
}

Context &Context::operator=(Context &&other) noexcept
{
    if (this != &other) {
        release();
        m_handle = std::exchange(other.m_handle, 0);
        m_established = std::exchange(other.m_established, false);
    }
    return *this;
}

Result<void> Context::establish()
{
    if (m_established)
        return {};
    const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &m_handle);
    if (code != SCARD_S_SUCCESS)
        return fail(scardError(static_cast<std::uint32_t>(code), "SCardEstablishContext"));
    m_established = true;
    return {};
}

void Context::release()
{
    if (m_established)
        SCardReleaseContext(m_handle); // fails when pcscd is gone, and frees our side of it all the same
    m_established = false;
    m_handle = 0;
}

Result<std::vector<std::string>> Context::readers()
{
    for (bool again = false;; again = true) {
        if (Result<void> ready = establish(); !ready)
            return fail(std::move(ready.error()));
        char *list = nullptr;
        DWORD size = SCARD_AUTOALLOCATE;
        const LONG code = SCardListReaders(m_handle, nullptr, reinterpret_cast<char *>(&list), &size);
        if (code == SCARD_S_SUCCESS) {
            std::vector<std::string> names = namesOf(list, size);
            SCardFreeMemory(m_handle, list);
            return names;
        }
        if (code == SCARD_E_NO_READERS_AVAILABLE)
            return std::vector<std::string>();
        const auto scard = static_cast<std::uint32_t>(code);
        if (!isServiceLost(scard) || again)
            return fail(scardError(scard, "SCardListReaders"));
        release();
    }
}

std::vector<std::string> namesOf(const char *list, std::size_t size)
{
    std::vector<std::string> names;
    std::string name;
    for (std::size_t at = 0; at < size; ++at) {
        if (list[at] != '\0') {
            name += list[at];
        } else if (name.empty()) {
            return names;
        } else {
            names.push_back(std::exchange(name, {}));
        }
    }
    if (!name.empty())
        names.push_back(std::move(name));
    return names;
}

} // namespace wb::pcsc
