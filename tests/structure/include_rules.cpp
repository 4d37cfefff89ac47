// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/structure/include_rules.h"

#include <QLibraryInfo>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <regex>
#include <string_view>

namespace wb::structure {

namespace {

using Strings = std::vector<std::string>;

/// The rooms from the roof to the ground: a file may include its own room and those of later rows. Rooms in one row stand
/// apart from one another.
const std::vector<Strings> &house()
{
    static const std::vector<Strings> rows = {
        {"app/workbench"},
        {"app/cli"},
        {"widgets/reader", "widgets/discovery", "widgets/events", "widgets/cascade", "widgets/lab",
         "widgets/companion"},
        {"widgets/exchanges"},
        {"widgets/bytes"},
        {"widgets/shell"},
        {"smartcard/cards"},
        {"smartcard/vpcd"},
        {"smartcard/vcard"},
        {"smartcard/pcsc"},
        {"smartcard/card"},
        {"core/lab"},
        {"core/companion"},
        {"core/cascade"},
        {"core/events"},
        {"core/report"},
        {"core/smds", "core/smdp", "core/conformance"},
        {"core/lds"},
        {"core/euicc"},
        {"core/auth"},
        {"core/store"},
        {"core/es"},
        {"core/http"},
        {"core/capture"},
        {"core/pki"},
        {"core/rsp"},
        {"core/asn1"},
        {"core/explain"},
        {"core/base"},
    };
    return rows;
}

/// Foreign headers that only some files may see: `header` is matched from its start.
struct Reserved {
    std::string_view header;
    Strings allowedIn; ///< beginnings of paths
    std::string_view why;
};

const std::vector<Reserved> &reservedHeaders()
{
    static const Strings beast = {"core/http/client.cpp", "core/http/server.cpp"};
    static const Strings pcsc = {"smartcard/pcsc/"};
    static const std::vector<Reserved> rules = {
        {"boost/", beast, "Boost is for core/http/client.cpp and core/http/server.cpp alone: it compiles slowly"},
        {"winscard.h", pcsc, "PC/SC is known to smartcard/pcsc alone"},
        {"wintypes.h", pcsc, "PC/SC is known to smartcard/pcsc alone"},
        {"pcsclite.h", pcsc, "PC/SC is known to smartcard/pcsc alone"},
        {"PCSC/", pcsc, "PC/SC is known to smartcard/pcsc alone"},
        {"CLI/", {"app/cli/"}, "command lines are read in app/cli alone"},
    };
    return rules;
}

/// The Qt modules a file may include, by the beginning of its path; the first match counts.
struct Modules {
    std::string_view path;
    Strings allowed;
};

const std::vector<Modules> &qtModules()
{
    static const std::vector<Modules> rules = {
        {"core/", {"QtCore", "QtSql"}},
        {"smartcard/", {"QtCore"}},
        {"widgets/", {"QtCore", "QtGui", "QtWidgets", "QtSvg"}},
        {"app/cli/", {"QtCore"}},
        {"app/workbench/", {"QtCore", "QtGui", "QtWidgets", "QtSvg"}},
    };
    return rules;
}

/// "core/asn1" of "core/asn1/reader.h"; the top folder alone for a file that lies in no room.
std::string roomOf(const std::string &path)
{
    const auto first = path.find('/');
    const auto second = first == std::string::npos ? first : path.find('/', first + 1);
    return path.substr(0, second == std::string::npos ? first : second);
}

std::optional<std::size_t> rowOf(const std::string &room)
{
    for (std::size_t row = 0; row < house().size(); ++row) {
        if (std::find(house()[row].begin(), house()[row].end(), room) != house()[row].end())
            return row;
    }
    return std::nullopt;
}

/// "QtWidgets" of "QLabel" or "QtWidgets/QLabel"; empty for a header that is not Qt's.
std::string qtModuleOf(const std::string &header)
{
    if (header.empty() || header.front() != 'Q')
        return {};
    if (const auto slash = header.find('/'); slash != std::string::npos)
        return header.substr(0, slash);
    static const std::filesystem::path headers = QLibraryInfo::path(QLibraryInfo::HeadersPath).toStdString();
    for (const char *module :
         {"QtCore", "QtSql", "QtGui", "QtWidgets", "QtSvg", "QtTest", "QtNetwork", "QtConcurrent"}) {
        if (std::filesystem::exists(headers / module / header))
            return module;
    }
    return "an unknown Qt module";
}

std::string checkRoom(const std::string &path, const std::string &included)
{
    const std::string from = roomOf(path);
    const std::string to = roomOf(included);
    const auto fromRow = rowOf(from);
    const auto toRow = rowOf(to);
    if (!fromRow)
        return from
               + " is no room of the house: add it to docs/architecture.md and to tests/structure/include_rules.cpp";
    if (!toRow)
        return '"' + included + "\" is not written from the top, or its room is none of the house";
    if (from == to)
        return {};
    if (*toRow == *fromRow)
        return from + " and " + to + " stand apart, neither may include the other";
    if (*toRow < *fromRow)
        return from + " may not include upwards: " + included;
    if (from == "app/cli" && included.starts_with("widgets/"))
        return "the command line has no widgets: " + included;
    return {};
}

std::string checkForeign(const std::string &path, const std::string &header)
{
    for (const Reserved &rule : reservedHeaders()) {
        const bool allowed = std::any_of(rule.allowedIn.begin(), rule.allowedIn.end(),
                                         [&](const std::string &start) { return path.starts_with(start); });
        if (header.starts_with(rule.header) && !allowed)
            return header + ": " + std::string(rule.why);
    }
    const std::string module = qtModuleOf(header);
    if (module.empty())
        return {};
    for (const Modules &rule : qtModules()) {
        if (!path.starts_with(rule.path))
            continue;
        if (std::find(rule.allowed.begin(), rule.allowed.end(), module) == rule.allowed.end())
            return header + " belongs to " + module + ", which " + std::string(rule.path) + " may not use";
        break;
    }
    return {};
}

} // namespace

Strings includeViolations(const Source &source)
{
    static const std::regex include(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    Strings violations;
    const Strings lines = linesOf(withoutComments(source.text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (!std::regex_search(lines[i], match, include))
            continue;
        const std::string header = match[2];
        if (header.ends_with(".moc"))
            continue;
        const std::string found = match[1] == "\"" ? checkRoom(source.path, header) : checkForeign(source.path, header);
        if (!found.empty())
            violations.push_back(source.path + ':' + std::to_string(i + 1) + ": " + found);
    }
    return violations;
}

} // namespace wb::structure
