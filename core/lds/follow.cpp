// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/follow.h"

#include "core/http/text.h"
#include "core/lds/contact.h"
#include "core/pki/key.h"

#include <algorithm>
#include <map>

namespace wb::lds {

namespace {

/// What a server was asked: the same question twice on one trail is a loop.
struct Question {
    std::string host; ///< in lower case
    std::uint16_t port;
    std::string eventId;

    bool operator==(const Question &) const = default;
};

using HostAndPort = std::pair<std::string, std::uint16_t>; ///< host in lower case, port

/// A step of the eUICC that failed without the eUICC saying no: a card that was taken out fails in every hop.
bool isFailureOfEuicc(Step step, const Error &error)
{
    const bool ofEuicc = step == Step::getEuiccInfo || step == Step::getEuiccChallenge
                         || step == Step::authenticateServer;
    return ofEuicc && error.kind != ErrorKind::refused;
}

bool isUnreachable(const Error &error)
{
    return error.kind == ErrorKind::unreachable && error.interface == Interface::http;
}

/// At an SM-DP+ the eUICC is not asked for its verdict, so the LPA sees to it that the server has the key of CERT.DPauth.
Result<void> checkSignature(const ContactedServer &server)
{
    const pki::PublicKey *key = server.check.certificate.publicKey();
    const rsp::AuthenticateServerRequest &request = server.request;
    if (key != nullptr && pki::verify(*key, request.serverSigned1.bytes, request.serverSignature1))
        return {};
    return fail(ErrorKind::untrusted, Interface::es9plus, "InitiateAuthentication",
                "serverSignature1 is not the server's signature over serverSigned1");
}

Failure noRspServer(const ContactedServer &server)
{
    return fail(ErrorKind::untrusted, Interface::es9plus, "InitiateAuthentication",
                "the server signed with " + std::string(pki::roleNameOf(server.check.certificate))
                    + ", which is neither CERT.DSauth nor CERT.DPauth");
}

/// Goes along the trails, with what all hops have in common.
class Walk {
public:
    Walk(rsp::Euicc &euicc, es::RspClient &client, const FollowOptions &options, Observer &observer, const Clock &clock,
         std::stop_token stop)
        : m_euicc(euicc),
          m_client(client),
          m_options(options),
          m_observer(observer),
          m_clock(clock),
          m_stop(std::move(stop))
    {
    }

    /// The hop and everything that follows from it. `asked` is what was asked before on its trail.
    void follow(Hop &hop, std::vector<Question> asked)
    {
        if (m_interrupted || m_contacted >= m_options.maxHops)
            return;
        const auto address = http::Address::parse(hop.entry.rspServerAddress);
        if (!address) {
            hop.end = HopEnd::roleUnknown;
            hop.error = address.error();
            return;
        }
        Question question{http::lowerCase(address->host), address->port.value_or(http::defaultPort), hop.entry.eventId};
        if (std::find(asked.begin(), asked.end(), question) != asked.end()) {
            hop.end = HopEnd::loop;
            return;
        }
        if (hop.depth > m_options.maxDepth) {
            hop.end = HopEnd::tooDeep;
            return;
        }
        m_observer.hopStarted(hop);
        const HostAndPort server{question.host, question.port};
        if (const auto known = m_unreachable.find(server); known != m_unreachable.end()) {
            hop.end = HopEnd::roleUnknown;
            hop.error = known->second;
        } else {
            contact(hop, *address);
            if (hop.error && isUnreachable(*hop.error) && !hop.server)
                m_unreachable.emplace(server, *hop.error);
        }
        m_observer.hopFinished(hop);

        asked.push_back(std::move(question));
        for (Hop &next : hop.next)
            follow(next, asked);
    }

    const std::optional<Error> &interrupted() const { return m_interrupted; }

private:
    void contact(Hop &hop, const http::Address &address)
    {
        ++m_contacted;
        Procedure procedure(m_observer, m_clock, m_stop, Interface::es9plus, m_options.discover.gate);
        auto server = contactServer(procedure, m_euicc, m_client, address, m_options.discover.cis);
        hop.server = procedure.server();
        if (hop.server)
            hop.role = pki::roleOf(hop.server->certificate);
        if (!server)
            return endWith(hop, procedure.last(), std::move(server.error()));

        hop.transactionId = server->transactionId;
        if (hop.role == pki::Role::dpAuth)
            arriveAtSmdp(hop, procedure, *server);
        else if (hop.role == pki::Role::dsAuth)
            askSmds(hop, procedure, std::move(*server));
        else
            endWith(hop, procedure.last(), noRspServer(*server).value());
    }

