// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/configuration.h"

#include "core/base/toml_reader.h"
#include "core/es/paths.h"

#include <algorithm>
#include <span>

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

/// `otherwise`: the certificates of a listener that names none; empty when it must.
ListenerConfiguration listenerIn(TomlReader &reader, const toml::table &entry,
                                 const std::vector<CredentialFiles> &otherwise = {})
{
    ListenerConfiguration listener;
    listener.bind = reader.textOr(entry, "bind", listener.bind);
    if (!http::Address{listener.bind, {}}.isNumeric())
        reader.note(entry, "bind", "must be a numeric address such as 127.0.0.1 or 0.0.0.0");
    listener.port = reader.port(entry, "port");
    listener.tls = otherwise.empty() || entry.contains("tls") ? credentialsIn(reader, entry, "tls") : otherwise;
    return listener;
}

void noteSamePort(TomlReader &reader, const toml::table &entry, const ListenerConfiguration &listener,
                  const ListenerConfiguration &other, const std::string &nameOfOther)
{
    if (listener.port != 0 && listener.port == other.port && listener.bind == other.bind)
        reader.note(entry, "port", "is the one of " + nameOfOther + " already");
}

/// Where the functions of ES12 or ES15 have their paths.
std::string folderIn(TomlReader &reader, const toml::table &entry, const char *key, std::string_view usual)
{
    std::string folder = reader.textOr(entry, key, std::string(usual));
    if (!folder.starts_with('/') || !folder.ends_with('/'))
        reader.note(entry, key, "must begin and end with a slash, as " + std::string(usual) + " does");
    return folder;
}

http::Address addressIn(TomlReader &reader, const toml::table &entry, const char *key)
{
    auto address = http::Address::parse(reader.text(entry, key));
    if (!address) {
        reader.note(entry, key, address.error().reason);
        return {};
    }
    return std::move(*address);
}

/// "HOST:PORT", read with the words of a connection map.
std::optional<http::Endpoint> endpointIn(TomlReader &reader, const toml::table &entry, const char *key)
{
    const std::string text = reader.textOr(entry, key, {});
    if (text.empty())
        return {};
    const auto parsed = http::MapEntry::parse("parent=" + text);
    if (!parsed) {
        reader.note(entry, key, "must be a host and a port such as 127.0.0.1:9444");
        return {};
    }
    return parsed->endpoint;
}

ParentConfiguration parentIn(TomlReader &reader, const toml::table &entry)
{
    reader.onlyKnown(entry, {"name", "address", "folder", "forwards-again", "connect-to", "certificate", "key"});
    ParentConfiguration parent;
    parent.address = addressIn(reader, entry, "address");
    parent.name = reader.textOr(entry, "name", parent.address.text());
    parent.folder = folderIn(reader, entry, "folder", es::es15Folder);
    parent.forwardsAgain = reader.flagOr(entry, "forwards-again", false);
    parent.connectTo = endpointIn(reader, entry, "connect-to");
    if (entry.contains("certificate") || entry.contains("key"))
        parent.tls = CredentialFiles{reader.path(entry, "certificate"), reader.path(entry, "key")};
    return parent;
}

