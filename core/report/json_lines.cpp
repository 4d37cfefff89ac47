// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/json_lines.h"

#include "core/report/exchange_json.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

namespace wb::report {

namespace {

constexpr QLatin1StringView formatName("smds-capture");

void putLine(Bytes &text, const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    text.insert(text.end(), line.begin(), line.end());
    text.push_back('\n');
}

QJsonObject objectIn(ByteView line)
{
    return QJsonDocument::fromJson(
               QByteArray(reinterpret_cast<const char *>(line.data()), static_cast<qsizetype>(line.size())))
        .object();
}

Result<capture::CaptureHeader> headerIn(ByteView line)
{
    const QJsonObject object = objectIn(line);
    if (object.value(QStringLiteral("format")).toString() != formatName)
        return fail(ErrorKind::malformed, Interface::file, "JSON lines",
                    "the first line is not the header of a capture (\"format\":\"smds-capture\")");
    capture::CaptureHeader header;
    header.version = object.value(QStringLiteral("version")).toInt();
    if (header.version > capture::captureVersion)
        return fail(ErrorKind::unsupported, Interface::file, "JSON lines",
                    "the capture has version " + std::to_string(header.version) + ", this program reads up to "
                        + std::to_string(capture::captureVersion));
    header.createdBy = object.value(QStringLiteral("createdBy")).toString().toStdString();
    header.created = TimePoint(std::chrono::milliseconds(
        QDateTime::fromString(object.value(QStringLiteral("created")).toString(), Qt::ISODateWithMs)
            .toMSecsSinceEpoch()));
    header.redacted = object.value(QStringLiteral("redacted")).toBool();
    return header;
}

} // namespace

Bytes toJsonLines(const capture::CaptureHeader &header, std::span<const capture::ExchangePtr> exchanges)
{
    Bytes text;
    putLine(text, {{QStringLiteral("format"), formatName},
                   {QStringLiteral("version"), capture::captureVersion},
                   {QStringLiteral("createdBy"), QString::fromStdString(header.createdBy)},
                   {QStringLiteral("created"), QString::fromStdString(toIso8601(header.created))},
                   {QStringLiteral("redacted"), header.redacted}});
    for (const capture::ExchangePtr &exchange : exchanges)
        putLine(text, exchangeJson(*exchange));
    return text;
}

Result<capture::OpenedCapture> fromJsonLines(ByteView text)
{
    capture::OpenedCapture capture;
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto feed = std::find(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), '\n');
        const auto end = static_cast<std::size_t>(feed - text.begin());
        const ByteView line = text.subspan(at, end - at);
        const std::size_t start = std::exchange(at, end + 1);
        if (line.empty())
            continue;
        if (first) {
            auto header = headerIn(line);
            if (!header)
                return fail(std::move(header.error()));
            capture.header = std::move(*header);
            first = false;
            continue;
        }
        auto exchange = exchangeFromJson(objectIn(line));
        if (!exchange) {
            capture.damages.push_back(
                {start, line.size(), exchange.error().step + " " + exchange.error().reason, 0, 0});
            continue;
        }
        capture.exchanges.push_back(std::make_shared<const capture::Exchange>(std::move(*exchange)));
        for (capture::Damage &damage : capture.damages) {
            if (damage.before == 0)
                damage.before = capture.exchanges.back()->number;
        }
    }
    if (first)
        return fail(headerIn({}).error());
    return capture;
}

} // namespace wb::report
