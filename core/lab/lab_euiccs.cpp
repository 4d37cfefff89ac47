// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/lab_euiccs.h"

#include "core/base/files.h"
#include "core/base/toml_reader.h"

#include <QLockFile>

#include <algorithm>
#include <cctype>

namespace wb::lab {

namespace {

constexpr const char *labFile = "lab.toml";

/// Where a line and column of TOML stand in the text.
std::size_t offsetOf(const std::string &text, const toml::source_position &position)
{
    std::size_t at = 0;
    for (toml::source_index line = 1; line < position.line && at != std::string::npos; ++line)
        at = text.find('\n', at) + 1;
    return std::min(text.size(), at + position.column - 1);
}

Result<std::vector<std::string>> foldersIn(const std::string &text, const std::filesystem::path &file)
{
    auto reader = TomlReader::parse(text, file);
    if (!reader)
        return fail(std::move(reader.error()));
    auto folders = reader->texts(reader->root(), "euiccs");
    if (reader->error())
        return fail(*reader->error());
    return folders;
}

/// Puts another list into lab.toml and leaves all the rest as people wrote it.
Result<void> writeFolders(const std::filesystem::path &lab, const std::vector<std::string> &folders)
{
    const std::filesystem::path file = lab / labFile;
    auto text = readFile(file);
    if (!text)
        return fail(std::move(text.error()));
    auto reader = TomlReader::parse(*text, file);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::node *list = reader->root().get("euiccs");
    if (list == nullptr)
        return fail(ErrorKind::invalid, Interface::config, labFile, "'euiccs' is missing");
    std::string written = "[";
    for (const std::string &folder : folders)
        written += (written.size() > 1 ? ", " : "") + tomlQuoted(folder);
    const std::size_t begin = offsetOf(*text, list->source().begin);
    const std::size_t end = offsetOf(*text, list->source().end);
    std::string changed = text->substr(0, begin) + written + "]" + text->substr(end);
    if (foldersIn(changed, file).value_or(std::vector<std::string>()) != folders)
        return fail(ErrorKind::invalid, Interface::config, labFile,
                    "the list 'euiccs' cannot be changed as it is written; write it on a line of its own");
    return writeFile(file, changed);
}

bool hasName(const Lab &lab, const std::string &name)
{
    return std::any_of(lab.euiccs.begin(), lab.euiccs.end(), [&](const auto &each) { return each.name == name; });
}

/// "Slow card 2" becomes "slow-card-2".
std::string folderFor(const std::string &name)
{
    std::string folder;
    for (const char c : name) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80 && std::isalnum(octet) != 0)
            folder += static_cast<char>(std::tolower(octet));
        else if (!folder.empty() && folder.back() != '-')
            folder += '-';
    }
    while (folder.ends_with('-'))
        folder.pop_back();
    return folder.empty() ? "euicc" : folder;
}

/// The first of "name", "name 2", "name 3" that is free.
template <class Taken>
std::string firstFree(const std::string &name, const char *between, Taken &&taken)
{
    std::string tried = name;
    for (int number = 2; taken(tried); ++number)
        tried = name + between + std::to_string(number);
    return tried;
}

/// Whether a program has the memory of the eUICC for itself.
bool isInUse(const std::filesystem::path &folder)
{
    std::error_code problem;
    const std::filesystem::path file = folder / "memory.toml.lock";
    if (!std::filesystem::exists(file, problem))
        return false;
    QLockFile lock(QString::fromStdString(file.string()));
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);
}

std::string namesOf(const Lab &lab)
{
    std::string names;
    for (const euicc::Identity &each : lab.euiccs)
        names += (names.empty() ? "" : ", ") + each.name;
    return names;
}

} // namespace

Result<euicc::Identity> findEuicc(const Lab &lab, const std::string &which)
{
    const auto place = std::find_if(lab.euiccs.begin(), lab.euiccs.end(), [&](const euicc::Identity &each) {
        return each.name == which || each.eid.digits() == which || each.folder.filename() == which;
    });
    if (place == lab.euiccs.end())
        return fail(ErrorKind::notFound, Interface::config, "eUICC '" + which + "'",
                    "no eUICC of the lab has this name, EID or folder; there are: " + namesOf(lab));
    return *place;
}

