// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate.h"

#include "core/asn1/writer.h"
#include "core/pki/certificate_content.h"

namespace wb::pki {

namespace {

constexpr asn1::Tag integerTag = 0x02;
constexpr asn1::Tag bitStringTag = 0x03;
constexpr asn1::Tag oidTag = 0x06;
constexpr asn1::Tag utcTimeTag = 0x17;
constexpr asn1::Tag generalizedTimeTag = 0x18;
constexpr asn1::Tag sequenceTag = 0x30;
constexpr asn1::Tag setTag = 0x31;

constexpr std::size_t maxSerialSize = 20; // RFC 5280 section 4.1.2.2

int twoDigits(ByteView text, std::size_t at)
{
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// UTCTime and GeneralizedTime in the one form each that RFC 5280 section 4.1.2.5 allows: to the second, in UTC.
TimePoint readTime(DerCursor &cursor, std::string_view field)
{
    const asn1::Element element = cursor.any(field);
    const std::size_t yearDigits = element.tag == utcTimeTag ? 2 : element.tag == generalizedTimeTag ? 4 : 0;
    const ByteView text = element.content;
    if (yearDigits == 0 || text.size() != yearDigits + 11 || text.back() != 'Z') {
        cursor.reject(element.offset, field, "not a UTCTime or GeneralizedTime to the second in UTC");
        return {};
    }
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9') {
            cursor.reject(element.contentOffset() + i, field, "a character that is no digit in a time");
            return {};
        }
    }
    int fullYear = twoDigits(text, 0);
    if (yearDigits == 4)
        fullYear = fullYear * 100 + twoDigits(text, 2);
    else
        fullYear += fullYear < 50 ? 2000 : 1900;
    const std::size_t at = yearDigits;
    const std::chrono::year_month_day date(std::chrono::year(fullYear),
                                           std::chrono::month(static_cast<unsigned>(twoDigits(text, at))),
                                           std::chrono::day(static_cast<unsigned>(twoDigits(text, at + 2))));
    const int hour = twoDigits(text, at + 4);
    const int minute = twoDigits(text, at + 6);
    const int second = twoDigits(text, at + 8);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) {
        cursor.reject(element.contentOffset(), field, "no such date or time of day");
        return {};
    }
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute)
           + std::chrono::seconds(second);
}

Slice sliceOf(const asn1::Element &element)
{
    return {element.contentOffset(), element.content.size()};
}

Slice wholeSliceOf(const asn1::Element &element)
{
    return {element.offset, element.whole.size()};
}

/// A BIT STRING of whole octets.
Slice readOctetBits(DerCursor &cursor, std::string_view field)
{
    const asn1::Element bits = cursor.expect(bitStringTag, field);
    if (bits.content.empty() || bits.content[0] != 0) {
        cursor.reject(bits.contentOffset(), field, "not a BIT STRING of whole octets");
        return {};
    }
    return {bits.contentOffset() + 1, bits.content.size() - 1};
}

Slice readSerial(DerCursor &cursor)
{
    constexpr std::string_view field = "tbsCertificate.serialNumber";
    const asn1::Element element = cursor.expect(integerTag, field);
    Slice serial = sliceOf(element);
    if (serial.size > 1 && element.content[0] == 0) {
        ++serial.offset;
        --serial.size;
    }
    if (serial.size == 0 || serial.size > maxSerialSize)
        cursor.reject(element.offset, field, std::to_string(serial.size) + " octets, where 1 to 20 may stand");
    return serial;
}

void readPublicKeyInfo(DerCursor &tbs, CertificateContent &content)
{
    constexpr std::string_view field = "tbsCertificate.subjectPublicKeyInfo";
    DerCursor info(tbs.expect(sequenceTag, field), tbs.fault());
    DerCursor algorithm(info.expect(sequenceTag, field), tbs.fault());
    const Oid keyType = readOid(algorithm.expect(oidTag, field), tbs.fault(), field);
    if (keyType == oid::ecPublicKey && algorithm.has(oidTag)) {
        const Oid curve = readOid(algorithm.expect(oidTag, field), tbs.fault(), field);
        content.curve = curve == oid::p256              ? Curve::p256
                        : curve == oid::brainpoolP256r1 ? Curve::brainpoolP256r1
                                                        : Curve::other;
    }
    content.publicPoint = readOctetBits(info, field);
    info.finish(field);
}

