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

QJsonObject shownListener(const ListenerConfiguration &listener)
{
    QJsonArray certificates;
    for (const CredentialFiles &files : listener.tls)
        certificates.append(shown(files.certificate.string()));
    return {{QStringLiteral("bind"), shown(listener.bind)},
            {QStringLiteral("port"), listener.port},
            {QStringLiteral("certificates"), certificates}};
}

} // namespace

QJsonObject shownConfiguration(const Configuration &configuration)
{
    QJsonObject object{{QStringLiteral("name"), shown(configuration.name)},
                       {QStringLiteral("database"), shown(configuration.database.text())},
                       {QStringLiteral("addresses"), shownList(configuration.addresses)},
                       {QStringLiteral("es11"), shownListener(configuration.es11)},
                       {QStringLiteral("es12"), shownListener(configuration.es12)},
                       {QStringLiteral("answer"),
                        configuration.answerAtOnce ? QStringLiteral("at-once") : QStringLiteral("after-parents")},
                       {QStringLiteral("mostHops"), static_cast<qint64>(configuration.mostHops)}};
    QJsonArray parents;
    for (const ParentConfiguration &parent : configuration.parents) {
        parents.append(QJsonObject{{QStringLiteral("name"), shown(parent.name)},
                                   {QStringLiteral("address"), shown(parent.address.text())},
                                   {QStringLiteral("folder"), shown(parent.folder)},
                                   {QStringLiteral("forwardsAgain"), parent.forwardsAgain}});
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
