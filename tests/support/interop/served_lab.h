// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "tests/support/interop/program.h"

#include <QTemporaryDir>

namespace wb::testing {

/// A lab made by `smds lab create`, whose SM-DS is a process of its own.
class ServedLab {
public:
    /// Makes the lab and starts its SM-DS. False, with problem(), when that did not work.
    bool start();
    /// Starts the SM-DS again on a lab that is there.
    bool serve();

    QString folder() const { return m_place.filePath(QStringLiteral("lab")); }
    QString file(const char *below) const { return folder() + QLatin1Char('/') + QString::fromUtf8(below); }
    QString ci() const { return file("ci/CERT_CI.pem"); }
    const char *problem() const { return m_problem.constData(); }

    QString es11() const { return m_es11; } ///< "127.0.0.1:41234"
    QString es12() const { return m_es12; }
    QString es11Map() const { return QStringLiteral("testrootsmds.example.com=") + m_es11; }
    QString es12Map() const { return QStringLiteral("testrootsmds.example.com=") + m_es12; }
    Program &server() { return *m_server; }

    /// `smds register` for the lab's eUICC.
    Ended registerEvent(const QString &eventId, const QString &address = QStringLiteral("smdp.example.com"));

private:
    QTemporaryDir m_place;
    std::unique_ptr<Program> m_server;
    QString m_es11;
    QString m_es12;
    QByteArray m_problem;
};

/// The EID of a lab's first eUICC.
inline constexpr const char *labEid = "89049032123451234512345678901235";

} // namespace wb::testing
