// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/connection_options.h"
#include "app/cli/device_options.h"
#include "app/cli/discovery_run.h"
#include "app/cli/euicc_source.h"
#include "app/cli/failure.h"
#include "app/cli/lab_choice.h"
#include "app/cli/lab_connection.h"
#include "app/cli/trace.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

namespace wb::cli {

namespace {

struct DiscoverVerbOptions {
    EuiccOptions euicc;
    DeviceOptions device;
    ConnectionOptions connection;
    std::string smds;
    std::string eventId;
    std::string binding = "json";
    bool follow = false;
    int depth = lds::FollowOptions().maxDepth;
    TraceOptions trace;

    /// A lab takes part when it is named, and when nothing else is.
    bool usesLab() const { return !euicc.lab.empty() || euicc.fromLab(); }
};

/// Who takes part besides the eUICC.
struct Parties {
    std::optional<LabConnection> lab; ///< when its servers are asked
    pki::TrustAnchors cis;
    http::ConnectionMap map;
};

/// Opens the lab, and starts its servers unless the user says where servers are.
Result<void> addLab(const DiscoverVerbOptions &options, Surroundings &surroundings, Parties &parties)
{
    auto lab = openLabOf(options.euicc.lab);
    if (!lab)
        return fail(std::move(lab.error()));
    if (parties.cis.empty())
        parties.cis = lab->cis;
    if (!options.connection.maps.empty())
        return {};
    auto connection = connectLab(std::move(*lab), surroundings);
    if (!connection)
        return fail(std::move(connection.error()));
    parties.lab = std::move(*connection);
    parties.map = parties.lab->es11;
    return {};
}

Result<Parties> gather(const DiscoverVerbOptions &options, Surroundings &surroundings)
{
    Parties parties;
    auto cis = loadCis(options.connection.cis);
    if (!cis)
        return fail(std::move(cis.error()));
    parties.cis = std::move(*cis);
    auto map = mapOf(options.connection);
    if (!map)
        return fail(std::move(map.error()));
    parties.map = std::move(*map);
    if (options.usesLab()) {
        auto added = addLab(options, surroundings, parties);
        if (!added)
            return fail(std::move(added.error()));
    }
    return parties;
}

Result<std::unique_ptr<EuiccSource>> openEuicc(const DiscoverVerbOptions &options, const Parties &parties,
                                               capture::Sink *sink, const std::stop_token &stop)
{
    if (options.euicc.fromLab() && parties.lab) {
        return parties.lab->euicc().and_then([&](const std::shared_ptr<euicc::VirtualEuicc> &one) {
            return EuiccSource::openVirtual(one, options.euicc, "smds discover", sink, stop);
        });
    }
    return EuiccSource::open(options.euicc, "smds discover", sink, stop);
}

int discover(const DiscoverVerbOptions &options, Surroundings &surroundings)
{
    if (!options.device.imei.empty())
        surroundings.console.hide(options.device.imei);
    auto tracing = Trace::begin(options.trace, surroundings.console, surroundings.clock);
    if (!tracing)
        return failed(surroundings, tracing.error());
    Trace *const trace = tracing->get();

    auto parties = gather(options, surroundings);
    if (!parties)
        return failed(surroundings, parties.error());
    auto euicc = openEuicc(options, *parties, trace, surroundings.stop);
    if (!euicc)
        return failed(surroundings, euicc.error());
    if (parties->cis.empty())
        parties->cis = (*euicc)->cis();
    if (parties->cis.empty()) {
        return wrongUsage(surroundings.console,
                          {"smds discover: no CI certificate is trusted, so no server can be",
                           "trust comes from --ci, from --lab or from a virtual eUICC, never from the system",
                           "give the CI certificate of the SM-DS with --ci FILE"});
    }
    if (const auto &reason = (*euicc)->session().basicChannelReason())
        surroundings.console.note("The basic channel is used: " + reason->line());

    DiscoveryTask task{**euicc, (*euicc)->name(), {}, {}, {}, trace, false};
    if (!options.smds.empty())
        task.address = options.smds;
    if (!options.eventId.empty())
        task.options.matchingId = options.eventId;
    task.options.deviceInfo = deviceInfoOf(options.device);
    task.options.cis = parties->cis;
    task.client = lab::lpaOptions(parties->cis, parties->map, surroundings.clock);
    task.client.sink = trace;
    apply(options.connection, task.client);
    task.binding = options.binding == "asn1" ? es::Binding::asn1 : es::Binding::json;
    if (options.follow)
        task.followDepth = options.depth;
    return runDiscovery(surroundings, std::move(task));
}

} // namespace

Run addDiscover(CLI::App &command)
{
    auto options = std::make_shared<DiscoverVerbOptions>();
    addEuiccOptions(command, options->euicc);
    command.add_option("--smds", options->smds, "The SM-DS to ask (default: the Root SM-DS address of the eUICC)")
        ->type_name("ADDRESS")
        ->check([](const std::string &text) {
            const auto address = http::Address::parse(text);
            return address ? std::string() : address.error().reason;
        })
        ->group("Discovery");
    command.add_option("--event-id", options->eventId, "Ask for this Event Record only")
        ->type_name("EVENTID")
        ->group("Discovery");
    CLI::Option *follow = command
                              .add_flag(
                                  "--follow", options->follow,
                                  "Ask the server each Event Record names, on to its SM-DP+; no download is begun")
                              ->group("Discovery");
    command.add_option("--depth", options->depth, "With --follow: ask at most so many servers one after the other (5)")
        ->type_name("HOPS")
        ->check(CLI::Range(1, 100).description(""))
        ->needs(follow)
        ->group("Discovery");
    addDeviceOptions(command, options->device);
    addConnectionOptions(command, options->connection);
    command.add_option("--binding", options->binding, "How functions are put into HTTP: json (default) or asn1")
        ->type_name("BINDING")
        ->check(CLI::IsMember({"json", "asn1"}).description(""))
        ->group("Connection");
    addSessionOptions(command, options->euicc);
    addTraceOptions(command, options->trace);
    command.footer("With a lab, its SM-DS is started in this process unless --map says where servers are.\n"
                   "Nothing is changed on the server or the eUICC.\n"
                   "Exit code: 0 Event Records found (with --follow: an SM-DP+ to download from), 3 none, 1 failed,\n"
                   "2 wrong usage.");
    return [options](Surroundings &surroundings) { return discover(*options, surroundings); };
}

} // namespace wb::cli
