// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/http/client.h"
#include "core/smds/administration.h"

#include <QJsonObject>

namespace wb::events {

/// A page of Event Records, with the number of all that match when that was asked for.
struct RecordList {
    smds::RecordPage page;
    std::optional<std::int64_t> count;
};

/// The administration interface of an SM-DS, the client's end. One thread at a time.
///
/// Errors: those of http::Client; administration, refused (not enrolled, or only an operator may), notFound, conflict, malformed (a parameter the
/// server does not take, or an answer that is none), busy (the server's database cannot be used); each with the server's own words.
class AdministrationClient {
public:
    /// The options carry the credential that is enrolled.
    AdministrationClient(http::ClientOptions options, http::Address server);

    Result<RecordList> records(const smds::RecordQuery &query, bool count, std::stop_token stop);
    Result<smds::RecordStory> story(std::int64_t record, int mostHistory, std::stop_token stop);
    Result<std::vector<smds::AuditLine>> audit(const smds::AuditQuery &query, std::stop_token stop);
    Result<std::vector<smds::AuditLine>> newest(const smds::AuditQuery &query, std::stop_token stop);
    Result<smds::Statistics> statistics(bool countRecords, std::stop_token stop);
    Result<std::vector<smds::HealthCheck>> health(std::stop_token stop);
    Result<QJsonObject> configuration(std::stop_token stop);

    /// How many forwards it concerns.
    Result<int> retry(const smds::Intervention &what, std::stop_token stop);
    Result<int> withdraw(const smds::Intervention &what, std::stop_token stop);
    Result<void> remove(const smds::Intervention &what, std::stop_token stop);

    /// Called for each entry; false ends it.
    using OnLine = std::function<bool(const smds::AuditLine &line)>;
    /// Told before it is tried again after a broken connection, and when the server no longer has all that was to come next.
    using OnInterruption = std::function<void(const Error &error)>;

    /// Follows the audit trail: after query.after, or from now on. A connection that breaks is made again, and no entry is missed or told
    /// twice; when retention was faster meanwhile, `onInterruption` is told. Returns when `onLine` or the token ends it, or with an error when the first connection fails or the server refuses.
    Result<void> follow(smds::AuditQuery query, const OnLine &onLine, const OnInterruption &onInterruption,
                        std::stop_token stop);

private:
    Result<QJsonObject> get(const std::string &path, const char *what, std::stop_token stop);
    Result<QJsonObject> post(const std::string &path, const char *what, const smds::Intervention &body,
                             std::stop_token stop);
    Result<QJsonObject> send(const http::Request &request, const char *what, std::stop_token stop);
    Result<std::vector<smds::AuditLine>> entries(const std::string &path, std::stop_token stop);

    http::Client m_client;
    http::Address m_server;
};

} // namespace wb::events
