// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/euicc/identity.h"
#include "core/pki/authority.h"

namespace wb::euicc {

/// What virtual eUICCs of one kind have in common: a file as euicc.toml is one, without keys, and with who makes them. The keys of both
/// are listed in docs/virtual-euicc.md.
struct EuiccTemplate {
    std::string id;       ///< "slow-card": the name of its file
    std::string about;    ///< one sentence for people
    Identity common;      ///< without EID and keys; its name is the one of the first eUICC, its Root SM-DS may be empty
    pki::EumIdentity eum; ///< the maker
    std::optional<rsp::Eid> eid;  ///< else one of this maker is drawn
    std::vector<std::string> cis; ///< it verifies servers with: "lab", "own", or files beside the template
    std::string issuer;           ///< CI under which maker and eUICC are certified: "lab" or "own"
    std::filesystem::path folder; ///< where its files lie; empty for one that is shipped
};

/// Those that are shipped, in the order of their names.
Result<std::vector<EuiccTemplate>> shippedTemplates();

/// A shipped one by its id, else the file of that name. Errors: notFound, saying which there are; config with line and column.
Result<EuiccTemplate> findTemplate(const std::string &idOrFile);

/// What a new eUICC does not take from its template.
struct NewEuicc {
    std::string name;            ///< empty: that of the template
    std::optional<rsp::Eid> eid; ///< none: that of the template, else one that is drawn
    std::string rootDsAddress;   ///< where the template says none
};

/// Makes keys and certificates and writes the eUICC into a folder that is not there yet. A CI of its own is saved in the folder `ci`
/// of it. Errors: invalid when the EID does not begin with the EIN of its maker; pki; file.
Result<Identity> makeEuicc(const EuiccTemplate &model, const NewEuicc &wishes, const pki::Authority &labCi,
                           const std::filesystem::path &folder, const Clock &clock);

/// An EID that begins with this EIN, with valid check digits; the digits between are drawn. @p ein has at most 30 digits.
rsp::Eid drawEid(const std::string &ein);

} // namespace wb::euicc
