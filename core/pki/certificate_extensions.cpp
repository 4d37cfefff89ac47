// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate_content.h"

#include "core/asn1/writer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wb::pki {

namespace {

constexpr asn1::Tag booleanTag = 0x01;
constexpr asn1::Tag bitStringOfUsage = 0x03;
constexpr asn1::Tag octetString = 0x04;
constexpr asn1::Tag extensionOid = 0x06;
constexpr asn1::Tag sequenceOf = 0x30;

// Choices of GeneralName (RFC 5280 section 4.2.1.6).
constexpr asn1::Tag generalDnsName = 0x82;
constexpr asn1::Tag generalDirectoryName = 0xA4;
constexpr asn1::Tag generalUri = 0x86;
constexpr asn1::Tag generalRegisteredId = 0x88;

/// One extension being read: the cursor stands on its value.
struct Extension {
    DerCursor value;
    bool critical = false;
    CertificateContent &content;
};

constexpr std::string_view subjectKeyIdField = "subjectKeyIdentifier";
constexpr std::string_view authorityKeyIdField = "authorityKeyIdentifier";
constexpr std::string_view keyUsageField = "keyUsage";
constexpr std::string_view extendedKeyUsageField = "extendedKeyUsage";
constexpr std::string_view basicConstraintsField = "basicConstraints";
constexpr std::string_view policiesField = "certificatePolicies";
constexpr std::string_view nameConstraintsField = "nameConstraints";
constexpr std::string_view subjectAltNameField = "subjectAltName";
constexpr std::string_view crlField = "cRLDistributionPoints";
constexpr std::string_view permittedEinsField = "permittedEins";

void readSubjectKeyId(Extension &extension)
{
    extension.content.subjectKeyId = copyOf(extension.value.expect(octetString, subjectKeyIdField).content);
}

void readAuthorityKeyId(Extension &extension)
{
    DerCursor fields(extension.value.expect(sequenceOf, authorityKeyIdField), extension.value.fault());
    while (!fields.atEnd()) {
        const asn1::Element field = fields.any(authorityKeyIdField);
        if (field.tag == 0x80)
            extension.content.authorityKeyId = copyOf(field.content);
    }
}

void readKeyUsage(Extension &extension)
{
    const asn1::Element bits = extension.value.expect(bitStringOfUsage, keyUsageField);
    KeyUsage usage;
    usage.critical = extension.critical;
    if (bits.content.empty() || bits.content.size() > 3 || bits.content[0] > 7)
        extension.value.reject(bits.contentOffset(), keyUsageField, "not a BIT STRING of up to nine bits");
    for (std::size_t i = 1; i < bits.content.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((bits.content[i] & (0x80u >> bit)) != 0)
                usage.bits = static_cast<std::uint16_t>(usage.bits | 1u << ((i - 1) * 8 + bit));
        }
    }
    extension.content.keyUsage = usage;
}

void readExtendedKeyUsage(Extension &extension)
{
    OidList usage;
    usage.critical = extension.critical;
    for (DerCursor purposes(extension.value.expect(sequenceOf, extendedKeyUsageField), extension.value.fault());
         !purposes.atEnd();)
        usage.oids.push_back(
            readOid(purposes.expect(extensionOid, extendedKeyUsageField), purposes.fault(), extendedKeyUsageField));
    extension.content.extendedKeyUsage = std::move(usage);
}

void readBasicConstraints(Extension &extension)
{
    DerCursor fields(extension.value.expect(sequenceOf, basicConstraintsField), extension.value.fault());
    BasicConstraints constraints;
    constraints.critical = extension.critical;
    if (fields.has(booleanTag)) {
        const asn1::Element ca = fields.expect(booleanTag, basicConstraintsField);
        constraints.ca = ca.content.size() == 1 && ca.content[0] != 0;
    }
    if (!fields.atEnd()) {
        const asn1::Element element = fields.expect(0x02, basicConstraintsField);
        const auto length = asn1::integerValue(element.content);
        if (!length || *length < 0 || *length > 1000)
            fields.reject(element.offset, basicConstraintsField, "no usable path length");
        else
            constraints.pathLength = static_cast<unsigned>(*length);
    }
    fields.finish(basicConstraintsField);
    extension.content.basicConstraints = constraints;
}

void readPolicies(Extension &extension)
{
    OidList policies;
    policies.critical = extension.critical;
    for (DerCursor infos(extension.value.expect(sequenceOf, policiesField), extension.value.fault()); !infos.atEnd();) {
        DerCursor info(infos.expect(sequenceOf, policiesField), infos.fault());
        policies.oids.push_back(readOid(info.expect(extensionOid, policiesField), infos.fault(), policiesField));
    }
    extension.content.policies = std::move(policies);
}

/// SEQUENCE OF GeneralSubtree { base, minimum DEFAULT 0, maximum }; RFC 5280 leaves only the base.
void readPermittedSubtrees(DerCursor subtrees, NameConstraints &constraints)
{
    while (!subtrees.atEnd()) {
        DerCursor subtree(subtrees.expect(sequenceOf, nameConstraintsField), subtrees.fault());
        const asn1::Element base = subtree.any(nameConstraintsField);
        if (base.tag != generalDirectoryName || !subtree.atEnd()) {
            constraints.otherForms = true;
            continue;
        }
        DerCursor name(base, subtrees.fault());
        constraints.permittedDirectoryNames.push_back(
            readName(name.expect(sequenceOf, nameConstraintsField), subtrees.fault(), nameConstraintsField));
    }
}

