// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate_draft.h"

#include "core/asn1/writer.h"

#include <cstdio>

namespace wb::pki {

namespace {

/// Writes the DER of a draft; the first OID or name that cannot be written is kept and makes the rest worthless.
class DraftWriter {
public:
    explicit DraftWriter(const CertificateDraft &draft) : m_draft(draft) {}

    Bytes tbs();
    Bytes algorithm();
    const std::optional<Error> &error() const { return m_error; }

private:
    void oid(asn1::Writer &writer, asn1::Tag tag, std::string_view dotted);
    void algorithmTo(asn1::Writer &writer);
    Bytes name(const Name &name);
    void time(asn1::Writer &writer, TimePoint time);

    template <class Body>
    void extension(asn1::Writer &writer, std::string_view type, bool critical, Body &&body);
    void keyExtensions(asn1::Writer &writer);
    void constraintExtensions(asn1::Writer &writer);
    void nameExtensions(asn1::Writer &writer);

    const CertificateDraft &m_draft;
    std::optional<Error> m_error;
};

Bytes bitString(ByteView octets)
{
    Bytes content{0};
    append(content, octets);
    return content;
}

/// The named bits as DER wants them: no trailing zero bits, so no trailing zero octets.
Bytes keyUsageContent(const KeyUsage &usage)
{
    Bytes octets(2, 0);
    unsigned highest = 0;
    for (unsigned bit = 0; bit < 16; ++bit) {
        if ((usage.bits >> bit & 1) == 0)
            continue;
        octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | 0x80u >> bit % 8);
        highest = bit;
    }
    octets.resize(usage.bits == 0 ? 0 : highest / 8 + 1);
    Bytes content{static_cast<std::uint8_t>(usage.bits == 0 ? 0 : 7 - highest % 8)};
    append(content, octets);
    return content;
}

void DraftWriter::oid(asn1::Writer &writer, asn1::Tag tag, std::string_view dotted)
{
    if (const auto content = asn1::oidContent(dotted))
        writer.primitive(tag, *content);
    else if (!m_error)
        m_error = content.error();
}

void DraftWriter::algorithmTo(asn1::Writer &writer)
{
    writer.constructed(0x30, [&] { oid(writer, 0x06, oid::ecdsaWithSha256); });
}

Bytes DraftWriter::algorithm()
{
    asn1::Writer writer;
    algorithmTo(writer);
    return writer.take();
}

Bytes DraftWriter::name(const Name &name)
{
    auto der = toDer(name);
    if (!der) {
        if (!m_error)
            m_error = der.error();
        return {};
    }
    return std::move(*der);
}

/// UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5).
void DraftWriter::time(asn1::Writer &writer, TimePoint time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    const int year = static_cast<int>(date.year());
    const bool utc = year >= 1950 && year < 2050;
    char text[48];
    std::snprintf(text, sizeof text, utc ? "%02d%02u%02u%02d%02d%02dZ" : "%04d%02u%02u%02d%02d%02dZ",
                  utc ? year % 100 : year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    writer.primitive(utc ? 0x17 : 0x18, viewOf(text));
}

template <class Body>
void DraftWriter::extension(asn1::Writer &writer, std::string_view type, bool critical, Body &&body)
{
    writer.constructed(0x30, [&] {
        oid(writer, 0x06, type);
        if (critical)
            writer.primitive(0x01, Bytes{0xFF});
        writer.constructed(0x04, body);
    });
}

void DraftWriter::keyExtensions(asn1::Writer &writer)
{
    if (m_draft.authorityKeyId) {
        extension(writer, oid::authorityKeyIdentifier, false,
                  [&] { writer.constructed(0x30, [&] { writer.primitive(0x80, *m_draft.authorityKeyId); }); });
    }
    if (m_draft.subjectKeyId)
        extension(writer, oid::subjectKeyIdentifier, false, [&] { writer.primitive(0x04, *m_draft.subjectKeyId); });
    if (m_draft.keyUsage) {
        extension(writer, oid::keyUsage, m_draft.keyUsage->critical,
                  [&] { writer.primitive(0x03, keyUsageContent(*m_draft.keyUsage)); });
    }
    if (m_draft.extendedKeyUsage) {
        extension(writer, oid::extendedKeyUsage, m_draft.extendedKeyUsage->critical, [&] {
            writer.constructed(0x30, [&] {
                for (const Oid &purpose : m_draft.extendedKeyUsage->oids)
                    oid(writer, 0x06, purpose);
            });
        });
    }
}

void DraftWriter::constraintExtensions(asn1::Writer &writer)
{
    if (m_draft.policies) {
        extension(writer, oid::certificatePolicies, m_draft.policies->critical, [&] {
            writer.constructed(0x30, [&] {
                for (const Oid &policy : m_draft.policies->oids)
                    writer.constructed(0x30, [&] { oid(writer, 0x06, policy); });
            });
        });
    }
    if (const auto &constraints = m_draft.basicConstraints) {
        extension(writer, oid::basicConstraints, constraints->critical, [&] {
            writer.constructed(0x30, [&] {
                if (constraints->ca)
                    writer.primitive(0x01, Bytes{0xFF});
                if (constraints->pathLength)
                    writer.primitive(0x02, asn1::integerContent(*constraints->pathLength));
            });
        });
    }
    if (const auto &constraints = m_draft.nameConstraints) {
        extension(writer, oid::nameConstraints, constraints->critical, [&] {
            writer.constructed(0x30, [&] {
                writer.constructed(0xA0, [&] {
                    for (const Name &permitted : constraints->permittedDirectoryNames)
                        writer.constructed(0x30,
                                           [&] { writer.constructed(0xA4, [&] { writer.raw(name(permitted)); }); });
                });
            });
        });
    }
    if (!m_draft.permittedEins.empty()) {
        extension(writer, oid::permittedEins, false, [&] {
            writer.constructed(0x30, [&] {
                for (const std::string &ein : m_draft.permittedEins)
                    writer.primitive(0x13, viewOf(ein));
            });
        });
    }
}

void DraftWriter::nameExtensions(asn1::Writer &writer)
{
    if (!m_draft.dnsNames.empty() || !m_draft.registeredIds.empty()) {
        extension(writer, oid::subjectAltName, false, [&] {
            writer.constructed(0x30, [&] {
                for (const std::string &dnsName : m_draft.dnsNames)
                    writer.primitive(0x82, viewOf(dnsName));
                for (const Oid &registeredId : m_draft.registeredIds)
                    oid(writer, 0x88, registeredId);
            });
        });
    }
    if (!m_draft.crlDistributionPoints.empty()) {
        extension(writer, oid::crlDistributionPoints, false, [&] {
            writer.constructed(0x30, [&] {
                for (const std::string &uri : m_draft.crlDistributionPoints) {
                    writer.constructed(0x30, [&] {
                        writer.constructed(
                            0xA0, [&] { writer.constructed(0xA0, [&] { writer.primitive(0x86, viewOf(uri)); }); });
                    });
                }
            });
        });
    }
    for (const Oid &unknown : m_draft.unknownCriticalExtensions)
        extension(writer, unknown, true, [&] { writer.primitive(0x05, {}); });
}

Bytes DraftWriter::tbs()
{
    asn1::Writer writer;
    writer.constructed(0x30, [&] {
        writer.constructed(0xA0, [&] { writer.primitive(0x02, Bytes{2}); }); // version 3
        Bytes serial = m_draft.serial;
        if (serial.empty() || (serial.front() & 0x80) != 0)
            serial.insert(serial.begin(), 0);
        writer.primitive(0x02, serial);
        algorithmTo(writer);
        writer.raw(m_draft.issuerDer);
        writer.constructed(0x30, [&] {
            time(writer, m_draft.notBefore);
            time(writer, m_draft.notAfter);
        });
        writer.raw(name(m_draft.subject));
        writer.raw(m_draft.subjectPublicKeyInfo);
        writer.constructed(0xA3, [&] {
            writer.constructed(0x30, [&] {
                keyExtensions(writer);
                constraintExtensions(writer);
                nameExtensions(writer);
            });
        });
    });
    return writer.take();
}

} // namespace

Result<Certificate> issueCertificate(const CertificateDraft &draft, const PrivateKey &issuerKey, bool spoilSignature)
{
    DraftWriter draftWriter(draft);
    const Bytes tbs = draftWriter.tbs();
    const Bytes algorithm = draftWriter.algorithm();
    if (draftWriter.error())
        return fail(*draftWriter.error());
    auto signature = signDer(issuerKey, tbs);
    if (!signature)
        return fail(std::move(signature.error()));
    if (spoilSignature)
        signature->back() ^= 0x01; // within s: still a well-formed signature

    asn1::Writer writer;
    writer.constructed(0x30, [&] {
        writer.raw(tbs);
        writer.raw(algorithm);
        writer.primitive(0x03, bitString(*signature));
    });
    return Certificate::fromDer(writer.bytes());
}

} // namespace wb::pki
