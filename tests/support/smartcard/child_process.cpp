// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/child_process.h"

#include <QTest>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace wb::testing {

namespace {

constexpr std::chrono::seconds orderlyEnd{10};

} // namespace

bool ChildProcess::start(std::vector<std::string> command, const std::string &outputFile)
{
    command.insert(command.begin(), {"setpriv", "--pdeathsig", "KILL"});
    std::vector<char *> arguments;
    for (std::string &argument : command)
        arguments.push_back(argument.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    const int code = posix_spawnp(&m_pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (code != 0)
        m_pid = 0;
    return code == 0;
}

bool ChildProcess::running()
{
    if (m_pid != 0 && waitpid(m_pid, nullptr, WNOHANG) != 0)
        m_pid = 0;
    return m_pid != 0;
}

bool ChildProcess::waitForEnd(std::chrono::milliseconds patience)
{
    return QTest::qWaitFor([this] { return !running(); }, static_cast<int>(patience.count()));
}

void ChildProcess::terminate()
{
    signal(SIGTERM);
    if (!waitForEnd(orderlyEnd))
        kill();
}

void ChildProcess::kill()
{
    signal(SIGKILL);
    if (m_pid != 0)
        waitpid(m_pid, nullptr, 0);
    m_pid = 0;
}

void ChildProcess::signal(int number)
{
    if (running())
        ::kill(m_pid, number);
}

} // namespace wb::testing
