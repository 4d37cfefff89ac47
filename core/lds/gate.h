// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/euicc.h"
#include "core/rsp/profile_download.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace wb::lds {

/// What a procedure is about to ask.
struct NextRequest {
    std::string function; ///< "ES10b.AuthenticateServer", "ES11.InitiateAuthentication"
    Bytes octets;         ///< the data object for the eUICC; empty for what goes to a server
    bool sessionOpen =
        false; ///< the eUICC has accepted the server: CancelSession can end that in place of this request
};

/// How a procedure goes on.
struct Decision {
    Bytes octets; ///< for the eUICC: those of the request, or what somebody made of them
    std::optional<rsp::CancelSessionReason> cancel = {}; ///< ends the session of the eUICC instead
};

/// Where a procedure that is gone through request by request waits for the person who does.
class Gate {
public:
    /// @p waiting is told, on the procedure's thread, what the procedure waits with.
    explicit Gate(std::function<void(const NextRequest &)> waiting) : m_waiting(std::move(waiting)) {}

    /// On the procedure's thread: waits until it is opened. Error: cancelled.
    Result<Decision> pass(const NextRequest &next, const std::stop_token &stop);

    /// From any thread. Does nothing while nobody waits.
    void open(Decision decision);

private:
    const std::function<void(const NextRequest &)> m_waiting;
    std::mutex m_mutex;
    std::condition_variable_any m_opened;
    bool m_isWaiting = false;
    std::optional<Decision> m_decision;
};

/// An eUICC whose every request waits at a gate.
class GatedEuicc final : public rsp::Euicc {
public:
    GatedEuicc(std::unique_ptr<rsp::Euicc> euicc, Gate &gate) : m_euicc(std::move(euicc)), m_gate(gate) {}

    Result<Bytes> es10(ByteView request, std::stop_token stop) override;

private:
    std::unique_ptr<rsp::Euicc> m_euicc;
    Gate &m_gate;
};

} // namespace wb::lds
