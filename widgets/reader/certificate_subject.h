// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"
#include "widgets/shell/inspector.h"
#include "widgets/shell/times.h"

namespace wb::reader {

/// A certificate as it passes between panels: its subject, and itself as payload.
shell::Subject subjectOf(const pki::Certificate &certificate);

/// Describes certificates to the inspector: what they say as a page, every field as a tree, the octets.
class CertificateInspector final : public shell::InspectorProvider {
public:
    explicit CertificateInspector(const shell::Times &times) : m_times(times) {}

    bool canInspect(const shell::Subject &subject) const override;
    shell::InspectorPage inspect(const shell::Subject &subject) const override;

private:
    const shell::Times &m_times;
};

} // namespace wb::reader
