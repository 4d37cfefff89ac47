// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Captures as somebody sends them: our own file, JSON lines, HAR, the debug output of lpac. What is read is redacted, written again in every form,
// and replayed as a card.

#include "core/report/capture_forms.h"
#include "core/report/card_difference.h"
#include "core/report/redaction.h"
#include "smartcard/vcard/replay_card.h"

#include <cstdlib>

namespace {

using namespace wb;

void demand(bool condition)
{
    if (!condition)
        std::abort();
}

void use(const capture::OpenedCapture &capture)
{
    const auto redacted = report::redact(capture.exchanges, Bytes(32, 1), {});
    demand(redacted && redacted->exchanges.size() == capture.exchanges.size());
    for (const report::CaptureFormInfo &info : report::captureForms())
        demand(!report::exported(info.form, capture.header, redacted->exchanges).empty());
    const Bytes again = report::exported(report::CaptureForm::smdscap, capture.header, capture.exchanges);
    const auto opened = capture::readCapture(again);
    demand(opened && opened->damages.empty() && opened->exchanges.size() == capture.exchanges.size());

    vcard::ReplayCard card(capture.exchanges);
    for (const capture::ExchangePtr &exchange : capture.exchanges) {
        if (const capture::ApduExchange *apdu = exchange->apdu()) {
            for (const capture::ApduBlock &block : apdu->blocks)
                demand(card.process(block.command).size() >= 2);
        }
    }
    static_cast<void>(report::differencesBetween(report::answersIn(capture.exchanges, report::WhichAnswer::first),
                                                 report::answersIn(capture.exchanges)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto capture = report::imported({data, size});
    if (!capture) {
        demand(!capture.error().reason.empty());
        return 0;
    }
    for (const capture::Damage &damage : capture->damages)
        demand(!damage.line().empty());
    if (capture->exchanges.size() <= 64)
        use(*capture);
    return 0;
}
