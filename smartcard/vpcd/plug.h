// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"
#include "smartcard/vcard/smart_card.h"

#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace wb::vpcd {

class Line;

/// Where pcscd's virtual reader waits for its card.
struct PlugAddress {
    std::string host = "127.0.0.1"; ///< an IP address, or localhost: a name could not be looked up without blocking
    std::uint16_t port = 35963;     ///< first slot of the first virtual reader as Debian installs it
};

/// How a plug stands.
struct PlugState {
    enum class Kind {
        waiting,      ///< somebody listens, but no reader has asked for the card yet; another card may be in this slot
        connected,    ///< the reader has asked for the card: inserted
        disconnected, ///< the reader has closed the connection; trying again
        refused,      ///< nobody listens there; trying again
    };
    Kind kind = Kind::waiting;
    std::optional<Error> error; ///< why it is not connected
};

/// Keeps a card inserted in a virtual reader of vsmartcard's vpcd, on a thread of its own, and inserts it again when pcscd
/// was restarted. A card that is plugged belongs to the reader, which gives and takes its power; after each unplugging the card
/// is given power again, so that it can be used in process. A card that goes away by itself (SmartCard::present()) is unplugged, and
/// plugged again when it is back. The card must outlive the plug.
class Plug {
public:
    /// Called on the plug's thread at each change. Must be quick and must not destroy the plug.
    using Observer = std::function<void(const PlugState &)>;

    Plug(vcard::SmartCard &card, PlugAddress address, Observer observer = {});

    /// Pulls the card. A command the card is working on is asked to stop.
    ~Plug();

    Plug(const Plug &) = delete;
    Plug &operator=(const Plug &) = delete;

private:
    void run(const std::stop_token &stop);
    Error serve(Line &line, const std::stop_token &stop);
    void report(PlugState::Kind kind, std::optional<Error> error = std::nullopt);

    vcard::SmartCard &m_card;
    PlugAddress m_address;
    Observer m_observer;
    std::optional<PlugState::Kind> m_reported; ///< what the observer was told last
    std::jthread m_thread;                     ///< last: it uses all of the above
};

} // namespace wb::vpcd
