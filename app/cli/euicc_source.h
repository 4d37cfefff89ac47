// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/euicc_options.h"
#include "smartcard/cards/card_in_use.h"

namespace wb::cli {

/// The eUICC that was asked for, in use: as long as this lives, so do the lease of its reader and its channel.
class EuiccSource final : public rsp::Euicc {
public:
    /// Opens the card in a reader, or the virtual eUICC of a folder or a lab. `holder` is told to others who want the reader.
    /// Errors: notFound for a reader that is not there or not the only one of that name; those of cards::openReader() and
    /// euicc::loadIdentity().
    static Result<std::unique_ptr<EuiccSource>> open(const EuiccOptions &options, const std::string &holder,
                                                     capture::Sink *sink, std::stop_token stop);

    /// Opens a virtual eUICC of this process, through the same commands a card gets.
    static Result<std::unique_ptr<EuiccSource>> openVirtual(std::shared_ptr<euicc::VirtualEuicc> euicc,
                                                            const EuiccOptions &options, const std::string &holder,
                                                            capture::Sink *sink, std::stop_token stop);

    Result<Bytes> es10(ByteView request, std::stop_token stop) override
    {
        return m_card->es10(request, std::move(stop));
    }

    /// The reader's name, or the virtual eUICC's.
    const std::string &name() const { return m_name; }
    Bytes atr() const { return m_card->atr(); }
    const card::Session &session() const { return m_card->session(); }

    /// The CIs a virtual eUICC was made with; none for a card.
    const pki::TrustAnchors &cis() const { return m_cis; }

private:
    EuiccSource(std::string name, pki::TrustAnchors cis, std::unique_ptr<cards::CardInUse> card)
        : m_name(std::move(name)),
          m_cis(std::move(cis)),
          m_card(std::move(card))
    {
    }

    std::string m_name;
    pki::TrustAnchors m_cis;
    std::unique_ptr<cards::CardInUse> m_card;
};

/// The same without a session: nothing is sent to it but what is sent through it.
Result<std::unique_ptr<cards::CardLine>> openCardLine(const EuiccOptions &options, const std::string &holder,
                                                      std::stop_token stop);

/// The PC/SC reader with that name, or the only one with that in its name. Errors: notFound, invalid when several have it; those of
/// pcsc::Context::readers().
Result<std::string> findReader(const std::string &wanted);

/// The virtual eUICC of a folder; the one of that name, EID or folder in a lab when @p which is no path; the first one
/// of a lab (the user's own when `lab` is empty) when @p which is empty.
Result<euicc::Identity> identityFor(const std::string &which, const std::string &lab);

} // namespace wb::cli
