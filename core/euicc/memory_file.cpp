// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/euicc/memory_file.h"

#include "core/base/files.h"
#include "core/base/hex.h"
#include "core/base/toml_reader.h"

#include <QLockFile>

namespace wb::euicc {

namespace {

std::vector<const toml::table *> tablesIn(TomlReader &reader, const char *key)
{
    return reader.root().contains(key) ? reader.tables(reader.root(), key) : std::vector<const toml::table *>();
}

/// The octets of a data object, as hexadecimal under the key.
Bytes octetsIn(TomlReader &reader, const toml::table &table, const char *key)
{
    reader.onlyKnown(table, {key});
    auto octets = fromHex(reader.text(table, key));
    if (octets)
        return std::move(*octets);
    reader.note(table, key, "is not hexadecimal: " + octets.error().reason);
    return {};
}

template <class T>
T objectIn(TomlReader &reader, const toml::table &table, const char *key)
{
    auto value = asn1::decode<T>(octetsIn(reader, table, key));
    if (value)
        return std::move(*value);
    reader.note(table, key, "is no " + std::string(T::schema.name) + ": " + value.error().reason);
    return {};
}

/// What everything else relies on.
bool isWhole(const rsp::ProfileInfo &profile)
{
    return profile.iccid && profile.isdpAid && profile.state && profile.profileClass;
}

Result<Memory> memoryIn(const std::string &text, const std::filesystem::path &path)
{
    auto reader = TomlReader::parse(text, path);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::table &root = reader->root();
    reader->onlyKnown(root, {"next-sequence-number", "default-dp", "enabled-before-test", "profile", "notification",
                             "revocation-list"});
    Memory memory;
    memory.nextSequenceNumber = root["next-sequence-number"].value_or(std::int64_t(0));
    if (memory.nextSequenceNumber < 1)
        reader->note(root, "next-sequence-number", "must be a number from 1 on");
    if (root.contains("default-dp"))
        memory.defaultDpAddress = reader->text(root, "default-dp");
    if (root.contains("enabled-before-test")) {
        memory.enabledBeforeTest = rsp::Iccid::fromText(reader->text(root, "enabled-before-test"));
        if (!memory.enabledBeforeTest)
            reader->note(root, "enabled-before-test", "is no ICCID");
    }
    for (const toml::table *table : tablesIn(*reader, "profile")) {
        memory.profiles.push_back(objectIn<rsp::ProfileInfo>(*reader, *table, "info"));
        if (!isWhole(memory.profiles.back()))
            reader->note(*table, "info", "lacks ICCID, AID, state or class");
    }
    for (const toml::table *table : tablesIn(*reader, "notification")) {
        const Bytes octets = octetsIn(*reader, *table, "object");
        auto value = asn1::decode<rsp::PendingNotification>(octets);
        if (value)
            memory.notifications.push_back({octets, std::move(*value)});
        else
            reader->note(*table, "object", "is no PendingNotification: " + value.error().reason);
    }
    for (const toml::table *table : tablesIn(*reader, "revocation-list")) {
        auto list = pki::RevocationList::fromDer(octetsIn(*reader, *table, "object"));
        if (list)
            memory.revocationLists.push_back(std::move(*list));
        else
            reader->note(*table, "object", list.error().reason);
    }
    if (reader->error())
        return fail(*reader->error());
    return memory;
}

std::string memoryText(const Memory &memory)
{
    std::string text =
        "# What this virtual eUICC keeps. Written by the program with each change; delete the file to begin anew.\n";
    text += "next-sequence-number = " + std::to_string(memory.nextSequenceNumber) + "\n";
    if (memory.defaultDpAddress)
        text += "default-dp = " + tomlQuoted(*memory.defaultDpAddress) + "\n";
    if (memory.enabledBeforeTest)
        text += "enabled-before-test = " + tomlQuoted(memory.enabledBeforeTest->digits) + "\n";
    const auto table = [&text](const char *name, const char *key, ByteView octets) {
        text += "\n[[" + std::string(name) + "]]\n" + key + " = \"" + toHex(octets) + "\"\n";
    };
    for (const rsp::ProfileInfo &profile : memory.profiles)
        table("profile", "info", asn1::encode(profile));
    for (const auto &notification : memory.notifications)
        table("notification", "object", notification.bytes);
    for (const pki::RevocationList &list : memory.revocationLists)
        table("revocation-list", "object", list.der());
    return text;
}

} // namespace

MemoryFile::MemoryFile(std::filesystem::path path) : m_path(std::move(path)) {}

MemoryFile::~MemoryFile() = default;

Result<std::optional<Memory>> MemoryFile::load()
{
    auto text = readFile(m_path);
    if (!text) {
        if (text.error().kind == ErrorKind::notFound)
            return std::optional<Memory>();
        return fail(std::move(text.error()));
    }
    m_known = std::move(*text);
    return memoryIn(m_known, m_path).map([](Memory &&memory) { return std::optional<Memory>(std::move(memory)); });
}

Result<void> MemoryFile::save(const Memory &memory)
{
    if (!m_lock) {
        if (auto claimed = claim(); !claimed)
            return claimed;
    }
    std::string text = memoryText(memory);
    auto written = writeFile(m_path, text);
    if (written)
        m_known = std::move(text);
    return written;
}

Result<void> MemoryFile::claim()
{
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(m_path.string() + ".lock"));
    lock->setStaleLockTime(0); // a program that runs for days has it for days
    if (!lock->tryLock(0)) {
        return fail(ErrorKind::busy, Interface::file, m_path.filename().string(),
                    "another program uses this virtual eUICC, or the folder cannot be written");
    }
    const auto text = readFile(m_path);
    if (text.value_or(std::string()) != m_known) {
        return fail(ErrorKind::conflict, Interface::file, m_path.filename().string(),
                    "another program has changed this virtual eUICC since it was opened here; open it again");
    }
    m_lock = std::move(lock);
    return {};
}

} // namespace wb::euicc
