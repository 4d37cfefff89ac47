// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/gate.h"

#include "core/asn1/reader.h"
#include "core/rsp/catalogue.h"

namespace wb::lds {

Result<Decision> Gate::pass(const NextRequest &next, const std::stop_token &stop)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isWaiting = true;
        m_decision.reset();
    }
    m_waiting(next);
    std::unique_lock lock(m_mutex);
    const bool opened = m_opened.wait(lock, stop, [this] { return m_decision.has_value(); });
    m_isWaiting = false;
    if (!opened)
        return fail(ErrorKind::cancelled, Interface::none, next.function, "stopped before it was sent");
    return std::move(*m_decision);
}

void Gate::open(Decision decision)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_isWaiting)
            return;
        m_decision = std::move(decision);
    }
    m_opened.notify_all();
}

Result<Bytes> GatedEuicc::es10(ByteView request, std::stop_token stop)
{
    const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(request).peekTag());
    const std::string name(function != nullptr ? function->name : "ES10");
    const auto decision = m_gate.pass({name, copyOf(request)}, stop);
    if (!decision)
        return fail(decision.error());
    return m_euicc->es10(decision->octets, std::move(stop));
}

} // namespace wb::lds
