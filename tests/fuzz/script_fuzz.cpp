// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Console scripts as somebody sends them, read and run on a card that answers everything with the same field.

#include "smartcard/card/script_run.h"

#include <cstdlib>

namespace {

using namespace wb;

void demand(bool condition)
{
    if (!condition)
        std::abort();
}

/// Answers BF3E with an EID in it.
class SameAnswer final : public card::Transport {
public:
    Result<Bytes> transmit(ByteView, std::stop_token) override
    {
        return Bytes{0xBF, 0x3E, 0x04, 0x5A, 0x02, 0x89, 0x04, 0x90, 0x00};
    }
    Result<void> reset() override { return {}; }
    std::string name() const override { return "same answer"; }
    Bytes atr() const override { return {}; }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto script = card::readScript(textOf({data, size}));
    if (!script) {
        demand(!script.error().reason.empty() && script.error().offset.has_value() && *script.error().offset <= size);
        return 0;
    }
    SameAnswer transport;
    card::ScriptRun run(nullptr);
    for (const card::ScriptStatement &statement : *script) {
        if (statement.kind == card::ScriptStatement::Kind::wait)
            continue;
        const auto step = run.step(transport, statement, true, {});
        demand(step.has_value() || !step.error().reason.empty());
    }
    return 0;
}
