// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/server.h"
#include "core/smds/call_meter.h"

#include <functional>

namespace wb::smds {

/// A service that counts the calls on their way to another. What fails on our side (a full disk) is answered 1.6/4.2 without a
/// reason; the reason goes into the log.
class MeteredService final : public es::Es11Service, public es::Es12Service {
public:
    using Log = std::function<void(std::string)>;

    /// All outlive it. `log` may be empty.
    MeteredService(es::Es11Service &es11, es::Es12Service &es12, CallMeter &meter, Log log);

    Result<es::InitiateAuthenticationResponse>
    initiateAuthentication(const es::InitiateAuthenticationRequest &request) override;
    Result<es::AuthenticateClientResponseEs11>
    authenticateClient(const es::AuthenticateClientRequest &request) override;
    Result<es::CheckEventResponse> checkEvent(const es::CheckEventRequest &request) override;
    void undecodable(std::string_view function, const Error &error) override;
    void undecodable(std::string_view function, const Error &error, const es::Registrant &registrant) override;
    Result<void> registerEvent(const es::RegisterEventRequest &request, const es::Registrant &registrant) override;
    Result<void> deleteEvent(const es::DeleteEventRequest &request, const es::Registrant &registrant) override;

private:
    template <class Call>
    auto metered(Interface interface, const char *function, Call &&call);

    es::Es11Service &m_es11;
    es::Es12Service &m_es12;
    CallMeter &m_meter;
    const Log m_log;
};

} // namespace wb::smds
