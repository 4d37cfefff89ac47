// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/database_sessions.h"

#include "core/smds/rows.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <algorithm>

namespace wb::smds {

namespace {

template <class Octets>
QByteArray rowOctets(const Octets &octets)
{
    return QByteArray(reinterpret_cast<const char *>(octets.data()), static_cast<qsizetype>(octets.size()));
}

template <std::size_t length>
bool fillFrom(const QVariant &value, std::array<std::uint8_t, length> &octets)
{
    const QByteArray bytes = value.toByteArray();
    if (bytes.size() != static_cast<qsizetype>(length))
        return false;
    std::copy(bytes.begin(), bytes.end(), octets.begin());
    return true;
}

Bytes octetsOfRow(const QVariant &value)
{
    const QByteArray bytes = value.toByteArray();
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace

DatabaseSessions::DatabaseSessions(std::unique_ptr<store::SqlThread> thread, const Clock &clock,
                                   auth::SessionLimits limits)
    : m_thread(std::move(thread)),
      m_clock(clock),
      m_limits(limits)
{
}

Result<std::unique_ptr<DatabaseSessions>> DatabaseSessions::open(const store::DatabaseUrl &url, const Clock &clock,
                                                                 auth::SessionLimits limits)
{
    auto thread = store::SqlThread::open(url, store::SqlThread::Mode::writing);
    if (!thread)
        return fail(std::move(thread.error()));
    return std::unique_ptr<DatabaseSessions>(new DatabaseSessions(std::move(*thread), clock, limits));
}

Result<void> DatabaseSessions::write(const Work &work)
{
    Result<void> outcome;
    auto written = m_thread->run([&](QSqlDatabase &database) {
        outcome = work(database);
        return outcome.has_value();
    });
    return outcome ? written : outcome;
}

Result<bool> DatabaseSessions::add(auth::Session session)
{
    const std::size_t fewest = m_limits.perOrigin > 0 ? std::min(m_limits.perOrigin, m_limits.count) : m_limits.count;
    const std::size_t interval = std::clamp<std::size_t>(fewest / 16, 1, 64);
    const bool tidy = m_added++ % interval == 0;
    bool added = false;
    auto written = write([&](QSqlDatabase &database) -> Result<void> {
        Query query(database);
        if (!runBound(query,
                      "INSERT INTO auth_session (transaction_id, server_challenge, server_address, svn, ci_key_id,"
                      " started, origin) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                      {rowOctets(session.transactionId.octets), rowOctets(session.serverChallenge),
                       rowText(session.serverAddress), rowOctets(session.svn.octets), rowOctets(session.ciKeyId.octets),
                       rowTime(session.started), rowText(session.origin)}))
            return fail(rowError("InitiateAuthentication", query));
        added = query.numRowsAffected() == 1;
        return tidy ? makeRoom(database, session.origin) : Result<void>();
    });
    if (!written)
        return fail(std::move(written.error()));
    return added;
}

/// Removes what is too old, and the oldest of too many, here first.
Result<void> DatabaseSessions::makeRoom(QSqlDatabase &database, const std::string &origin) const
{
    Query query(database);
    if (!runBound(query, "DELETE FROM auth_session WHERE started <= ?", {rowTime(m_clock.now() - m_limits.lifetime)}))
        return fail(rowError("InitiateAuthentication", query));
    if (m_limits.perOrigin > 0
        && !runBound(query,
                     "DELETE FROM auth_session WHERE transaction_id IN (SELECT transaction_id FROM auth_session"
                     " WHERE origin = ? ORDER BY started DESC LIMIT 1000000000 OFFSET ?)",
                     {rowText(origin), qint64(m_limits.perOrigin)}))
        return fail(rowError("InitiateAuthentication", query));
    if (!runBound(query,
                  "DELETE FROM auth_session WHERE transaction_id IN (SELECT transaction_id FROM auth_session"
                  " ORDER BY started DESC LIMIT 1000000000 OFFSET ?)", // SQLite has no OFFSET without LIMIT
                  {qint64(m_limits.count)}))
        return fail(rowError("InitiateAuthentication", query));
    return {};
}

Result<std::optional<auth::Session>> DatabaseSessions::take(const rsp::TransactionId &transactionId)
{
    std::optional<auth::Session> taken;
    auto written = write([&](QSqlDatabase &database) -> Result<void> {
        taken.reset();
        Query query(database);
        if (!runBound(query,
                      "DELETE FROM auth_session WHERE transaction_id = ? RETURNING server_challenge, server_address,"
                      " svn, ci_key_id, started",
                      {rowOctets(transactionId.octets)}))
            return fail(rowError("AuthenticateClient", query));
        if (!query.next())
            return {};
        auth::Session session;
        session.transactionId = transactionId;
        if (!fillFrom(query.value(0), session.serverChallenge) || !fillFrom(query.value(2), session.svn.octets)) {
            return fail(ErrorKind::malformed, Interface::store, "AuthenticateClient",
                        "a session in the database does not have the form it was written in");
        }
        session.serverAddress = query.value(1).toString().toStdString();
        session.ciKeyId.octets = octetsOfRow(query.value(3));
        session.started = timeOfRow(query.value(4));
        if (m_clock.now() - session.started < m_limits.lifetime)
            taken = std::move(session);
        return {};
    });
    if (!written)
        return fail(std::move(written.error()));
    return taken;
}

Result<std::size_t> DatabaseSessions::size()
{
    std::size_t count = 0;
    auto read = write([&](QSqlDatabase &database) -> Result<void> {
        Query query(database);
        if (!runBound(query, "SELECT count(*) FROM auth_session", {}) || !query.next())
            return fail(rowError("sessions", query));
        count = static_cast<std::size_t>(query.value(0).toLongLong());
        return {};
    });
    if (!read)
        return fail(std::move(read.error()));
    return count;
}

} // namespace wb::smds
