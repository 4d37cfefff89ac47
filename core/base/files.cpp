// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace wb {

namespace {

struct FileCloser {
    void operator()(std::FILE *file) const { static_cast<void>(std::fclose(file)); }
};

using FileHandle = std::unique_ptr<std::FILE, FileCloser>;

Failure systemFailure(const std::filesystem::path &file, int problem)
{
    return fail(problem == ENOENT ? ErrorKind::notFound : ErrorKind::io, Interface::file, file.string(),
                std::strerror(problem));
}

} // namespace

Result<std::string> readFile(const std::filesystem::path &file)
{
    std::error_code unknown;
    if (std::filesystem::is_directory(file,
                                      unknown)) // opens like a file and cannot be read; the system's words do not help
        return fail(ErrorKind::invalid, Interface::file, file.string(), "it is a folder");
    const FileHandle handle(std::fopen(file.c_str(), "rb"));
    if (!handle)
        return systemFailure(file, errno);
    std::string content;
    char buffer[16'384];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, handle.get()))
        content.append(buffer, count);
    if (std::ferror(handle.get()) != 0)
        return systemFailure(file, errno);
    return content;
}

Result<void> writeFile(const std::filesystem::path &file, std::string_view content)
{
    std::error_code problem;
    if (file.has_parent_path())
        std::filesystem::create_directories(file.parent_path(), problem);
    const std::filesystem::path neighbour = file.string() + ".new";
    FileHandle handle(std::fopen(neighbour.c_str(), "wb"));
    if (!handle)
        return systemFailure(file, errno);
    const bool written = std::fwrite(content.data(), 1, content.size(), handle.get()) == content.size();
    const int writeProblem = errno;
    if (std::fclose(handle.release()) != 0 || !written) {
        const int closeProblem = written ? errno : writeProblem;
        std::filesystem::remove(neighbour, problem);
        return systemFailure(file, closeProblem);
    }
    std::filesystem::rename(neighbour, file, problem);
    if (problem)
        return fail(ErrorKind::io, Interface::file, file.string(), problem.message());
    return {};
}

} // namespace wb
