// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/rsp/euicc.h"
#include "smartcard/card/session.h"

namespace wb::card {

/// The eUICC of a card: each ES10 data object becomes one chain of STORE DATA commands (SGP.22 section 5.7.2) and one
/// exchange in the capture. One thread at a time; the session must outlive it.
class CardEuicc final : public rsp::Euicc {
public:
    explicit CardEuicc(Session &session) : m_session(session) {}

    /// Selects the ISD-R again first when the card was reset since. A function that only reads is repeated once when the
    /// reset came in its middle; others fail with `removed`, because nobody knows how far they came.
    /// Errors: invalid when the request is empty or needs more than 256 blocks; apdu with the status word; those of the transport.
    Result<Bytes> es10(ByteView request, std::stop_token stop) override;

private:
    Result<Bytes> runChain(ByteView request, const std::stop_token &stop);

    Session &m_session;
};

} // namespace wb::card
