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
    return text;
}

} // namespace wb::smds
