// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/change_journal.h"

#include "core/base/files.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace wb::lds {

namespace {

QString qtText(const std::string &text)
{
    return QString::fromStdString(text);
}

QByteArray lineOf(const JournalEntry &entry)
{
    const QJsonObject object{{QStringLiteral("time"), qtText(toIso8601(entry.time))},
                             {QStringLiteral("card"), qtText(entry.card)},
                             {QStringLiteral("eid"), qtText(entry.eid)},
                             {QStringLiteral("function"), qtText(entry.function)},
                             {QStringLiteral("what"), qtText(entry.what)},
                             {QStringLiteral("result"), qtText(entry.result)},
                             {QStringLiteral("done"), entry.done}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<JournalEntry> entryIn(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const auto text = [&object](const char *key) { return object.value(QLatin1String(key)).toString().toStdString(); };
    const QDateTime time = QDateTime::fromString(object.value(QLatin1String("time")).toString(), Qt::ISODateWithMs);
    if (!time.isValid() || text("function").empty())
        return {};
    return JournalEntry{TimePoint(std::chrono::milliseconds(time.toMSecsSinceEpoch())),
                        text("card"),
                        text("eid"),
                        text("function"),
                        text("what"),
                        text("result"),
                        object.value(QLatin1String("done")).toBool()};
}

} // namespace

Result<void> ChangeJournal::add(const JournalEntry &entry) const
{
    std::error_code problem;
    std::filesystem::create_directories(m_file.parent_path(), problem);
    QFile file(qtText(m_file.string()));
    const QByteArray line = lineOf(entry);
    // EIDs stand in it: nobody else's business.
    if (!file.open(QIODevice::Append) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(line) != line.size() || !file.flush())
        return fail(ErrorKind::io, Interface::file, m_file.filename().string(), file.errorString().toStdString());
    return {};
}

Result<Journal> ChangeJournal::read() const
{
    auto text = readFile(m_file);
    if (!text) {
        if (text.error().kind == ErrorKind::notFound)
            return Journal();
        return fail(std::move(text.error()));
    }
    Journal journal;
    for (const QByteArray &line : QByteArray::fromStdString(*text).split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        if (auto entry = entryIn(line))
            journal.entries.push_back(std::move(*entry));
        else
            ++journal.unreadable;
    }
    return journal;
}

} // namespace wb::lds
