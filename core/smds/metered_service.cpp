// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/metered_service.h"

#include "core/es/json.h"

namespace wb::smds {

namespace {

std::string outcomeOf(const Error &error)
{
    const StatusPair pair = es::statusPairFor(error);
    return pair.subject + "/" + pair.reason;
}

/// Whether the caller is told nothing but that it failed.
bool isOurs(const Error &error)
{
    return !error.status && error.kind != ErrorKind::malformed;
}

} // namespace

MeteredService::MeteredService(es::Es11Service &es11, es::Es12Service &es12, CallMeter &meter, Log log)
    : m_es11(es11),
      m_es12(es12),
      m_meter(meter),
      m_log(std::move(log))
{
}

/// Calls, and counts the call with its outcome.
template <class Call>
auto MeteredService::metered(Interface interface, const char *function, Call &&call)
{
    const auto begin = std::chrono::steady_clock::now();
    auto result = call();
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    const std::string name = std::string(nameOf(interface)) + "." + function;
    m_meter.note(
        name, result ? std::string(es::nameOf(es::FunctionStatus::Kind::executedSuccess)) : outcomeOf(result.error()),
        took);
    if (!result && m_log && isOurs(result.error()))
        m_log(name + " could not be carried out: " + result.error().line());
    return result;
}

Result<es::InitiateAuthenticationResponse>
MeteredService::initiateAuthentication(const es::InitiateAuthenticationRequest &request)
{
    return metered(Interface::es11, "InitiateAuthentication", [&] { return m_es11.initiateAuthentication(request); });
}

Result<es::AuthenticateClientResponseEs11>
MeteredService::authenticateClient(const es::AuthenticateClientRequest &request)
{
    return metered(Interface::es11, "AuthenticateClient", [&] { return m_es11.authenticateClient(request); });
}

Result<es::CheckEventResponse> MeteredService::checkEvent(const es::CheckEventRequest &request)
{
    return metered(Interface::es11, "CheckEvent", [&] { return m_es11.checkEvent(request); });
}

void MeteredService::undecodable(std::string_view function, const Error &error)
{
    m_meter.note("ES11." + std::string(function), outcomeOf(error), {});
    m_es11.undecodable(function, error);
}

void MeteredService::undecodable(std::string_view function, const Error &error, const es::Registrant &registrant)
{
    m_meter.note(std::string(nameOf(registrant.interface())) + "." + std::string(function), outcomeOf(error), {});
    m_es12.undecodable(function, error, registrant);
}

Result<void> MeteredService::registerEvent(const es::RegisterEventRequest &request, const es::Registrant &registrant)
{
    return metered(registrant.interface(), "RegisterEvent", [&] { return m_es12.registerEvent(request, registrant); });
}

Result<void> MeteredService::deleteEvent(const es::DeleteEventRequest &request, const es::Registrant &registrant)
{
    return metered(registrant.interface(), "DeleteEvent", [&] { return m_es12.deleteEvent(request, registrant); });
}

} // namespace wb::smds
