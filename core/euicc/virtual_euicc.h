// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"
#include "core/euicc/memory.h"
#include "core/euicc/proactive_source.h"
#include "core/euicc/rsp_session.h"
#include "core/rsp/euicc.h"

#include <functional>
#include <mutex>

namespace wb::euicc {

/// The rules of an eUICC: ES10 data object in, data object out, with real keys. How it is reached, in process or as a card,
/// is not its business. One session at a time, as in a card. Safe from several threads.
///
/// Errors: unsupported with status word 6A88 for an object it does not know, malformed with 6A80 for one it cannot decode, io with
/// 6581 when what it keeps could not be written (it is unchanged then), refused with 6985 while it waits for a reset.
class VirtualEuicc final : public rsp::Euicc, public ProactiveSource {
public:
    /// Keeps the memory as it is now, in a file for one. Called with each change, before it counts; a failure takes it back.
    using Keep = std::function<Result<void>(const Memory &)>;

    explicit VirtualEuicc(Identity identity, Memory memory = {}, Keep keep = {});

    Result<Bytes> es10(ByteView request, std::stop_token stop) override;

    /// What a reset of the card does: session and proactive command are gone.
    void reset();

    std::optional<Bytes> pendingCommand() const override;
    void answered(ByteView terminalResponse) override;
    void terminalProfile(ByteView profile) override;

    const Identity &identity() const { return m_identity; }
    Memory memory() const;

private:
    Result<Bytes> dispatch(ByteView request);
    Result<Bytes> getChallenge();
    Result<Bytes> authenticateServer(ByteView request);
    Result<Bytes> memoryFunction(asn1::Tag tag, ByteView request);
    template <class Response, class Body>
    Result<Bytes> change(asn1::Tag tag, Body &&body, bool refresh = false);
    rsp::EuiccConfiguredAddresses addresses() const;
    rsp::EuiccInfo1 info1() const;
    rsp::EuiccInfo2 info2() const;

    bool hasRoomFor(const Memory &memory) const;

    Identity m_identity;
    const Memory m_first; ///< as it was delivered
    mutable std::mutex m_mutex;
    Memory m_memory;
    Keep m_keep;
    std::optional<RspSession> m_session;
    std::optional<Bytes> m_proactive; ///< the proactive command that waits for the terminal
    bool m_waitsForReset = false;
};

} // namespace wb::euicc
