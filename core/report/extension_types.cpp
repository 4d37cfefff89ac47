// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/node_maker.h"

#include <array>

namespace wb::report {

namespace {

using asn1::FieldInfo;
using asn1::Named;
using asn1::TypeInfo;
using Shape = asn1::TypeInfo::Shape;

constexpr asn1::Tag sequenceTag = 0x30;

TypeInfo structureOf(std::string_view name, asn1::Tag tag, std::vector<FieldInfo> fields)
{
    return {name, Shape::sequence, tag, std::move(fields), nullptr};
}

TypeInfo repeated(std::string_view name, asn1::Tag tag, FieldInfo item)
{
    return {name, Shape::list, tag, {item}, nullptr};
}

/// RFC 5280 section 4.2.1.3.
std::string keyUsageText(ByteView content)
{
    static constexpr std::array<Named, 9> names{{{0, "digitalSignature"},
                                                 {1, "contentCommitment"},
                                                 {2, "keyEncipherment"},
                                                 {3, "dataEncipherment"},
                                                 {4, "keyAgreement"},
                                                 {5, "keyCertSign"},
                                                 {6, "cRLSign"},
                                                 {7, "encipherOnly"},
                                                 {8, "decipherOnly"}}};
    return asn1::namedBitsText(content, names);
}

/// RFC 5280 section 4.2.1.13.
std::string reasonFlagsText(ByteView content)
{
    static constexpr std::array<Named, 9> names{{{0, "unused"},
                                                 {1, "keyCompromise"},
                                                 {2, "cACompromise"},
                                                 {3, "affiliationChanged"},
                                                 {4, "superseded"},
                                                 {5, "cessationOfOperation"},
                                                 {6, "certificateHold"},
                                                 {7, "privilegeWithdrawn"},
                                                 {8, "aACompromise"}}};
    return asn1::namedBitsText(content, names);
}

TypeInfo textType(std::string_view name)
{
    return {name, Shape::primitive, 0, {}, &asn1::utf8Text};
}

/// GeneralName of RFC 5280 section 4.2.1.6: a CHOICE without a tag of its own.
const TypeInfo &generalName()
{
    static const TypeInfo text = textType("IA5String");
    static const TypeInfo objectId{"OBJECT IDENTIFIER", Shape::primitive, 0, {}, &asn1::objectIdText};
    static const TypeInfo directoryName{
        "directoryName", Shape::list, 0xA4, {{"Name", sequenceTag, false, nameType()}}, nullptr};
    static const TypeInfo name{"GeneralName",
                               Shape::choice,
                               0,
                               {{"otherName", 0xA0, false, nullptr},
                                {"rfc822Name", 0x81, false, &text},
                                {"dNSName", 0x82, false, &text},
                                {"x400Address", 0xA3, false, nullptr},
                                {"directoryName", 0xA4, false, &directoryName},
                                {"ediPartyName", 0xA5, false, nullptr},
                                {"uniformResourceIdentifier", 0x86, false, &text},
                                {"iPAddress", 0x87, false, nullptr},
                                {"registeredID", 0x88, false, &objectId}},
                               nullptr};
    return name;
}

const TypeInfo *distributionPoints()
{
    static const TypeInfo reasons{"ReasonFlags", Shape::primitive, 0, {}, &reasonFlagsText};
    static const TypeInfo fullName = repeated("fullName", 0xA0, {{}, 0, true, &generalName()});
    static const TypeInfo point{
        "DistributionPointName",
        Shape::choice,
        0xA0,
        {{"fullName", 0xA0, false, &fullName}, {"nameRelativeToCRLIssuer", 0xA1, false, nullptr}},
        nullptr};
    static const TypeInfo issuer = repeated("cRLIssuer", 0xA2, {{}, 0, true, &generalName()});
    static const TypeInfo distributionPoint = structureOf("DistributionPoint", sequenceTag,
                                                          {{"distributionPoint", 0xA0, true, &point},
                                                           {"reasons", 0x81, true, &reasons},
                                                           {"cRLIssuer", 0xA2, true, &issuer}});
    static const TypeInfo points = repeated("CRLDistributionPoints", sequenceTag,
                                            {"DistributionPoint", sequenceTag, true, &distributionPoint});
    return &points;
}

const TypeInfo *nameConstraints()
{
    static const TypeInfo subtree = structureOf(
        "GeneralSubtree", sequenceTag,
        {{"base", 0, false, &generalName()}, {"minimum", 0x80, true, nullptr}, {"maximum", 0x81, true, nullptr}});
    static const TypeInfo permitted = repeated("permittedSubtrees", 0xA0,
                                               {"GeneralSubtree", sequenceTag, true, &subtree});
    static const TypeInfo excluded = repeated("excludedSubtrees", 0xA1,
                                              {"GeneralSubtree", sequenceTag, true, &subtree});
    static const TypeInfo constraints = structureOf(
        "NameConstraints", sequenceTag,
        {{"permittedSubtrees", 0xA0, true, &permitted}, {"excludedSubtrees", 0xA1, true, &excluded}});
    return &constraints;
}

const TypeInfo *authorityKeyIdentifier()
{
    static const TypeInfo issuer = repeated("authorityCertIssuer", 0xA1, {{}, 0, true, &generalName()});
    static const TypeInfo number{"INTEGER", Shape::primitive, 0, {}, &asn1::integerText};
    static const TypeInfo identifier = structureOf("AuthorityKeyIdentifier", sequenceTag,
                                                   {{"keyIdentifier", 0x80, true, nullptr},
                                                    {"authorityCertIssuer", 0xA1, true, &issuer},
                                                    {"authorityCertSerialNumber", 0x82, true, &number}});
    return &identifier;
}

} // namespace

const TypeInfo *extensionType(std::string_view dotted)
{
    static const TypeInfo keyIdentifier{"KeyIdentifier", Shape::primitive, 0x04, {}, &asn1::hexText};
    static const TypeInfo keyUsage{"KeyUsage", Shape::primitive, 0x03, {}, &keyUsageText};
    static const TypeInfo alternativeName = repeated("SubjectAltName", sequenceTag, {{}, 0, true, &generalName()});
    static const TypeInfo basicConstraints = structureOf(
        "BasicConstraints", sequenceTag, {{"cA", 0x01, true, nullptr}, {"pathLenConstraint", 0x02, true, nullptr}});
    static const TypeInfo policy = structureOf(
        "PolicyInformation", sequenceTag,
        {{"policyIdentifier", 0x06, false, nullptr}, {"policyQualifiers", sequenceTag, true, nullptr}});
    static const TypeInfo policies = repeated("CertificatePolicies", sequenceTag,
                                              {"PolicyInformation", sequenceTag, true, &policy});
    static const TypeInfo purposes = repeated("ExtKeyUsage", sequenceTag, {"KeyPurposeId", 0x06, true, nullptr});
    static const TypeInfo access = structureOf(
        "AccessDescription", sequenceTag,
        {{"accessMethod", 0x06, false, nullptr}, {"accessLocation", 0, false, &generalName()}});
    static const TypeInfo accesses = repeated("AuthorityInfoAccess", sequenceTag,
                                              {"AccessDescription", sequenceTag, true, &access});
    struct Row {
        std::string_view dotted;
        const TypeInfo *type;
    };
    const std::array<Row, 10> rows{{{"2.5.29.14", &keyIdentifier},
                                    {"2.5.29.15", &keyUsage},
                                    {"2.5.29.17", &alternativeName},
                                    {"2.5.29.19", &basicConstraints},
                                    {"2.5.29.30", nameConstraints()},
                                    {"2.5.29.31", distributionPoints()},
                                    {"2.5.29.32", &policies},
                                    {"2.5.29.35", authorityKeyIdentifier()},
                                    {"2.5.29.37", &purposes},
                                    {"1.3.6.1.5.5.7.1.1", &accesses}}};
    for (const Row &row : rows) {
        if (row.dotted == dotted)
            return row.type;
    }
    return nullptr;
}

} // namespace wb::report