void forwardingIn(TomlReader &reader, const toml::table &root, Configuration &configuration)
{
    if (root.contains("parent")) {
        for (const toml::table *entry : reader.tables(root, "parent")) {
            configuration.parents.push_back(parentIn(reader, *entry));
            const std::string &name = configuration.parents.back().name;
            const auto others = std::span(configuration.parents).first(configuration.parents.size() - 1);
            if (std::any_of(others.begin(), others.end(), [&](const auto &other) { return other.name == name; }))
                reader.note(*entry, "name", "is the name of another parent already");
        }
    }
    if (!root.contains("forwarding"))
        return;
    const toml::table *forwarding = reader.table(root, "forwarding");
    if (forwarding == nullptr)
        return;
    reader.onlyKnown(*forwarding, {"answer", "most-hops", "timeout-seconds", "settling-seconds", "stop-seconds"});
    const std::string answer = reader.textOr(*forwarding, "answer", "after-parents");
    configuration.answerAtOnce = answer == "at-once";
    if (answer != "at-once" && answer != "after-parents")
        reader.note(*forwarding, "answer", "must be after-parents or at-once");
    const auto number = [&](const char *key, std::int64_t usual, std::int64_t least, std::int64_t most) {
        if (!forwarding->contains(key))
            return usual;
        const auto value = (*forwarding)[key].value<std::int64_t>();
        if (value && *value >= least && *value <= most)
            return *value;
        reader.note(*forwarding, key, "must be a number from " + std::to_string(least) + " to " + std::to_string(most));
        return usual;
    };
    configuration.mostHops = static_cast<std::size_t>(
        number("most-hops", static_cast<std::int64_t>(configuration.mostHops), 2, 16));
    configuration.timeoutSeconds = number("timeout-seconds", configuration.timeoutSeconds, 1, 300);
    configuration.settlingSeconds = number("settling-seconds", configuration.settlingSeconds, 1, 3'600);
    configuration.stopSeconds = number("stop-seconds", configuration.stopSeconds, 0, 3'600);
}

void administrationIn(TomlReader &reader, const toml::table &root, Configuration &configuration)
{
    if (!root.contains("administration"))
        return;
    const toml::table *entry = reader.table(root, "administration");
    if (entry == nullptr)
        return;
    reader.onlyKnown(*entry, {"bind", "port", "tls", "limits", "client"});
    AdministrationConfiguration &administration = configuration.administration.emplace();
    administration.listener = listenerIn(reader, *entry, configuration.es12.tls);
    administration.listener.limits = listenerLimitsIn(reader, "administration", configuration.operation.limits);
    noteSamePort(reader, *entry, administration.listener, configuration.es11, "ES11");
    noteSamePort(reader, *entry, administration.listener, configuration.es12, "ES12");
    for (const toml::table *client : reader.tables(*entry, "client")) {
        reader.onlyKnown(*client, {"name", "role", "certificate"});
        AdministratorConfiguration administrator;
        administrator.name = reader.text(*client, "name");
        const std::string role = reader.text(*client, "role");
        administrator.role = role == nameOf(AdministratorRole::operate) ? AdministratorRole::operate
                                                                        : AdministratorRole::viewer;
        if (role != nameOf(administrator.role))
            reader.note(*client, "role", "must be viewer or operator");
        administrator.certificate = reader.path(*client, "certificate");
        administration.clients.push_back(std::move(administrator));
    }
}

std::string parentText(const ParentConfiguration &parent, const std::filesystem::path &folder)
{
    std::string text = "\n[[parent]]\nname = " + tomlQuoted(parent.name)
                       + "\naddress = " + tomlQuoted(parent.address.text()) + "\nfolder = " + tomlQuoted(parent.folder)
                       + "\nforwards-again = " + (parent.forwardsAgain ? "true" : "false") + "\n";
    if (parent.connectTo)
        text += "connect-to = " + tomlQuoted(parent.connectTo->text()) + "\n";
    if (parent.tls) {
        text += "certificate = " + tomlPath(parent.tls->certificate, folder)
                + "\nkey = " + tomlPath(parent.tls->key, folder) + "\n";
    }
    return text;
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

std::string administrationText(const AdministrationConfiguration &administration, const Limits &limitsOfAll,
                               const std::filesystem::path &folder)
{
    std::string text = "\n[administration]\n" + listenerText(administration.listener, folder)
                       + listenerLimitsText("administration", administration.listener.limits, limitsOfAll);
    for (const AdministratorConfiguration &client : administration.clients) {
        text += "\n[[administration.client]]\nname = " + tomlQuoted(client.name)
                + "\nrole = " + tomlQuoted(std::string(nameOf(client.role)))
                + "\ncertificate = " + tomlPath(client.certificate, folder) + "\n";
    }
    return text;
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

std::string_view nameOf(AdministratorRole role)
{
    return role == AdministratorRole::operate ? "operator" : "viewer";
}

Result<Configuration> readConfiguration(const std::filesystem::path &file)
{
    auto reader = TomlReader::open(file);
    if (!reader)
        return fail(std::move(reader.error()));
    const toml::table &root = reader->root();
    reader->onlyKnown(root, {"name", "database", "trusted-cis", "authentication", "es11", "es12", "administration",
                             "forwarding", "parent", "limits", "switches", "v3", "lab", "retention"});

    Configuration configuration;
    configuration.name = reader->text(root, "name");
    const std::string database = reader->text(root, "database");
    if (auto url = store::DatabaseUrl::parse(database))
        configuration.database = url->from(file.parent_path());
    else if (root.contains("database"))
        reader->note(root, "database", database.empty() ? "must not be empty" : url.error().reason);
    for (const std::string &ci : reader->texts(root, "trusted-cis"))
        configuration.trustedCis.push_back(file.parent_path() / ci);
    configuration.authentication = credentialsIn(*reader, root, "authentication");
    configuration.operation = operationSettingsIn(*reader);
    if (const toml::table *es11 = reader->table(root, "es11")) {
        reader->onlyKnown(*es11, {"addresses", "bind", "port", "tls", "limits"});
        configuration.addresses = reader->texts(*es11, "addresses");
        for (const std::string &address : configuration.addresses) {
            if (const auto parsed = http::Address::parse(address); !parsed)
                reader->note(*es11, "addresses", "holds '" + address + "': " + parsed.error().reason);
        }
        configuration.es11 = listenerIn(*reader, *es11);
        configuration.es11.limits = listenerLimitsIn(*reader, "es11", configuration.operation.limits);
    }
    if (const toml::table *es12 = reader->table(root, "es12")) {
        reader->onlyKnown(*es12, {"bind", "port", "tls", "limits", "folder", "es15-folder"});
        configuration.es12Folders.es12 = folderIn(*reader, *es12, "folder", es::es12Folder);
        configuration.es12Folders.es15 = folderIn(*reader, *es12, "es15-folder", es::es15Folder);
        configuration.es12 = listenerIn(*reader, *es12);
        configuration.es12.limits = listenerLimitsIn(*reader, "es12", configuration.operation.limits);
        noteSamePort(*reader, *es12, configuration.es12, configuration.es11, "ES11");
    }
    administrationIn(*reader, root, configuration);
    forwardingIn(*reader, root, configuration);
    if (reader->error())
        return fail(*reader->error());
    return configuration;
}

std::string configurationText(const Configuration &configuration, const std::filesystem::path &folder)
{
    const auto path = [&](const std::filesystem::path &file) { return tomlPath(file, folder); };
    std::string text = "# An SM-DS; `smds serve --help` says how to run it.\n";
    text += "name = " + tomlQuoted(configuration.name) + "\n";
    text += "database = "
            + (configuration.database.dialect == store::Dialect::sqlite
                   ? path(configuration.database.file)
                   : tomlQuoted(configuration.database.textWithPassword()))
            + "\n";
    text += "trusted-cis = " + listText(configuration.trustedCis, path) + "\n";
    for (const CredentialFiles &files : configuration.authentication)
        text += "\n[[authentication]]\ncertificate = " + path(files.certificate) + "\nkey = " + path(files.key) + "\n";
    text += "\n[es11]\naddresses = " + listText(configuration.addresses, tomlQuoted) + "\n"
            + listenerText(configuration.es11, folder)
            + listenerLimitsText("es11", configuration.es11.limits, configuration.operation.limits);
    text += "\n[es12]\n" + listenerText(configuration.es12, folder);
    if (configuration.es12Folders.es12 != es::es12Folder)
        text += "folder = " + tomlQuoted(configuration.es12Folders.es12) + "\n";
    if (configuration.es12Folders.es15 != es::es15Folder)
        text += "es15-folder = " + tomlQuoted(configuration.es12Folders.es15) + "\n";
    text += listenerLimitsText("es12", configuration.es12.limits, configuration.operation.limits);
    if (configuration.administration)
        text += administrationText(*configuration.administration, configuration.operation.limits, folder);
    if (!configuration.parents.empty()) {
        text += std::string("\n[forwarding]\nanswer = ")
                + (configuration.answerAtOnce ? "\"at-once\"" : "\"after-parents\"")
                + "\nmost-hops = " + std::to_string(configuration.mostHops)
                + "\ntimeout-seconds = " + std::to_string(configuration.timeoutSeconds)
                + "\nsettling-seconds = " + std::to_string(configuration.settlingSeconds)
                + "\nstop-seconds = " + std::to_string(configuration.stopSeconds) + "\n";
    }
    for (const ParentConfiguration &parent : configuration.parents)
        text += parentText(parent, folder);
    return text + operationSettingsText(configuration.operation);
}

} // namespace wb::smds
