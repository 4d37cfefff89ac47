// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lab/running_place.h"

#include "core/base/files.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wb::lab {

namespace {

std::filesystem::path fileIn(const std::filesystem::path &folder)
{
    return folder / "running.json";
}

} // namespace

Result<void> writeRunningPlace(const std::filesystem::path &folder, const RunningPlace &place)
{
    const QJsonObject object{{QStringLiteral("es11"), place.es11},
                             {QStringLiteral("es12"), place.es12},
                             {QStringLiteral("administration"), place.administration}};
    return writeFile(fileIn(folder), QJsonDocument(object).toJson().toStdString());
}

void removeRunningPlace(const std::filesystem::path &folder)
{
    std::error_code ignored;
    std::filesystem::remove(fileIn(folder), ignored);
}

std::optional<RunningPlace> runningPlaceOf(const std::filesystem::path &folder)
{
    const auto text = readFile(fileIn(folder));
    if (!text)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    const auto port = [&](const char *name) {
        const int number = object.value(QLatin1String(name)).toInt();
        return static_cast<std::uint16_t>(number > 0 && number <= 0xFFFF ? number : 0);
    };
    const RunningPlace place{port("es11"), port("es12"), port("administration")};
    if (place.es11 == 0 || place.es12 == 0)
        return {};
    return place;
}

} // namespace wb::lab
