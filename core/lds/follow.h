// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/lds/discover.h"

namespace wb::lds {

/// How a hop ended.
enum class HopEnd {
    notContacted, ///< following was interrupted before or at it, or FollowOptions::maxHops was reached
    download,     ///< an SM-DP+: a download can begin here, with the EventID as MatchingID
    leadsOn,      ///< an SM-DS: what it answered is followed in `next`
    nothing,      ///< an SM-DS that answered without an Event Record
    roleUnknown,  ///< the server was not reached, or ended it before it showed its certificate; the error says how
    failed,       ///< the server has shown what it is, and then a step failed or was refused: 8.9.5/3.9
    loop,         ///< this server was asked for this EventID earlier on the same trail
    tooDeep,      ///< deeper than FollowOptions::maxDepth
};

/// "download here", "leads on", "role unknown", ...
std::string_view nameOf(HopEnd end);

/// One server's part in the trail of an event, and what followed from it.
struct Hop {
    es::EventEntry entry; ///< as it was received: the server, and the EventID it was or will be asked for
    int depth = 1;        ///< 1: an entry of the discovery that began it
    HopEnd end = HopEnd::notContacted;
    std::optional<pki::Role> role = {}; ///< by the policy OID of the certificate shown: dsAuth, dpAuth; none: unknown
    std::optional<ServerCheck> server = {}; ///< that certificate and its chain, whether or not it was believed
    std::optional<rsp::TransactionId> transactionId = {};
    std::optional<Error> error = {}; ///< of roleUnknown and failed, and where it was interrupted
    std::vector<Hop> next = {};      ///< of leadsOn: one for each Event Record, in the server's order
};

struct FollowOptions {
    DiscoverOptions discover; ///< its MatchingID is not used: at each server it is the EventID of the entry
    int maxDepth = 5;         ///< hops on one trail; SGP.22 itself has two: Alternative SM-DS, SM-DP+
    int maxHops = 1000;       ///< contacted in all, so that no answer makes this endless
};

/// Where the events of a discovery lead.
struct Following {
    std::vector<Hop> trails; ///< one for each entry, in its order
    std::optional<Error> interrupted =
        {}; ///< what ended it early: a stop, or the eUICC failed; the trails hold what came before
};

/// Follows Event Records to the SM-DP+s they are for (SGP.22 sections 3.1.2 and 3.6.2). An entry does not say which kind of server
/// it names, so each one's server is contacted in order: common mutual authentication with the EventID as MatchingID, up to the
/// certificate in the answer to InitiateAuthentication.
///
/// CERT.DPauth: an SM-DP+. It ends there, before AuthenticateServer and AuthenticateClient, which would begin a download; address
/// and EventID are the result. The eUICC is left with an open challenge and no session of a server. There is nothing to cancel with
/// ES10b.CancelSession: the challenge of the next procedure replaces that one (section 3.1.5).
/// CERT.DSauth: an SM-DS. It is asked for that EventID, and what it answers is followed in turn.
///
/// Blocks. A hop that fails ends its trail and no other. Nothing is changed on the servers or the eUICC, but a session the eUICC had
/// before is gone.
Following follow(rsp::Euicc &euicc, es::RspClient &client, const std::vector<es::EventEntry> &entries,
                 const FollowOptions &options, Observer &observer, const Clock &clock, std::stop_token stop);

/// "SM-DS", "SM-DP+"; the certificate's name for a role that is neither; empty when it is unknown.
std::string_view serverKindOf(const Hop &hop);

/// The hops at which a download can begin, in their order.
std::vector<const Hop *> downloadsIn(const std::vector<Hop> &trails);

/// The addresses at which nobody could be reached, once each.
std::vector<std::string> unreachableIn(const std::vector<Hop> &trails);

} // namespace wb::lds
