// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/vpcd/plug.h"

#include "smartcard/vpcd/line.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace wb::vpcd {

namespace {

constexpr std::chrono::milliseconds firstRetry{100};
constexpr std::chrono::milliseconds lastRetry{2000};
constexpr std::chrono::milliseconds absenceStep{50}; // between looks whether a card is back

/// Messages of one octet are no APDUs but orders to the card.
enum class Order : std::uint8_t { powerOff = 0, powerOn = 1, reset = 2, answerToReset = 4 };

/// Sleeps until the time is over or a stop is asked for.
void pause(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

Plug::Plug(vcard::SmartCard &card, PlugAddress address, Observer observer)
    : m_card(card),
      m_address(std::move(address)),
      m_observer(std::move(observer)),
      m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Plug::~Plug() = default; // the thread is asked to stop and joined

void Plug::run(const std::stop_token &stop)
{
    std::chrono::milliseconds retry = firstRetry;
    while (!stop.stop_requested()) {
        if (!m_card.present()) {
            pause(absenceStep, stop);
            continue;
        }
        Result<Line> line = Line::connect(m_address.host, m_address.port, stop);
        if (line) {
            report(PlugState::Kind::waiting);
            const Error ended = serve(*line, stop);
            if (m_reported == PlugState::Kind::connected) {
                m_card.powerOn(); // no reader feeds it now; see the class
                retry = firstRetry;
            }
            report(PlugState::Kind::disconnected, ended);
        } else if (line.error().kind != ErrorKind::cancelled) {
            report(PlugState::Kind::refused, line.error());
        }
        pause(retry, stop);
        retry = std::min(retry * 2, lastRetry);
    }
}

/// Answers the reader until one of the two goes; returns why.
Error Plug::serve(Line &line, const std::stop_token &stop)
{
    for (;;) {
        const Result<Bytes> message = line.receive(stop);
        if (!message)
            return message.error();
        report(PlugState::Kind::connected);
        Bytes answer;
        if (message->size() != 1) {
            const std::uint64_t before = m_card.generation();
            answer = m_card.process(*message, stop);
            if (stop.stop_requested()) // a card that is pulled does not answer any more
                return makeError(ErrorKind::cancelled, Interface::none, "virtual reader", "the card was pulled");
            if (!m_card.present() || (answer.empty() && m_card.generation() != before))
                return makeError(ErrorKind::removed, Interface::none, "virtual reader", "the card went away by itself");
            // vpcd's driver waits for ever for the octets of an empty message, and all of pcscd's reader with it. A single octet is
            // no response APDU either, and whoever asked learns that nothing came.
            if (answer.empty())
                answer = {0x00};
        } else {
            switch (Order(message->front())) {
            case Order::powerOff: m_card.powerOff(); continue;
            case Order::powerOn: m_card.powerOn(); continue;
            case Order::reset: m_card.reset(); continue;
            case Order::answerToReset: answer = m_card.atr(); break;
            default: continue; // vpcd knows no others and expects no answer
            }
        }
        if (Result<void> sent = line.send(answer, stop); !sent)
            return sent.error();
    }
}

void Plug::report(PlugState::Kind kind, std::optional<Error> error)
{
    if (m_reported == kind)
        return;
    m_reported = kind;
    if (m_observer)
        m_observer({kind, std::move(error)});
}

} // namespace wb::vpcd
