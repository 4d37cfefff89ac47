// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wb::pcsc {

/// A reader as the smart card service reports it.
struct ReaderState {
    std::string name;       ///< octets as the service gave them, normally UTF-8
    bool present = false;   ///< a card is in it
    bool mute = false;      ///< the card does not answer a reset
    bool exclusive = false; ///< one program has it for itself
    bool inUse = false;     ///< at least one program is connected to the card
    Bytes atr;              ///< empty without a card
    std::uint16_t events =
        0; ///< cards put in or taken out, as the service counts them; another count, another insertion
    std::optional<Error> error; ///< why nothing can be said about it

    bool operator==(const ReaderState &other) const;
};

/// Everything there is to know at one moment.
struct ReaderSnapshot {
    bool serviceRunning = false;
    std::optional<Error> serviceError; ///< with its SCARD code, when the service is not running
    std::vector<ReaderState> readers;  ///< in the order of the service

    bool operator==(const ReaderSnapshot &other) const;
};

class Context;

/// Every reader as it is now. Connects when that is needed. Errors: pcsc, normally unreachable.
Result<std::vector<ReaderState>> readReaders(Context &context);

/// Watches readers and cards come and go, and pcscd itself, on a thread of its own.
class ReaderMonitor {
public:
    /// Called on the monitor's thread with each snapshot that differs from the one before, the first one at once.
    /// Must be quick and must not destroy the monitor.
    using Observer = std::function<void(const ReaderSnapshot &)>;

    explicit ReaderMonitor(Observer observer);

    /// Ends the thread; no call of the observer runs after this.
    ~ReaderMonitor();

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace wb::pcsc
