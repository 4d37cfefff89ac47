// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/rules.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace wb::cli {

/// "CERT.EUICC of SGP.22 version 2: CN=..., valid 2026-... to ..., EID ...": a certificate in one line.
std::string certificateLine(const pki::Certificate &certificate);

QJsonObject jsonOf(const pki::Certificate &certificate);

/// The verdicts, each a line: "ok", "no" or "--", certificate, rule and what was found.
std::vector<std::string> verdictLines(const pki::ChainReport &report);

QJsonObject jsonOf(const pki::ChainReport &report);

} // namespace wb::cli
