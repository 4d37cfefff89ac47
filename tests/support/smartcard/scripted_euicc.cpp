// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/scripted_euicc.h"

#include "core/base/hex.h"

namespace wb::testing {

namespace {

const Bytes getInfo1{0xBF, 0x20, 0x00};
const Bytes getChallenge{0xBF, 0x2E, 0x00};
constexpr const char *info1 = "BF20 35 8203020500 A916 0414 81370F5125D0B1D408D4C3B232E6D25E795BEBFB"
                              " AA16 0414 81370F5125D0B1D408D4C3B232E6D25E795BEBFB";
constexpr const char *challenge = "BF2E 12 8010 000102030405060708090A0B0C0D0E0F";

} // namespace

Result<Bytes> ScriptedEuicc::es10(ByteView request, std::stop_token stop)
{
    if (equal(request, getInfo1))
        return fromHex(info1);
    Answer answer;
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.push_back(copyOf(request));
        answer = m_answer;
    }
    if (answer)
        return answer(request, std::move(stop));
    if (equal(request, getChallenge))
        return fromHex(challenge);
    return fail(ErrorKind::notFound, Interface::apdu, "scripted eUICC", "not in the script");
}

void ScriptedEuicc::answerWith(Answer answer)
{
    const std::scoped_lock lock(m_mutex);
    m_answer = std::move(answer);
}

void ScriptedEuicc::answerWith(Bytes always)
{
    answerWith([always = std::move(always)](ByteView, const std::stop_token &) -> Result<Bytes> { return always; });
}

std::vector<Bytes> ScriptedEuicc::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

Bytes pattern(std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 256 + size);
    return bytes;
}

bool Gate::pass(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_waiting = true;
    const bool opened = m_changed.wait(lock, stop, [this] { return m_open; });
    m_waiting = false;
    return opened;
}

void Gate::open()
{
    const std::scoped_lock lock(m_mutex);
    m_open = true;
    m_changed.notify_all();
}

bool Gate::somebodyWaits() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting;
}

} // namespace wb::testing
