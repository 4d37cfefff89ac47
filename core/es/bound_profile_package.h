// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"
#include "core/rsp/euicc.h"

#include <vector>

namespace wb::es {

/// A Bound Profile Package cut as it goes to the eUICC, SGP.22 section 2.5.5: header with InitialiseSecureChannel, ConfigureISDP,
/// header and pieces of StoreMetadata, ReplaceSessionKeys where there is one, header and pieces of the profile elements. Put
/// together again they are the package. Error: malformed, with the octet.
Result<std::vector<Bytes>> segmentsOf(ByteView package);

/// ES10b.LoadBoundProfilePackage, section 5.7.6: sends segment after segment until the eUICC answers with something, which is the
/// ProfileInstallationResult; empty when it never does. Errors: those of segmentsOf() and Euicc::es10().
Result<Bytes> loadBoundProfilePackage(rsp::Euicc &euicc, ByteView package, std::stop_token stop);

} // namespace wb::es