Result<euicc::Identity> addEuicc(const std::filesystem::path &lab, const euicc::EuiccTemplate &model,
                                 euicc::NewEuicc wishes, const Clock &clock)
{
    auto opened = openLab(lab);
    if (!opened)
        return fail(std::move(opened.error()));
    if (!wishes.name.empty() && hasName(*opened, wishes.name))
        return fail(ErrorKind::conflict, Interface::config, "eUICC '" + wishes.name + "'",
                    "an eUICC of the lab has this name already");
    if (wishes.name.empty())
        wishes.name = firstFree(model.common.name, " ",
                                [&](const std::string &name) { return hasName(*opened, name); });
    if (wishes.rootDsAddress.empty() && !opened->smds.addresses.empty())
        wishes.rootDsAddress = opened->smds.addresses.front();
    const auto &eid = wishes.eid ? wishes.eid : model.eid;
    for (const euicc::Identity &each : opened->euiccs) {
        if (eid && each.eid == *eid)
            return fail(ErrorKind::conflict, Interface::config, "EID " + eid->digits(), each.name + " has it already");
    }
    auto folders = readFile(lab / labFile).and_then([&](const std::string &text) { return foldersIn(text, labFile); });
    if (!folders)
        return fail(std::move(folders.error()));
    const auto authority = pki::Authority::load(lab / "ci", clock);
    if (!authority)
        return fail(authority.error());

    std::error_code problem;
    const std::string folder = firstFree(folderFor(wishes.name), "-", [&](const std::string &name) {
        return std::filesystem::exists(lab / name, problem);
    });
    const std::filesystem::path unfinished = lab / (folder + ".unfinished");
    std::filesystem::remove_all(unfinished, problem);
    auto made = euicc::makeEuicc(model, wishes, *authority, unfinished, clock);
    folders->push_back(folder);
    Result<void> entered;
    if (made) {
        std::filesystem::rename(unfinished, lab / folder, problem);
        if (problem)
            entered = fail(ErrorKind::io, Interface::file, (lab / folder).string(), problem.message());
        else
            entered = writeFolders(lab, *folders);
        made->folder = lab / folder;
    }
    if (!made || !entered) {
        std::filesystem::remove_all(unfinished, problem);
        if (made && !entered)
            std::filesystem::remove_all(lab / folder, problem);
        return fail(made ? std::move(entered.error()) : std::move(made.error()));
    }
    return made;
}

Result<euicc::Identity> removeEuicc(const std::filesystem::path &lab, const std::string &which)
{
    auto opened = openLab(lab);
    if (!opened)
        return fail(std::move(opened.error()));
    auto found = findEuicc(*opened, which);
    if (!found)
        return found;
    if (opened->euiccs.size() == 1)
        return fail(ErrorKind::conflict, Interface::config, "eUICC '" + found->name + "'",
                    "it is the only one of the lab, which needs one; make another first");
    if (isInUse(found->folder))
        return fail(ErrorKind::busy, Interface::file, "eUICC '" + found->name + "'",
                    "a program that runs works with it");
    auto folders = readFile(lab / labFile).and_then([&](const std::string &text) { return foldersIn(text, labFile); });
    if (!folders)
        return fail(std::move(folders.error()));
    std::erase_if(*folders, [&](const std::string &folder) { return lab / folder == found->folder; });
    auto written = writeFolders(lab, *folders);
    if (!written)
        return fail(std::move(written.error()));
    std::error_code problem;
    if (found->folder.lexically_normal().parent_path()
        == lab.lexically_normal()) // what lies elsewhere is somebody else's
        std::filesystem::remove_all(found->folder, problem);
    if (problem)
        return fail(ErrorKind::io, Interface::file, found->folder.string(), problem.message());
    return found;
}

} // namespace wb::lab
