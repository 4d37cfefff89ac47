// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/card_difference.h"

#include "core/report/annotation.h"
#include "core/report/node_maker.h"

#include <QStringList>

#include <algorithm>

namespace wb::report {

namespace {

const rsp::Es10Function *readingFunction(ByteView request)
{
    const rsp::Es10Function *function = rsp::es10FunctionOf(asn1::Reader(request).peekTag());
    return function != nullptr && function->effect == rsp::Es10Effect::reads ? function : nullptr;
}

View viewOfAnswer(const Bytes &answer)
{
    Part part;
    part.bytes = answer;
    part.kind = PartKind::tlv;
    part.direction = rsp::Direction::response;
    return annotatePart(part);
}

/// A tree with the octets its nodes point into.
struct Side {
    const View &view;

    ByteView octetsOf(const ViewNode &node) const
    {
        return ByteView(view.buffers[node.buffer].bytes).subspan(node.offset, node.length);
    }
};

class Comparison {
public:
    Comparison(std::string function, const View &before, const View &after)
        : m_function(std::move(function)),
          m_before{before},
          m_after{after}
    {
    }

    std::vector<CardDifference> run()
    {
        compareLists(m_before.view.nodes, m_after.view.nodes, {});
        return std::move(m_found);
    }

private:
    using Nodes = std::vector<const ViewNode *>;

    /// What an item of a list is known by; empty for one that has nothing of that kind.
    static QString nameOfItem(const ViewNode &node)
    {
        for (const ViewNode &child : node.children) {
            for (const char *name : {"iccid", "seqNumber", "isdpAid"}) {
                if (child.name == QLatin1String(name))
                    return child.value;
            }
        }
        return {};
    }

    static Nodes named(const std::vector<ViewNode> &nodes, const QString &name)
    {
        Nodes found;
        for (const ViewNode &node : nodes) {
            if (node.name == name)
                found.push_back(&node);
        }
        return found;
    }

    static QString pathOf(const QString &path, const ViewNode &node, const QString &item)
    {
        // The names of the answer itself say what the function says.
        if (path.isEmpty() && item.isEmpty()
            && (node.name.endsWith(QStringLiteral("Response")) || node.name.endsWith(QStringLiteral("Ok"))))
            return {};
        const QString step = item.isEmpty() ? node.name : QString(node.name % QLatin1Char(' ') % item);
        return path.isEmpty() ? step : QString(path % QStringLiteral(" > ") % step);
    }

    void compareLists(const std::vector<ViewNode> &before, const std::vector<ViewNode> &after, const QString &path)
    {
        QStringList names;
        for (const auto *nodes : {&before, &after}) {
            for (const ViewNode &node : *nodes) {
                if (!names.contains(node.name))
                    names << node.name;
            }
        }
        for (const QString &name : names)
            compareGroup(named(before, name), named(after, name), path);
    }

    void compareGroup(const Nodes &before, Nodes after, const QString &path)
    {
        const bool alone = before.size() == 1 && after.size() == 1;
        if (alone && nameOfItem(*before[0]).isEmpty()) {
            compareNodes(*before[0], *after[0], pathOf(path, *before[0], {}));
            return;
        }
        for (const ViewNode *node : before) {
            const QString item = nameOfItem(*node);
            const auto twin = std::find_if(after.begin(), after.end(), [&](const ViewNode *other) {
                return item.isEmpty() ? equal(m_before.octetsOf(*node), m_after.octetsOf(*other))
                                      : nameOfItem(*other) == item;
            });
            if (twin == after.end()) {
                add(CardDifference::Kind::onlyBefore, node, nullptr, pathOf(path, *node, item));
                continue;
            }
            compareNodes(*node, **twin, pathOf(path, *node, item));
            after.erase(twin);
        }
        for (const ViewNode *node : after)
            add(CardDifference::Kind::onlyAfter, nullptr, node, pathOf(path, *node, nameOfItem(*node)));
    }

    void compareNodes(const ViewNode &before, const ViewNode &after, const QString &path)
    {
        if (equal(m_before.octetsOf(before), m_after.octetsOf(after)))
            return;
        const auto isGroup = [](const ViewNode &node) { return !node.children.empty() || node.length == node.header; };
        if (!isGroup(before) || !isGroup(after))
            add(CardDifference::Kind::changed, &before, &after, path);
        else
            compareLists(before.children, after.children, path);
    }

    /// What a field says; of a group how much is in it.
    static QString valueOf(const ViewNode &node)
    {
        if (!node.value.isEmpty() || (node.children.empty() && node.length > node.header))
            return node.value;
        return node.children.empty() ? Words::tr("empty")
                                     : Words::tr("%n field(s)", nullptr, static_cast<int>(node.children.size()));
    }

    void add(CardDifference::Kind kind, const ViewNode *before, const ViewNode *after, const QString &path)
    {
        CardDifference difference;
        difference.kind = kind;
        difference.function = m_function;
        difference.path = path;
        if (before != nullptr)
            difference.before = valueOf(*before);
        if (after != nullptr)
            difference.after = valueOf(*after);
        difference.secret = (before != nullptr && before->secret) || (after != nullptr && after->secret);
        m_found.push_back(std::move(difference));
    }

    std::string m_function;
    Side m_before;
    Side m_after;
    std::vector<CardDifference> m_found;
};

CardDifference askedOnce(const std::string &function, bool before)
{
    CardDifference difference;
    difference.kind = before ? CardDifference::Kind::onlyBefore : CardDifference::Kind::onlyAfter;
    difference.function = function;
    return difference;
}

} // namespace

CardAnswers answersIn(std::span<const capture::ExchangePtr> exchanges, WhichAnswer which)
{
    CardAnswers answers;
    for (const capture::ExchangePtr &exchange : exchanges) {
        const capture::ApduExchange *apdu = exchange->apdu();
        if (apdu == nullptr || apdu->response.empty() || readingFunction(apdu->request) == nullptr)
            continue;
        if (which == WhichAnswer::last)
            answers[apdu->request] = apdu->response;
        else
            answers.emplace(apdu->request, apdu->response);
    }
    return answers;
}

std::vector<CardDifference> differencesBetween(const CardAnswers &before, const CardAnswers &after)
{
    std::vector<CardDifference> all;
    for (const rsp::Es10Function &function : rsp::es10Functions()) {
        std::vector<Bytes> questions;
        for (const CardAnswers *answers : {&before, &after}) {
            for (const auto &[question, answer] : *answers) {
                const bool known = std::find(questions.begin(), questions.end(), question) != questions.end();
                if (readingFunction(question) == &function && !known)
                    questions.push_back(question);
            }
        }
        for (const Bytes &question : questions) {
            const auto one = before.find(question);
            const auto other = after.find(question);
            if (one == before.end() || other == after.end()) {
                all.push_back(askedOnce(std::string(function.name), other == after.end()));
                continue;
            }
            const View left = viewOfAnswer(one->second);
            const View right = viewOfAnswer(other->second);
            auto found = Comparison(std::string(function.name), left, right).run();
            std::move(found.begin(), found.end(), std::back_inserter(all));
        }
    }
    return all;
}

} // namespace wb::report
