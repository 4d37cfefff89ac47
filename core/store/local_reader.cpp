// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/store/local_reader.h"

#include "core/store/connection.h"

#include <algorithm>
#include <vector>

namespace wb::store {

namespace {

struct LocalConnection {
    std::weak_ptr<const DatabaseUrl> reader; ///< gone when the LocalReader is
    std::unique_ptr<Connection> connection;
};

std::vector<LocalConnection> &connectionsOfThisThread()
{
    thread_local std::vector<LocalConnection> connections;
    return connections;
}

void closeWhatIsOver()
{
    std::erase_if(connectionsOfThisThread(), [](const LocalConnection &local) { return local.reader.expired(); });
}

} // namespace

LocalReader::LocalReader(DatabaseUrl url) : m_url(std::make_shared<const DatabaseUrl>(std::move(url))) {}

LocalReader::~LocalReader()
{
    m_url.reset();
    closeWhatIsOver();
}

Result<void> LocalReader::run(const std::function<void(QSqlDatabase &)> &work) const
{
    auto &connections = connectionsOfThisThread();
    auto mine = std::find_if(connections.begin(), connections.end(), [this](const LocalConnection &local) {
        return !local.reader.owner_before(m_url) && !m_url.owner_before(local.reader);
    });
    if (mine == connections.end()) {
        closeWhatIsOver();
        auto connection = std::make_unique<Connection>(*m_url, Connection::Mode::reading);
        if (auto opened = connection->open(); !opened)
            return opened;
        mine = connections.insert(connections.end(), LocalConnection{m_url, std::move(connection)});
    }
    if (auto open = mine->connection->ensureOpen(); !open)
        return open;
    work(mine->connection->database());
    return {};
}

} // namespace wb::store
