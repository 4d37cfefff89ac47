// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

// Measures the figures asked for (none: all), prints a table and merges them into build/bench.json:
// an array of {id, what, value, unit, bound, holds, details}. Exit code 1 when a figure could not be measured or misses its bound.

#include "tests/bench/bench.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>

namespace {

using namespace wb::bench;

struct Row {
    const Figure *figure;
    wb::Result<Measured> measured;

    bool holds() const { return measured && figure->bound.holds(measured->value); }
};

std::string boundText(const Bound &bound)
{
    char text[64];
    std::snprintf(text, sizeof text, "%s %g", bound.kind == Bound::Kind::atMost ? "at most" : "at least", bound.value);
    return text;
}

/// The figures with these ids in their own order, all for no ids; empty when an id is unknown.
std::vector<const Figure *> figuresFor(const std::vector<std::string> &ids)
{
    std::vector<const Figure *> chosen;
    for (const Figure &figure : figures()) {
        if (ids.empty() || std::find(ids.begin(), ids.end(), figure.id) != ids.end())
            chosen.push_back(&figure);
    }
    return chosen.size() < ids.size() ? std::vector<const Figure *>{} : chosen;
}

void printHead()
{
    std::printf("%-18s %10s  %-6s  %-13s %-7s %s\n", "id", "value", "unit", "bound", "holds", "what");
}

void printRow(const Row &row)
{
    const Figure &figure = *row.figure;
    if (row.measured)
        std::printf("%-18s %10.3f  %-6s  %-13s %-7s %s\n", figure.id.c_str(), row.measured->value, figure.unit.c_str(),
                    boundText(figure.bound).c_str(), row.holds() ? "yes" : "NO", figure.what.c_str());
    else
        std::printf("%-18s %10s  %-6s  %-13s %-7s %s\n", figure.id.c_str(), "failed", figure.unit.c_str(),
                    boundText(figure.bound).c_str(), "NO", row.measured.error().line().c_str());
    if (row.measured) {
        for (const Measured::Detail &detail : row.measured->details)
            std::printf("%-18s %10.3f  %s\n", "", detail.value, detail.name.c_str());
    }
    std::fflush(stdout);
}

QJsonObject jsonOf(const Row &row)
{
    const Figure &figure = *row.figure;
    QJsonObject details;
    if (row.measured) {
        for (const Measured::Detail &detail : row.measured->details)
            details[QString::fromStdString(detail.name)] = detail.value;
    }
    return {{QStringLiteral("id"), QString::fromStdString(figure.id)},
            {QStringLiteral("what"), QString::fromStdString(figure.what)},
            {QStringLiteral("value"), row.measured ? QJsonValue(row.measured->value) : QJsonValue()},
            {QStringLiteral("unit"), QString::fromStdString(figure.unit)},
            {QStringLiteral("bound"), figure.bound.value},
            {QStringLiteral("holds"), row.holds()},
            {QStringLiteral("details"), details}};
}

/// Replaces the rows of the same id and keeps the others, so that measuring one figure does not forget the rest.
bool mergeInto(const QString &path, const std::vector<Row> &rows)
{
    QJsonArray merged;
    QFile old(path);
    if (old.open(QIODevice::ReadOnly))
        merged = QJsonDocument::fromJson(old.readAll()).array();

    for (const Row &row : rows) {
        const QJsonObject json = jsonOf(row);
        const auto same = std::find_if(merged.begin(), merged.end(), [&](const QJsonValue &value) {
            return value.toObject().value(QStringLiteral("id")) == json.value(QStringLiteral("id"));
        });
        if (same != merged.end())
            *same = json;
        else
            merged.append(json);
    }

    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(merged).toJson()) > 0 && file.commit();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    std::vector<std::string> ids(argv + 1, argv + argc);
    shortRun() = std::erase(ids, "--short") > 0;
    const bool json = std::erase(ids, "--json")
                      > 0; // one row on the standard output and nothing else, for measureInOwnPcscd()
    const std::vector<const Figure *> chosen = figuresFor(ids);
    if (chosen.empty()) {
        std::fputs("bench: no such figure; there are:", stderr);
        for (const Figure &figure : figures())
            std::fprintf(stderr, " %s", figure.id.c_str());
        std::fputs("\n", stderr);
        return 2;
    }

    if (json) {
        const Row row{chosen.front(), chosen.front()->measure()};
        std::puts(row.measured ? QJsonDocument(jsonOf(row)).toJson(QJsonDocument::Compact).constData()
                               : row.measured.error().line().c_str());
        return row.measured ? 0 : 1;
    }
    printHead();
    std::vector<Row> rows;
    for (const Figure *figure : chosen) {
        rows.push_back({figure, figure->measure()});
        printRow(rows.back());
    }

    const QString path = QStringLiteral(WB_BENCH_JSON);
    if (!shortRun() && !mergeInto(path, rows)) {
        std::fprintf(stderr, "bench: cannot write %s\n", qUtf8Printable(path));
        return 1;
    }
    return std::all_of(rows.begin(), rows.end(), [](const Row &row) { return row.holds(); }) ? 0 : 1;
}
