// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/explain/scard_codes.h"
#include "core/explain/translation.h"
#include "smartcard/pcsc/doctor_rules.h"

#include <QCoreApplication>

#include <algorithm>

/// What is looked for in the service and at its readers.
namespace wb::pcsc {

namespace {

using explain::translated;

constexpr std::uint32_t securityViolation = 0x8010006A;

std::vector<Seen> one(Seen seen)
{
    std::vector<Seen> all;
    all.push_back(std::move(seen));
    return all;
}

std::string socketLine(const SystemEvidence &system)
{
    switch (system.socket) {
    case SocketState::absent: return translated(QT_TRANSLATE_NOOP("explain", "%1 is not there"), {system.socketPath});
    case SocketState::connectable:
        return translated(QT_TRANSLATE_NOOP("explain", "%1 is there and is listened to"), {system.socketPath});
    case SocketState::dead:
        return translated(QT_TRANSLATE_NOOP("explain", "%1 is there and nobody listens"), {system.socketPath});
    case SocketState::forbidden:
        return translated(QT_TRANSLATE_NOOP("explain", "%1 may not be connected to by this user"), {system.socketPath});
    }
    return {};
}

std::string userLine(const SystemEvidence &system)
{
    std::string line = translated(QT_TRANSLATE_NOOP("explain", "user %1"), {system.user});
    if (system.remote)
        line += ", SSH";
    if (system.container)
        line += translated(QT_TRANSLATE_NOOP("explain", ", in a container"));
    return line;
}

/// Socket, process, user, and what the calls said: what every finding about the service stands on.
std::vector<std::string> serviceLines(const Evidence &evidence)
{
    const SystemEvidence &system = evidence.system;
    std::vector<std::string> lines{socketLine(system)};
    lines.push_back(system.daemon ? translated(QT_TRANSLATE_NOOP("explain", "pcscd runs as process %1"),
                                               {std::to_string(*system.daemon)})
                                  : translated(QT_TRANSLATE_NOOP("explain", "no process pcscd is seen")));
    if (system.daemonElsewhere)
        lines.push_back(translated(QT_TRANSLATE_NOOP("explain", "process %1 is a pcscd of another mount namespace"),
                                   {std::to_string(*system.daemonElsewhere)}));
    lines.push_back(userLine(system));
    for (const CallResult &call : evidence.calls)
        lines.push_back(lineOf(call));
    return lines;
}

std::vector<Seen> serviceFinding(const Evidence &evidence, bool applies)
{
    return applies ? one({{}, serviceLines(evidence)}) : std::vector<Seen>();
}

bool socketIs(const Evidence &evidence, SocketState state)
{
    return !evidence.serviceReached && evidence.system.socket == state;
}

/// There is no socket where one belongs.
bool socketIsMissing(const Evidence &evidence)
{
    return socketIs(evidence, SocketState::absent) && !evidence.system.socketNamed;
}

bool refused(const Evidence &evidence)
{
    const SystemEvidence &system = evidence.system;
    const auto violates = [](const CallResult &call) { return call.code == securityViolation; };
    if (std::any_of(evidence.calls.begin(), evidence.calls.end(), violates))
        return true;
    // Older services hang up on those whom polkit refuses, which looks like no service at all.
    return socketIs(evidence, SocketState::connectable) && system.polkitDaemon && system.polkitPolicy && !system.root;
}

bool noReaders(const Evidence &evidence)
{
    return evidence.serviceReached
           && std::all_of(evidence.readers.begin(), evidence.readers.end(),
                          [](const ReaderEvidence &reader) { return reader.builtIn; });
}

/// pcscd works through usbfs; any other driver keeps it out.
bool isTaken(const UsbReader &reader)
{
    return !reader.driver.empty() && reader.driver != "usbfs";
}

std::vector<std::string> usbLines(const SystemEvidence &system)
{
    std::vector<std::string> lines;
    for (const UsbReader &reader : system.usbReaders) {
        std::string line = translated(QT_TRANSLATE_NOOP("explain", "USB %1: smart card interface (class 0B)"),
                                      {reader.place});
        for (const std::string &more : {reader.id, reader.product})
            line += more.empty() ? "" : ", " + more;
        if (!reader.driver.empty())
            line += translated(QT_TRANSLATE_NOOP("explain", ", driver %1"), {reader.driver});
        lines.push_back(std::move(line));
    }
    return lines;
}

/// What has to be unloaded, who uses another one before that one.
std::vector<std::string> modulesInTheWay(const SystemEvidence &system)
{
    std::vector<std::string> modules = system.kernelModules;
    for (const UsbReader &reader : system.usbReaders) {
        if (isTaken(reader) && std::find(modules.begin(), modules.end(), reader.driver) == modules.end())
            modules.push_back(reader.driver);
    }
    std::sort(modules.begin(), modules.end(),
              [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
    return modules;
}

bool kernelHolds(const Evidence &evidence)
{
    const SystemEvidence &system = evidence.system;
    const bool taken = std::any_of(system.usbReaders.begin(), system.usbReaders.end(), isTaken);
    return evidence.serviceReached && (taken || (noReaders(evidence) && !system.kernelModules.empty()));
}

} // namespace

std::string lineOf(const CallResult &call)
{
    std::string line = translated(QT_TRANSLATE_NOOP("explain", "%1 returned %2"),
                                  {call.call.empty() ? "PC/SC" : call.call, explain::explainScard(call.code).code});
    return call.reader.empty() ? line : call.reader + ": " + line;
}

namespace look {

std::vector<Seen> serviceNotInstalled(const Evidence &evidence, const Rule &)
{
    const SystemEvidence &system = evidence.system;
    return serviceFinding(evidence,
                          socketIsMissing(evidence) && !system.daemon && !system.container && !system.daemonInstalled);
}

std::vector<Seen> socketMisnamed(const Evidence &evidence, const Rule &)
{
    return serviceFinding(evidence, socketIs(evidence, SocketState::absent) && evidence.system.socketNamed);
}

std::vector<Seen> socketOutsideContainer(const Evidence &evidence, const Rule &)
{
    const SystemEvidence &system = evidence.system;
    return serviceFinding(evidence,
                          socketIsMissing(evidence) && !system.daemon && system.container && !system.daemonInstalled);
}

std::vector<Seen> serviceNotRunning(const Evidence &evidence, const Rule &)
{
    const SystemEvidence &system = evidence.system;
    return serviceFinding(evidence, socketIsMissing(evidence) && !system.daemon && system.daemonInstalled);
}

std::vector<Seen> socketMissing(const Evidence &evidence, const Rule &)
{
    return serviceFinding(evidence, socketIsMissing(evidence) && evidence.system.daemon);
}

std::vector<Seen> socketDead(const Evidence &evidence, const Rule &)
{
    return serviceFinding(evidence, socketIs(evidence, SocketState::dead));
}

std::vector<Seen> socketForbidden(const Evidence &evidence, const Rule &)
{
    return serviceFinding(evidence, socketIs(evidence, SocketState::forbidden));
}

std::vector<Seen> polkitRefuses(const Evidence &evidence, const Rule &)
{
    if (!refused(evidence))
        return {};
    const SystemEvidence &system = evidence.system;
    std::vector<std::string> lines = serviceLines(evidence);
    lines.push_back(system.polkitDaemon ? translated(QT_TRANSLATE_NOOP("explain", "polkitd runs"))
                                        : translated(QT_TRANSLATE_NOOP("explain", "polkitd is not seen")));
    for (const std::string &file : system.polkitRules)
        lines.push_back(translated(QT_TRANSLATE_NOOP("explain", "%1 has a rule for PC/SC"), {file}));
    // The name goes into a rule in a quoted text in a shell: only one that is plain everywhere.
    const bool plain = !system.user.empty() && std::all_of(system.user.begin(), system.user.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
    });
    Seen seen{{}, std::move(lines)};
    seen.detail = plain ? system.user : "USER";
    return one(std::move(seen));
}

std::vector<Seen> serviceDoesNotAnswer(const Evidence &evidence, const Rule &)
{
    return serviceFinding(evidence, socketIs(evidence, SocketState::connectable) && !refused(evidence));
}

std::vector<Seen> readerHeldByKernel(const Evidence &evidence, const Rule &)
{
    if (!kernelHolds(evidence))
        return {};
    Seen seen{{}, usbLines(evidence.system)};
    for (const std::string &module : modulesInTheWay(evidence.system)) {
        seen.detail += (seen.detail.empty() ? "" : " ") + shellWord(module);
        seen.evidence.push_back(translated(QT_TRANSLATE_NOOP("explain", "kernel module %1 is loaded"), {module}));
    }
    if (!noReaders(evidence))
        seen.severity = Severity::warns;
    return one(std::move(seen));
}

std::vector<Seen> driverMissing(const Evidence &evidence, const Rule &)
{
    const SystemEvidence &system = evidence.system;
    if (!noReaders(evidence) || system.usbReaders.empty() || system.ccidInstalled)
        return {};
    return one({{}, usbLines(system)});
}

std::vector<Seen> readerNotTaken(const Evidence &evidence, const Rule &)
{
    const SystemEvidence &system = evidence.system;
    if (!noReaders(evidence) || system.usbReaders.empty() || !system.ccidInstalled || kernelHolds(evidence))
        return {};
    return one({{}, usbLines(system)});
}

std::vector<Seen> noReader(const Evidence &evidence, const Rule &)
{
    if (!noReaders(evidence) || !evidence.system.usbReaders.empty() || kernelHolds(evidence))
        return {};
    std::vector<std::string> lines = serviceLines(evidence);
    lines.push_back(translated(QT_TRANSLATE_NOOP("explain", "no smart card interface (class 0B) on USB")));
    return one({{}, std::move(lines)});
}

} // namespace look

} // namespace wb::pcsc
