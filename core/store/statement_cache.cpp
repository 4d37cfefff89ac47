// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/statement_cache.h"

#include <QSqlDatabase>

#include <utility>

namespace wb::store {

namespace {

/// More than any part of the program has; what is written with its values inside does not come here.
constexpr std::size_t mostIdle = 64;

/// The caches of this thread's connections, one or two, each with the next. A bare pointer, for a connection may be kept
/// until its thread ends, when whatever has a destructor may be gone before it.
thread_local StatementCache *cachesOfThisThread = nullptr;

} // namespace

StatementCache::StatementCache(const QSqlDatabase &database) : m_driver(database.driver()), m_next(cachesOfThisThread)
{
    cachesOfThisThread = this;
}

StatementCache::~StatementCache()
{
    StatementCache **place = &cachesOfThisThread;
    while (*place != this)
        place = &(*place)->m_next;
    *place = m_next;
}

StatementCache *StatementCache::of(const QSqlDatabase &database)
{
    const QSqlDriver *const driver = database.driver();
    StatementCache *cache = cachesOfThisThread;
    while (cache != nullptr && cache->m_driver != driver)
        cache = cache->m_next;
    return cache;
}

std::optional<QSqlQuery> StatementCache::take(std::string_view statement)
{
    const auto found = m_idle.find(statement);
    if (found == m_idle.end())
        return std::nullopt;
    std::optional<QSqlQuery> query(std::move(found->second));
    m_idle.erase(found);
    return query;
}

void StatementCache::giveBack(std::string statement, QSqlQuery query)
{
    if (m_idle.size() < mostIdle)
        m_idle.insert_or_assign(std::move(statement), std::move(query));
}

} // namespace wb::store
