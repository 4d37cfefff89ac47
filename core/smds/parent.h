// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/es/messages.h"
#include "core/http/client.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace wb::smds {

/// The functions of ES15 at one parent SM-DS. One thread at a time. Errors: those of es::Es12Client.
class ParentCalls {
public:
    virtual ~ParentCalls() = default;
    virtual Result<void> registerEvent(const es::RegisterEventRequest &request, std::stop_token stop) = 0;
    virtual Result<void> deleteEvent(const es::DeleteEventRequest &request, std::stop_token stop) = 0;
};

/// An SM-DS that events are forwarded to.
struct Parent {
    std::string name;           ///< in table, log and audit; stays the same when the address changes
    http::Address address;      ///< of its ES15
    bool forwardsAgain = false; ///< the ForwardingIndicator it is sent: false makes it the Root of this cascade
    std::function<std::unique_ptr<ParentCalls>()> connect; ///< called by each thread that calls the parent
};

/// The calls over HTTPS, in this folder of paths. The options carry the credential of CERT.DS.TLS.
std::function<std::unique_ptr<ParentCalls>()> es15Calls(http::ClientOptions options, http::Address address,
                                                        std::string folder);

/// A parent that does not answer, or not so that it can be read.
struct ParentTrouble {
    std::string parent;
    TimePoint since;
    std::string problem; ///< of the last call
};

/// What is certain of the parent after a call.
enum class ParentVerdict {
    done,        ///< it has done it, now or before
    refused,     ///< it has not, and says why; asking again will not change that
    busy,        ///< it has not, for the time being
    unreachable, ///< it never got the request
    unknown,     ///< it may have done it: the request was sent, and no answer can be read
};

/// 8.9.5/3.3 for an EventID2 that nobody else can have means that an earlier attempt got through.
ParentVerdict verdictOnRegistration(const Result<void> &outcome);

/// 8.9.5/3.9 means that there is nothing left to delete.
ParentVerdict verdictOnDeletion(const Result<void> &outcome);

} // namespace wb::smds
