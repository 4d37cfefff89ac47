// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/capture/exchange.h"
#include "widgets/shell/theme.h"

#include <QWidget>

#include <vector>

namespace wb::exchanges {

/// One bar of a waterfall.
struct TimeSpan {
    QString name;
    std::chrono::microseconds start{}; ///< since the exchange began
    std::chrono::microseconds length{};
    QString note = {}; ///< after the duration: "sent by the card layer"
};

/// What took how long: the phases of an HTTPS request one after the other, or the blocks of an APDU chain where they were.
std::vector<TimeSpan> timeSpansOf(const capture::Exchange &exchange);

/// The spans as bars below one another, each with its name and duration in words.
class TimingView : public QWidget {
    Q_OBJECT

public:
    explicit TimingView(const shell::Theme &theme, QWidget *parent = nullptr);

    void setExchange(const capture::ExchangePtr &exchange);
    const std::vector<TimeSpan> &spans() const { return m_spans; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int lineHeight() const;

    const shell::Theme &m_theme;
    std::vector<TimeSpan> m_spans;
    std::chrono::microseconds m_total{};
};

} // namespace wb::exchanges
