// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QSqlQuery>
#include <QVariant>

#include <initializer_list>
#include <span>
#include <string>

class QSqlDatabase;
class QSqlError;

namespace wb::store {

/// A query on a connection of this thread that borrows its statement from those the connection keeps prepared, and gives it
/// back at its end. Preparing costs SQLite more than most of our statements do. Reads forward only.
class Query : public QSqlQuery {
public:
    explicit Query(QSqlDatabase &database);
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    /// As runBound() below.
    bool run(const char *statement, std::initializer_list<QVariant> values);

private:
    void giveBack();

    QSqlDatabase &m_database;
    std::string m_statement; ///< that the query is prepared for, when it is to be kept
};

/// Runs one statement with its values in the place of its question marks, in order. A statement has no question mark
/// elsewhere.
bool runBound(QSqlQuery &query, const char *statement, std::initializer_list<QVariant> values);
bool runBound(Query &query, const char *statement, std::initializer_list<QVariant> values);

/// The same for a statement that is put together as it is needed.
bool runBound(QSqlQuery &query, const std::string &statement, std::span<const QVariant> values);

/// The database's own words on one line, without those that Qt puts around them.
std::string wordsOf(const QSqlError &error);

/// Whether a failure says only that others were at work on the same rows: the same transaction may well pass when it is run
/// again (SQLSTATE 40001 and 40P01).
bool isCollision(const QSqlError &error);

/// Set when a statement of runBound() on this thread ends in a collision; whoever began the transaction clears it before and
/// asks it after. A connection belongs to one thread, so it is that connection's.
bool &collisionOfThisThread();

} // namespace wb::store
