// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QString>

namespace wb::shell {

/// Moments and spans as text. UTC or local by one switch for the whole window.
class Times : public QObject {
    Q_OBJECT

public:
    explicit Times(const Clock &clock, QObject *parent = nullptr);

    const Clock &clock() const { return m_clock; }

    bool utc() const { return m_utc; }
    void setUtc(bool utc);

    QString time(TimePoint moment) const;     ///< "14:02:11.381"
    QString seconds(TimePoint moment) const;  ///< "14:02:11"
    QString dateTime(TimePoint moment) const; ///< "2026-11-22 14:02:11.381"
    /// Date, time, offset and zone, for hovering: "2026-11-22 14:02:11.381 +00:00 (UTC)".
    QString full(TimePoint moment) const;
    /// What is exact to the second, as the dates of certificates are: "2026-11-22 14:02:11 UTC".
    QString toTheSecond(TimePoint moment) const;
    /// "UTC" or the local zone's abbreviation.
    QString zone(TimePoint moment) const;

    /// "3 h 12 min", "12 d 4 h", "41 s": how long ago, two units at most.
    static QString age(std::chrono::milliseconds span);
    /// "53 µs", "12.4 ms", "1.83 s".
    static QString duration(std::chrono::microseconds span);
    /// Digits in groups of three: "3 204 118".
    static QString number(qint64 number);

Q_SIGNALS:
    /// The switch was turned.
    void changed();

private:
    const Clock &m_clock;
    bool m_utc = true;
};

} // namespace wb::shell
