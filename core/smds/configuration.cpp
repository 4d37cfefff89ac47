// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/configuration.h"

#include "core/base/toml_reader.h"
#include "core/http/address.h"

namespace wb::smds {

namespace {

std::vector<CredentialFiles> credentialsIn(TomlReader &reader, const toml::table &parent, const char *key)
{
    std::vector<CredentialFiles> credentials;
    for (const toml::table *entry : reader.tables(parent, key)) {
        reader.onlyKnown(*entry, {"certificate", "key"});
        credentials.push_back({reader.path(*entry, "certificate"), reader.path(*entry, "key")});
    }
    return credentials;
}

ListenerConfiguration listenerIn(TomlReader &reader, const toml::table &entry)
{
    ListenerConfiguration listener;
    listener.bind = reader.textOr(entry, "bind", listener.bind);
    if (!http::Address{listener.bind, {}}.isNumeric())
        reader.note(entry, "bind", "must be a numeric address such as 127.0.0.1 or 0.0.0.0");
    listener.port = reader.port(entry, "port");
    listener.tls = credentialsIn(reader, entry, "tls");
    return listener;
}

std::string listenerText(const ListenerConfiguration &listener, const std::filesystem::path &folder)
{
    std::string text = "bind = " + tomlQuoted(listener.bind) + "\nport = " + std::to_string(listener.port)
                       + "\ntls = [";
    for (const CredentialFiles &files : listener.tls) {
        text += "\n    { certificate = " + tomlPath(files.certificate, folder)
                + ", key = " + tomlPath(files.key, folder) + " },";
    }
    return text + "\n]\n";
}

template <class Items, class ToText>
std::string listText(const Items &items, ToText &&toText)
{
    std::string text = "[";
    for (const auto &item : items)
        text += (text.size() > 1 ? ", " : "") + toText(item);
    return text + "]";
}

} // namespace

Result<Configuration> readConfiguration(const std::filesystem::path &file)
{
    auto reader = TomlReader::open(file);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::table &root = reader->root();
    reader->onlyKnown(root, {"name", "database", "trusted-cis", "authentication", "es11", "es12"});

    Configuration configuration;
    configuration.name = reader->text(root, "name");
    configuration.database = reader->path(root, "database");
    for (const std::string &ci : reader->texts(root, "trusted-cis"))
        configuration.trustedCis.push_back(file.parent_path() / ci);
    configuration.authentication = credentialsIn(*reader, root, "authentication");
    if (const toml::table *es11 = reader->table(root, "es11")) {
        reader->onlyKnown(*es11, {"addresses", "bind", "port", "tls"});
        configuration.addresses = reader->texts(*es11, "addresses");
        for (const std::string &address : configuration.addresses) {
            if (const auto parsed = http::Address::parse(address); !parsed)
                reader->note(*es11, "addresses", "holds '" + address + "': " + parsed.error().reason);
        }
        configuration.es11 = listenerIn(*reader, *es11);
    }
    if (const toml::table *es12 = reader->table(root, "es12")) {
        reader->onlyKnown(*es12, {"bind", "port", "tls"});
        configuration.es12 = listenerIn(*reader, *es12);
        if (configuration.es12.port != 0 && configuration.es12.port == configuration.es11.port
            && configuration.es12.bind == configuration.es11.bind)
            reader->note(*es12, "port", "is the one of ES11 already");
    }
    if (reader->error())
        return fail(*reader->error());
    return configuration;
}

std::string configurationText(const Configuration &configuration, const std::filesystem::path &folder)
{
    const auto path = [&](const std::filesystem::path &file) { return tomlPath(file, folder); };
    std::string text = "# An SM-DS; `smds serve --help` says how to run it.\n";
    text += "name = " + tomlQuoted(configuration.name) + "\n";
    text += "database = " + path(configuration.database) + "\n";
    text += "trusted-cis = " + listText(configuration.trustedCis, path) + "\n";
    for (const CredentialFiles &files : configuration.authentication)
        text += "\n[[authentication]]\ncertificate = " + path(files.certificate) + "\nkey = " + path(files.key) + "\n";
    text += "\n[es11]\naddresses = " + listText(configuration.addresses, tomlQuoted) + "\n"
            + listenerText(configuration.es11, folder);
    text += "\n[es12]\n" + listenerText(configuration.es12, folder);
    return text;
}

} // namespace wb::smds
