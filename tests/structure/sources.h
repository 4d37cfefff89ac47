// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <vector>

namespace wb::structure {

/// A source file of the tree: its path from the top ("core/asn1/reader.cpp") and its text.
struct Source {
    std::string path;
    std::string text;

    bool isHeader() const { return path.ends_with(".h"); }
};

/// Every .h and .cpp below the given top folders, sorted by path.
std::vector<Source> readSources(const std::vector<std::string> &topFolders);

/// The text without comments; line breaks stay, so that line numbers hold. String literals are kept.
std::string withoutComments(const std::string &text);

/// The lines of a text, without their ends.
std::vector<std::string> linesOf(const std::string &text);

} // namespace wb::structure
