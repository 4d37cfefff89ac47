// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/card_euicc.h"

#include "smartcard/card/functions.h"

#include <algorithm>

namespace wb::card {

namespace {

constexpr std::size_t maxBlocks = 256; // P2 numbers them in one octet
constexpr std::uint8_t p1More = 0x11;
constexpr std::uint8_t p1Last = 0x91;

} // namespace

Result<Bytes> CardEuicc::es10(ByteView request, std::stop_token stop)
{
    const CardFunction function = functionOf(request);
    if (request.empty())
        return fail(ErrorKind::invalid, Interface::apdu, function.name, "there is nothing to send");
    const std::size_t blockSize = m_session.options().blockSize;
    if (request.size() > maxBlocks * blockSize)
        return fail(ErrorKind::invalid, Interface::apdu, function.name,
                    std::to_string(request.size()) + " octets need more than 256 STORE DATA blocks");

    for (bool repeated = false;; repeated = true) {
        if (Result<void> ready = m_session.ensureSelected(stop); !ready)
            return fail(std::move(ready.error()));
        Result<Bytes> response = runChain(request, stop);
        const bool wasReset = !response && !m_session.selected();
        if (!wasReset || repeated || !function.readsOnly || stop.stop_requested())
            return response;
    }
}

Result<Bytes> CardEuicc::runChain(ByteView request, const std::stop_token &stop)
{
    const std::size_t blockSize = m_session.options().blockSize;
    const std::size_t count = (request.size() + blockSize - 1) / blockSize;
    const CardFunction function = functionOf(request);

    ExchangeDraft draft;
    draft.what = function.name;
    draft.interface = function.interface;
    draft.request = copyOf(request);

    std::optional<Error> error;
    for (std::size_t number = 0; number < count && !error; ++number) {
        const bool last = number + 1 == count;
        const std::size_t from = number * blockSize;
        CommandApdu store;
        store.cla = m_session.classByte(ClassKind::proprietary);
        store.ins = 0xE2;
        store.p1 = last ? p1Last : p1More;
        store.p2 = static_cast<std::uint8_t>(number);
        store.data = copyOf(request.subspan(from, std::min(blockSize, request.size() - from)));
        store.le = 256;

        const Result<ResponseApdu> answer = m_session.send(std::move(store), draft.blocks, stop);
        if (!answer) {
            error = answer.error();
            error->step = function.name;
        } else if (!isSuccess(answer->sw)) {
            error = statusError(function.name, answer->sw,
                                count == 1 ? "the card refused it"
                                           : "the card refused block " + std::to_string(number + 1) + " of "
                                                 + std::to_string(count));
        } else {
            append(draft.response, answer->data);
        }
    }
    Bytes response = draft.response;
    m_session.record(std::move(draft), error);
    if (error)
        return fail(std::move(*error));
    return response;
}

} // namespace wb::card
