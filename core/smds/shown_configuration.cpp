// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/administration_interface.h"

#include <QJsonArray>

namespace wb::smds {

namespace {

QString shown(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}

QJsonArray shownList(const std::vector<std::string> &values)
{
    QJsonArray array;
    for (const std::string &value : values)
        array.append(shown(value));
    return array;
}

QJsonArray shownFiles(const std::vector<std::filesystem::path> &files)
{
    QJsonArray array;
    for (const std::filesystem::path &file : files)
        array.append(shown(file.string()));
    return array;
}

QJsonArray shownCertificates(const std::vector<CredentialFiles> &credentials)
{
    std::vector<std::filesystem::path> files;
    files.reserve(credentials.size());
    for (const CredentialFiles &credential : credentials)
        files.push_back(credential.certificate);
    return shownFiles(files);
}

QJsonValue shownValue(std::int64_t value)
{
    return qint64(value);
}

QJsonValue shownValue(bool value)
{
    return value;
}

/// A table of settings with the keys of the file, those that are as by default too.
template <class Table, class Value>
QJsonObject shownTable(std::span<const Setting<Table, Value>> settings, const Table &values)
{
    QJsonObject object;
    for (const auto &setting : settings)
        object[QLatin1String(setting.key)] = shownValue(values.*setting.value);
    return object;
}

QJsonObject shownListener(const ListenerConfiguration &listener)
{
    QJsonObject object{{QStringLiteral("bind"), shown(listener.bind)},
                       {QStringLiteral("port"), listener.port},
                       {QStringLiteral("certificates"), shownCertificates(listener.tls)}};
    if (listener.limits)
        object[QStringLiteral("limits")] = shownTable(listenerLimitSettings(), *listener.limits);
    return object;
}

} // namespace

QJsonObject shownConfiguration(const Configuration &configuration)
{
    const OperationSettings &operation = configuration.operation;
    QJsonObject es12 = shownListener(configuration.es12);
    es12[QStringLiteral("folder")] = shown(configuration.es12Folders.es12);
    es12[QStringLiteral("es15Folder")] = shown(configuration.es12Folders.es15);
    QJsonObject object{{QStringLiteral("name"), shown(configuration.name)},
                       {QStringLiteral("database"), shown(configuration.database.text())},
                       {QStringLiteral("addresses"), shownList(configuration.addresses)},
                       {QStringLiteral("es11"), shownListener(configuration.es11)},
                       {QStringLiteral("es12"), es12},
                       {QStringLiteral("trustedCis"), shownFiles(configuration.trustedCis)},
                       {QStringLiteral("authentication"), shownCertificates(configuration.authentication)},
                       {QStringLiteral("answer"),
                        configuration.answerAtOnce ? QStringLiteral("at-once") : QStringLiteral("after-parents")},
                       {QStringLiteral("mostHops"), static_cast<qint64>(configuration.mostHops)},
                       {QStringLiteral("timeoutSeconds"), qint64(configuration.timeoutSeconds)},
                       {QStringLiteral("settlingSeconds"), qint64(configuration.settlingSeconds)},
                       {QStringLiteral("stopSeconds"), qint64(configuration.stopSeconds)},
                       {QStringLiteral("limits"), shownTable(limitSettings(), operation.limits)},
                       {QStringLiteral("switches"), shownTable(switchSettings(), operation.switches)},
                       {QStringLiteral("v3"), shownTable(v3Settings(), operation.v3)},
                       {QStringLiteral("lab"), shownTable(labSettings(), operation.switches)},
                       {QStringLiteral("retention"), shownTable(retentionSettings(), operation.retention)}};
    QJsonArray parents;
    for (const ParentConfiguration &parent : configuration.parents) {
        QJsonObject shownParent{{QStringLiteral("name"), shown(parent.name)},
                                {QStringLiteral("address"), shown(parent.address.text())},
                                {QStringLiteral("folder"), shown(parent.folder)},
                                {QStringLiteral("forwardsAgain"), parent.forwardsAgain}};
        if (parent.connectTo)
            shownParent[QStringLiteral("connectTo")] = shown(parent.connectTo->text());
        if (parent.tls)
            shownParent[QStringLiteral("certificate")] = shown(parent.tls->certificate.string());
        parents.append(shownParent);
    }
    object[QStringLiteral("parents")] = parents;
    if (configuration.administration) {
        QJsonObject administration = shownListener(configuration.administration->listener);
        QJsonArray clients;
        for (const AdministratorConfiguration &client : configuration.administration->clients) {
            clients.append(QJsonObject{{QStringLiteral("name"), shown(client.name)},
                                       {QStringLiteral("role"), shown(nameOf(client.role))}});
        }
        administration[QStringLiteral("clients")] = clients;
        object[QStringLiteral("administration")] = administration;
    }
    return object;
}

} // namespace wb::smds