void readNameConstraints(Extension &extension)
{
    NameConstraints constraints;
    constraints.critical = extension.critical;
    for (DerCursor fields(extension.value.expect(sequenceOf, nameConstraintsField), extension.value.fault());
         !fields.atEnd();) {
        const asn1::Element field = fields.any(nameConstraintsField);
        if (field.tag == 0xA0)
            readPermittedSubtrees(DerCursor(field, fields.fault()), constraints);
        else
            constraints.otherForms = true;
    }
    extension.content.nameConstraints = std::move(constraints);
}

void readSubjectAltName(Extension &extension)
{
    for (DerCursor names(extension.value.expect(sequenceOf, subjectAltNameField), extension.value.fault());
         !names.atEnd();) {
        const asn1::Element name = names.any(subjectAltNameField);
        if (name.tag == generalDnsName)
            extension.content.dnsNames.push_back(stringText(0x16, name.content));
        else if (name.tag == generalRegisteredId)
            extension.content.registeredIds.push_back(readOid(name, names.fault(), subjectAltNameField));
    }
}

/// SEQUENCE OF DistributionPoint { [0] { [0] fullName GeneralNames } ... }; only URIs are kept.
void readCrlDistributionPoints(Extension &extension)
{
    for (DerCursor points(extension.value.expect(sequenceOf, crlField), extension.value.fault()); !points.atEnd();) {
        DerCursor point(points.expect(sequenceOf, crlField), points.fault());
        if (!point.has(0xA0))
            continue;
        DerCursor name(point.expect(0xA0, crlField), points.fault());
        if (!name.has(0xA0))
            continue;
        for (DerCursor names(name.expect(0xA0, crlField), points.fault()); !names.atEnd();) {
            const asn1::Element general = names.any(crlField);
            if (general.tag == generalUri)
                extension.content.crlDistributionPoints.push_back(stringText(0x16, general.content));
        }
    }
}

/// SEQUENCE OF PrintableString.
void readPermittedEins(Extension &extension)
{
    std::vector<std::string> eins;
    for (DerCursor list(extension.value.expect(sequenceOf, permittedEinsField), extension.value.fault());
         !list.atEnd();) {
        const asn1::Element ein = list.any(permittedEinsField);
        eins.push_back(stringText(ein.tag, ein.content));
    }
    extension.content.permittedEins = std::move(eins);
}

struct ExtensionReader {
    std::string_view oid;
    std::string_view field;
    void (*read)(Extension &);
};

constexpr std::array<ExtensionReader, 10> extensionReaders{{
    {oid::subjectKeyIdentifier, subjectKeyIdField, readSubjectKeyId},
    {oid::authorityKeyIdentifier, authorityKeyIdField, readAuthorityKeyId},
    {oid::keyUsage, keyUsageField, readKeyUsage},
    {oid::extendedKeyUsage, extendedKeyUsageField, readExtendedKeyUsage},
    {oid::basicConstraints, basicConstraintsField, readBasicConstraints},
    {oid::certificatePolicies, policiesField, readPolicies},
    {oid::nameConstraints, nameConstraintsField, readNameConstraints},
    {oid::subjectAltName, subjectAltNameField, readSubjectAltName},
    {oid::crlDistributionPoints, crlField, readCrlDistributionPoints},
    {oid::permittedEins, permittedEinsField, readPermittedEins},
}};

} // namespace

void readExtensions(const asn1::Element &element, DerCursor::Fault &fault, CertificateContent &content)
{
    constexpr std::string_view field = "tbsCertificate.extensions";
    std::array<bool, extensionReaders.size()> seen{};
    DerCursor wrapper(element, fault);
    const asn1::Element list = wrapper.expect(sequenceOf, field);
    wrapper.finish(field);
    for (DerCursor extensions(list, fault); !extensions.atEnd();) {
        const asn1::Element whole = extensions.expect(sequenceOf, field);
        DerCursor fields(whole, fault);
        Oid type = readOid(fields.expect(extensionOid, field), fault, field);
        bool critical = false;
        if (fields.has(booleanTag)) {
            const asn1::Element flag = fields.expect(booleanTag, field);
            critical = flag.content.size() == 1 && flag.content[0] != 0;
        }
        const asn1::Element value = fields.expect(octetString, field);
        fields.finish(field);

        std::size_t known = 0;
        while (known < extensionReaders.size() && extensionReaders[known].oid != type)
            ++known;
        if (known == extensionReaders.size()) {
            if (critical)
                content.unknownCriticalExtensions.push_back(std::move(type));
            continue;
        }
        if (std::exchange(seen[known],
                          true)) { // RFC 5280 section 4.2: never twice, or two readers see two certificates
            fields.reject(whole.offset, extensionReaders[known].field, "the extension is there twice");
            return;
        }
        Extension extension{DerCursor(value, fault), critical, content};
        extensionReaders[known].read(extension);
        extension.value.finish(extensionReaders[known].field);
    }
}

std::string KeyUsage::text() const
{
    static constexpr std::array<std::string_view, 9> names{"digitalSignature", "contentCommitment", "keyEncipherment",
                                                           "dataEncipherment", "keyAgreement",      "keyCertSign",
                                                           "cRLSign",          "encipherOnly",      "decipherOnly"};
    std::string text;
    for (std::size_t bit = 0; bit < names.size(); ++bit) {
        if ((bits >> bit & 1) == 0)
            continue;
        text += text.empty() ? "" : ", ";
        text += names[bit];
    }
    return text.empty() ? "nothing" : text;
}

bool OidList::has(std::string_view oid) const
{
    return std::find(oids.begin(), oids.end(), oid) != oids.end();
}

std::string OidList::text() const
{
    std::string text;
    for (const Oid &oid : oids)
        text += (text.empty() ? "" : ", ") + oid;
    return text.empty() ? "none" : text;
}

} // namespace wb::pki
