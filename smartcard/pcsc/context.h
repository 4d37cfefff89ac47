// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace wb::pcsc {

/// A connection to the smart card service (an SCARDCONTEXT) that is made when needed and made anew after pcscd was restarted.
/// One thread at a time.
class Context {
public:
    Context() = default;
    ~Context() { release(); }
    Context(Context &&other) noexcept;
    Context &operator=(Context &&other) noexcept;

    /// Connects unless connected. Errors: pcsc, normally unreachable.
    Result<void> establish();

    void release();
    bool established() const { return m_established; }

    /// The names of the readers, octets as the service gave them. Connects, once more when the service was restarted.
    Result<std::vector<std::string>> readers();

    /// The SCARDCONTEXT, for the sources of this room. Only while established.
    long handle() const { return m_handle; }

private:
    long m_handle = 0;
    bool m_established = false;
};

/// The names in a list of C strings that an empty one ends, as SCardListReaders fills it. Nothing behind `size` is read.
std::vector<std::string> namesOf(const char *list, std::size_t size);

} // namespace wb::pcsc
