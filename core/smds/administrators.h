// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/message.h"
#include "core/http/tls.h"
#include "core/pki/certificate.h"
#include "core/smds/configuration.h"

namespace wb::smds {

/// Somebody who may look at a server, or also change it.
struct Administrator {
    std::string name;
    AdministratorRole role = AdministratorRole::viewer;
    pki::Certificate certificate;
};

/// The certificates that are enrolled with the administration interface. Each is known by all of its octets; who issued it does not matter.
class Administrators {
public:
    /// Errors: those of pki::loadCertificates(); config, conflict for one certificate with two names, and for one name with two roles. One name may have
    /// several certificates: the old and the new one of somebody.
    static Result<Administrators> load(const std::vector<AdministratorConfiguration> &enrolled);

    /// The decision of the handshake: enrolled, and in its time.
    http::PeerVerdict verdictOn(const std::vector<Bytes> &chain, TimePoint now) const;

    /// Adds those whose certificate is not valid at `now`.
    void noteNotValid(TimePoint now, std::vector<std::string> &odd) const;

    /// Whose certificate begins `chain`; none when nobody's does.
    const Administrator *of(const std::vector<Bytes> &chain) const;

private:
    std::vector<Administrator> m_all;
};

} // namespace wb::smds
