// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/connection_options.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace wb::cli {

namespace {

std::string problemOfMap(const std::string &text)
{
    const auto entry = http::MapEntry::parse(text);
    return entry ? std::string() : entry.error().reason;
}

std::string problemOfTimeout(const std::string &text)
{
    constexpr double shortest = 0.001;
    constexpr double longest = 3600;
    double seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool isNumber = problem == std::errc() && end == text.data() + text.size();
    if (isNumber && seconds >= shortest && seconds <= longest)
        return {};
    return "'" + text + "' is no number of seconds from 0.001 to 3600";
}

} // namespace

void addTrustOption(CLI::App &command, std::vector<std::string> &cis)
{
    command.add_option("--ci", cis, "A CI certificate to trust, PEM or DER; may be repeated")
        ->allow_extra_args(false) // what comes next may be an argument of the verb
        ->type_name("FILE")
        ->group("Trust");
}

void addConnectionOptions(CLI::App &command, ConnectionOptions &options)
{
    addTrustOption(command, options.cis);
    command.add_option("--map", options.maps, "Where a server name is really to be found; may be repeated")
        ->allow_extra_args(false) // what comes next may be an argument of the verb
        ->type_name("NAME[:PORT]=HOST:PORT")
        ->check(problemOfMap)
        ->group("Connection");
    command.add_option("--key-log", options.keyLog, "Append the TLS secrets to this file, for Wireshark")
        ->type_name("FILE")
        ->group("Connection");
    command.add_option("--timeout", options.timeoutSeconds, "Longest wait for each phase of a request")
        ->type_name("SECONDS")
        ->check(problemOfTimeout, "")
        ->group("Connection");
}

Result<pki::TrustAnchors> loadCis(const std::vector<std::string> &files)
{
    return pki::loadTrustAnchors({files.begin(), files.end()});
}

Result<http::ConnectionMap> mapOf(const ConnectionOptions &options)
{
    http::ConnectionMap map;
    for (const std::string &text : options.maps) {
        const auto entry = http::MapEntry::parse(text);
        if (!entry)
            return fail(ErrorKind::invalid, Interface::config, "--map " + text, entry.error().reason);
        map.set(*entry);
    }
    return map;
}

void apply(const ConnectionOptions &options, http::ClientOptions &client)
{
    if (!options.keyLog.empty())
        client.keyLogFile = options.keyLog;
    if (options.timeoutSeconds <= 0)
        return;
    const auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double>(options.timeoutSeconds));
    http::Timeouts &timeouts = client.timeouts;
    for (auto *phase : {&timeouts.resolve, &timeouts.connect, &timeouts.handshake, &timeouts.write, &timeouts.firstByte,
                        &timeouts.body})
        *phase = limit;
}

} // namespace wb::cli
