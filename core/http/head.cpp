// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/head.h"

#include "core/http/text.h"

#include <algorithm>

namespace wb::http {

namespace {

bool isTokenCharacter(char c)
{
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isFieldValue(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F; });
}

bool isTarget(std::string_view text)
{
    return text.starts_with('/')
           && std::none_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == 0x7F; });
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view other) { return equalIgnoringCase(name, other); });
}

Failure badMessage(std::string step, std::string reason)
{
    return fail(ErrorKind::invalid, Interface::http, std::move(step), std::move(reason));
}

Result<void> checkHeaders(const std::vector<Header> &headers, const char *step)
{
    for (const Header &header : headers) {
        if (!isToken(header.name))
            return badMessage(step, "'" + header.name + "' is not a header name");
        if (!isFieldValue(header.value))
            return badMessage(step, "the value of " + header.name + " has a line end or another control character");
    }
    return {};
}

std::string line(const Header &header)
{
    return header.name + ": " + header.value + "\r\n";
}

} // namespace

Result<Bytes> requestHead(const Request &request, const Address &address)
{
    constexpr const char *step = "request head";
    if (!isToken(request.method))
        return badMessage(step, "'" + request.method + "' is not a method");
    if (!isTarget(request.target))
        return badMessage(step, "'" + request.target + "' is not a path");
    if (const auto good = checkHeaders(request.headers, step); !good)
        return fail(good.error());

    std::string head = request.method + " " + request.target + " HTTP/1.1\r\nHost: " + address.text() + "\r\n";
    for (const Header &header : request.headers) {
        if (!isOneOf(header.name, {"Host", "Content-Length", "Transfer-Encoding"}))
            head += line(header);
    }
    if (!request.body.empty() || isOneOf(request.method, {"POST", "PUT", "PATCH"}))
        head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    head += "\r\n";
    return copyOf(viewOf(head));
}

Result<Bytes> responseHead(const Response &response, bool keepAlive)
{
    constexpr const char *step = "response head";
    if (response.status < 200 || response.status > 599)
        return badMessage(step, std::to_string(response.status) + " is not a final status");
    if (const auto good = checkHeaders(response.headers, step); !good)
        return fail(good.error());

    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reasonPhrase(response.status))
                       + "\r\n";
    for (const Header &header : response.headers) {
        if (!isOneOf(header.name, {"Content-Length", "Transfer-Encoding", "Connection"}))
            head += line(header);
    }
    if (mayHaveBody(response.status) && !response.stream)
        head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
    if (!keepAlive)
        head += "Connection: close\r\n";
    head += "\r\n";
    return copyOf(viewOf(head));
}

bool mayHaveBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

std::string_view reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "";
    }
}

} // namespace wb::http
