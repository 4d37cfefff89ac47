// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/session_keeper.h"

#include <algorithm>

#include <unistd.h>

namespace wb::capture {

namespace {

constexpr const char *suffix = ".smdscap";

std::unique_ptr<QLockFile> lockOf(const std::filesystem::path &file)
{
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(file.string() + ".lock"));
    lock->setStaleLockTime(0); // a session may be as long as it likes
    return lock;
}

/// "session-20261123T195344Z-4711.smdscap".
std::string nameOf(TimePoint time)
{
    std::string digits = toIso8601(time).substr(0, 19);
    std::erase_if(digits, [](char c) { return c == '-' || c == ':'; });
    return "session-" + digits + "Z-" + std::to_string(::getpid()) + suffix;
}

} // namespace

SessionKeeper::SessionKeeper(std::filesystem::path file, std::unique_ptr<QLockFile> lock, CaptureWriter writer,
                             Recorder &recorder)
    : m_file(std::move(file)),
      m_lock(std::move(lock)),
      m_writer(std::move(writer)),
      m_recorder(recorder)
{
    m_recorder.setKeeper([this](const Exchange &exchange) { keep(exchange); });
}

SessionKeeper::~SessionKeeper()
{
    m_recorder.setKeeper({});
    std::error_code ignored;
    std::filesystem::remove(m_file, ignored);
}

Result<std::unique_ptr<SessionKeeper>> SessionKeeper::begin(const std::filesystem::path &folder, Recorder &recorder,
                                                            const Clock &clock)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    const std::filesystem::path file = folder / nameOf(clock.now());
    auto lock = lockOf(file);
    if (!lock->tryLock(0))
        return fail(ErrorKind::io, Interface::file, file.string(), "it cannot be locked");
    auto writer = CaptureWriter::create(file, {captureVersion, "SM-DS Workbench", clock.now(), false});
    if (!writer)
        return fail(std::move(writer.error()));
    return std::unique_ptr<SessionKeeper>(new SessionKeeper(file, std::move(lock), std::move(*writer), recorder));
}

void SessionKeeper::keep(const Exchange &exchange)
{
    const std::scoped_lock lock(m_mutex);
    if (m_problem)
        return;
    if (Result<void> written = m_writer.append(exchange); !written)
        m_problem = std::move(written.error());
}

std::optional<Error> SessionKeeper::problem() const
{
    const std::scoped_lock lock(m_mutex);
    return m_problem;
}

std::vector<std::filesystem::path> SessionKeeper::leftBehind(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code problem;
    for (const auto &entry : std::filesystem::directory_iterator(folder, problem)) {
        if (entry.path().extension() != suffix)
            continue;
        if (const auto lock = lockOf(entry.path()); lock->tryLock(0)) // stale, or there is none
            files.push_back(entry.path());
    }
    std::sort(files.rbegin(), files.rend()); // their names begin with their times
    return files;
}

void SessionKeeper::forget(const std::filesystem::path &file)
{
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    std::filesystem::remove(file.string() + ".lock", ignored);
}

} // namespace wb::capture
