// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "core/asn1/annotate.h"
#include "core/report/json_scanner.h"
#include "core/report/view.h"
#include "core/rsp/catalogue.h"

#include <QCoreApplication>

#include <optional>

namespace wb::report {

/// Translations of this room.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Annotation)
};

/// A stretch of a buffer that is to become nodes.
struct Stretch {
    std::size_t buffer = 0;
    std::size_t offset = 0;
    std::size_t length = 0;
};

/// Makes the nodes of one view; grows its buffers as it decodes. Each function reads one stretch of a buffer.
class NodeMaker {
public:
    explicit NodeMaker(View &view) : m_view(view) {}

    /// @p type null: by the leading tag and the direction. Nothing known: universal names.
    std::vector<ViewNode> tlv(Stretch stretch, const asn1::TypeInfo *type, rsp::Direction direction);
    std::vector<ViewNode> certificate(Stretch stretch);
    std::vector<ViewNode> json(Stretch stretch);
    std::vector<ViewNode> httpHead(Stretch stretch);
    std::vector<ViewNode> commandApdu(Stretch stretch);
    std::vector<ViewNode> responseApdu(Stretch stretch);
    std::vector<ViewNode> answerToReset(Stretch stretch);
    std::vector<ViewNode> raw(Stretch stretch);

private:
    ByteView bytesOf(Stretch stretch) const;
    /// @p inside: what the OCTET STRING of a certificate's extension holds, where its OID is known.
    ViewNode tlvNode(const asn1::AnnotatedNode &node, Stretch stretch, rsp::Direction direction,
                     const asn1::TypeInfo *inside = nullptr);
    ViewNode jsonNode(const JsonNode &node, std::size_t row, Stretch stretch);
    void openBase64(ViewNode &node, const JsonNode &json);

    View &m_view;
    int m_opened = 0; ///< certificates and extension values being opened now, one inside the other
};

/// A field of an APDU, an HTTP line, ...: a leaf.
ViewNode leaf(NodeKind kind, QString name, QString value, Stretch stretch);

/// The text cut to what a tree can show; @p shortened says whether it was.
QString shownText(const std::string &text, bool *shortened);

/// Whether a field of this name tells about a person: eidValue, iccid, matchingId, ...
bool isSecretName(QStringView name);

/// Puts "reading stopped here" into a tree: on the innermost leaf that holds the octet, or as a node of its own.
void noteStop(std::vector<ViewNode> &nodes, Stretch stretch, std::size_t at, const QString &problem);

/// The X.509 Certificate of RFC 5280, named as its ASN.1 names it.
const asn1::TypeInfo *certificateType();

/// Its Name: a SEQUENCE of RelativeDistinguishedName.
const asn1::TypeInfo *nameType();

/// What is in an extension of a certificate, by its OID in dotted form (RFC 5280 section 4.2): null for one that nobody here knows.
const asn1::TypeInfo *extensionType(std::string_view dotted);

/// The FCI or FCP template that answers a SELECT (ISO/IEC 7816-4, ETSI TS 102 221 section 11.1.1.3); null for other tags.
const asn1::TypeInfo *selectResponseType(asn1::Tag tag);

/// "commonName" for 2.5.4.3, "id-rspRole-ds-auth-v2"...: empty for an OID that nobody here knows.
std::string_view objectIdName(std::string_view dotted);

} // namespace wb::report
