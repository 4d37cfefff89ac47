// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/writer.h"
#include "core/rsp/authentication.h"
#include "tests/bench/bench.h"

#include <openssl/asn1.h>

#include <random>

namespace {

using namespace wb;
using asn1::Writer;

constexpr int rounds = 15;
constexpr int walksARound = 2000; ///< of the whole set; some 30 ms

class Material {
public:
    Bytes octets(std::size_t count)
    {
        Bytes bytes(count);
        for (std::uint8_t &octet : bytes)
            octet = static_cast<std::uint8_t>(m_random());
        return bytes;
    }

    /// A certificate in the shape of SGP.26: names, validity, P-256 key, extensions, signature.
    Bytes certificate(std::string_view subject)
    {
        Writer writer;
        writer.constructed(0x30, [&] {
            writer.constructed(0x30, [&] {
                writer.constructed(0xA0, [&] { writer.primitive(0x02, Bytes{2}); });
                writer.primitive(0x02, octets(9));
                algorithm(writer);
                name(writer, "Test CI");
                writer.constructed(0x30, [&] {
                    writer.primitive(0x17, viewOf("260101000000Z"));
                    writer.primitive(0x18, viewOf("75000101000000Z"));
                });
                name(writer, subject);
                writer.constructed(0x30, [&] {
                    writer.constructed(0x30, [&] {
                        writer.primitive(0x06, *asn1::oidContent("1.2.840.10045.2.1"));
                        writer.primitive(0x06, *asn1::oidContent("1.2.840.10045.3.1.7"));
                    });
                    writer.primitive(0x03, octets(66));
                });
                writer.constructed(0xA3, [&] { writer.constructed(0x30, [&] { extensions(writer); }); });
            });
            algorithm(writer);
            writer.primitive(0x03, octets(72));
        });
        return writer.take();
    }

    rsp::AuthenticateServerResponse response()
    {
        rsp::EuiccSigned1 signed1;
        signed1.transactionId.octets = octets(16);
        signed1.serverAddress = "testrootsmds.example.com";
        signed1.euiccInfo2.extCardResource.octets = octets(13);
        signed1.euiccInfo2.uiccCapability = {rsp::UiccCapabilityBit::usimSupport, rsp::UiccCapabilityBit::javacard};
        signed1.euiccInfo2.verificationKeyIds = {rsp::KeyId{octets(20)}, rsp::KeyId{octets(20)}};
        signed1.euiccInfo2.signingKeyIds = signed1.euiccInfo2.verificationKeyIds;
        signed1.euiccInfo2.sasAccreditationNumber = "LAB-01";
        rsp::CtxParamsForCommonAuthentication params;
        params.matchingId = "EV2-0001";
        params.deviceInfo.tac = *rsp::Tac::fromText("53926011");
        signed1.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(params)});
        rsp::AuthenticateResponseOk ok;
        ok.euiccSigned1 = asn1::seal(std::move(signed1));
        ok.euiccSignature1 = octets(64);
        ok.euiccCertificate.whole = certificate("89049032123451234512345678901235");
        ok.eumCertificate.whole = certificate("EUM Test");
        return {std::move(ok)};
    }

private:
    static void algorithm(Writer &writer)
    {
        writer.constructed(0x30, [&] { writer.primitive(0x06, *asn1::oidContent("1.2.840.10045.4.3.2")); });
    }

    static void name(Writer &writer, std::string_view commonName)
    {
        writer.constructed(0x30, [&] {
            for (const auto &[type, text] :
                 {std::pair("2.5.4.3", commonName), std::pair("2.5.4.10", std::string_view("RSP Test"))})
                writer.constructed(0x31, [&, type = type, text = text] {
                    writer.constructed(0x30, [&] {
                        writer.primitive(0x06, *asn1::oidContent(type));
                        writer.primitive(0x0C, viewOf(text));
                    });
                });
        });
    }

    void extensions(Writer &writer)
    {
        for (const auto &[type, size] :
             {std::pair("2.5.29.35", 24), std::pair("2.5.29.14", 22), std::pair("2.5.29.15", 4),
              std::pair("2.5.29.32", 14), std::pair("2.5.29.31", 60)})
            writer.constructed(0x30, [&, type = type, size = size] {
                writer.primitive(0x06, *asn1::oidContent(type));
                writer.primitive(0x01, Bytes{0xFF});
                writer.primitive(0x04, octets(static_cast<std::size_t>(size)));
            });
    }

    std::mt19937 m_random{2026};
};

/// What one discovery makes a program read.
std::vector<Bytes> realisticSet()
{
    Material material;
    std::vector<Bytes> set;
    set.push_back(material.certificate("testrootsmds.example.com"));
    const rsp::AuthenticateServerResponse response = material.response();
    set.push_back(asn1::encode(response.ok()->euiccSigned1.value.euiccInfo2));
    set.push_back(asn1::encode(response));
    return set;
}

/// What a walk saw; equal when both walks saw the same.
struct Walked {
    std::size_t elements = 0;
    std::size_t primitiveOctets = 0;
    bool complete = true;

    bool operator==(const Walked &) const = default;
};

void ourWalk(ByteView bytes, std::size_t base, Walked &walked)
{
    asn1::Reader reader(bytes, base);
    for (asn1::Element element; reader.next(element);) {
        ++walked.elements;
        if (element.constructed())
            ourWalk(element.content, element.contentOffset(), walked);
        else
            walked.primitiveOctets += element.content.size();
    }
    walked.complete = walked.complete && reader.fault() == asn1::Fault::none;
}

void opensslWalk(const unsigned char *at, const unsigned char *end, Walked &walked)
{
    while (at < end) {
        long length = 0;
        int tag = 0;
        int tagClass = 0;
        const int form = ASN1_get_object(&at, &length, &tag, &tagClass, end - at);
        if ((form & 0x80) != 0) {
            walked.complete = false;
            return;
        }
        ++walked.elements;
        if ((form & V_ASN1_CONSTRUCTED) != 0)
            opensslWalk(at, at + length, walked);
        else
            walked.primitiveOctets += static_cast<std::size_t>(length);
        at += length;
    }
}

Result<bench::Measured> measureTlvWalk()
{
    const std::vector<Bytes> set = realisticSet();
    Walked ours;
    Walked theirs;
    const auto walkOurs = [&] {
        const double start = bench::threadCpuSeconds();
        for (int i = 0; i < walksARound; ++i) {
            for (const Bytes &bytes : set)
                ourWalk(bytes, 0, ours);
        }
        return bench::threadCpuSeconds() - start;
    };
    const auto walkTheirs = [&] {
        const double start = bench::threadCpuSeconds();
        for (int i = 0; i < walksARound; ++i) {
            for (const Bytes &bytes : set)
                opensslWalk(bytes.data(), bytes.data() + bytes.size(), theirs);
        }
        return bench::threadCpuSeconds() - start;
    };
    const double ratio = bench::medianRatio(rounds, walkOurs, walkTheirs);
    if (!(ours == theirs) || !ours.complete || ours.elements == 0)
        return fail(ErrorKind::internal, Interface::asn1, "tlv-walk", "the two walks did not see the same TLVs");
    return ratio;
}

} // namespace

WB_BENCH("tlv-walk", "our walk of the TLVs of a discovery / the same with OpenSSL's ASN1_get_object", "ratio",
         wb::bench::atMost(1.0), measureTlvWalk);
