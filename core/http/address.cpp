// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/http/address.h"

#include "core/http/text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace wb::http {

namespace {

constexpr std::string_view addressStep = "RSP Server address";
constexpr std::size_t maxName = 253; // RFC 1035 section 2.3.4, without the trailing dot
constexpr std::size_t maxLabel = 63;

Failure badAddress(std::string reason)
{
    return fail(ErrorKind::malformed, Interface::http, std::string(addressStep), std::move(reason));
}

Failure badEntry(std::string reason)
{
    return fail(ErrorKind::malformed, Interface::config, "connection map", std::move(reason));
}

bool isIpv6(const std::string &host)
{
    in6_addr address;
    return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool isIpv4(const std::string &host)
{
    in_addr address;
    return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

std::string withPort(const std::string &host, std::optional<std::uint16_t> port)
{
    std::string text = isIpv6(host) ? "[" + host + "]" : host;
    if (port)
        text += ":" + std::to_string(*port);
    return text;
}

Result<std::uint16_t> readPort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0 || port > 65535)
        return badAddress("the port '" + std::string(text) + "' is not a number from 1 to 65535");
    return static_cast<std::uint16_t>(port);
}

/// The reason why it cannot be a host name, or nothing.
std::optional<std::string> faultOfName(std::string_view name)
{
    if (name.empty())
        return "there is no name";
    if (name.size() > maxName)
        return "the name is longer than 253 characters";
    std::size_t label = 0;
    for (const char c : name) {
        if (c == '.') {
            if (label == 0)
                return "the name has an empty part";
            label = 0;
            continue;
        }
        if (static_cast<unsigned char>(c) >= 0x80)
            return "the name has a character outside ASCII; international names are written in their xn-- form";
        const bool known = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                           || c == '_';
        if (!known)
            return std::string("the name has a character that no name has: '") + c + "'";
        if (++label > maxLabel)
            return "a part of the name is longer than 63 characters";
    }
    return label == 0 ? std::optional<std::string>("the name has an empty part") : std::nullopt;
}

} // namespace

Result<Address> Address::parse(std::string_view text)
{
    const std::string_view whole = trimmed(text);
    if (whole.empty())
        return badAddress("it is empty");
    if (whole.find("://") != std::string_view::npos)
        return badAddress("it is a URL; an RSP Server address has no scheme, only a name and an optional port");
    if (whole.find_first_of("/?#") != std::string_view::npos)
        return badAddress("it has a path; an RSP Server address is only a name and an optional port");

    Address address;
    std::string_view port;
    bool hasPort = false;
    if (whole.front() == '[') {
        const auto end = whole.find(']');
        if (end == std::string_view::npos)
            return badAddress("the bracket of the IPv6 address is not closed");
        address.host = std::string(whole.substr(1, end - 1));
        if (!isIpv6(address.host))
            return badAddress("'" + address.host + "' is not an IPv6 address");
        const std::string_view rest = whole.substr(end + 1);
        if (!rest.empty() && rest.front() != ':')
            return badAddress("only a port may follow the IPv6 address");
        hasPort = !rest.empty();
        port = hasPort ? rest.substr(1) : rest;
    } else {
        const auto colon = whole.find(':');
        if (colon != whole.rfind(':'))
            return badAddress("it has several colons; an IPv6 address is written in brackets");
        hasPort = colon != std::string_view::npos;
        port = hasPort ? whole.substr(colon + 1) : std::string_view();
        std::string_view name = hasPort ? whole.substr(0, colon) : whole;
        if (name.size() > 1 && name.back() == '.')
            name.remove_suffix(1);
        if (const auto fault = faultOfName(name))
            return badAddress(*fault);
        address.host = std::string(name);
    }

    if (hasPort) {
        const Result<std::uint16_t> number = readPort(port);
        if (!number)
            return fail(number.error());
        address.port = *number;
    }
    return address;
}

std::string Address::text() const
{
    return withPort(host, port);
}

bool Address::isNumeric() const
{
    return isIpv4(host) || isIpv6(host);
}

std::string Endpoint::text() const
{
    return withPort(host, port);
}

Result<MapEntry> MapEntry::parse(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
        return badEntry("it has the form NAME=HOST:PORT or NAME:PORT=HOST:PORT");
    auto name = Address::parse(text.substr(0, equals));
    if (!name)
        return badEntry("before '=': " + name.error().reason);
    auto endpoint = Address::parse(text.substr(equals + 1));
    if (!endpoint)
        return badEntry("after '=': " + endpoint.error().reason);
    if (!endpoint->port)
        return badEntry("after '=' a port is needed, as in 127.0.0.1:8443");
    return MapEntry{std::move(*name), {std::move(endpoint->host), *endpoint->port}};
}

Result<ConnectionMap> ConnectionMap::parse(std::string_view text)
{
    constexpr std::string_view between = " \t\r\n,;";
    ConnectionMap map;
    for (std::size_t at = text.find_first_not_of(between); at != std::string_view::npos;
         at = text.find_first_not_of(between, at)) {
        const std::size_t end = std::min(text.find_first_of(between, at), text.size());
        const std::string_view word = text.substr(at, end - at);
        const auto entry = MapEntry::parse(word);
        if (!entry)
            return badEntry("'" + std::string(word) + "': " + entry.error().reason);
        map.set(*entry);
        at = end;
    }
    return map;
}

void ConnectionMap::set(const Address &name, Endpoint endpoint)
{
    m_entries[{lowerCase(name.host), name.port.value_or(0)}] = std::move(endpoint);
}

const Endpoint *ConnectionMap::find(const Address &address) const
{
    const std::string name = lowerCase(address.host);
    for (const std::uint16_t port : {address.port.value_or(defaultPort), std::uint16_t{0}}) {
        if (const auto entry = m_entries.find({name, port}); entry != m_entries.end())
            return &entry->second;
    }
    return nullptr;
}

Endpoint ConnectionMap::lookup(const Address &address) const
{
    const Endpoint *entry = find(address);
    return entry != nullptr ? *entry : Endpoint{address.host, address.port.value_or(defaultPort)};
}

bool isSameServer(std::string_view one, std::string_view other)
{
    if (equalIgnoringCase(one, other))
        return true;
    const auto first = Address::parse(one);
    const auto second = Address::parse(other);
    return first && second && equalIgnoringCase(first->host, second->host)
           && first->port.value_or(defaultPort) == second->port.value_or(defaultPort);
}

} // namespace wb::http
