// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/running_lab.h"

#include "core/capture/recorder.h"
#include "core/es/client.h"
#include "core/es/tls_trust.h"

#include <QLockFile>

namespace wb::lab {

namespace {

struct FirstEvent {
    const char *eventId;
    const char *rspServerAddress;
};

/// What a new lab has waiting: two profiles at one SM-DP+ and one at another.
constexpr FirstEvent firstEvents[] = {
    {"EV-LAB-0001", "testsmdpplus1.example.com"},
    {"EV-LAB-0002", "testsmdpplus1.example.com"},
    {"EV-LAB-0003", "testsmdpplus2.example.com"},
};

} // namespace

http::ClientOptions registrantOptions(const Lab &lab, http::ConnectionMap map, const Clock &clock)
{
    http::ClientOptions options;
    options.peerCheck = es::tlsPeerCheck(lab.cis, {pki::Role::dsTls}, pki::TlsEnd::server, clock);
    options.credential = es::tlsCredential(lab.registrant.chain, lab.registrant.key);
    options.map = std::move(map);
    options.from = "SM-DP+";
    return options;
}

http::ClientOptions lpaOptions(const pki::TrustAnchors &cis, http::ConnectionMap map, const Clock &clock)
{
    http::ClientOptions options;
    options.peerCheck = es::tlsPeerCheck(cis, {pki::Role::dsTls, pki::Role::dpTls}, pki::TlsEnd::server, clock);
    options.map = std::move(map);
    options.from = "LPA";
    return options;
}

RunningLab::RunningLab(Lab lab) : m_lab(std::move(lab)), m_serverCapture(std::make_shared<capture::Recorder>()) {}

RunningLab::~RunningLab() = default;

Result<std::unique_ptr<RunningLab>> RunningLab::start(Lab lab, const Clock &clock, std::function<void(std::string)> log,
                                                      std::stop_token stop)
{
    std::unique_ptr<RunningLab> running(new RunningLab(std::move(lab)));
    const auto lockFile = running->m_lab.folder / "running.lock";
    running->m_lock = std::make_unique<QLockFile>(QString::fromStdString(lockFile.string()));
    running->m_lock->setStaleLockTime(0); // a program that is alive keeps its lock however long it runs
    if (!running->m_lock->tryLock()) {
        return fail(ErrorKind::busy, Interface::file, lockFile.string(),
                    "another program runs this lab, or the folder cannot be written");
    }
    auto server = smds::Server::start(running->m_lab.smds, {clock, running->m_serverCapture.get(), std::move(log)});
    if (!server)
        return fail(std::move(server.error()));
    running->m_smds = std::move(*server);
    for (const euicc::Identity &identity : running->m_lab.euiccs)
        running->m_euiccs.push_back(std::make_shared<euicc::VirtualEuicc>(identity));

    auto history = running->m_smds->store().auditTail(1);
    if (!history)
        return fail(std::move(history.error()));
    if (history->empty()) {
        auto registered = running->registerFirstEvents(clock, std::move(stop));
        if (!registered)
            return fail(std::move(registered.error()));
    }
    return running;
}

Result<void> RunningLab::registerFirstEvents(const Clock &clock, std::stop_token stop)
{
    es::Es12Client client(registrantOptions(m_lab, es12Map(), clock));
    const auto address = http::Address::parse(m_lab.smds.addresses.front());
    if (!address)
        return fail(address.error());
    for (const FirstEvent &event : firstEvents) {
        es::RegisterEventRequest request;
        request.header = {std::string(m_lab.registrant.leaf().oid()), std::string("lab-") + event.eventId};
        request.eid = m_lab.euiccs.front().eid.digits();
        request.eventId = event.eventId;
        request.rspServerAddress = event.rspServerAddress;
        auto registered = client.registerEvent(*address, request, stop);
        if (!registered)
            return registered;
    }
    return {};
}

http::ConnectionMap RunningLab::mapTo(std::uint16_t port) const
{
    http::ConnectionMap map;
    for (const std::string &name : m_lab.smds.addresses) {
        if (const auto address = http::Address::parse(name))
            map.set(*address, {"127.0.0.1", port});
    }
    return map;
}

http::ConnectionMap RunningLab::es11Map() const
{
    return mapTo(m_smds->es11Port());
}

http::ConnectionMap RunningLab::es12Map() const
{
    return mapTo(m_smds->es12Port());
}

} // namespace wb::lab