/// The AlgorithmIdentifier's octets, and its OID.
ByteView readAlgorithm(DerCursor &cursor, std::string_view field, Oid &algorithm)
{
    const asn1::Element element = cursor.expect(sequenceTag, field);
    algorithm = readOid(DerCursor(element, cursor.fault()).expect(oidTag, field), cursor.fault(), field);
    return element.whole;
}

void readTbs(const asn1::Element &element, DerCursor::Fault &fault, CertificateContent &content, ByteView &algorithm)
{
    DerCursor tbs(element, fault);
    if (tbs.has(0xA0)) {
        DerCursor version(tbs.expect(0xA0, "tbsCertificate.version"), fault);
        version.expect(integerTag, "tbsCertificate.version");
        version.finish("tbsCertificate.version");
    }
    content.serial = readSerial(tbs);
    algorithm = readAlgorithm(tbs, "tbsCertificate.signature", content.signatureAlgorithm);
    const asn1::Element issuer = tbs.expect(sequenceTag, "tbsCertificate.issuer");
    content.issuerDer = wholeSliceOf(issuer);
    content.issuer = readName(issuer, fault, "tbsCertificate.issuer");
    DerCursor validity(tbs.expect(sequenceTag, "tbsCertificate.validity"), fault);
    content.notBefore = readTime(validity, "tbsCertificate.validity.notBefore");
    content.notAfter = readTime(validity, "tbsCertificate.validity.notAfter");
    validity.finish("tbsCertificate.validity");
    const asn1::Element subject = tbs.expect(sequenceTag, "tbsCertificate.subject");
    content.subjectDer = wholeSliceOf(subject);
    content.subject = readName(subject, fault, "tbsCertificate.subject");
    readPublicKeyInfo(tbs, content);
    for (const asn1::Tag uniqueId : {0x81u, 0x82u}) { // issuerUniqueID, subjectUniqueID: old, allowed, of no use
        if (tbs.has(uniqueId))
            tbs.expect(uniqueId, "tbsCertificate");
    }
    if (tbs.has(0xA3))
        readExtensions(tbs.expect(0xA3, "tbsCertificate.extensions"), fault, content);
    tbs.finish("tbsCertificate");
}

} // namespace

Oid readOid(const asn1::Element &element, DerCursor::Fault &fault, std::string_view field)
{
    if (fault.error)
        return {};
    std::optional<std::string> text = asn1::oidText(element.content);
    if (!text) {
        DerCursor(element, fault).reject(element.offset, field, "not a well-formed OBJECT IDENTIFIER");
        return {};
    }
    return std::move(*text);
}

Name readName(const asn1::Element &element, DerCursor::Fault &fault, std::string_view field)
{
    Name name;
    for (DerCursor rdns(element, fault); !rdns.atEnd();) {
        for (DerCursor attributes(rdns.expect(setTag, field), fault); !attributes.atEnd();) {
            DerCursor attribute(attributes.expect(sequenceTag, field), fault);
            Oid type = readOid(attribute.expect(oidTag, field), fault, field);
            const asn1::Element value = attribute.any(field);
            attribute.finish(field);
            name.attributes.push_back({std::move(type), stringText(value.tag, value.content)});
        }
    }
    return name;
}

Result<Certificate> Certificate::fromDer(ByteView der)
{
    auto content = std::make_shared<CertificateContent>();
    content->der = copyOf(der);

    DerCursor::Fault fault;
    DerCursor outermost(content->der, 0, fault);
    const asn1::Element whole = outermost.expect(sequenceTag, "Certificate");
    outermost.finish("Certificate");
    DerCursor certificate(whole, fault);
    const asn1::Element tbs = certificate.expect(sequenceTag, "tbsCertificate");
    content->tbs = wholeSliceOf(tbs);
    ByteView algorithm;
    readTbs(tbs, fault, *content, algorithm);
    Oid outerOid;
    const ByteView outerAlgorithm = readAlgorithm(certificate, "signatureAlgorithm", outerOid);
    if (!equal(algorithm, outerAlgorithm))
        certificate.reject(content->tbs.offset + content->tbs.size, "signatureAlgorithm",
                           "differs from the one inside the signed part");
    content->signature = readOctetBits(certificate, "signatureValue");
    certificate.finish("Certificate");
    if (fault.error)
        return fail(std::move(*fault.error));
    return Certificate(std::move(content));
}

