// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace wb::http {

/// The port of an RSP Server address that names none.
inline constexpr std::uint16_t defaultPort = 443;

/// An RSP Server address as an LPA knows it (SGP.22 section 4.1): a name with an optional port, without scheme or path. The name is
/// what a certificate is compared with; where to connect to is a matter of the ConnectionMap.
struct Address {
    std::string host; ///< a name or a numeric address; IPv6 without brackets; case as given
    std::optional<std::uint16_t> port;

    /// Reads "name", "name:port", "127.0.0.1:8443" or "[::1]:8443". Blanks and line ends around it and a dot at the end of the name
    /// are dropped, because addresses are pasted and cards are filled by hand.
    /// Error: malformed, saying which part is wrong.
    static Result<Address> parse(std::string_view text);

    /// As an LPA writes it: "name", "name:8443", "[::1]:8443".
    std::string text() const;

    /// Whether host is an IPv4 or IPv6 address: it needs no resolution and is never sent as server name (RFC 6066 section 3).
    bool isNumeric() const;

    bool operator==(const Address &) const = default;
};

/// Whether two texts name the same server: hosts without regard to case, ports with the default one for none. What is no address
/// names none but an equal text.
bool isSameServer(std::string_view one, std::string_view other);

/// Where to connect to: a name to resolve or a numeric address, always with a port.
struct Endpoint {
    std::string host;
    std::uint16_t port = defaultPort;

    std::string text() const; ///< "127.0.0.1:8443", "[::1]:8443"

    bool operator==(const Endpoint &) const = default;
};

/// One word of a connection map: the server of this name listens there.
struct MapEntry {
    Address name; ///< without a port: on every port of that name
    Endpoint endpoint;

    /// Reads "NAME=HOST:PORT" or "NAME:PORT=HOST:PORT". Error: malformed, saying which side is wrong.
    static Result<MapEntry> parse(std::string_view text);

    bool operator==(const MapEntry &) const = default;
};

/// Says where the server of a name really listens, like a hosts file with ports. A value; one per connection profile.
class ConnectionMap {
public:
    /// From now on @p name is found at @p endpoint. A name without a port stands for every port of that name. The last word counts.
    void set(const Address &name, Endpoint endpoint);
    void set(const MapEntry &entry) { set(entry.name, entry.endpoint); }

    /// Reads any number of entries with blanks, commas, semicolons or line ends between them; none gives an empty map.
    /// Error: malformed, naming the entry and which side of it is wrong.
    static Result<ConnectionMap> parse(std::string_view text);

    /// The entry for name and port (443 when the address has none), else the entry for the name, else the name itself. Names are
    /// compared without regard to case.
    Endpoint lookup(const Address &address) const;

    bool empty() const { return m_entries.empty(); }

    /// Whether an entry stands for the address, so that lookup() does not give the name itself.
    bool holds(const Address &address) const { return find(address) != nullptr; }

private:
    const Endpoint *find(const Address &address) const;

    std::map<std::pair<std::string, std::uint16_t>, Endpoint> m_entries; ///< port 0: any
};

} // namespace wb::http
