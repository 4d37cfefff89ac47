// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/conformance/target.h"
#include "core/es/json.h"

#include <QJsonObject>

#include <functional>

namespace wb::conformance {

/// What a call was answered: the word (see Case), what the server said, and the value when the function was executed.
template <class T>
struct Reply {
    std::string word;
    std::string detail;
    std::optional<T> value;
};

struct Nothing {};

using InitiateReply = Reply<es::InitiateAuthenticationResponse>;
using EventsReply = Reply<es::AuthenticateClientResponseEs11>;
using StatusReply = Reply<Nothing>;

/// Changes the JSON of a request after it has been written: a member taken away, one nobody knows.
using Edit = std::function<void(QJsonObject &)>;

/// How a call travels, where that is varied.
struct Travel {
    std::string method = "POST";
    std::string path;          ///< empty: the function's
    std::string contentType;   ///< empty: the binding's
    Edit edit;                 ///< JSON only
    std::optional<Bytes> body; ///< in place of everything
};

/// The function as it is, but to this path, with this Content-Type, this body, this method and no body.
Travel toPath(std::string path);
Travel typed(std::string contentType);
Travel withBody(std::string_view body);
Travel withMethod(std::string method);

/// Where one row plays: the calls it makes, each noted with its answer, and the Event Records it leaves, to be deleted.
class Stage {
public:
    Stage(const Target &target, es::Binding binding, const Clock &clock, std::stop_token stop);

    const Target &target() const { return m_target; }
    es::Binding binding() const { return m_binding; }
    const Clock &clock() const { return m_clock; }
    const std::stop_token &stop() const { return m_stop; }
    const euicc::Identity &euicc() const { return *m_target.euicc; }
    const euicc::EuiccCredential &credential() const { return euicc().credentials.front(); }

    /// InitiateAuthentication as an eUICC of ours and its LPA ask it.
    es::InitiateAuthenticationRequest question() const;
    rsp::EuiccInfo1 euiccInfo1() const;
    InitiateReply initiate(const es::InitiateAuthenticationRequest &request, const Travel &travel = {});
    EventsReply authenticate(const es::AuthenticateClientRequest &request, const Travel &travel = {});

    /// An EventID that nobody has used: "CONF-" and random digits.
    std::string newEventId() const;
    es::RegisterEventRequest registration(std::string eventId) const; ///< for our eUICC
    es::DeleteEventRequest deletion(std::string eventId) const;

    /// ES12, as the SM-DP+ or whoever is given; ES15 when the caller is an SM-DS. What is registered is remembered.
    StatusReply registerEvent(const es::RegisterEventRequest &request, const Travel &travel = {});
    StatusReply registerEvent(const pki::Credential *caller, const es::RegisterEventRequest &request,
                              const Travel &travel = {});
    StatusReply deleteEvent(const es::DeleteEventRequest &request, const Travel &travel = {});
    StatusReply deleteEvent(const pki::Credential *caller, const es::DeleteEventRequest &request,
                            const Travel &travel = {});

    /// Deletes what is still registered. What could not be, as a clause; empty when nothing is left.
    std::string clearUp();

    /// Calls that were made at another server, on a stage of their own; not all that were made to wait for something.
    void noteElsewhere(const std::string &where, const Stage &there);

    /// Each call with its answer, in order.
    const std::vector<std::string> &sent() const { return m_sent; }

private:
    struct Left {
        const pki::Credential *caller;
        es::DeleteEventRequest deletion;
    };

    /// Sends a body; the answer's, or the word for what came in its place.
    Reply<Bytes> exchange(const http::ClientOptions &options, const http::Address &address, std::string_view path,
                          std::string_view contentType, Bytes body, const std::string &function, const Travel &travel);
    StatusReply callEs12(const pki::Credential *caller, const std::string &function, std::string_view name, Bytes body,
                         const std::string &eventId, const Travel &travel);
    void note(const std::string &call, const std::string &word, const std::string &detail);

    const Target &m_target;
    es::Binding m_binding;
    const Clock &m_clock;
    std::stop_token m_stop;
    std::vector<std::string> m_sent;
    std::vector<Left> m_left;
};

/// The word for an error: its status pair; its error number; "tls refused"; "no answer"; "untrusted"; "malformed".
std::string wordFor(const Error &error);

} // namespace wb::conformance
