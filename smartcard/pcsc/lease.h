// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "smartcard/card/transport.h"

#include <chrono>
#include <memory>
#include <optional>

namespace wb::pcsc {

enum class ShareMode {
    shared,    ///< other programs may be connected too, and wait while the lease lasts
    exclusive, ///< nobody else may be connected
};

enum class ProtocolChoice { t0, t1, any };

struct LeaseOptions {
    ShareMode share = ShareMode::shared;
    ProtocolChoice protocol = ProtocolChoice::any;
    std::string holder; ///< who is asking, as others are told: "Discovery"

    /// Holds a PC/SC transaction as long as the lease lasts, so that nobody comes between two commands of a procedure.
    bool transaction = true;

    std::chrono::milliseconds waitForHolder{0};           ///< how long to wait for another lease of this program to end
    std::chrono::milliseconds waitForOtherPrograms{3000}; ///< how long to wait for another program's transaction to end
};

/// The use of one card in one reader, for the length of a procedure. Has a connection to the service of its own, so that
/// leases of different readers do not wait for each other. One thread at a time; commands are sent on the calling thread.
class Lease final : public card::Transport {
public:
    /// Errors: busy when another lease of this program ("held by Discovery") or another program has the card; notFound when
    /// there is no such reader or no card in it; unsupported for a protocol the card does not have; unreachable without pcscd.
    static Result<std::unique_ptr<Lease>> take(std::string reader, LeaseOptions options, std::stop_token stop);

    /// Who of this program holds the reader; none when nobody does.
    static std::optional<std::string> holderOf(const std::string &reader);

    ~Lease() override;

    /// A command that was sent cannot be cancelled; a stop that was asked for before is obeyed.
    /// Errors: `removed` when card, reader or service went away, and after a reset, when the lease stays usable.
    Result<Bytes> transmit(ByteView command, std::stop_token stop) override;
    Result<void> reset() override;
    std::string name() const override;
    Bytes atr() const override;
    card::Protocol protocol() const override;
    std::uint64_t generation() const override { return m_generation; }

private:
    class Claim;
    struct Connection;
    class Connecting;
    Lease(std::unique_ptr<Claim> claim, std::unique_ptr<Connection> connection);

    Error explained(std::uint32_t code);
    Error withoutAnswer(Error error) const;

    std::unique_ptr<Claim> m_claim; ///< outlives the connection
    std::unique_ptr<Connection> m_connection;
    std::uint64_t m_generation = 0;
};

} // namespace wb::pcsc
