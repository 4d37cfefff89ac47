// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/euicc_options.h"
#include "core/capture/exchange.h"
#include "core/euicc/virtual_euicc.h"
#include "smartcard/card/card_euicc.h"

namespace wb::cli {

/// The eUICC that was asked for, with everything that must stay open while it is used: a reader's lease or a virtual card,
/// and the session with its ISD-R.
class EuiccSource final : public rsp::Euicc {
public:
    /// Opens the card in a reader, or the virtual eUICC of a folder. `holder` is told to others who want the reader.
    /// Errors: notFound for a reader that is not there or not the only one of that name; those of pcsc::Lease, card::Session
    /// and euicc::loadIdentity().
    static Result<std::unique_ptr<EuiccSource>> open(const EuiccOptions &options, std::string holder,
                                                     capture::Sink *sink, std::stop_token stop);

    /// Opens a virtual eUICC in process, through the same commands a card gets.
    static Result<std::unique_ptr<EuiccSource>> openVirtual(std::shared_ptr<euicc::VirtualEuicc> euicc,
                                                            const EuiccOptions &options, capture::Sink *sink,
                                                            std::stop_token stop);

    ~EuiccSource() override;

    Result<Bytes> es10(ByteView request, std::stop_token stop) override
    {
        return m_euicc->es10(request, std::move(stop));
    }

    /// The reader's name, or the virtual eUICC's.
    std::string name() const { return m_transport->name(); }
    Bytes atr() const { return m_transport->atr(); }
    const card::Session &session() const { return *m_session; }

    /// The CIs a virtual eUICC was made with; none for a card.
    const pki::TrustAnchors *cis() const { return m_virtual ? &m_virtual->identity().cis : nullptr; }

private:
    EuiccSource() = default;
    Result<void> openSession(const EuiccOptions &options, capture::Sink *sink, std::stop_token stop);

    // In this order each uses the ones before it.
    struct VirtualParts;
    std::shared_ptr<euicc::VirtualEuicc> m_virtual;
    std::unique_ptr<VirtualParts> m_virtualParts;
    std::unique_ptr<card::Transport> m_transport;
    std::unique_ptr<card::Session> m_session;
    std::unique_ptr<card::CardEuicc> m_euicc;
};

} // namespace wb::cli
