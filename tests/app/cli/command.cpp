// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/cli/command.h"

#include "app/cli/command_line.h"

#include <QJsonDocument>
#include <QTest>

#include <sstream>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wb::testing {

QJsonObject Outcome::json() const
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(out)).object();
}

Outcome runSmds(std::vector<std::string> arguments, const std::string &in, std::stop_token stop, const Clock &clock)
{
    std::ostringstream out;
    std::ostringstream err;
    std::istringstream input(in);
    cli::Console console(out, err);
    cli::Surroundings surroundings{console, input, std::move(stop), clock};
    Outcome outcome;
    outcome.code = cli::runCommandLine(arguments, surroundings);
    outcome.out = out.str();
    outcome.err = err.str();
    return outcome;
}

std::string TestLab::folder()
{
    const std::string folder = m_place.filePath(QStringLiteral("lab")).toStdString();
    if (!m_made) {
        const auto made = lab::createLab(folder, Clock::system());
        if (!made)
            qFatal("%s", made.error().line().c_str());
        m_made = true;
    }
    return folder;
}

lab::Lab TestLab::open()
{
    auto lab = lab::openLab(folder());
    if (!lab)
        qFatal("%s", lab.error().line().c_str());
    return std::move(*lab);
}

std::uint16_t closedPort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(socket, reinterpret_cast<const sockaddr *>(&address), size) != 0
        || getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("no port of the loopback interface is free");
    close(socket);
    return ntohs(address.sin_port);
}

} // namespace wb::testing
