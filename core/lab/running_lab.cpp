// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/running_lab.h"

#include "core/es/client.h"
#include "core/es/tls_trust.h"
#include "core/euicc/open_euicc.h"
#include "core/lab/certificate_renewal.h"
#include "core/lab/lab_operator.h"
#include "core/lab/running_place.h"
#include "core/rsp/status_code.h"

#include <QLockFile>

#include <algorithm>

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

/// Takes the lab's lock, or says who or what is in the way.
Result<std::unique_ptr<QLockFile>> lockOf(const std::filesystem::path &folder)
{
    const std::filesystem::path file = folder / "running.lock";
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(file.string()));
    lock->setStaleLockTime(0); // a program that is alive keeps its lock however long it runs
    if (lock->tryLock())
        return lock;
    if (lock->error() == QLockFile::LockFailedError)
        return fail(ErrorKind::busy, Interface::file, file.string(), "another program runs this lab");
    return fail(ErrorKind::io, Interface::file, file.string(),
                lock->error() == QLockFile::PermissionError ? "the folder may not be written to"
                                                            : "the file cannot be made");
}

/// What is odd about the lab's certificates goes to the log; it is no reason not to start.
Result<void> lookAtCertificates(const Lab &lab, const Clock &clock, const std::function<void(std::string)> &log)
{
    const auto odd = smds::Server::check(lab.smds, clock.now());
    if (!odd)
        return fail(odd.error());
    for (const std::string &finding : *odd) {
        if (log)
            log("finding: " + finding);
    }
    return {};
}

bool isInUse(const Error &error)
{
    return error.status && error.status->subject == rsp::status::eventRecordInUse.subject
           && error.status->reason == rsp::status::eventRecordInUse.reason;
}

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

Result<http::ClientOptions> operatorOptions(const Lab &lab, http::ConnectionMap map, const Clock &clock)
{
    const auto credential = operatorOf(lab);
    if (!credential)
        return fail(credential.error());
    http::ClientOptions options;
    options.peerCheck = es::tlsPeerCheck(lab.cis, {pki::Role::dsTls}, pki::TlsEnd::server, clock);
    options.credential = es::tlsCredential(credential->chain, credential->key);
    options.map = std::move(map);
    options.from = "administrator";
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

RunningLab::RunningLab(Lab lab) : m_lab(std::move(lab)) {}

RunningLab::~RunningLab()
{
    if (m_smds)
        removeRunningPlace(m_lab.folder);
}

Result<std::unique_ptr<RunningLab>> RunningLab::start(Lab lab, const Clock &clock, std::function<void(std::string)> log,
                                                      std::stop_token stop)
{
    std::unique_ptr<RunningLab> running(new RunningLab(std::move(lab)));
    auto lock = lockOf(running->m_lab.folder);
    if (!lock)
        return fail(std::move(lock.error()));
    running->m_lock = std::move(*lock);
    auto sound = renewCertificates(running->m_lab, clock, log)
                     .and_then([&] { return ensureOperator(running->m_lab, clock.now(), log); })
                     .and_then([&] { return lookAtCertificates(running->m_lab, clock, log); });
    if (!sound)
        return fail(std::move(sound.error()));
    // Its own side is not recorded: nothing shows it, and memory would grow with every request.
    auto server = smds::Server::start(running->m_lab.smds, {clock, nullptr, std::move(log)});
    if (!server)
        return fail(std::move(server.error()));
    running->m_smds = std::move(*server);
    const smds::Server &smds = *running->m_smds;
    auto told = writeRunningPlace(running->m_lab.folder, {smds.es11Port(), smds.es12Port(), smds.administrationPort()});
    if (!told)
        return fail(std::move(told.error()));
    for (const euicc::Identity &identity : running->m_lab.euiccs) {
        auto euicc = euicc::openEuicc(identity);
        if (!euicc)
            return fail(std::move(euicc.error()));
        running->m_euiccs.push_back(std::move(*euicc));
    }

    auto registered = running->registerFirstEvents(clock, std::move(stop));
    if (!registered)
        return fail(std::move(registered.error()));
    return running;
}

Result<void> RunningLab::registerFirstEvents(const Clock &clock, std::stop_token stop)
{
    const rsp::Eid &eid = m_lab.euiccs.front().eid;
    const auto records = m_smds->store().find(eid, {});
    if (!records)
        return fail(records.error());
    const auto address = http::Address::parse(m_lab.smds.addresses.front());
    if (!address)
        return fail(address.error());
    es::Es12Client client(registrantOptions(m_lab, es12Map(), clock));
    for (const FirstEvent &event : firstEvents) {
        const bool waits = std::any_of(records->begin(), records->end(), [&](const smds::EventRecord &record) {
            return record.eventId == event.eventId;
        });
        if (waits)
            continue;
        es::RegisterEventRequest request;
        request.header = {std::string(m_lab.registrant.leaf().oid()), std::string("lab-") + event.eventId};
        request.eid = eid.digits();
        request.eventId = event.eventId;
        request.rspServerAddress = event.rspServerAddress;
        auto registered = client.registerEvent(*address, request, stop);
        if (!registered && !isInUse(registered.error())) // it was there once, and is gone: that is as it should be
            return registered;
    }
    return {};
}

http::ConnectionMap mapTo(const Lab &lab, std::uint16_t port)
{
    http::ConnectionMap map;
    for (const std::string &name : lab.smds.addresses) {
        if (const auto address = http::Address::parse(name))
            map.set(*address, {"127.0.0.1", port});
    }
    return map;
}

http::ConnectionMap RunningLab::es11Map() const
{
    return mapTo(m_lab, m_smds->es11Port());
}

http::ConnectionMap RunningLab::es12Map() const
{
    return mapTo(m_lab, m_smds->es12Port());
}

http::ConnectionMap RunningLab::administrationMap() const
{
    return mapTo(m_lab, m_smds->administrationPort());
}

} // namespace wb::lab
