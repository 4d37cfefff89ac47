// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/report/node_maker.h"

#include <array>

namespace wb::report {

namespace {

using asn1::FieldInfo;
using asn1::TypeInfo;
using Shape = asn1::TypeInfo::Shape;

TypeInfo sequenceOf(std::string_view name, std::vector<FieldInfo> fields)
{
    return {name, Shape::sequence, 0x30, std::move(fields), nullptr};
}

/// One of several string or time types under one name.
TypeInfo anyOf(std::string_view name, std::initializer_list<asn1::Tag> tags)
{
    std::vector<FieldInfo> alternatives;
    for (const asn1::Tag tag : tags)
        alternatives.push_back({name, tag, false, nullptr});
    return {name, Shape::choice, 0, std::move(alternatives), nullptr};
}

struct ObjectIdName {
    std::string_view dotted;
    std::string_view name;
};

/// What certificates of SGP.22 section 4.5.2 contain.
constexpr std::array<ObjectIdName, 44> objectIds{{
    {"2.5.4.3", "commonName"},
    {"2.5.4.5", "serialNumber"},
    {"2.5.4.6", "countryName"},
    {"2.5.4.7", "localityName"},
    {"2.5.4.8", "stateOrProvinceName"},
    {"2.5.4.10", "organizationName"},
    {"2.5.4.11", "organizationalUnitName"},
    {"2.5.29.14", "subjectKeyIdentifier"},
    {"2.5.29.15", "keyUsage"},
    {"2.5.29.17", "subjectAltName"},
    {"2.5.29.19", "basicConstraints"},
    {"2.5.29.30", "nameConstraints"},
    {"2.5.29.31", "cRLDistributionPoints"},
    {"2.5.29.32", "certificatePolicies"},
    {"2.5.29.35", "authorityKeyIdentifier"},
    {"2.5.29.37", "extKeyUsage"},
    {"1.3.6.1.5.5.7.1.1", "authorityInfoAccess"},
    {"1.3.6.1.5.5.7.3.1", "serverAuth"},
    {"1.3.6.1.5.5.7.3.2", "clientAuth"},
    {"1.2.840.10045.2.1", "ecPublicKey"},
    {"1.2.840.10045.3.1.7", "prime256v1"},
    {"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    {"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    {"1.2.840.113549.1.1.1", "rsaEncryption"},
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"2.23.146.1.2.1.0", "id-rspRole-ci"},
    {"2.23.146.1.2.1.1", "id-rspRole-euicc"},
    {"2.23.146.1.2.1.2", "id-rspRole-eum"},
    {"2.23.146.1.2.1.3", "id-rspRole-dp-tls"},
    {"2.23.146.1.2.1.4", "id-rspRole-dp-auth"},
    {"2.23.146.1.2.1.5", "id-rspRole-dp-pb"},
    {"2.23.146.1.2.1.6", "id-rspRole-ds-tls"},
    {"2.23.146.1.2.1.7", "id-rspRole-ds-auth"},
    {"2.23.146.1.2.1.0.0.0", "id-rspRole-eum-v2"},
    {"2.23.146.1.2.1.0.0.0.0", "id-rspRole-eum-subca-v2"},
    {"2.23.146.1.2.1.0.0.0.0.0", "id-rspRole-euicc-v2"},
    {"2.23.146.1.2.1.0.0.1.0", "id-rspRole-dp-tls-v2"},
    {"2.23.146.1.2.1.0.0.1.1", "id-rspRole-dp-auth-v2"},
    {"2.23.146.1.2.1.0.0.1.2", "id-rspRole-dp-pb-v2"},
    {"2.23.146.1.2.1.0.0.2.0", "id-rspRole-ds-tls-v2"},
    {"2.23.146.1.2.1.0.0.2.1", "id-rspRole-ds-auth-v2"},
    {"2.23.146.1.2.1.0.0.2", "id-rspRole-ds-subca-v2"},
    {"2.23.146.1.2.2.0", "permitted EINs"},
}};

} // namespace

std::string_view objectIdName(std::string_view dotted)
{
    for (const ObjectIdName &known : objectIds) {
        if (known.dotted == dotted)
            return known.name;
    }
    return {};
}

const TypeInfo *nameType()
{
    static const TypeInfo text = anyOf("value", {0x0C, 0x13, 0x14, 0x16, 0x1C, 0x1E});
    static const TypeInfo attribute = sequenceOf("attribute",
                                                 {{"type", 0x06, false, nullptr}, {"value", 0, false, &text}});
    static const TypeInfo attributes{
        "RelativeDistinguishedName", Shape::list, 0x31, {{"attribute", 0x30, false, &attribute}}, nullptr};
    static const TypeInfo name{
        "Name", Shape::list, 0x30, {{"relativeDistinguishedName", 0x31, true, &attributes}}, nullptr};
    return &name;
}

const TypeInfo *certificateType()
{
    const TypeInfo &name = *nameType();
    static const TypeInfo algorithm = sequenceOf("AlgorithmIdentifier", {{"algorithm", 0x06, false, nullptr},
                                                                         {"parameters", 0x06, true, nullptr},
                                                                         {"parameters", 0x05, true, nullptr}});
    static const TypeInfo notBefore = anyOf("notBefore", {0x17, 0x18});
    static const TypeInfo notAfter = anyOf("notAfter", {0x17, 0x18});
    static const TypeInfo validity = sequenceOf(
        "Validity", {{"notBefore", 0, false, &notBefore}, {"notAfter", 0, false, &notAfter}});
    static const TypeInfo publicKey = sequenceOf(
        "SubjectPublicKeyInfo", {{"algorithm", 0x30, false, &algorithm}, {"subjectPublicKey", 0x03, false, nullptr}});
    static const TypeInfo extension = sequenceOf(
        "extension",
        {{"extnID", 0x06, false, nullptr}, {"critical", 0x01, true, nullptr}, {"extnValue", 0x04, false, nullptr}});
    static const TypeInfo extensionList{
        "Extensions", Shape::list, 0x30, {{"extension", 0x30, true, &extension}}, nullptr};
    static const TypeInfo extensions{
        "Extensions", Shape::list, 0xA3, {{"Extensions", 0x30, true, &extensionList}}, nullptr};
    static const TypeInfo version{"Version", Shape::list, 0xA0, {{"version", 0x02, true, nullptr}}, nullptr};
    static const TypeInfo toBeSigned = sequenceOf("TBSCertificate", {{"version", 0xA0, true, &version},
                                                                     {"serialNumber", 0x02, false, nullptr},
                                                                     {"signature", 0x30, false, &algorithm},
                                                                     {"issuer", 0x30, false, &name},
                                                                     {"validity", 0x30, false, &validity},
                                                                     {"subject", 0x30, false, &name},
                                                                     {"subjectPublicKeyInfo", 0x30, false, &publicKey},
                                                                     {"issuerUniqueID", 0x81, true, nullptr},
                                                                     {"subjectUniqueID", 0x82, true, nullptr},
                                                                     {"extensions", 0xA3, true, &extensions}});
    static const TypeInfo certificate = sequenceOf("Certificate", {{"tbsCertificate", 0x30, false, &toBeSigned},
                                                                   {"signatureAlgorithm", 0x30, false, &algorithm},
                                                                   {"signatureValue", 0x03, false, nullptr}});
    return &certificate;
}

const TypeInfo *selectResponseType(asn1::Tag tag)
{
    static const TypeInfo proprietary{"proprietary information",
                                      Shape::list,
                                      0xA5,
                                      {{"UICC characteristics", 0x80, true, nullptr},
                                       {"application power consumption", 0x81, true, nullptr},
                                       {"maximum length of command data", 0x9F65, true, nullptr},
                                       {"security domain management data", 0x73, true, nullptr}},
                                      nullptr};
    static const std::vector<FieldInfo> fields = {
        {"file size", 0x80, true, nullptr},
        {"total file size", 0x81, true, nullptr},
        {"file descriptor", 0x82, true, nullptr},
        {"file identifier", 0x83, true, nullptr},
        {"DF name (AID)", 0x84, true, nullptr},
        {"short file identifier", 0x88, true, nullptr},
        {"life cycle status", 0x8A, true, nullptr},
        {"security attributes", 0x8B, true, nullptr},
        {"security attributes, compact", 0x8C, true, nullptr},
        {"security attributes, expanded", 0xAB, true, nullptr},
        {"proprietary information", 0xA5, true, &proprietary},
        {"PIN status", 0xC6, true, nullptr},
        {"ISDRProprietaryApplicationTemplate", 0xE0, true, rsp::typeOf(0xE0, rsp::Direction::response)},
    };
    static const TypeInfo fci{"FCI template", Shape::list, 0x6F, fields, nullptr};
    static const TypeInfo fcp{"FCP template", Shape::list, 0x62, fields, nullptr};
    switch (tag) {
    case 0x6F: return &fci;
    case 0x62: return &fcp;
    default: return nullptr;
    }
}

} // namespace wb::report
