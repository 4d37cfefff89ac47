// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/core/json_schema.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

namespace wb::testing {

namespace {

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == QStringLiteral("object"))
        return value.isObject();
    if (type == QStringLiteral("array"))
        return value.isArray();
    if (type == QStringLiteral("string"))
        return value.isString();
    if (type == QStringLiteral("boolean"))
        return value.isBool();
    if (type == QStringLiteral("integer"))
        return value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
    return type == QStringLiteral("number") && value.isDouble();
}

QJsonObject resolved(const QJsonObject &description, const QJsonObject &schema)
{
    const QString reference = schema.value(QStringLiteral("$ref")).toString();
    if (reference.isEmpty())
        return schema;
    QJsonObject found = description;
    const QStringList steps = reference.mid(2).split(u'/');
    for (const QString &step : steps)
        found = found.value(step).toObject();
    return found;
}

QStringList inObject(const QJsonObject &description, const QJsonObject &schema, const QJsonObject &object,
                     const QString &place)
{
    QStringList wrong;
    const QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
    const QJsonArray required = schema.value(QStringLiteral("required")).toArray();
    for (const QJsonValue &name : required) {
        if (!object.contains(name.toString()))
            wrong << place + QStringLiteral(".") + name.toString() + QStringLiteral(" is missing");
    }
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString inner = place + QStringLiteral(".") + member.key();
        if (properties.contains(member.key()))
            wrong += deviations(description, properties.value(member.key()).toObject(), member.value(), inner);
        else if (schema.value(QStringLiteral("additionalProperties")) == QJsonValue(false))
            wrong << inner + QStringLiteral(" is not described");
    }
    return wrong;
}

} // namespace

QStringList deviations(const QJsonObject &description, const QJsonObject &given, const QJsonValue &value,
                       const QString &place)
{
    static const QSet<QString> known = {
        QStringLiteral("type"),      QStringLiteral("properties"), QStringLiteral("required"),
        QStringLiteral("items"),     QStringLiteral("enum"),       QStringLiteral("additionalProperties"),
        QStringLiteral("pattern"),   QStringLiteral("minimum"),    QStringLiteral("description"),
        QStringLiteral("format"),    QStringLiteral("maximum"),    QStringLiteral("default"),
        QStringLiteral("minLength"), QStringLiteral("maxLength")};
    const QJsonObject schema = resolved(description, given);
    if (schema.isEmpty())
        return {place + QStringLiteral(": there is no such schema")};
    QStringList wrong;
    for (auto keyword = schema.begin(); keyword != schema.end(); ++keyword) {
        if (!known.contains(keyword.key()))
            wrong << place + QStringLiteral(": keyword ") + keyword.key() + QStringLiteral(" is not known");
    }
    if (!isOfType(value, schema.value(QStringLiteral("type")).toString()))
        return wrong << place + QStringLiteral(" is not of type ") + schema.value(QStringLiteral("type")).toString();
    if (schema.contains(QStringLiteral("enum")) && !schema.value(QStringLiteral("enum")).toArray().contains(value))
        wrong << place + QStringLiteral(" is none of the enum: ") + value.toString();
    const QString pattern = schema.value(QStringLiteral("pattern")).toString();
    if (!pattern.isEmpty() && !QRegularExpression(pattern).match(value.toString()).hasMatch())
        wrong << place + QStringLiteral(" does not match: ") + value.toString();
    if (schema.contains(QStringLiteral("minimum"))
        && value.toDouble() < schema.value(QStringLiteral("minimum")).toDouble())
        wrong << place + QStringLiteral(" is too small");
    if (value.isObject())
        wrong += inObject(description, schema, value.toObject(), place);
    const QJsonArray items = value.toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        wrong += deviations(description, schema.value(QStringLiteral("items")).toObject(), items.at(i),
                            place + QStringLiteral("[%1]").arg(i));
    }
    return wrong;
}

} // namespace wb::testing
