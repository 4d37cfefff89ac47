// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/exchanges/timing_view.h"

#include "widgets/shell/times.h"

#include <QPainter>

#include <algorithm>

namespace wb::exchanges {

namespace {

using std::chrono::microseconds;

std::vector<TimeSpan> phasesOf(const capture::HttpExchange &http)
{
    const capture::HttpPhases &phases = http.phases;
    const struct {
        QString name;
        microseconds length;
    } all[] = {
        {TimingView::tr("Resolve name"), phases.resolve},      {TimingView::tr("Connect"), phases.connect},
        {TimingView::tr("TLS handshake"), phases.handshake},   {TimingView::tr("Send request"), phases.write},
        {TimingView::tr("Wait for answer"), phases.firstByte}, {TimingView::tr("Receive body"), phases.body},
    };
    std::vector<TimeSpan> spans;
    microseconds at{};
    for (const auto &phase : all) {
        const bool skipped = phase.length.count() == 0;
        spans.push_back({phase.name, at, phase.length,
                         skipped && http.reusedConnection ? TimingView::tr("kept connection") : QString()});
        at += phase.length;
    }
    return spans;
}

} // namespace

std::vector<TimeSpan> timeSpansOf(const capture::Exchange &exchange)
{
    if (const capture::HttpExchange *http = exchange.http())
        return phasesOf(*http);
    std::vector<TimeSpan> spans;
    for (const capture::ApduBlock &block : exchange.apdu()->blocks) {
        const auto start = std::max(std::chrono::duration_cast<microseconds>(block.start - exchange.start),
                                    microseconds(0));
        spans.push_back({TimingView::tr("Block %1").arg(spans.size() + 1), start, block.duration,
                         block.generated ? TimingView::tr("sent by the card layer") : QString()});
    }
    return spans;
}

TimingView::TimingView(const shell::Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Timing"));
    connect(&m_theme, &shell::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void TimingView::setExchange(const capture::ExchangePtr &exchange)
{
    m_spans = exchange ? timeSpansOf(*exchange) : std::vector<TimeSpan>();
    m_total = exchange ? exchange->duration : microseconds(0);
    QStringList words;
    for (const TimeSpan &span : m_spans) {
        m_total = std::max(m_total, span.start + span.length);
        words += span.name % QLatin1Char(' ') % shell::Times::duration(span.length);
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int TimingView::lineHeight() const
{
    return fontMetrics().height() + m_theme.unit() / 2;
}

QSize TimingView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60,
            lineHeight() * static_cast<int>(m_spans.size() + 1) + 2 * m_theme.unit()};
}

void TimingView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int unit = m_theme.unit();
    const int line = lineHeight();
    int nameWidth = 0;
    int timeWidth = 0;
    for (const TimeSpan &span : m_spans) {
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(span.name));
        timeWidth = std::max(timeWidth, fontMetrics().horizontalAdvance(shell::Times::duration(span.length)
                                                                        % QStringLiteral("  ") % span.note));
    }
    const QString total = shell::Times::duration(m_total);
    timeWidth = std::max(timeWidth, fontMetrics().horizontalAdvance(total));
    const int barX = unit + nameWidth + 2 * unit;
    const int barWidth = std::max(width() - barX - timeWidth - 3 * unit, 8 * unit);
    const auto pixel = [&](microseconds at) {
        return m_total.count() == 0 ? 0
                                    : static_cast<int>(static_cast<double>(at.count())
                                                       / static_cast<double>(m_total.count()) * barWidth);
    };

    int y = unit;
    for (const TimeSpan &span : m_spans) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(unit, y, nameWidth + unit, line), Qt::AlignLeft | Qt::AlignVCenter, span.name);
        painter.fillRect(QRect(barX, y + line / 2, barWidth, 1), palette().color(QPalette::Mid));
        if (span.length.count() > 0) {
            const int from = pixel(span.start);
            const int to = pixel(span.start + span.length);
            painter.fillRect(QRect(barX + from, y + line / 4, std::max(to - from, 2), line / 2),
                             m_theme.mark(shell::Meaning::selected));
        }
        const QString time = span.length.count() > 0 ? shell::Times::duration(span.length) : QString(QChar(0x2013));
        painter.drawText(QRect(barX + barWidth + unit, y, timeWidth + unit, line), Qt::AlignLeft | Qt::AlignVCenter,
                         span.note.isEmpty() ? time : QString(time % QStringLiteral("  ") % span.note));
        y += line;
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRect(unit, y, nameWidth + unit, line), Qt::AlignLeft | Qt::AlignVCenter, tr("Total"));
    painter.drawText(QRect(barX + barWidth + unit, y, timeWidth + unit, line), Qt::AlignLeft | Qt::AlignVCenter, total);
}

} // namespace wb::exchanges
