// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/tree_text.h"

#include "core/report/masking.h"
#include "core/rsp/eid.h"

#include <QJsonObject>

namespace wb::cli {

namespace {

using report::NodeKind;
using report::View;
using report::ViewNode;

/// An EID keeps its ends, as everywhere; of another secret nothing is left.
QString maskedValue(const ViewNode &node)
{
    QString digits = node.value;
    for (const char gap : {' ', '"'})
        digits.remove(QLatin1Char(gap));
    if (const auto eid = rsp::Eid::fromText(digits.section(QLatin1Char('('), 0, 0).toStdString()))
        return QString::fromStdString(report::maskedEid(eid->digits()));
    return QStringLiteral("....");
}

/// What stands behind the name. A node that was opened needs no value: its children say it better.
QString valueOf(const ViewNode &node, bool masked)
{
    if (masked && (node.secret || !node.children.empty()))
        return node.secret ? maskedValue(node) : QString();
    QString value = node.value.trimmed();
    value.replace(QLatin1Char('\n'), QLatin1Char(' '));
    return node.shortened ? QString(value % QStringLiteral(" ...")) : value;
}

QString offsetOf(const View &view, const ViewNode &node)
{
    const QString number = (view.buffers[node.buffer].decoded ? QStringLiteral("+") : QString())
                           % QString::number(node.offset);
    return number.rightJustified(6) % QStringLiteral("  ");
}

void appendLines(QString &text, const View &view, const ViewNode &node, const TreeStyle &style, int depth)
{
    text += QString::fromStdString(style.indent);
    if (style.offsets)
        text += offsetOf(view, node);
    text += QString(depth * 2, QLatin1Char(' '));
    if (node.kind == NodeKind::tlv)
        text += node.tagText % QLatin1Char(' ');
    text += node.name;
    const QString value = valueOf(node, style.masked);
    if (!value.isEmpty())
        text += (node.name.isEmpty() ? QString() : QStringLiteral(": ")) % value;
    if (!node.problem.isEmpty())
        text += QStringLiteral("  ! ") % node.problem;
    text += QLatin1Char('\n');
    for (const ViewNode &child : node.children)
        appendLines(text, view, child, style, depth + 1);
}

QJsonObject nodeJson(const View &view, const ViewNode &node, bool masked)
{
    QJsonObject object{{QStringLiteral("offset"), static_cast<qint64>(node.offset)},
                       {QStringLiteral("length"), static_cast<qint64>(node.length)}};
    const auto put = [&](const char *name, const QString &text) {
        if (!text.isEmpty())
            object[QLatin1String(name)] = text;
    };
    put("name", node.name);
    put("tag", node.tagText);
    put("value", valueOf(node, masked));
    put("problem", node.problem);
    if (view.buffers[node.buffer].decoded)
        object[QStringLiteral("inBase64")] = true;
    if (!node.children.empty()) {
        QJsonArray children;
        for (const ViewNode &child : node.children)
            children.append(nodeJson(view, child, masked));
        object[QStringLiteral("children")] = children;
    }
    return object;
}

} // namespace

std::string treeLines(const View &view, const TreeStyle &style)
{
    QString text;
    for (const ViewNode &node : view.nodes)
        appendLines(text, view, node, style, 0);
    while (text.endsWith(QLatin1Char('\n')))
        text.chop(1);
    return text.toStdString();
}

QJsonArray treeJson(const View &view, bool masked)
{
    QJsonArray nodes;
    for (const ViewNode &node : view.nodes)
        nodes.append(nodeJson(view, node, masked));
    return nodes;
}

} // namespace wb::cli
