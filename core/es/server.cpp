// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/server.h"

#include "core/es/asn1_binding.h"
#include "core/es/json.h"
#include "core/es/paths.h"
#include "core/http/text.h"
#include "core/rsp/status_code.h"

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

http::Response carrying(std::string_view contentType, Bytes body)
{
    http::Response response;
    response.headers = {{"Content-Type", std::string(contentType)}, {"X-Admin-Protocol", std::string(adminProtocol)}};
    response.body = std::move(body);
    return response;
}

http::Response json(Bytes body)
{
    return carrying(jsonContentType, std::move(body));
}

http::Response failed(const Error &error)
{
    return json(toJson(FunctionStatus{FunctionStatus::Kind::failed, statusPairFor(error)}));
}

bool isOfType(const http::Request &request, std::string_view contentType)
{
    const auto type = request.header("Content-Type");
    if (!type)
        return true; // a missing type is forgiven; a wrong one is not
    return http::equalIgnoringCase(http::trimmed(type->substr(0, type->find(';'))), contentType);
}

/// What keeps a request from reaching any function; none when nothing does.
std::optional<http::Response> refusedBeforeFunction(const http::Request &request, std::string_view contentType)
{
    if (request.method != "POST") {
        http::Response response = plain(405, "Functions are called with POST.\n");
        response.headers.push_back({"Allow", "POST"});
        return response;
    }
    if (!isOfType(request, contentType))
        return plain(415, "This path wants Content-Type: " + std::string(contentType) + ".\n");
    return {};
}

/// The SM-DSs a forwarded event says it has passed. A field without end is cut: who counts hops refuses it long before.
std::vector<std::string> viaIn(const http::Request &request)
{
    constexpr std::size_t most = 32;
    std::vector<std::string> via;
    const auto field = request.header(viaField);
    for (std::string_view rest = field.value_or(""); !rest.empty() && via.size() < most;) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        via.emplace_back(http::trimmed(rest.substr(0, comma)));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return via;
}

// What the record of a call tells: at ES11 whose events they were, once the eUICC is known to be who it says it is.

capture::Subject subjectOf(const InitiateAuthenticationRequest &, const Result<InitiateAuthenticationResponse> &)
{
    return {};
}

capture::Subject subjectOf(const CheckEventRequest &, const Result<CheckEventResponse> &)
{
    return {};
}

capture::Subject subjectOf(const AuthenticateClientRequest &, const Result<AuthenticateClientResponseEs11> &result)
{
    return {result ? result->eid : std::string(), {}};
}

capture::Subject subjectOf(const RegisterEventRequest &request, const Result<void> &)
{
    return {request.eid, request.eventId};
}

capture::Subject subjectOf(const DeleteEventRequest &request, const Result<void> &)
{
    return {request.eid, request.eventId};
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

/// Calls a function with its decoded request, or tells that there is none.
template <class Decoded, class Function, class Undecodable>
http::Response called(Decoded decoded, const Function &function, const Undecodable &undecodable)
{
    if (decoded) {
        const auto result = function(*decoded);
        http::Response response = answer(result);
        response.subject = subjectOf(*decoded, result);
        return response;
    }
    undecodable(decoded.error());
    return failed(decoded.error());
}

http::Response callInAsn1(InitiateAuthenticationRequest &request, const std::string &origin, Es11Service &service)
{
    request.origin = origin;
    const auto result = service.initiateAuthentication(request);
    return carrying(asn1ContentType,
                    result ? toAsn1(*result) : initiateAuthenticationFailureToAsn1(statusPairFor(result.error())));
}

http::Response callInAsn1(const AuthenticateClientRequest &request, const std::string & /*origin*/,
                          Es11Service &service)
{
    const auto result = service.authenticateClient(request);
    http::Response response = carrying(
        asn1ContentType, result ? toAsn1(*result) : authenticateClientEs11FailureToAsn1(statusPairFor(result.error())));
    response.subject = subjectOf(request, result);
    return response;
}

http::Response callInAsn1(const CheckEventRequest &request, const std::string & /*origin*/, Es11Service &service)
{
    const auto result = service.checkEvent(request);
    return carrying(asn1ContentType, result ? toAsn1(*result) : checkEventFailureToAsn1(statusPairFor(result.error())));
}

/// What is no DER of a function has no function to answer an error number of, so HTTP says it.
http::Response serveEs11InAsn1(const http::Request &request, Es11Service &service)
{
    if (auto refused = refusedBeforeFunction(request, asn1ContentType))
        return std::move(*refused);
    auto decoded = es11RequestFromAsn1(request.body);
    if (!decoded) {
        service.undecodable("ASN.1", decoded.error());
        return plain(400, decoded.error().line() + "\n");
    }
    return std::visit([&](auto &call) { return callInAsn1(call, request.origin, service); }, *decoded);
}

} // namespace