    void arriveAtSmdp(Hop &hop, const Procedure &procedure, const ContactedServer &server)
    {
        auto genuine = checkSignature(server);
        if (!genuine)
            return endWith(hop, procedure.last(), std::move(genuine.error()));
        hop.end = HopEnd::download;
    }

    void askSmds(Hop &hop, Procedure &procedure, ContactedServer server)
    {
        DiscoverOptions options = m_options.discover;
        options.matchingId = hop.entry.eventId;
        auto found = askForEvents(procedure, m_euicc, m_client, std::move(server), options);
        if (!found)
            return endWith(hop, procedure.last(), std::move(found.error()));
        hop.end = found->entries.empty() ? HopEnd::nothing : HopEnd::leadsOn;
        for (es::EventEntry &entry : found->entries)
            hop.next.push_back({std::move(entry), hop.depth + 1});
    }

    void endWith(Hop &hop, Step step, Error error)
    {
        if (error.kind == ErrorKind::cancelled || isFailureOfEuicc(step, error))
            m_interrupted = error;
        hop.end = m_interrupted ? HopEnd::notContacted : hop.server ? HopEnd::failed : HopEnd::roleUnknown;
        hop.error = std::move(error);
    }

    rsp::Euicc &m_euicc;
    es::RspClient &m_client;
    const FollowOptions &m_options;
    Observer &m_observer;
    const Clock &m_clock;
    std::stop_token m_stop;
    int m_contacted = 0;
    std::map<HostAndPort, Error> m_unreachable; ///< asked once each, however many events lead there
    std::optional<Error> m_interrupted;
};

void collectDownloads(const std::vector<Hop> &hops, std::vector<const Hop *> &found)
{
    for (const Hop &hop : hops) {
        if (hop.end == HopEnd::download)
            found.push_back(&hop);
        collectDownloads(hop.next, found);
    }
}

void collectUnreachable(const std::vector<Hop> &hops, std::vector<std::string> &addresses)
{
    for (const Hop &hop : hops) {
        const std::string &address = hop.entry.rspServerAddress;
        if (hop.error && isUnreachable(*hop.error)
            && std::find(addresses.begin(), addresses.end(), address) == addresses.end())
            addresses.push_back(address);
        collectUnreachable(hop.next, addresses);
    }
}

} // namespace

std::string_view nameOf(HopEnd end)
{
    switch (end) {
    case HopEnd::notContacted: return "not contacted";
    case HopEnd::download: return "download here";
    case HopEnd::leadsOn: return "leads on";
    case HopEnd::nothing: return "no Event Record";
    case HopEnd::roleUnknown: return "role unknown";
    case HopEnd::failed: return "failed";
    case HopEnd::loop: return "loop";
    case HopEnd::tooDeep: return "too deep";
    }
    return "";
}

Following follow(rsp::Euicc &euicc, es::RspClient &client, const std::vector<es::EventEntry> &entries,
                 const FollowOptions &options, Observer &observer, const Clock &clock, std::stop_token stop)
{
    Following following;
    for (const es::EventEntry &entry : entries)
        following.trails.push_back({entry});
    Walk walk(euicc, client, options, observer, clock, std::move(stop));
    for (Hop &trail : following.trails)
        walk.follow(trail, {});
    following.interrupted = walk.interrupted();
    return following;
}

std::string_view serverKindOf(const Hop &hop)
{
    if (!hop.role)
        return "";
    switch (*hop.role) {
    case pki::Role::dsAuth: return "SM-DS";
    case pki::Role::dpAuth: return "SM-DP+";
    default: return pki::nameOf(*hop.role);
    }
}

std::vector<const Hop *> downloadsIn(const std::vector<Hop> &trails)
{
    std::vector<const Hop *> found;
    collectDownloads(trails, found);
    return found;
}

std::vector<std::string> unreachableIn(const std::vector<Hop> &trails)
{
    std::vector<std::string> addresses;
    collectUnreachable(trails, addresses);
    return addresses;
}

} // namespace wb::lds
