// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/pki/certificate.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace wb::pki::fixtures {

/// The `openssl` program as a foreign judge of our certificates, with files of its own.
class OpensslProgram {
public:
    struct Answer {
        bool accepted = false; ///< exit code 0
        QString output;        ///< both streams
    };

    Answer run(const QStringList &arguments) const;

    /// `openssl verify` of @p certificate under @p ci, with @p options before the file names.
    Answer verify(const Certificate &ci, const Certificate &certificate, const QStringList &options = {}) const;

    /// `openssl x509 -text`.
    Answer print(const Certificate &certificate) const;

    /// Writes the certificate as PEM and returns the file's path.
    QString file(const QString &name, const Certificate &certificate) const;

private:
    QTemporaryDir m_folder;
};

} // namespace wb::pki::fixtures
