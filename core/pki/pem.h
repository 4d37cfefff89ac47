// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"

#include <filesystem>

namespace wb::pki {

/// Every "CERTIFICATE" block of a PEM text, in its order; text between blocks is skipped.
/// Errors: malformed, with an offset into the text; also when there is no block.
Result<std::vector<Certificate>> certificatesFromPem(std::string_view text);

/// The certificates of a file, DER (one) or PEM (any number, at least one).
/// Errors: Interface::file, notFound or io; malformed as certificatesFromPem and Certificate::fromDer, with the file's name in the reason.
Result<std::vector<Certificate>> loadCertificates(const std::filesystem::path &file);

/// One "CERTIFICATE" block in lines of 64 characters.
std::string toPem(const Certificate &certificate);

} // namespace wb::pki
