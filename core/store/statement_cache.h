// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QSqlQuery>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

class QSqlDatabase;
class QSqlDriver;

namespace wb::store {

/// The prepared statements of one connection that nobody uses at the moment, by their text. For the connection's thread.
class StatementCache {
public:
    explicit StatementCache(const QSqlDatabase &database);
    ~StatementCache();
    StatementCache(const StatementCache &) = delete;
    StatementCache &operator=(const StatementCache &) = delete;

    /// That of a connection of this thread; null when it keeps none.
    static StatementCache *of(const QSqlDatabase &database);

    /// A statement to be used alone until it is given back; none when there is none, or it is in use.
    std::optional<QSqlQuery> take(std::string_view statement);

    /// A statement at rest. Dropped when there are too many.
    void giveBack(std::string statement, QSqlQuery query);

    /// Before the connection is closed.
    void clear() { m_idle.clear(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    const QSqlDriver *m_driver;
    StatementCache *m_next; ///< of the same thread
    std::unordered_map<std::string, QSqlQuery, Hash, std::equal_to<>> m_idle;
};

} // namespace wb::store
