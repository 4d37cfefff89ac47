// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/scripted_parent.h"

#include "core/rsp/status_code.h"

namespace wb::testing {

namespace {

Error answered(const StatusPair &pair)
{
    Error error = makeError(ErrorKind::refused, Interface::es15, "RegisterEvent", "the server answered Failed");
    error.status = pair;
    return error;
}

} // namespace

class ScriptedParent::Calls final : public smds::ParentCalls {
public:
    explicit Calls(ScriptedParent &parent) : m_parent(parent) {}

    Result<void> registerEvent(const es::RegisterEventRequest &request, std::stop_token stop) override
    {
        return m_parent.called(false, request, stop);
    }

    Result<void> deleteEvent(const es::DeleteEventRequest &request, std::stop_token stop) override
    {
        return m_parent.called(true, {request.header, request.eid, {}, request.eventId, false, {}}, stop);
    }

private:
    ScriptedParent &m_parent;
};

void ScriptedParent::meet(std::initializer_list<Fault> faults)
{
    const std::scoped_lock lock(m_mutex);
    m_faults.insert(m_faults.end(), faults);
}

void ScriptedParent::alwaysMeet(Fault fault)
{
    const std::scoped_lock lock(m_mutex);
    m_always = fault;
}

void ScriptedParent::release()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        for (const auto &[deletion, request] : m_late)
            static_cast<void>(take(deletion, request));
        m_late.clear();
    }
    m_released.notify_all();
}

smds::Parent ScriptedParent::asParent(std::string name, bool forwardsAgain)
{
    smds::Parent parent;
    parent.name = std::move(name);
    parent.address = {"parent.example.com", 8444};
    parent.forwardsAgain = forwardsAgain;
    parent.connect = [this] { return std::make_unique<Calls>(*this); };
    return parent;
}

std::map<std::string, es::RegisterEventRequest> ScriptedParent::events() const
{
    const std::scoped_lock lock(m_mutex);
    return m_events;
}

int ScriptedParent::registrations() const
{
    const std::scoped_lock lock(m_mutex);
    return m_registrations;
}

int ScriptedParent::deletions() const
{
    const std::scoped_lock lock(m_mutex);
    return m_deletions;
}

int ScriptedParent::calls() const
{
    const std::scoped_lock lock(m_mutex);
    return m_calls;
}

int ScriptedParent::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting;
}

ScriptedParent::Fault ScriptedParent::nextFault()
{
    if (m_faults.empty())
        return m_always;
    const Fault fault = m_faults.front();
    m_faults.pop_front();
    return fault;
}

Result<void> ScriptedParent::called(bool deletion, const es::RegisterEventRequest &request, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    ++m_calls;
    switch (nextFault()) {
    case Fault::none: break;
    case Fault::unreachable: return fail(ErrorKind::unreachable, Interface::http, "connect", "nobody is listening");
    case Fault::silent:
        static_cast<void>(take(deletion, request));
        return fail(ErrorKind::timedOut, Interface::http, "first byte", "no answer came");
    case Fault::late:
        m_late.emplace_back(deletion, request);
        return fail(ErrorKind::timedOut, Interface::http, "first byte", "no answer came");
    case Fault::deaf:
        return fail(ErrorKind::removed, Interface::http, "first byte", "the server closed the connection");
    case Fault::garbage:
        static_cast<void>(take(deletion, request));
        return fail(ErrorKind::malformed, Interface::es15, "RegisterEvent", "the body is no JSON");
    case Fault::refused: return fail(answered(rsp::status::requesterNotAllowed));
    case Fault::busy: return fail(answered({"1.6", "4.2", {}, {}}));
    case Fault::held:
        ++m_waiting;
        if (!m_released.wait(lock, stop, [this] { return m_open; })) {
            --m_waiting;
            return fail(ErrorKind::cancelled, Interface::http, "first byte", "stopped");
        }
        --m_waiting;
        break;
    }
    return take(deletion, request);
}

Result<void> ScriptedParent::take(bool deletion, const es::RegisterEventRequest &request)
{
    if (deletion) {
        if (m_events.erase(request.eventId) == 0)
            return fail(answered(rsp::status::eventRecordUnknown));
        ++m_deletions;
        return {};
    }
    if (!m_used.emplace(request.eventId, true).second)
        return fail(answered(rsp::status::eventRecordInUse));
    m_events.emplace(request.eventId, request);
    ++m_registrations;
    return {};
}

} // namespace wb::testing
