// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/interop/served_lab.h"

#include <QRegularExpression>

namespace wb::testing {

bool ServedLab::start()
{
    const Ended made = smdsProgram({QStringLiteral("lab"), QStringLiteral("create"), folder()});
    if (made.code != 0) {
        m_problem = "smds lab create: " + made.all();
        return false;
    }
    return serve();
}

bool ServedLab::serve()
{
    m_server = std::make_unique<Program>();
    if (!m_server->start(smdsPath(),
                         {QStringLiteral("serve"), QStringLiteral("--config"), file("root-smds/smds.toml")})) {
        m_problem = "smds serve cannot be started";
        return false;
    }
    const QString line = QString::fromUtf8(m_server->waitForLine("ready "));
    static const QRegularExpression form(QStringLiteral("^ready es11=(\\S+) es12=(\\S+)( administration=\\S+)?$"));
    const auto match = form.match(line);
    if (!match.hasMatch()) {
        m_server->send(15);
        m_problem = "smds serve is not ready: " + m_server->finish().all();
        return false;
    }
    m_es11 = match.captured(1);
    m_es12 = match.captured(2);
    return true;
}

Ended ServedLab::registerEvent(const QString &eventId, const QString &address)
{
    return smdsProgram({QStringLiteral("register"), QStringLiteral("--lab"), folder(), QStringLiteral("--map"),
                        es12Map(), QStringLiteral("--eid"), QString::fromLatin1(labEid), QStringLiteral("--event-id"),
                        eventId, QStringLiteral("--address"), address});
}

} // namespace wb::testing