const PublicKey *Certificate::publicKey() const
{
    const CertificateContent &content = *m_content;
    std::call_once(content.publicKeyMade, [&] {
        if (auto key = PublicKey::fromPoint(content.curve, content.view(content.publicPoint)))
            content.publicKey = std::move(*key);
    });
    return content.publicKey ? &*content.publicKey : nullptr;
}

bool verifyIssued(const Certificate &issuer, const Certificate &subject)
{
    // Both sides never change, so what held once holds for ever.
    const CertificateContent &content = *subject.m_content;
    const ByteView issuerPoint = issuer.publicPoint();
    {
        const std::lock_guard lock(content.verifiedMutex);
        if (!content.verifiedUnder.empty() && content.verifiedCurve == issuer.curve()
            && equal(content.verifiedUnder, issuerPoint))
            return true;
    }
    const PublicKey *key = issuer.publicKey();
    if (key == nullptr || subject.signatureAlgorithm() != oid::ecdsaWithSha256
        || !verifyDer(*key, subject.tbs(), subject.signature()))
        return false;
    const std::lock_guard lock(content.verifiedMutex);
    content.verifiedCurve = issuer.curve();
    content.verifiedUnder = copyOf(issuerPoint);
    return true;
}

// clang-format off
ByteView Certificate::der() const { return m_content->der; }
ByteView Certificate::tbs() const { return m_content->view(m_content->tbs); }
ByteView Certificate::serial() const { return m_content->view(m_content->serial); }
ByteView Certificate::issuerDer() const { return m_content->view(m_content->issuerDer); }
ByteView Certificate::subjectDer() const { return m_content->view(m_content->subjectDer); }
const Name &Certificate::issuer() const { return m_content->issuer; }
const Name &Certificate::subject() const { return m_content->subject; }
TimePoint Certificate::notBefore() const { return m_content->notBefore; }
TimePoint Certificate::notAfter() const { return m_content->notAfter; }
Curve Certificate::curve() const { return m_content->curve; }
ByteView Certificate::publicPoint() const { return m_content->view(m_content->publicPoint); }
const std::optional<Bytes> &Certificate::subjectKeyId() const { return m_content->subjectKeyId; }
const std::optional<Bytes> &Certificate::authorityKeyId() const { return m_content->authorityKeyId; }
const std::optional<KeyUsage> &Certificate::keyUsage() const { return m_content->keyUsage; }
const std::optional<OidList> &Certificate::extendedKeyUsage() const { return m_content->extendedKeyUsage; }
const std::optional<BasicConstraints> &Certificate::basicConstraints() const { return m_content->basicConstraints; }
const std::optional<OidList> &Certificate::policies() const { return m_content->policies; }
const std::optional<NameConstraints> &Certificate::nameConstraints() const { return m_content->nameConstraints; }
const std::vector<std::string> &Certificate::dnsNames() const { return m_content->dnsNames; }
const std::vector<Oid> &Certificate::registeredIds() const { return m_content->registeredIds; }
const std::optional<std::vector<std::string>> &Certificate::permittedEins() const { return m_content->permittedEins; }
const std::vector<std::string> &Certificate::crlDistributionPoints() const { return m_content->crlDistributionPoints; }
const std::vector<Oid> &Certificate::unknownCriticalExtensions() const { return m_content->unknownCriticalExtensions; }
const Oid &Certificate::signatureAlgorithm() const { return m_content->signatureAlgorithm; }
ByteView Certificate::signature() const { return m_content->view(m_content->signature); }
// clang-format on

} // namespace wb::pki
