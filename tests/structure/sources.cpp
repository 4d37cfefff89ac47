// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/structure/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace wb::structure {

namespace fs = std::filesystem;

std::vector<Source> readSources(const std::vector<std::string> &topFolders)
{
    std::vector<Source> sources;
    const fs::path root(WB_SOURCE_DIR);
    for (const std::string &folder : topFolders) {
        if (!fs::is_directory(root / folder))
            continue;
        for (const auto &entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string extension = entry.path().extension().string();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp"))
                continue;
            std::ifstream file(entry.path(), std::ios::binary);
            std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            sources.push_back({fs::relative(entry.path(), root).generic_string(), std::move(text)});
        }
    }
    std::sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) { return a.path < b.path; });
    return sources;
}

std::string withoutComments(const std::string &text)
{
    enum class In { code, line, block, string, character };
    In in = In::code;
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (in == In::line || in == In::block) {
            if (c == '\n') {
                kept += c;
                in = in == In::line ? In::code : in;
            } else if (in == In::block && c == '*' && next == '/') {
                in = In::code;
                ++i;
            }
            continue;
        }
        if (in == In::code && c == '/' && (next == '/' || next == '*')) {
            in = next == '/' ? In::line : In::block;
            ++i;
            continue;
        }
        kept += c;
        const bool quoted = in == In::string || in == In::character;
        if (quoted && c == '\\') {
            kept += next;
            ++i;
        } else if (c == '"' && in != In::character) {
            in = in == In::string ? In::code : In::string;
        } else if (c == '\n' && quoted) {
            in = In::code; // a digit separator (1'000) looked like a character literal
        } else if (c == '\'' && in != In::string) {
            in = in == In::character ? In::code : In::character;
        }
    }
    return kept;
}

std::vector<std::string> linesOf(const std::string &text)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

} // namespace wb::structure
