// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/error.h"

/// Subject and reason codes that our servers answer (SGP.22 sections 5.6, 5.8, 5.9). What they mean to a person stands in
/// explain/status_codes.h.
namespace wb::rsp::status {

inline const StatusPair smdsAddressRefused{"8.9.1", "3.8", {}, {}};
inline const StatusPair smdsSecurityConfigurationUnsupported{"8.9.2", "3.1", {}, {}};
inline const StatusPair smdsSvnUnsupported{"8.9.3", "3.1", {}, {}};
inline const StatusPair smdsCertificateUnavailable{"8.9.4", "3.7", {}, {}};

inline const StatusPair eumCertificateInvalid{"8.1.2", "6.1", {}, {}};
inline const StatusPair eumCertificateExpired{"8.1.2", "6.3", {}, {}};
inline const StatusPair euiccCertificateInvalid{"8.1.3", "6.1", {}, {}};
inline const StatusPair euiccCertificateExpired{"8.1.3", "6.3", {}, {}};
inline const StatusPair euiccVerificationFailed{"8.1", "6.1", {}, {}};
inline const StatusPair transactionIdUnknown{"8.10.1", "3.9", {}, {}};
inline const StatusPair ciPublicKeyUnknown{"8.11.1", "3.9", {}, {}};

inline const StatusPair eventRecordInUse{"8.9.5", "3.3", {}, {}};
inline const StatusPair eventRecordUnknown{"8.9.5", "3.9", {}, {}};
inline const StatusPair eventCheckingUnsupported{"8.10.4", "3.1", {}, {}}; ///< CheckEvent, of later versions of SGP.22
inline const StatusPair ecidUnknown{"8.9.6", "3.9", {}, {}};
inline const StatusPair ecidExpired{"8.9.6", "6.3", {}, {}};
inline const StatusPair eidInvalid{"8.1.1", "2.1", {}, {}};
inline const StatusPair formatInvalid{"1.3.1", "2.1", {}, {}};
inline const StatusPair mandatoryElementMissing{"1.3.1", "2.2", {}, {}};
inline const StatusPair requesterNotAllowed{"1.1", "1.2", {}, {}};
inline const StatusPair smdsExecutionError{"8.9", "4.2", {}, {}}; ///< a parent SM-DS has refused
inline const StatusPair smdsInaccessible{"8.9", "5.1", {}, {}}; ///< a parent SM-DS cannot be reached, or there is none

} // namespace wb::rsp::status
