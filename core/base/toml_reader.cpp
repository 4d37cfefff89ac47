// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/toml_reader.h"

#include "core/base/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sstream>

#include <unistd.h>

namespace wb {

Result<TomlReader> TomlReader::open(const std::filesystem::path &file)
{
    std::error_code problem;
    if (!std::filesystem::exists(file, problem))
        return fail(ErrorKind::notFound, Interface::config, file.string(), "there is no such file");
    if (!std::filesystem::is_regular_file(file, problem))
        return fail(ErrorKind::invalid, Interface::config, file.string(), "it is no file");
    if (::access(file.c_str(), R_OK) != 0)
        return fail(ErrorKind::io, Interface::config, file.string(), std::strerror(errno));
    const auto text = readFile(file);
    return text ? parse(*text, file) : Result<TomlReader>(fail(text.error()));
}

Result<TomlReader> TomlReader::parse(std::string_view text, const std::filesystem::path &name)
{
    TomlReader reader(name);
    try {
        reader.m_root = toml::parse(text, name.string());
    } catch (const toml::parse_error &error) {
        return fail(ErrorKind::malformed, Interface::config, reader.place(error.source().begin),
                    std::string(error.description()));
    }
    return reader;
}

std::string TomlReader::text(const toml::table &table, const char *key)
{
    const toml::node *node = find(table, key);
    if (node == nullptr)
        return {};
    if (!node->is_string())
        note(node->source(), std::string("'") + key + "' must be a text");
    return node->value_or(std::string());
}

std::string TomlReader::textOr(const toml::table &table, const char *key, std::string otherwise)
{
    return table.contains(key) ? text(table, key) : std::move(otherwise);
}

std::filesystem::path TomlReader::path(const toml::table &table, const char *key)
{
    const std::string value = text(table, key);
    if (value.empty() && table.contains(key))
        note(table, key, "must not be empty");
    return value.empty() ? std::filesystem::path() : m_file.parent_path() / value;
}

std::vector<std::string> TomlReader::texts(const toml::table &table, const char *key)
{
    std::vector<std::string> values;
    const toml::node *node = find(table, key);
    if (node == nullptr)
        return values;
    const toml::array *array = node->as_array();
    if (array == nullptr || array->empty()) {
        note(node->source(), std::string("'") + key + "' must be a list of texts that is not empty");
        return values;
    }
    for (const toml::node &item : *array) {
        if (!item.is_string())
            note(item.source(), std::string("'") + key + "' must hold texts only");
        values.push_back(item.value_or(std::string()));
    }
    return values;
}

bool TomlReader::flagOr(const toml::table &table, const char *key, bool otherwise)
{
    const toml::node *node = table.get(key);
    if (node == nullptr)
        return otherwise;
    if (!node->is_boolean())
        note(node->source(), std::string("'") + key + "' must be true or false");
    return node->value_or(otherwise);
}

std::uint16_t TomlReader::port(const toml::table &table, const char *key)
{
    const toml::node *node = table.get(key);
    if (node == nullptr)
        return 0;
    const auto value = node->value<std::int64_t>();
    if (!node->is_integer() || !value || *value < 0 || *value > 65535) {
        note(node->source(), std::string("'") + key + "' must be a port number, 0 to 65535");
        return 0;
    }
    return static_cast<std::uint16_t>(*value);
}

std::int64_t TomlReader::numberOr(const toml::table &table, const char *key, std::int64_t otherwise, std::int64_t from,
                                  std::int64_t to)
{
    const toml::node *node = table.get(key);
    if (node == nullptr)
        return otherwise;
    const auto value = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (!value || *value < from || *value > to) {
        note(node->source(), std::string("'") + key + "' must be a whole number, " + std::to_string(from) + " to "
                                 + std::to_string(to));
        return otherwise;
    }
    return *value;
}

const toml::table *TomlReader::table(const toml::table &parent, const char *key)
{
    const toml::node *node = find(parent, key);
    if (node != nullptr && !node->is_table())
        note(node->source(), std::string("'") + key + "' must be a table");
    return node == nullptr ? nullptr : node->as_table();
}

std::vector<const toml::table *> TomlReader::tables(const toml::table &parent, const char *key)
{
    std::vector<const toml::table *> values;
    const toml::node *node = find(parent, key);
    if (node == nullptr)
        return values;
    const toml::array *array = node->as_array();
    if (array == nullptr || array->empty()) {
        note(node->source(), std::string("'") + key + "' must be a list of tables that is not empty");
        return values;
    }
    for (const toml::node &item : *array) {
        if (item.is_table())
            values.push_back(item.as_table());
        else
            note(item.source(), std::string("'") + key + "' must hold tables only");
    }
    return values;
}

void TomlReader::onlyKnown(const toml::table &table, std::initializer_list<std::string_view> known)
{
    for (const auto &[key, value] : table) {
        if (std::find(known.begin(), known.end(), key.str()) == known.end())
            note(key.source(), "unknown setting '" + std::string(key.str()) + "'");
    }
}

void TomlReader::note(const toml::table &table, const char *key, const std::string &reason)
{
    const toml::node *node = table.get(key);
    note(node == nullptr ? table.source() : node->source(), std::string("'") + key + "' " + reason);
}

void TomlReader::note(const toml::source_region &where, std::string reason)
{
    if (!m_error)
        m_error = makeError(ErrorKind::invalid, Interface::config, place(where.begin), std::move(reason));
}

std::string TomlReader::place(const toml::source_position &position) const
{
    return m_file.filename().string() + " line " + std::to_string(position.line) + ", column "
           + std::to_string(position.column);
}

const toml::node *TomlReader::find(const toml::table &table, const char *key)
{
    const toml::node *node = table.get(key);
    if (node == nullptr)
        note(table.source(), std::string("'") + key + "' is missing");
    return node;
}

std::string tomlQuoted(const std::string &text)
{
    std::ostringstream out;
    out << toml::value<std::string>(text);
    return out.str();
}

std::string tomlPath(const std::filesystem::path &path, const std::filesystem::path &folder)
{
    const auto relative = path.lexically_relative(folder);
    const bool below = !relative.empty() && *relative.begin() != "..";
    return tomlQuoted((below ? relative : path).generic_string());
}

} // namespace wb
