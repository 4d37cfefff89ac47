// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The search for an ISD-R on a card that answers what it likes: records of EF.DIR, control information, refusals.
// The input is what the card answers, one after the other, each behind its length in one octet; then nothing but 6A82.

#include "smartcard/card/isdr_search.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/card/session.h"

#include <cstdlib>

namespace {

using namespace wb;

void demandOfSearch(bool condition)
{
    if (!condition)
        std::abort();
}

class HostileCard final : public card::Transport {
public:
    explicit HostileCard(ByteView answers) : m_answers(answers) {}

    Result<Bytes> transmit(ByteView, std::stop_token) override
    {
        if (m_answers.empty())
            return Bytes{0x6A, 0x82};
        const std::size_t length = std::min<std::size_t>(m_answers[0], m_answers.size() - 1);
        Bytes answer = copyOf(m_answers.subspan(1, length));
        m_answers = m_answers.subspan(1 + length);
        return answer;
    }
    std::string name() const override { return "hostile"; }
    Bytes atr() const override { return {}; }

private:
    ByteView m_answers;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    HostileCard card(ByteView(data, size));
    const auto search = card::Session::search(card, {}, nullptr, {});
    if (!search) {
        demandOfSearch(!search.error().reason.empty());
        return 0;
    }
    demandOfSearch(!search->tries.empty() && !card::triedText(*search).empty());
    demandOfSearch(search->tries.size() <= card::isdRAids().size() + card::maxDirectoryRecords);
    demandOfSearch(!search->found || *search->found + 1 == search->tries.size());
    for (const card::AidTry &each : search->tries)
        demandOfSearch(each.aid.size() >= 5 && each.aid.size() <= 16);
    static_cast<void>(card::linesOf(card::controlInformationOf(search->fci)));
    static_cast<void>(card::directoryEntryOf(ByteView(data, size)));
    return 0;
}
