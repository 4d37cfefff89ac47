// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/pcsc/evidence.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <pwd.h>

namespace wb::pcsc {

namespace {

namespace fs = std::filesystem;

/// Nothing of what is read here is longer than a page or two; a rule or a map that is counts as what its beginning says.
constexpr std::size_t mostOctets = 1 << 20;

std::string contentOf(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string content;
    char buffer[4096];
    while (content.size() < mostOctets && stream.read(buffer, sizeof buffer))
        content.append(buffer, sizeof buffer);
    content.append(buffer, static_cast<std::size_t>(stream.gcount()));
    return content;
}

std::string firstLineOf(const fs::path &file)
{
    std::string content = contentOf(file);
    content.resize(std::min(content.find('\n'), content.size()));
    return content;
}

/// What is in a folder, sorted; nothing when it is not there or may not be read.
std::vector<fs::path> entriesOf(const fs::path &folder)
{
    std::vector<fs::path> entries;
    std::error_code problem;
    for (fs::directory_iterator each(folder, problem), end; !problem && each != end; each.increment(problem))
        entries.push_back(each->path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

bool isThere(const fs::path &path)
{
    std::error_code problem;
    return fs::exists(path, problem);
}

std::optional<long> processNumberOf(const fs::path &folder)
{
    const std::string name = folder.filename();
    long number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    return problem == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

SocketState knock(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return SocketState::absent;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int line = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (line < 0)
        return SocketState::dead;
    const int outcome = ::connect(line, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    const int problem = outcome == 0 ? 0 : errno;
    ::close(line);
    switch (problem) {
    case 0:
    case EAGAIN: return SocketState::connectable; // somebody listens and has much to do
    case ENOENT:
    case ENOTDIR: return SocketState::absent;
    case EACCES:
    case EPERM: return SocketState::forbidden;
    default: return SocketState::dead;
    }
}

std::string userName()
{
    const passwd *entry = ::getpwuid(::geteuid());
    return entry != nullptr ? entry->pw_name : std::to_string(::geteuid());
}

bool usesPcsc(const fs::path &process)
{
    return contentOf(process / "maps").find("/libpcsclite") != std::string::npos;
}

/// Whether a pcscd has made the socket, but not where we can see it. Whose root we may not look into counts as ours.
bool isElsewhere(const fs::path &process, const SystemEvidence &seen)
{
    return seen.socket == SocketState::absent && isThere(process / "root/run/pcscd/pcscd.comm");
}

void lookAtProcesses(const fs::path &root, SystemEvidence &seen)
{
    for (const fs::path &folder : entriesOf(root / "proc")) {
        const std::optional<long> number = processNumberOf(folder);
        if (!number)
            continue;
        const std::string name = firstLineOf(folder / "comm");
        if (name == "pcscd")
            (isElsewhere(folder, seen) ? seen.daemonElsewhere : seen.daemon) = *number;
        else if (name == "polkitd")
            seen.polkitDaemon = true;
        else if (*number != ::getpid() && usesPcsc(folder))
            seen.programs.push_back({*number, name});
    }
}

void lookAtUsb(const fs::path &root, SystemEvidence &seen)
{
    constexpr const char *smartCardClass = "0b";
    for (const fs::path &interface : entriesOf(root / "sys/bus/usb/devices")) {
        if (firstLineOf(interface / "bInterfaceClass") != smartCardClass)
            continue;
        UsbReader reader;
        reader.place = interface.filename();
        const fs::path device = interface.parent_path() / reader.place.substr(0, reader.place.find(':'));
        const std::string vendor = firstLineOf(device / "idVendor");
        if (!vendor.empty())
            reader.id = vendor + ":" + firstLineOf(device / "idProduct");
        reader.product = firstLineOf(device / "product");
        std::error_code problem;
        reader.driver = fs::read_symlink(interface / "driver", problem).filename();
        seen.usbReaders.push_back(std::move(reader));
    }
}

void lookAtModules(const fs::path &root, SystemEvidence &seen)
{
    std::ifstream modules(root / "proc/modules");
    for (std::string line; std::getline(modules, line);) {
        const std::string name = line.substr(0, line.find(' '));
        if (name == "nfc" || name.starts_with("pn533"))
            seen.kernelModules.push_back(name);
    }
}

void lookAtPolkit(const fs::path &root, SystemEvidence &seen)
{
    seen.polkitPolicy = isThere(root / "usr/share/polkit-1/actions/org.debian.pcsc-lite.policy");
    for (const char *folder : {"etc/polkit-1/rules.d", "usr/share/polkit-1/rules.d"}) {
        for (const fs::path &file : entriesOf(root / folder)) {
            if (contentOf(file).find("pcsc-lite") != std::string::npos)
                seen.polkitRules.push_back(file);
        }
    }
}

} // namespace

SystemEvidence gatherSystemEvidence(const std::string &root)
{
    const fs::path top = root;
    SystemEvidence seen;
    const char *named = std::getenv("PCSCLITE_CSOCK_NAME");
    seen.socketNamed = named != nullptr;
    seen.socketPath = named != nullptr ? std::string(named) : (top / "run/pcscd/pcscd.comm").string();
    seen.socket = knock(seen.socketPath);
    seen.daemonInstalled = isThere(top / "usr/sbin/pcscd");
    seen.ccidInstalled = isThere(top / "usr/lib/pcsc/drivers/ifd-ccid.bundle");
    seen.systemd = isThere(top / "run/systemd/system");
    seen.user = userName();
    seen.root = ::geteuid() == 0;
    seen.remote = std::getenv("SSH_CONNECTION") != nullptr;
    seen.container = isThere(top / ".dockerenv") || isThere(top / "run/.containerenv");
    lookAtProcesses(top, seen);
    lookAtUsb(top, seen);
    lookAtModules(top, seen);
    lookAtPolkit(top, seen);
    return seen;
}

} // namespace wb::pcsc
