// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/card_in_use.h"

#include "smartcard/card/card_euicc.h"
#include "smartcard/pcsc/lease_registry.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/virtual_card.h"

namespace wb::cards {

namespace {

struct HeldReader final : CardLine {
    explicit HeldReader(std::unique_ptr<pcsc::Lease> taken) : lease(std::move(taken)) {}
    card::Transport &transport() override { return *lease; }

    std::unique_ptr<pcsc::Lease> lease;
};

/// A built-in card is held through the same registry as a reader, under its name.
struct HeldBuiltIn final : CardLine {
    explicit HeldBuiltIn(std::shared_ptr<BuiltInCard> held) : card(std::move(held)), line(card->card(), card->name()) {}
    ~HeldBuiltIn() override { pcsc::LeaseRegistry::instance().release(card->name()); }
    card::Transport &transport() override { return line; }

    std::shared_ptr<BuiltInCard> card;
    vcard::InProcessTransport line;
};

class HeldCard final : public CardInUse {
public:
    explicit HeldCard(std::unique_ptr<CardLine> held) : m_held(std::move(held)) {}

    Result<void> open(const OpenOptions &options, capture::Sink *sink, const std::stop_token &stop)
    {
        auto session = card::Session::open(m_held->transport(), options.session, sink, stop);
        if (!session)
            return fail(std::move(session.error()));
        m_session = std::move(*session);
        m_euicc = std::make_unique<card::CardEuicc>(*m_session);
        return {};
    }

    Result<Bytes> es10(ByteView request, std::stop_token stop) override
    {
        return m_euicc->es10(request, std::move(stop));
    }
    Result<card::ProactiveCommand> answerToolkit(std::stop_token stop) override
    {
        return card::answerToolkit(*m_session, m_held->transport(), std::move(stop));
    }
    const card::Session &session() const override { return *m_session; }
    Bytes atr() const override { return m_held->transport().atr(); }

private:
    std::unique_ptr<CardLine> m_held; // first: session and eUICC stand on it
    std::unique_ptr<card::Session> m_session;
    std::unique_ptr<card::CardEuicc> m_euicc;
};

Result<std::unique_ptr<CardInUse>> openHeld(std::unique_ptr<CardLine> held, const OpenOptions &options,
                                            capture::Sink *sink, const std::stop_token &stop)
{
    auto card = std::make_unique<HeldCard>(std::move(held));
    auto opened = card->open(options, sink, stop);
    if (!opened)
        return fail(std::move(opened.error()));
    return std::unique_ptr<CardInUse>(std::move(card));
}

} // namespace

BuiltInCard::BuiltInCard(std::shared_ptr<euicc::VirtualEuicc> euicc)
    : m_name(euicc->identity().name),
      m_euicc(std::move(euicc)),
      m_healthy(std::make_unique<vcard::VirtualCard>(
          *m_euicc, [euicc = m_euicc.get()] { euicc->reset(); }, m_euicc->identity().demandsTerminalCapability,
          m_euicc.get())),
      m_card(*m_healthy, m_euicc->identity().faults)
{
}

BuiltInCard::BuiltInCard(std::string name, const std::vector<capture::ExchangePtr> &exchanges)
    : m_name(std::move(name)),
      m_healthy(std::make_unique<vcard::ReplayCard>(exchanges)),
      m_card(*m_healthy)
{
}

Result<std::unique_ptr<CardLine>> openReaderLine(const std::string &reader, const OpenOptions &options,
                                                 std::stop_token stop)
{
    pcsc::LeaseOptions leaseOptions;
    leaseOptions.share = options.share;
    leaseOptions.protocol = options.protocol;
    leaseOptions.holder = options.holder;
    auto lease = pcsc::Lease::take(reader, leaseOptions, stop);
    if (!lease)
        return fail(std::move(lease.error()));
    return std::make_unique<HeldReader>(std::move(*lease));
}

Result<std::unique_ptr<CardLine>> openBuiltInLine(std::shared_ptr<BuiltInCard> card, const OpenOptions &options,
                                                  std::stop_token stop)
{
    if (auto holder = pcsc::LeaseRegistry::instance().claim(card->name(), options.holder, std::chrono::milliseconds(0),
                                                            stop))
        return fail(ErrorKind::busy, Interface::apdu, card->name(), "held by " + *holder);
    return std::make_unique<HeldBuiltIn>(std::move(card));
}

Result<std::unique_ptr<CardInUse>> openReader(const std::string &reader, const OpenOptions &options,
                                              capture::Sink *sink, std::stop_token stop)
{
    return openReaderLine(reader, options, stop).and_then([&](std::unique_ptr<CardLine> &&line) {
        return openHeld(std::move(line), options, sink, stop);
    });
}

Result<std::unique_ptr<CardInUse>> openBuiltIn(std::shared_ptr<BuiltInCard> card, const OpenOptions &options,
                                               capture::Sink *sink, std::stop_token stop)
{
    return openBuiltInLine(std::move(card), options, stop).and_then([&](std::unique_ptr<CardLine> &&line) {
        return openHeld(std::move(line), options, sink, stop);
    });
}

} // namespace wb::cards
