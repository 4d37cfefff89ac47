// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/node_maker.h"
#include "core/rsp/euicc_response.h"

#include <algorithm>
#include <array>

namespace wb::report {

namespace {

/// Characters of a value that a tree shows; the octets themselves are beside it.
constexpr std::size_t shownCharacters = 400;

const asn1::Limits shownLimits{32, 20'000};

/// An extension value inside a certificate inside a data object is as deep as honest octets go; an enemy's go deeper.
constexpr int mostOpened = 4;

bool endsInCertificate(std::string_view name)
{
    return name.ends_with("Certificate");
}

/// "commonName = Lab CI" for an attribute of a name, "keyUsage" for an extension: what their OID says.
void nameByObjectId(ViewNode &node)
{
    if (node.children.empty() || node.children.front().tagText != QStringLiteral("06"))
        return;
    if (node.name == QStringLiteral("attribute") && node.children.size() > 1)
        node.value = node.children[0].value.section(QStringLiteral(" ("), 0, 0) % QStringLiteral(" = ")
                     % node.children[1].value;
    else if (node.name == QStringLiteral("extension"))
        node.value = node.children[0].value;
}

/// What the value of a certificate's extension is, as the OID beside it says; null for any other node.
const asn1::TypeInfo *extensionIn(const asn1::AnnotatedNode &node, ByteView bytes)
{
    if (node.name != "extension" || node.children.empty() || node.children.front().tag != 0x06)
        return nullptr;
    return extensionType(asn1::valueText(node.children.front(), bytes));
}

bool isEid(QStringView text)
{
    if (text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"')))
        text = text.mid(1, text.size() - 2);
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

QString shownText(const std::string &text, bool *shortened)
{
    const bool cut = text.size() > shownCharacters;
    if (shortened != nullptr)
        *shortened = cut;
    QString shown = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), shownCharacters)));
    for (QChar &character : shown) {
        if (character.category() == QChar::Other_Control)
            character = QChar(0x00B7); // one node is one line
    }
    return cut ? QString(shown % QChar(0x2026)) : shown;
}

bool isSecretName(QStringView name)
{
    static constexpr std::array names{
        QLatin1String("eid"),           QLatin1String("eidvalue"),
        QLatin1String("iccid"),         QLatin1String("imei"),
        QLatin1String("matchingid"),    QLatin1String("eventid"),
        QLatin1String("authorization"), QLatin1String("confirmationcode"),
        QLatin1String("hashcc"),        QLatin1String("msisdn"),
        QLatin1String("imsi"),
    };
    return std::any_of(names.begin(), names.end(),
                       [name](QLatin1String secret) { return name.compare(secret, Qt::CaseInsensitive) == 0; });
}

ViewNode leaf(NodeKind kind, QString name, QString value, Stretch stretch)
{
    ViewNode node;
    node.kind = kind;
    node.name = std::move(name);
    node.value = std::move(value);
    node.buffer = stretch.buffer;
    node.offset = stretch.offset;
    node.length = stretch.length;
    return node;
}

void noteStop(std::vector<ViewNode> &nodes, Stretch stretch, std::size_t at, const QString &problem)
{
    std::vector<ViewNode> *level = &nodes;
    std::size_t end = stretch.offset + stretch.length;
    for (;;) {
        const auto inside = std::find_if(level->begin(), level->end(), [&](const ViewNode &node) {
            return node.buffer == stretch.buffer && node.contains(at);
        });
        if (inside == level->end())
            break;
        if (inside->children.empty()) {
            if (inside->problem.isEmpty())
                inside->problem = problem;
            return;
        }
        end = inside->end();
        level = &inside->children;
    }
    ViewNode stop = leaf(NodeKind::raw, Words::tr("not read"), {}, {stretch.buffer, at, end > at ? end - at : 0});
    stop.problem = problem;
    const auto after = std::find_if(level->begin(), level->end(),
                                    [at](const ViewNode &node) { return node.offset > at; });
    level->insert(after, std::move(stop));
}

ByteView NodeMaker::bytesOf(Stretch stretch) const
{
    return ByteView(m_view.buffers[stretch.buffer].bytes).subspan(stretch.offset, stretch.length);
}

std::vector<ViewNode> NodeMaker::tlv(Stretch stretch, const asn1::TypeInfo *type, rsp::Direction direction)
{
    const ByteView bytes = bytesOf(stretch);
    if (type == nullptr) {
        const asn1::Tag tag = asn1::Reader(bytes).peekTag();
        type = rsp::typeOf(tag, direction);
        if (type == nullptr)
            type = selectResponseType(tag);
    }
    const asn1::Annotated annotated = asn1::annotate(bytes, type, shownLimits);
    std::vector<ViewNode> nodes;
    nodes.reserve(annotated.nodes.size());
    for (const asn1::AnnotatedNode &node : annotated.nodes)
        nodes.push_back(tlvNode(node, stretch, direction));
    if (annotated.error)
        noteStop(nodes, stretch, stretch.offset + annotated.error->offset.value_or(0),
                 QString::fromStdString(annotated.error->reason));
    return nodes;
}

ViewNode NodeMaker::tlvNode(const asn1::AnnotatedNode &source, Stretch stretch, rsp::Direction direction,
                            const asn1::TypeInfo *inside)
{
    const ByteView bytes = bytesOf(stretch);
    ViewNode node;
    node.kind = NodeKind::tlv;
    node.tagText = QString::fromStdString(asn1::tagText(source.tag));
    node.name = source.name.empty()
                    ? (source.unknown ? Words::tr("unknown field %1") : Words::tr("tag %1")).arg(node.tagText)
                    : QString::fromUtf8(source.name.data(), static_cast<qsizetype>(source.name.size()));
    node.problem = QString::fromStdString(source.problem);
    node.buffer = stretch.buffer;
    node.offset = stretch.offset + source.offset;
    node.length = source.whole;
    node.header = source.header;
    node.secret = isSecretName(node.name);

    const Stretch content{stretch.buffer, node.offset + source.header, source.content};
    ++m_opened;
    if (m_opened <= mostOpened && source.type != nullptr && source.type->shape == asn1::TypeInfo::Shape::opaque
        && endsInCertificate(source.name)) {
        // Opaque to the schema, because a signature covers it; for people it is a certificate.
        std::vector<ViewNode> certificates = certificate({stretch.buffer, node.offset, node.length});
        if (certificates.size() == 1)
            node.children = std::move(certificates.front().children);
    } else if (m_opened <= mostOpened && source.name == "simaResponse") {
        node.children = tlv(content, &asn1::describe<rsp::EuiccResponse>(), direction);
        if (node.children.size() != 1 || !node.children.front().problem.isEmpty())
            node.children.clear();
    } else if (m_opened <= mostOpened && source.tag == 0x04 && source.name == "extnValue") {
        node.children = tlv(content, inside, direction);
        if (node.children.size() != 1 || !node.children.front().problem.isEmpty())
            node.children.clear(); // octets after all
    }
    --m_opened;
    if (node.children.empty()) {
        node.children.reserve(source.children.size());
        const asn1::TypeInfo *extension = extensionIn(source, bytes);
        for (const asn1::AnnotatedNode &child : source.children)
            node.children.push_back(tlvNode(child, stretch, direction, extension));
    }
    if (node.children.empty()) {
        const std::string value = asn1::valueText(source, bytes);
        const std::string_view meaning = source.tag == 0x06 ? objectIdName(value) : std::string_view();
        node.value = shownText(meaning.empty() ? value : std::string(meaning) + " (" + value + ")", &node.shortened);
        node.shortened = node.shortened || value.ends_with(" octets)"); // asn1::hexText cuts as well
        node.secret = node.secret || isEid(node.value);
    }
    nameByObjectId(node);
    return node;
}

std::vector<ViewNode> NodeMaker::certificate(Stretch stretch)
{
    return tlv(stretch, certificateType(), rsp::Direction::response);
}

std::vector<ViewNode> NodeMaker::raw(Stretch stretch)
{
    if (stretch.length == 0)
        return {};
    ViewNode node = leaf(NodeKind::raw, Words::tr("octets"),
                         Words::tr("%n octet(s)", nullptr, static_cast<int>(stretch.length)), stretch);
    node.secret = true; // nobody can tell what they say
    return {node};
}

} // namespace wb::report
