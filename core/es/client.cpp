// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/client.h"

#include "core/es/asn1_binding.h"
#include "core/es/exchange_names.h"
#include "core/es/json.h"
#include "core/es/paths.h"

#include <algorithm>

namespace wb::es {

namespace {

http::Request postJson(std::string_view path, Bytes body)
{
    return functionCall(path, jsonContentType, std::move(body));
}

http::Request postAsn1(Bytes body)
{
    return functionCall(asn1Path, asn1ContentType, std::move(body));
}

/// How a text of the server begins, on one line and without anything a terminal would obey.
std::string beginningOf(const Bytes &body)
{
    constexpr std::size_t longest = 60;
    std::string text;
    for (const std::uint8_t octet : body) {
        if (text.size() == longest)
            return text + "...";
        const bool blank = octet <= 0x20;
        if (!blank || (!text.empty() && text.back() != ' '))
            text += blank ? ' ' : octet < 0x7F ? static_cast<char>(octet) : '?';
    }
    return text;
}

/// What an answer that is none of a function says of itself: where it points, what it is, and how it begins.
std::string whatItSays(const http::Response &response)
{
    if (const auto location = response.header("Location"))
        return " to " + std::string(*location);
    std::string text;
    if (const auto type = response.header("Content-Type"))
        text = " (" + std::string(*type) + ")";
    return response.body.empty() ? text : text + ": \"" + beginningOf(response.body) + "\"";
}

/// Whether a body can be the answer of a function: an object of JSON, or RemoteProfileProvisioningResponse. Captive portals and web
/// servers answer 200 too.
bool canBeAnswer(const http::Response &response, std::string_view binding)
{
    if (binding == asn1ContentType)
        return !response.body.empty() && response.body.front() == 0xA2;
    const auto first = std::find_if(response.body.begin(), response.body.end(),
                                    [](std::uint8_t octet) { return octet > 0x20; });
    return first != response.body.end() && *first == '{';
}

std::string viaText(const std::vector<std::string> &via)
{
    std::string text;
    for (const std::string &address : via)
        text += (text.empty() ? "" : ", ") + address;
    return text;
}

/// Sends one function and hands back the body of its answer.
Result<Bytes> call(http::Client &client, const http::Address &server, const http::Request &request, Interface interface,
                   const std::string &function, std::stop_token stop, capture::Subject subject = {})
{
    const http::Label label{interface, std::string(nameOf(interface)) + "." + function, std::move(subject)};
    auto response = client.send(server, request, label, std::move(stop), nameStatus);
    if (!response)
        return fail(std::move(response.error()));
    if (response->status != 200) {
        Error error = makeError(ErrorKind::refused, interface, function,
                                "the server answered HTTP " + std::to_string(response->status) + whatItSays(*response)
                                    + "; a function is answered 200 whether it succeeds or fails");
        error.httpStatus = response->status;
        return fail(std::move(error));
    }
    const std::string_view binding = request.header("Content-Type").value_or(jsonContentType);
    if (!canBeAnswer(*response, binding)) {
        const std::string form = binding == asn1ContentType ? "DER" : "JSON";
        return fail(ErrorKind::malformed, interface, function,
                    "the server answered HTTP 200 and no " + form + " of a function" + whatItSays(*response));
    }
    return std::move(response->body);
}

} // namespace

http::Request functionCall(std::string_view path, std::string_view contentType, Bytes body)
{
    http::Request request;
    request.method = "POST";
    request.target = path;
    request.headers = {{"User-Agent", std::string(lpaUserAgent)},
                       {"X-Admin-Protocol", std::string(adminProtocol)},
                       {"Content-Type", std::string(contentType)}};
    request.body = std::move(body);
    return request;
}

Result<InitiateAuthenticationResponse> RspClient::initiateAuthentication(const http::Address &server,
                                                                         const InitiateAuthenticationRequest &request,
                                                                         Interface interface, std::stop_token stop)
{
    const bool der = m_binding == Binding::asn1;
    return call(m_client, server,
                der ? postAsn1(toAsn1(request)) : postJson(initiateAuthenticationPath, toJson(request)), interface,
                "InitiateAuthentication", std::move(stop))
        .and_then([&](const Bytes &body) {
            return der ? initiateAuthenticationResponseFromAsn1(body, interface)
                       : initiateAuthenticationResponseFromJson(body, interface);
        });
}

Result<AuthenticateClientResponseEs11> RspClient::authenticateClientEs11(const http::Address &server,
                                                                         const AuthenticateClientRequest &request,
                                                                         std::stop_token stop)
{
    const bool der = m_binding == Binding::asn1;
    return call(m_client, server, der ? postAsn1(toAsn1(request)) : postJson(authenticateClientPath, toJson(request)),
                Interface::es11, "AuthenticateClient", std::move(stop))
        .and_then([&](const Bytes &body) {
            return der ? authenticateClientResponseEs11FromAsn1(body) : authenticateClientResponseEs11FromJson(body);
        });
}

Result<CheckEventResponse> RspClient::checkEvent(const http::Address &server, const CheckEventRequest &request,
                                                 std::stop_token stop)
{
    const bool der = m_binding == Binding::asn1;
    return call(m_client, server, der ? postAsn1(toAsn1(request)) : postJson(checkEventPath, toJson(request)),
                Interface::es11, "CheckEvent", std::move(stop))
        .and_then([&](const Bytes &body) {
            return der ? checkEventResponseFromAsn1(body) : checkEventResponseFromJson(body);
        });
}

Result<void> Es12Client::call(const http::Address &server, std::string_view name, const std::string &function,
                              http::Request request, capture::Subject subject, std::stop_token stop)
{
    request.target = m_folder + std::string(name);
    return es::call(m_client, server, request, m_interface, function, std::move(stop), std::move(subject))
        .and_then([&](const Bytes &answer) { return statusResponseFromJson(answer, m_interface, function); });
}

Result<void> Es12Client::registerEvent(const http::Address &server, const RegisterEventRequest &request,
                                       std::stop_token stop)
{
    http::Request http = postJson({}, toJson(request));
    if (!request.via.empty())
        http.headers.push_back({std::string(viaField), viaText(request.via)});
    return call(server, registerEventName, "RegisterEvent", std::move(http), {request.eid, request.eventId},
                std::move(stop));
}

Result<void> Es12Client::deleteEvent(const http::Address &server, const DeleteEventRequest &request,
                                     std::stop_token stop)
{
    return call(server, deleteEventName, "DeleteEvent", postJson({}, toJson(request)), {request.eid, request.eventId},
                std::move(stop));
}

} // namespace wb::es
