// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/times.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>

namespace wb::shell {

namespace {

constexpr QChar narrowSpace(0x202f); // keeps a number and its unit, and the groups of a number, on one line

QDateTime dateTimeOf(TimePoint moment, bool utc)
{
    const auto milliseconds = static_cast<qint64>(moment.time_since_epoch().count());
    return utc ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC) : QDateTime::fromMSecsSinceEpoch(milliseconds);
}

} // namespace

Times::Times(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) {}

void Times::setUtc(bool utc)
{
    if (m_utc == utc)
        return;
    m_utc = utc;
    Q_EMIT changed();
}

QString Times::time(TimePoint moment) const
{
    return dateTimeOf(moment, m_utc).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString Times::seconds(TimePoint moment) const
{
    return dateTimeOf(moment, m_utc).toString(QStringLiteral("HH:mm:ss"));
}

QString Times::dateTime(TimePoint moment) const
{
    return dateTimeOf(moment, m_utc).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString Times::full(TimePoint moment) const
{
    const int minutes = dateTimeOf(moment, m_utc).offsetFromUtc() / 60;
    const QString offset = QStringLiteral("%1%2:%3")
                               .arg(QChar(minutes < 0 ? u'-' : u'+'))
                               .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
                               .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
    return dateTime(moment) + u' ' + offset + QStringLiteral(" (") + zone(moment) + u')';
}

QString Times::toTheSecond(TimePoint moment) const
{
    return dateTimeOf(moment, m_utc).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + zone(moment);
}

QString Times::zone(TimePoint moment) const
{
    return dateTimeOf(moment, m_utc).timeZoneAbbreviation();
}

QString Times::age(std::chrono::milliseconds span)
{
    struct Unit {
        qint64 seconds;
        QString name;
    };
    const std::array units = {Unit{86400, tr("d", "days")}, Unit{3600, tr("h", "hours")},
                              Unit{60, tr("min", "minutes")}, Unit{1, tr("s", "seconds")}};
    const qint64 total = std::chrono::duration_cast<std::chrono::seconds>(span).count();
    for (std::size_t i = 0; i < units.size(); ++i) {
        const qint64 large = total / units[i].seconds;
        if (large == 0 && i + 1 < units.size())
            continue;
        QString text = number(large) + narrowSpace + units[i].name;
        if (i + 1 < units.size()) {
            const qint64 small = total % units[i].seconds / units[i + 1].seconds;
            if (small > 0)
                text += u' ' + QString::number(small) + narrowSpace + units[i + 1].name;
        }
        return text;
    }
    return {};
}

QString Times::duration(std::chrono::microseconds span)
{
    const auto micro = static_cast<double>(span.count());
    const auto text = [](double value, const QString &unit) -> QString {
        const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return QString::number(value, 'f', decimals) + narrowSpace + unit;
    };
    if (span.count() < 1000)
        return QString::number(span.count()) + narrowSpace + QStringLiteral("µs");
    if (span.count() < 1'000'000)
        return text(micro / 1e3, QStringLiteral("ms"));
    if (span.count() < 60'000'000)
        return text(micro / 1e6, QStringLiteral("s"));
    const auto two = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    const qint64 seconds = span.count() / 1'000'000;
    if (seconds < 3600) {
        return QString::number(seconds / 60) + narrowSpace + QStringLiteral("min ") + two(seconds % 60) + narrowSpace
               + QStringLiteral("s");
    }
    return QString::number(seconds / 3600) + narrowSpace + QStringLiteral("h ") + two(seconds / 60 % 60) + narrowSpace
           + QStringLiteral("min");
}

QString Times::number(qint64 number)
{
    QString digits = QString::number(std::abs(number));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, narrowSpace);
    return number < 0 ? u'-' + digits : digits;
}

} // namespace wb::shell
