// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/exchangeable.h"
#include "core/http/message.h"
#include "core/smds/administration.h"
#include "core/smds/administration_query.h"

#include <QJsonObject>

#include <span>

namespace wb::smds {

/// One request of the administration interface, taken apart.
struct AdministrationCall {
    const Administrator &administrator;
    const http::Request &request;
    std::int64_t record = 0; ///< of the path
    Parameters parameters;
    QJsonObject body;
};

/// The administration interface over HTTP: finds who asks and what for, and puts answers and errors into JSON. Errors are problem details
/// (RFC 9457). resources/openapi/administration.json describes all of it. Safe from several threads.
class AdministrationInterface {
public:
    /// A row of the table of what can be asked.
    struct Route {
        const char *method;
        const char *path; ///< "{record}" stands for a number
        AdministratorRole role;
        std::vector<std::string> parameters;
        http::Response (AdministrationInterface::*answer)(const AdministrationCall &call) const;
    };

    /// Who is enrolled may change while requests are served.
    using Enrolled = std::shared_ptr<const Exchangeable<Administrators>>;

    /// `administration` outlives it.
    AdministrationInterface(const Administration &administration, Enrolled enrolled);

    http::Response serve(const http::Request &request) const;

    static std::span<const Route> routes();

private:
    http::Response answer(const http::Request &request, const Administrator &administrator) const;
    http::Response records(const AdministrationCall &call) const;
    http::Response record(const AdministrationCall &call) const;
    http::Response retry(const AdministrationCall &call) const;
    http::Response withdraw(const AdministrationCall &call) const;
    http::Response remove(const AdministrationCall &call) const;
    http::Response audit(const AdministrationCall &call) const;
    http::Response auditStream(const AdministrationCall &call) const;
    http::Response statistics(const AdministrationCall &call) const;
    http::Response health(const AdministrationCall &call) const;
    http::Response configuration(const AdministrationCall &call) const;
    http::Response description(const AdministrationCall &call) const;
    http::Response metrics(const AdministrationCall &call) const;

    const Administration &m_administration;
    Enrolled m_enrolled;
};

/// What the administration interface shows of a configuration; passwords and keys are no part of it.
QJsonObject shownConfiguration(const Configuration &configuration);

} // namespace wb::smds
