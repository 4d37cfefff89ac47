// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/plug.h"
#include "tests/bench/bench.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/pcscd.h"

#include <QDeadlineTimer>

#include <chrono>

namespace {

using namespace wb;

constexpr int functionsARound = 1500;
constexpr int rateRounds = 9;

double secondsOf(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Failure problem(std::string reason)
{
    return fail(ErrorKind::internal, Interface::pcsc, "apdu-rate", std::move(reason));
}

/// The card's reader as the daemon lists it, once it has the card.
bool waitForCard(testing::OtherProgram &program, const std::string &reader)
{
    const QDeadlineTimer patience(10'000);
    while (!patience.hasExpired()) {
        if (program.connect(reader) == 0)
            return true;
    }
    return false;
}

/// The same functions through our whole stack, recorded, and as their APDUs through SCardTransmit alone.
Result<bench::Measured> measureInside()
{
    testing::Pcscd pcscd;
    const testing::PcscdReader reader;
    if (!pcscd.start({reader}))
        return problem(pcscd.problem());
    const auto euicc = testing::equippedEuicc("bench");
    vcard::VirtualCard card(*euicc);
    const vpcd::Plug plug(card, {"127.0.0.1", reader.port});
    testing::OtherProgram bare;
    if (!waitForCard(bare, reader.slot(0)))
        return problem("the card did not come into its reader");

    pcsc::LeaseOptions options;
    options.transaction = false; // both are connected the whole time
    auto lease = pcsc::Lease::take(reader.slot(0), options, {});
    if (!lease)
        return fail(lease.error());
    capture::Recorder recorder;
    auto session = card::Session::open(**lease, {}, &recorder, {});
    if (!session)
        return fail(session.error());
    card::CardEuicc ours(**session);
    const Bytes request{0xBF, 0x22, 0x00}; // GetEUICCInfo2: an answer of usual length
    if (!ours.es10(request, {}))
        return problem("GetEUICCInfo2 failed");
    const auto last = recorder.since(recorder.size() - 1).front();
    const std::vector<capture::ApduBlock> blocks = last->apdu()->blocks;

    const int functions = bench::shortRun() ? functionsARound / 10 : functionsARound;
    bool fine = true;
    double oursBest = 0;
    double bareBest = 0;
    const double apdus = static_cast<double>(functions) * static_cast<double>(blocks.size());
    const auto stack = [&] {
        const double seconds = secondsOf([&] {
            for (int i = 0; i < functions && fine; ++i)
                fine = ours.es10(request, {}).has_value();
        });
        oursBest = std::max(oursBest, apdus / seconds);
        return seconds;
    };
    const auto loop = [&] {
        const double seconds = secondsOf([&] {
            for (int i = 0; i < functions && fine; ++i) {
                for (const capture::ApduBlock &block : blocks)
                    fine = fine && bare.transmit(block.command).size() == block.response.size();
            }
        });
        bareBest = std::max(bareBest, apdus / seconds);
        return seconds;
    };
    const double ratio = bench::medianRatio(bench::shortRun() ? 3 : rateRounds, loop, stack);
    if (!fine)
        return problem("an APDU was not answered as it was before");
    return bench::Measured(ratio, {{"our APDUs a second, best round", oursBest},
                                   {"bare SCardTransmit a second, best round", bareBest},
                                   {"APDUs a function", static_cast<double>(blocks.size())}});
}

Result<bench::Measured> measureApduRate()
{
    return bench::measureInOwnPcscd("apdu-rate", measureInside);
}

WB_BENCH("apdu-rate",
         "APDUs a second through our stack, recorded / SCardTransmit in a loop, both through pcscd and vpcd", "ratio",
         bench::atLeast(0.9), measureApduRate);

} // namespace
