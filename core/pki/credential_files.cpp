// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/pki/authority.h"
#include "core/pki/pem.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wb::pki {

namespace {

constexpr std::string_view ciFileName = "CI";
constexpr mode_t publicMode = 0644;
constexpr mode_t secretMode = 0600;

std::filesystem::path certificateFile(const std::filesystem::path &folder, std::string_view name)
{
    return folder / ("CERT_" + std::string(name) + ".pem");
}

std::filesystem::path keyFile(const std::filesystem::path &folder, std::string_view name)
{
    return folder / ("SK_" + std::string(name) + ".pem");
}

Failure fileFailure(const std::filesystem::path &file, int number)
{
    return fail(ErrorKind::io, Interface::file, file.string(), std::strerror(number));
}

/// Writes a file that appears whole or not at all, and never with more rights than @p mode, not even for a moment.
Result<void> writeWhole(const std::filesystem::path &file, std::string_view text, mode_t mode)
{
    std::filesystem::path fresh = file;
    fresh += ".new";
    ::unlink(fresh.c_str());
    const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0)
        return fileFailure(file, errno);
    int problem = 0;
    while (!text.empty() && problem == 0) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written >= 0)
            text.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            problem = errno;
    }
    if (problem == 0 && ::fsync(descriptor) != 0)
        problem = errno;
    ::close(descriptor);
    if (problem == 0 && ::rename(fresh.c_str(), file.c_str()) != 0)
        problem = errno;
    if (problem != 0) {
        ::unlink(fresh.c_str());
        return fileFailure(file, problem);
    }
    return {};
}

Result<PrivateKey> loadKey(const std::filesystem::path &file)
{
    const auto text = readFile(file);
    if (!text)
        return fail(text.error());
    auto key = PrivateKey::fromPem(*text);
    if (!key)
        key.error().reason += " (" + file.string() + ")";
    return key;
}

} // namespace

Result<void> saveCredential(const Credential &credential, const std::filesystem::path &folder, std::string_view name)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return fileFailure(folder, problem.value());
    std::string chain;
    for (const Certificate &certificate : credential.chain)
        chain += toPem(certificate);
    if (auto written = writeWhole(keyFile(folder, name), credential.key.toPem(), secretMode); !written)
        return written;
    return writeWhole(certificateFile(folder, name), chain, publicMode);
}

Result<Credential> loadCredentialFiles(const std::filesystem::path &chainFile,
                                       const std::filesystem::path &privateKeyFile)
{
    auto chain = loadCertificates(chainFile);
    if (!chain)
        return fail(std::move(chain.error()));
    auto key = loadKey(privateKeyFile);
    if (!key)
        return fail(std::move(key.error()));
    if (!equal(chain->front().publicPoint(), key->publicPoint()))
        return fail(ErrorKind::invalid, Interface::pki, privateKeyFile.string(),
                    "the key does not belong to the first certificate of " + chainFile.string());
    return Credential{std::move(*chain), std::move(*key)};
}

Result<Credential> loadCredential(const std::filesystem::path &folder, std::string_view name)
{
    return loadCredentialFiles(certificateFile(folder, name), keyFile(folder, name));
}

Result<void> Authority::save(const std::filesystem::path &folder) const
{
    return saveCredential(Credential{{m_ci}, m_key}, folder, ciFileName);
}

Result<Authority> Authority::load(const std::filesystem::path &folder, const Clock &clock)
{
    auto credential = loadCredential(folder, ciFileName);
    if (!credential)
        return fail(std::move(credential.error()));
    return import(credential->leaf(), credential->key, clock);
}

} // namespace wb::pki
