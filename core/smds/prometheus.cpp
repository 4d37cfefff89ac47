// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/smds/prometheus.h"

#include <cstdio>

namespace wb::smds {

namespace {

/// A label's value: quote, backslash and line end are escaped.
std::string labelValue(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return text + "\"";
}

std::string seconds(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.6f", value);
    return text;
}

std::string labelsOf(const CallCount &count)
{
    return "function=" + labelValue(count.function) + ",outcome=" + labelValue(count.outcome);
}

std::string header(const char *name, const char *type, const char *help)
{
    return std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

std::string callDurations(const CallCount &count)
{
    const std::string labels = labelsOf(count);
    std::string text;
    for (std::size_t i = 0; i < durationBounds.size(); ++i) {
        text += "smds_call_duration_seconds_bucket{" + labels + ",le=\"" + seconds(durationBounds[i] / 1000.0) + "\"} "
                + std::to_string(count.within[i]) + "\n";
    }
    text += "smds_call_duration_seconds_bucket{" + labels + ",le=\"+Inf\"} " + std::to_string(count.calls) + "\n";
    text += "smds_call_duration_seconds_sum{" + labels + "} "
            + seconds(static_cast<double>(count.total.count()) / 1'000'000.0) + "\n";
    return text + "smds_call_duration_seconds_count{" + labels + "} " + std::to_string(count.calls) + "\n";
}

/// A series about every listener; `more` are labels that tell it from others of the same name.
struct ListenerSeries {
    const char *name;
    const char *more;
    const char *help; ///< null: another label of the series above
    std::uint64_t http::ServerCounters::*value;
};

using http::ServerCounters;

constexpr ListenerSeries listenerSeries[] = {
    {"smds_connections", "", "Connections that are open.", &ServerCounters::connections},
    {"smds_connections_accepted_total", "", "Connections that were accepted.", &ServerCounters::accepted},
    {"smds_connections_refused_total", ",reason=\"full\"", "Connections that were closed at once.",
     &ServerCounters::refusedFull},
    {"smds_connections_refused_total", ",reason=\"address\"", nullptr, &ServerCounters::refusedTooMany},
    {"smds_connections_refused_total", ",reason=\"rate\"", nullptr, &ServerCounters::refusedTooFast},
    {"smds_handshakes_failed_total", "", "TLS handshakes that failed.", &ServerCounters::handshakesFailed},
    {"smds_client_timeouts_total", "", "Clients that were too slow.", &ServerCounters::timeouts},
    {"smds_requests_total", "", "HTTP requests.", &ServerCounters::requests},
    {"smds_requests_refused_total", ",reason=\"rate\"", "HTTP requests that reached no function.",
     &ServerCounters::requestsLimited},
    {"smds_requests_refused_total", ",reason=\"queue\"", nullptr, &ServerCounters::requestsQueuedOut},
};

std::string listenerText(const std::vector<ListenerState> &listeners)
{
    std::string text;
    for (const ListenerSeries &series : listenerSeries) {
        if (series.help != nullptr)
            text += header(series.name, series.value == &ServerCounters::connections ? "gauge" : "counter",
                           series.help);
        for (const ListenerState &state : listeners) {
            text += std::string(series.name) + "{listener=" + labelValue(state.listener) + series.more + "} "
                    + std::to_string(state.counters.*series.value) + "\n";
        }
    }
    text += header("smds_http_answers_total", "counter", "HTTP answers by the first digit of their status.");
    for (const ListenerState &state : listeners) {
        for (std::size_t hundreds = 1; hundreds < state.counters.answers.size(); ++hundreds) {
            text += "smds_http_answers_total{listener=" + labelValue(state.listener) + ",status=\""
                    + std::to_string(hundreds) + "xx\"} " + std::to_string(state.counters.answers[hundreds]) + "\n";
        }
    }
    return text;
}

} // namespace

std::string prometheusText(const Statistics &statistics)
{
    std::string text = header("smds_start_time_seconds", "gauge",
                              "When the server was started, in seconds since 1970.");
    text += "smds_start_time_seconds "
            + seconds(static_cast<double>(statistics.startedAt.time_since_epoch().count()) / 1000.0) + "\n";
    text += header("smds_calls_total", "counter", "Calls of ES11, ES12 and ES15 by outcome.");
    for (const CallCount &count : statistics.calls)
        text += "smds_calls_total{" + labelsOf(count) + "} " + std::to_string(count.calls) + "\n";
    text += header("smds_call_duration_seconds", "histogram", "How long the server worked on a call.");
    for (const CallCount &count : statistics.calls)
        text += callDurations(count);
    text += header("smds_forwards", "gauge", "Forwards to parent SM-DSs by state.");
    for (const ForwardCount &count : statistics.forwards) {
        text += "smds_forwards{parent=" + labelValue(count.parent) + ",state=" + labelValue(nameOf(count.state)) + "} "
                + std::to_string(count.count) + "\n";
    }
    return text + listenerText(statistics.listeners);
}

} // namespace wb::smds
