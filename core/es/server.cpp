// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/server.h"

#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/http/text.h"

namespace wb::es {

namespace {

http::Response plain(int status, std::string_view text)
{
    http::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = copyOf(viewOf(text));
    return response;
}

http::Response json(Bytes body)
{
    http::Response response;
    response.headers = {{"Content-Type", "application/json"}, {"X-Admin-Protocol", std::string(adminProtocol)}};
    response.body = std::move(body);
    return response;
}

http::Response failed(const Error &error)
{
    return json(toJson(FunctionStatus{FunctionStatus::Kind::failed, statusPairFor(error)}));
}

bool isJson(const http::Request &request)
{
    const auto type = request.header("Content-Type");
    if (!type)
        return true; // a missing type is forgiven; a wrong one is not
    return http::equalIgnoringCase(http::trimmed(type->substr(0, type->find(';'))), "application/json");
}

/// What keeps a request from reaching any function; none when nothing does.
std::optional<http::Response> refusedBeforeFunction(const http::Request &request)
{
    if (request.method != "POST") {
        http::Response response = plain(405, "Functions are called with POST.\n");
        response.headers.push_back({"Allow", "POST"});
        return response;
    }
    if (!isJson(request))
        return plain(415, "The JSON binding wants Content-Type: application/json.\n");
    return {};
}

template <class T>
http::Response answer(const Result<T> &result)
{
    if (!result)
        return failed(result.error());
    if constexpr (std::is_void_v<T>)
        return json(toJson(FunctionStatus{}));
    else
        return json(toJson(*result));
}

} // namespace

StatusPair statusPairFor(const Error &error)
{
    if (error.status)
        return *error.status;
    if (error.kind == ErrorKind::malformed)
        return {"1.3.1", "2.1", {}, error.step + ": " + error.reason};
    return {"1.6", "4.2", {}, "The server could not carry out the function."};
}

http::Response serveEs11(const http::Request &request, Es11Service &service)
{
    const bool initiate = request.target == initiateAuthenticationPath;
    if (!initiate && request.target != authenticateClientPath)
        return plain(404, "No function of ES11 has this path; ES11 is served under /gsma/rsp2/es9plus/.\n");
    if (auto refused = refusedBeforeFunction(request))
        return std::move(*refused);
    if (initiate) {
        return answer(initiateAuthenticationRequestFromJson(request.body).and_then([&](const auto &decoded) {
            return service.initiateAuthentication(decoded);
        }));
    }
    return answer(authenticateClientRequestFromJson(request.body).and_then([&](const auto &decoded) {
        return service.authenticateClient(decoded);
    }));
}

http::Response serveEs12(const http::Request &request, const Registrant &registrant, Es12Service &service)
{
    const bool deletion = request.target == deleteEventPath;
    if (!deletion && request.target != registerEventPath)
        return plain(404, "No function of ES12 has this path.\n");
    if (auto refused = refusedBeforeFunction(request))
        return std::move(*refused);
    if (deletion) {
        return answer(deleteEventRequestFromJson(request.body, Interface::es12).and_then([&](const auto &decoded) {
            return service.deleteEvent(decoded, registrant);
        }));
    }
    return answer(registerEventRequestFromJson(request.body, Interface::es12).and_then([&](const auto &decoded) {
        return service.registerEvent(decoded, registrant);
    }));
}

} // namespace wb::es
