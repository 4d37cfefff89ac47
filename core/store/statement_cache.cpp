// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/statement_cache.h"

#include <QSqlDatabase>

#include <algorithm>
#include <vector>

namespace wb::store {

namespace {

/// More than any part of the program has; what is written with its values inside does not come here.
constexpr std::size_t mostIdle = 64;

/// The caches of this thread's connections: one or two.
std::vector<StatementCache *> &cachesOfThisThread()
{
    thread_local std::vector<StatementCache *> caches;
    return caches;
}

} // namespace

StatementCache::StatementCache(const QSqlDatabase &database) : m_driver(database.driver())
{
    cachesOfThisThread().push_back(this);
}

StatementCache::~StatementCache()
{
    std::erase(cachesOfThisThread(), this);
}

StatementCache *StatementCache::of(const QSqlDatabase &database)
{
    const auto &caches = cachesOfThisThread();
    const auto found = std::find_if(caches.begin(), caches.end(), [driver = database.driver()](const auto *cache) {
        return cache->m_driver == driver;
    });
    return found == caches.end() ? nullptr : *found;
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