Result<CheckEventResponse> Es11Service::checkEvent(const CheckEventRequest & /*request*/)
{
    Error error = makeError(ErrorKind::refused, Interface::es11, "CheckEvent", "Event Checking is not offered here");
    error.status = rsp::status::eventCheckingUnsupported;
    error.status->message = error.reason;
    return fail(std::move(error));
}

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
    if (request.target == asn1Path)
        return serveEs11InAsn1(request, service);
    const bool initiate = request.target == initiateAuthenticationPath;
    const bool check = request.target == checkEventPath;
    if (!initiate && !check && request.target != authenticateClientPath)
        return plain(404, "No function of ES11 has this path; ES11 is served under /gsma/rsp2/es9plus/.\n");
    if (auto refused = refusedBeforeFunction(request, jsonContentType))
        return std::move(*refused);
    if (initiate) {
        return called(
            initiateAuthenticationRequestFromJson(request.body),
            [&](InitiateAuthenticationRequest &decoded) {
                decoded.origin = request.origin;
                return service.initiateAuthentication(decoded);
            },
            [&](const Error &error) { service.undecodable("InitiateAuthentication", error); });
    }
    if (check) {
        return called(
            checkEventRequestFromJson(request.body), [&](const auto &decoded) { return service.checkEvent(decoded); },
            [&](const Error &error) { service.undecodable("CheckEvent", error); });
    }
    return called(
        authenticateClientRequestFromJson(request.body),
        [&](const auto &decoded) { return service.authenticateClient(decoded); },
        [&](const Error &error) { service.undecodable("AuthenticateClient", error); });
}

http::Response serveEs12(const http::Request &request, const Registrant &registrant, Es12Service &service,
                         const Es12Folders &folders)
{
    const Interface interface = registrant.interface();
    std::string_view name = request.target;
    if (name.starts_with(folders.es12))
        name.remove_prefix(folders.es12.size());
    else if (name.starts_with(folders.es15) && interface == Interface::es15)
        name.remove_prefix(folders.es15.size());
    else
        name = {};
    const bool deletion = name == deleteEventName;
    if (!deletion && name != registerEventName)
        return plain(404, "No function of " + std::string(nameOf(interface)) + " has this path.\n");
    if (auto refused = refusedBeforeFunction(request, jsonContentType))
        return std::move(*refused);
    const auto undecodable = [&](const Error &error) {
        service.undecodable(deletion ? "DeleteEvent" : "RegisterEvent", error, registrant);
    };
    if (deletion) {
        return called(
            deleteEventRequestFromJson(request.body, interface),
            [&](const auto &decoded) { return service.deleteEvent(decoded, registrant); }, undecodable);
    }
    return called(
        registerEventRequestFromJson(request.body, interface),
        [&](RegisterEventRequest &decoded) {
            decoded.via = viaIn(request);
            return service.registerEvent(decoded, registrant);
        },
        undecodable);
}

} // namespace wb::es
