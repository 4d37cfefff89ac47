// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/capture_file.h"

#include <span>

namespace wb::report {

/// The HTTPS exchanges of a capture as HAR 1.2, which browsers and proxies open. What the data objects in a body say stands beside it as "_asn1",
/// what TLS agreed on as "_tls". APDU exchanges are left out.
Bytes toHar(const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges);

/// The entries of a HAR as exchanges, whoever wrote it. The heads are put together again from the fields. Error: malformed, with what is
/// missing.
Result<capture::OpenedCapture> fromHar(ByteView text);

} // namespace wb::report
