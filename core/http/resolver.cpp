// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/resolver.h"

#include "core/http/text.h"

#include <netdb.h>
#include <netinet/in.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace wb::http {

namespace {

constexpr const char *resolveStep = "resolve";

/// Where the resolver's thread leaves its answer; owned by both sides, because either may go first.
struct Pending {
    std::mutex mutex;
    std::condition_variable_any answered;
    std::optional<Result<std::vector<std::string>>> answer;
};

Result<std::vector<std::string>> askSystem(const std::string &host)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    if (const int error = getaddrinfo(host.c_str(), nullptr, &hints, &list); error != 0) {
        const bool unknown = error == EAI_NONAME || error == EAI_NODATA;
        return fail(ErrorKind::unreachable, Interface::http, resolveStep,
                    unknown ? "the name " + host + " is not known"
                            : "the name " + host + " could not be looked up: " + gai_strerror(error));
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);

    std::vector<std::string> addresses;
    for (const addrinfo *entry = list; entry != nullptr; entry = entry->ai_next) {
        char text[NI_MAXHOST];
        if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
            addresses.emplace_back(text);
    }
    if (addresses.empty())
        return fail(ErrorKind::unreachable, Interface::http, resolveStep, "the name " + host + " has no address");
    return addresses;
}

} // namespace

Resolver systemResolver()
{
    return askSystem;
}

Result<std::vector<std::string>> resolve(const Resolver &resolver, const std::string &host,
                                         std::chrono::milliseconds limit, const std::stop_token &stop)
{
    const auto pending = std::make_shared<Pending>();
    std::thread([pending, resolver, host] {
        Result<std::vector<std::string>> answer = resolver(host);
        const std::scoped_lock lock(pending->mutex);
        pending->answer = std::move(answer);
        pending->answered.notify_all();
    }).detach();

    std::unique_lock lock(pending->mutex);
    pending->answered.wait_for(lock, stop, limit, [&] { return pending->answer.has_value(); });
    if (pending->answer)
        return std::move(*pending->answer);
    if (stop.stop_requested())
        return fail(ErrorKind::cancelled, Interface::http, resolveStep, "cancelled");
    return fail(ErrorKind::timedOut, Interface::http, resolveStep,
                "the name " + host + " was not resolved within " + durationText(limit));
}

} // namespace wb::http
