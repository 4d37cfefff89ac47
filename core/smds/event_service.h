// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/auth/mutual_authentication.h"
#include "core/es/server.h"
#include "core/smds/forwarder.h"
#include "core/smds/operation_settings.h"

namespace wb::smds {

/// The rules of an SM-DS: what ES11 and ES12 do to the Event Records. Safe from several threads.
class EventService final : public es::Es11Service, public es::Es12Service {
public:
    /// `store`, `forwarder` and `clock` outlive it. Sessions are kept in memory, or where `sessions` keeps them.
    EventService(auth::Configuration authentication, EventStore &store, Forwarder &forwarder, const Clock &clock,
                 std::unique_ptr<auth::SessionStore> sessions = nullptr, const OperationSettings &settings = {});

    /// Other certificates of CERT.DSauth and other CIs from now on.
    void reload(std::vector<auth::AuthCredential> credentials, pki::TrustAnchors cis);

    /// ES11.InitiateAuthentication (SGP.22 section 5.8.1).
    Result<es::InitiateAuthenticationResponse>
    initiateAuthentication(const es::InitiateAuthenticationRequest &request) override;

    /// ES11.AuthenticateClient (section 5.8.2): every record of the eUICC in FIFO order, or the one whose EventID was asked
    /// for; 8.9.5/3.9 when there is no such one. Deletes nothing.
    Result<es::AuthenticateClientResponseEs11>
    authenticateClient(const es::AuthenticateClientRequest &request) override;

    /// ES11.CheckEvent, of later versions of SGP.22: whether an event waits for whom the ECID stands for. Refusals: 8.10.4/3.1 when it is
    /// switched off, 8.9.1/3.8 for another server's address, 1.3.1/2.1 for an ECID of a length there is none of, 8.9.6/3.9 and 8.9.6/6.3 for one
    /// that is unknown or too old.
    Result<es::CheckEventResponse> checkEvent(const es::CheckEventRequest &request) override;

    /// What cannot be decoded leaves a line in the audit trail, without its body.
    void undecodable(std::string_view function, const Error &error) override;
    void undecodable(std::string_view function, const Error &error, const es::Registrant &registrant) override;

    /// ES12.RegisterEvent (section 5.9.1), ES15.RegisterEvent when an SM-DS calls. With the ForwardingIndicator every parent is asked
    /// before the answer, or (a switch of the Forwarder) after it. Refusals: 1.1/1.2 for a caller without an OID, 8.1.1/2.1 for what
    /// is no EID, 1.3.1/2.1 for an EventID or an address without form, 8.9.1/3.8 for one that would run in a circle or too far,
    /// 8.9.5/3.3 for an EventID this registrant has used, 8.9/5.1 when there is no parent SM-DS or one cannot be asked, 8.9/4.2 when
    /// one refuses. An EID with wrong check digits is accepted and noted, or
    /// (a switch) refused with 8.1.1/2.1.
    Result<void> registerEvent(const es::RegisterEventRequest &request, const es::Registrant &registrant) override;

    /// ES12.DeleteEvent (section 5.9.2), ES15.DeleteEvent. The parents are told after the answer. Refusals: 1.1/1.2 and 8.1.1/2.1 as above; 8.9.5/3.9 when this registrant has no such
    /// record, whoever else may have one.
    Result<void> deleteEvent(const es::DeleteEventRequest &request, const es::Registrant &registrant) override;

private:
    auth::MutualAuthentication m_authentication;
    Result<es::CheckEventResponse> pendingFor(const es::CheckEventRequest &request, AuditEntry &audit) const;
    Result<es::SignedEventList> signedListFor(const auth::AuthenticatedEuicc &euicc,
                                              const std::vector<es::EventEntry> &entries) const;
    std::chrono::hours ecidLife() const { return std::chrono::hours(24 * m_settings.limits.ecidDays); }
    Result<void> registerAbove(EventRecord record, const AuditEntry &audit);

    EventStore &m_store;
    Forwarder &m_forwarder;
    const Clock &m_clock;
    const OperationSettings m_settings;
};

} // namespace wb::smds
