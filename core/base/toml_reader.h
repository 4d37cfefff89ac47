// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/result.h"

#include <toml++/toml.h>

#include <filesystem>
#include <vector>

namespace wb {

/// Reads one TOML file setting by setting and remembers the first problem with its line and column; whoever reads asks
/// for error() once, at the end. Relative paths count from the folder of the file.
class TomlReader {
public:
    /// Errors: config, io when there is no such file; malformed with line and column.
    static Result<TomlReader> open(const std::filesystem::path &file);
    /// The same for a text that is there already; `name` stands for the file. Error: malformed with line and column.
    static Result<TomlReader> parse(std::string_view text, const std::filesystem::path &name);

    const toml::table &root() const { return m_root; }

    std::string text(const toml::table &table, const char *key);
    std::string textOr(const toml::table &table, const char *key, std::string otherwise);
    std::filesystem::path path(const toml::table &table, const char *key);
    std::vector<std::string> texts(const toml::table &table, const char *key); ///< at least one
    bool flagOr(const toml::table &table, const char *key, bool otherwise);
    std::uint16_t port(const toml::table &table, const char *key); ///< 0 when missing
    /// A whole number of the range; `otherwise` when it is missing or wrong.
    std::int64_t numberOr(const toml::table &table, const char *key, std::int64_t otherwise, std::int64_t from,
                          std::int64_t to);
    const toml::table *table(const toml::table &parent, const char *key);
    std::vector<const toml::table *> tables(const toml::table &parent, const char *key); ///< at least one

    /// A misspelt setting must not be silently without effect: notes every key that is not known.
    void onlyKnown(const toml::table &table, std::initializer_list<std::string_view> known);

    /// Notes a problem with the value of a key that is there.
    void note(const toml::table &table, const char *key, const std::string &reason);

    const std::optional<Error> &error() const { return m_error; }

private:
    explicit TomlReader(std::filesystem::path file) : m_file(std::move(file)) {}
    const toml::node *find(const toml::table &table, const char *key);
    void note(const toml::source_region &where, std::string reason);
    std::string place(const toml::source_position &position) const;

    std::filesystem::path m_file;
    toml::table m_root;
    std::optional<Error> m_error;
};

/// A text as a TOML string with its quotes.
std::string tomlQuoted(const std::string &text);

/// A path as a TOML string, relative to `folder` where it lies below it.
std::string tomlPath(const std::filesystem::path &path, const std::filesystem::path &folder);

} // namespace wb
