// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/parent.h"

#include "core/es/client.h"
#include "core/rsp/status_code.h"

namespace wb::smds {

namespace {

class Es15Calls final : public ParentCalls {
public:
    Es15Calls(const http::ClientOptions &options, http::Address address, std::string folder)
        : m_client(options, Interface::es15, std::move(folder)),
          m_address(std::move(address))
    {
    }

    Result<void> registerEvent(const es::RegisterEventRequest &request, std::stop_token stop) override
    {
        return m_client.registerEvent(m_address, request, std::move(stop));
    }

    Result<void> deleteEvent(const es::DeleteEventRequest &request, std::stop_token stop) override
    {
        return m_client.deleteEvent(m_address, request, std::move(stop));
    }

private:
    es::Es12Client m_client;
    http::Address m_address;
};

bool says(const Error &error, const StatusPair &pair)
{
    return error.status && error.status->subject == pair.subject && error.status->reason == pair.reason;
}

/// Whether the failure came before the request could have reached a function. TLS can also end while the answer is awaited.
bool isBeforeRequest(const Error &error)
{
    return (error.interface == Interface::tls && error.step == http::handshakeStep) || error.step == "resolve"
           || error.step == "connect";
}

ParentVerdict verdictOn(const Result<void> &outcome, const StatusPair &asGoodAsDone)
{
    if (outcome)
        return ParentVerdict::done;
    const Error &error = outcome.error();
    if (says(error, asGoodAsDone))
        return ParentVerdict::done;
    if (error.status) {
        const std::string &reason = error.status->reason;
        return reason == "4.2" || reason == "5.1" ? ParentVerdict::busy : ParentVerdict::refused;
    }
    return isBeforeRequest(error) ? ParentVerdict::unreachable : ParentVerdict::unknown;
}

} // namespace

std::function<std::unique_ptr<ParentCalls>()> es15Calls(http::ClientOptions options, http::Address address,
                                                        std::string folder)
{
    return [options = std::move(options), address = std::move(address),
            folder = std::move(folder)]() -> std::unique_ptr<ParentCalls> {
        return std::make_unique<Es15Calls>(options, address, folder);
    };
}

ParentVerdict verdictOnRegistration(const Result<void> &outcome)
{
    return verdictOn(outcome, rsp::status::eventRecordInUse);
}

ParentVerdict verdictOnDeletion(const Result<void> &outcome)
{
    return verdictOn(outcome, rsp::status::eventRecordUnknown);
}

} // namespace wb::smds
