// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// The virtual card's APDU entry: a card fed with whatever a hostile program sends through the reader.
// The input is a series of commands, each behind its length in one octet; length 00 resets the card.

#include "core/rsp/euicc.h"
#include "smartcard/card/apdu.h"
#include "smartcard/vcard/virtual_card.h"

#include <cstdlib>

namespace {

using namespace wb;

/// Answers with the request three times over, so that long requests make answers in several pieces.
class EchoingEuicc final : public rsp::Euicc {
public:
    Result<Bytes> es10(ByteView request, std::stop_token) override
    {
        Bytes answer;
        for (int i = 0; i < 3; ++i)
            append(answer, request);
        return answer;
    }
};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void feed(vcard::VirtualCard &card, ByteView command)
{
    const Bytes answer = card.process(command);
    require(answer.size() >= 2 && answer.size() <= 258);
    const unsigned sw1 = answer[answer.size() - 2];
    require((sw1 & 0xF0) == 0x60 || (sw1 & 0xF0) == 0x90);

    const auto decoded = card::CommandApdu::decode(command);
    if (!decoded)
        return;
    require(equal(decoded->encode(), command));
    require(!card::describe(*decoded).empty());
    if (!decoded->le)
        require(answer.size() == 2);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    EchoingEuicc euicc;
    vcard::VirtualCard card(euicc);
    ByteView rest(data, size);
    while (!rest.empty()) {
        const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
        if (rest[0] == 0)
            card.reset();
        else
            feed(card, rest.subspan(1, length));
        rest = rest.subspan(1 + length);
    }
    return 0;
}
