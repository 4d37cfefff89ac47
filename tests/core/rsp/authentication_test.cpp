// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/annotate.h"
#include "core/rsp/authentication.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTemporaryFile>

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

class AuthenticationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void serverSigned1();
    void ctxParams1_data();
    void ctxParams1();
    void requestRoundTrips();
    void okResponseRoundTrips();
    void errorResponses_data();
    void errorResponses();
    void errorResponsesThatAreNone_data();
    void errorResponsesThatAreNone();
    void writesTheStrictErrorResponse();
    void unknownErrorNumberIsKept();
    void signedBytesStayAsReceived();
    void laterVersionsFieldsAreKept();
    void deviceInfo();
    void opensslReadsWhatWeWrite_data();
    void opensslReadsWhatWeWrite();
};

namespace {

DeviceInfo defaultDevice()
{
    DeviceInfo device;
    device.tac = *Tac::fromText("53926011");
    return device;
}

CtxParams1 params(std::optional<std::string> matchingId)
{
    return {CtxParamsForCommonAuthentication{std::move(matchingId), defaultDevice(), {}}};
}

ServerSigned1 vectorServerSigned1()
{
    ServerSigned1 value;
    value.transactionId = *TransactionId::fromText("0123456789ABCDEF");
    for (std::uint8_t i = 0; i < 16; ++i) {
        value.euiccChallenge[i] = static_cast<std::uint8_t>(0x10 + i);
        value.serverChallenge[i] = static_cast<std::uint8_t>(0x20 + i);
    }
    value.serverAddress = "smds.example.com";
    return value;
}

const std::string serverSigned1Hex =
    "304080080123456789ABCDEF8110101112131415161718191A1B1C1D1E1F8310736D64732E6578616D"
    "706C652E636F6D8410202122232425262728292A2B2C2D2E2F";

AuthenticateServerRequest request()
{
    AuthenticateServerRequest value;
    value.serverSigned1 = asn1::seal(vectorServerSigned1());
    value.serverSignature1 = Bytes(64, 0xAB);
    value.euiccCiPKIdToBeUsed.octets = Bytes(20, 0x81);
    value.serverCertificate.whole = hex("3005 300302 0105");
    value.ctxParams1 = asn1::seal(params("EV2-0001"));
    return value;
}

AuthenticateServerResponse okResponse()
{
    EuiccSigned1 signed1;
    signed1.transactionId = *TransactionId::fromText("0123456789ABCDEF");
    signed1.serverAddress = "smds.example.com";
    signed1.euiccInfo2.svn = *Version::fromText("2.5.0");
    signed1.euiccInfo2.extCardResource.octets = hex("8101 01 82040000AABB 83020100");
    signed1.euiccInfo2.uiccCapability = {UiccCapabilityBit::usimSupport, UiccCapabilityBit::javacard};
    signed1.euiccInfo2.category = EuiccCategory::mediumEuicc;
    signed1.euiccInfo2.sasAccreditationNumber = "LAB-01";
    signed1.ctxParams1 = asn1::seal(params({}));
    AuthenticateResponseOk ok;
    ok.euiccSigned1 = asn1::seal(std::move(signed1));
    ok.euiccSignature1 = Bytes(64, 0xCD);
    ok.euiccCertificate.whole = hex("3003 020101");
    ok.eumCertificate.whole = hex("3003 020102");
    return {std::move(ok)};
}

} // namespace

/// The computed vectors of the facts, protocol.md 1.5.
void AuthenticationTest::serverSigned1()
{
    QCOMPARE(toHex(asn1::encode(vectorServerSigned1())), serverSigned1Hex);
    const auto back = asn1::decode<ServerSigned1>(hex(serverSigned1Hex));
    QVERIFY(back.has_value());
    QVERIFY(*back == vectorServerSigned1());
}

void AuthenticationTest::ctxParams1_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::optional<std::string>>("matchingId");
    using Text = std::optional<std::string>;
    QTest::newRow("absent") << std::string("A00AA108800435290611A100") << Text();
    QTest::newRow("empty") << std::string("A00C8000A108800435290611A100") << Text("");
    QTest::newRow("EventID") << std::string("A01480084556322D30303031A108800435290611A100") << Text("EV2-0001");
}

void AuthenticationTest::ctxParams1()
{
    QFETCH(std::string, bytes);
    QFETCH(std::optional<std::string>, matchingId);
    QCOMPARE(toHex(asn1::encode(params(matchingId))), bytes);
    const auto back = asn1::decode<CtxParams1>(hex(bytes));
    QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
    QVERIFY(back->common().matchingId == matchingId); // absent and empty stay apart, though they mean the same
    QCOMPARE(back->common().deviceInfo.tac.digits, std::string("53926011"));
}

void AuthenticationTest::requestRoundTrips()
{
    const AuthenticateServerRequest value = request();
    const Bytes bytes = asn1::encode(value);
    QVERIFY(toHex(bytes).starts_with("BF3881"));
    const auto back = asn1::decode<AuthenticateServerRequest>(bytes);
    QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
    QVERIFY(*back == value);
    QCOMPARE(toHex(back->serverSigned1.bytes), serverSigned1Hex);
    QCOMPARE(asn1::encode(*back), bytes);
}

void AuthenticationTest::okResponseRoundTrips()
{
    const AuthenticateServerResponse value = okResponse();
    const Bytes bytes = asn1::encode(value);
    const auto back = asn1::decode<AuthenticateServerResponse>(bytes);
    QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
    QVERIFY(*back == value);
    QVERIFY(back->ok() != nullptr && back->error() == nullptr);
    QCOMPARE(back->ok()->euiccCertificate.whole, hex("3003 020101")); // by position: both certificates are a 30
    QCOMPARE(back->ok()->eumCertificate.whole, hex("3003 020102"));
    QCOMPARE(asn1::encode(*back), bytes);
}

/// Three encodings are met, protocol.md 4.4.
void AuthenticationTest::errorResponses_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<std::string>("transactionId");
    QTest::newRow("strict") << std::string("BF3808 A106 80010A 020105") << 5 << std::string("0A");
    QTest::newRow("tagged automatically") << std::string("BF3808 A106 80010A 810106") << 6 << std::string("0A");
    QTest::newRow("code alone") << std::string("BF3805 A103 800104") << 4 << std::string();
    QTest::newRow("code alone, strict") << std::string("BF3805 A103 020104") << 4 << std::string();
    QTest::newRow("unknown field") << std::string("BF380B A109 80010A 020105 9001FF") << 5 << std::string("0A");
    QTest::newRow("127") << std::string("BF380F A10D 80080123456789ABCDEF 02017F") << 127
                         << std::string("0123456789ABCDEF");
}

void AuthenticationTest::errorResponses()
{
    QFETCH(std::string, bytes);
    QFETCH(int, code);
    QFETCH(std::string, transactionId);
    const auto response = asn1::decode<AuthenticateServerResponse>(hex(bytes));
    QVERIFY2(response.has_value(), response ? "" : response.error().line().c_str());
    QVERIFY(response->ok() == nullptr && response->error() != nullptr);
    QCOMPARE(static_cast<int>(response->error()->code), code);
    QCOMPARE(response->error()->transactionId ? response->error()->transactionId->text() : std::string(),
             transactionId);
    QVERIFY(asn1::decode<AuthenticateServerResponse>(asn1::encode(*response)).value() == *response);
}

void AuthenticationTest::errorResponsesThatAreNone_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::size_t>("offset");
    QTest::newRow("nothing inside") << std::string("BF3802 A100") << std::size_t{5};
    QTest::newRow("no code") << std::string("BF3806 A104 8002 0A0B") << std::size_t{5};
    QTest::newRow("empty code") << std::string("BF3807 A105 80010A 0200") << std::size_t{10};
    QTest::newRow("negative code") << std::string("BF3808 A106 80010A 0201FF") << std::size_t{10};
    QTest::newRow("empty transaction") << std::string("BF3807 A105 8000 020105") << std::size_t{5};
    QTest::newRow("cut") << std::string("BF3806 A104 80010A 02") << std::size_t{9};
    QTest::newRow("none of the alternatives") << std::string("BF3802 A200") << std::size_t{3};
}

void AuthenticationTest::errorResponsesThatAreNone()
{
    QFETCH(std::string, bytes);
    QFETCH(std::size_t, offset);
    const auto response = asn1::decode<AuthenticateServerResponse>(hex(bytes));
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().offset.value(), offset);
    QVERIFY(response.error().step.starts_with("AuthenticateServerResponse"));
}

void AuthenticationTest::writesTheStrictErrorResponse()
{
    const AuthenticateServerResponse response{
        AuthenticateResponseError{*TransactionId::fromText("0A"), AuthenticateErrorCode::invalidOid}};
    QCOMPARE(asn1::encode(response), hex("BF3808 A106 80010A 020105"));
    QCOMPARE(asn1::nameOf(AuthenticateErrorCode::invalidOid), std::string_view("invalidOid"));
}

void AuthenticationTest::unknownErrorNumberIsKept()
{
    const auto response = asn1::decode<AuthenticateServerResponse>(hex("BF3808 A106 80010A 020163"));
    QVERIFY(response.has_value());
    QCOMPARE(static_cast<int>(response->error()->code), 99);
    QCOMPARE(asn1::nameOf(response->error()->code), std::string_view());
}

/// A signature is verified over what was sent, also when it is not DER.
void AuthenticationTest::signedBytesStayAsReceived()
{
    const Bytes notDer = hex("308140" + serverSigned1Hex.substr(4)); // a length octet more than needed
    asn1::Writer writer;
    writer.constructed(0xBF38, [&] {
        writer.raw(notDer);
        writer.primitive(0x5F37, Bytes(64, 0xAB));
        writer.primitive(0x04, Bytes(20, 0x81));
        writer.raw(hex("3000"));
        writer.raw(hex("A00AA108800435290611A100"));
    });
    const auto back = asn1::decode<AuthenticateServerRequest>(writer.bytes());
    QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
    QCOMPARE(back->serverSigned1.bytes, notDer);
    QVERIFY(back->serverSigned1.value == vectorServerSigned1());
    QCOMPARE(asn1::encode(*back), writer.bytes());
}

/// ServerSigned1 of v3 carries A5 sessionContext and 86 serverRspCapability, protocol.md 1.7.
void AuthenticationTest::laterVersionsFieldsAreKept()
{
    const Bytes v3 = asn1::tlv(0x30, hex(serverSigned1Hex.substr(4) + "A503 800103 8602 0560"));
    const auto value = asn1::decode<ServerSigned1>(v3);
    QVERIFY(value.has_value());
    QCOMPARE(value->extras, hex("A503 800103 8602 0560"));
    QCOMPARE(asn1::encode(*value), v3);
}

void AuthenticationTest::deviceInfo()
{
    DeviceInfo device = defaultDevice();
    device.deviceCapabilities.gsmSupportedRelease = *Version::fromText("15.0.0");
    device.deviceCapabilities.nr5gcSupportedRelease = *Version::fromText("16.1.0");
    device.imei = *Imei::fromText("490154203237518");
    const Bytes bytes = asn1::encode(device);
    QCOMPARE(bytes, hex("301C 8004 35290611 A10A 80030F0000 8903100100 8208 9410450223 7315F8"));
    QVERIFY(asn1::decode<DeviceInfo>(bytes).value() == device);

    // What a later LPA adds: CAT classes, form factor, 5G lists.
    const auto later = asn1::decode<DeviceInfo>(hex("3019 8004 35290611 A111 8B03030100 8C020560 8D0103 AE00 9701AA"));
    QVERIFY2(later.has_value(), later ? "" : later.error().line().c_str());
    QCOMPARE(later->deviceCapabilities.lpaSvn->text(), std::string("3.1.0"));
    QCOMPARE(*later->deviceCapabilities.catSupportedClasses, hex("0560"));
    QCOMPARE(*later->deviceCapabilities.euiccFormFactorType, std::int64_t(3));
    QCOMPARE(later->deviceCapabilities.deviceAdditionalFeatureSupport->whole, hex("AE00"));
    QCOMPARE(later->deviceCapabilities.extras, hex("9701AA"));
    QCOMPARE(asn1::encode(*later), hex("3019 8004 35290611 A111 8B03030100 8C020560 8D0103 AE00 9701AA"));
}

/// A foreign reader agrees: openssl asn1parse walks what our encoder writes to the end, with our offsets and tags.
void AuthenticationTest::opensslReadsWhatWeWrite_data()
{
    QTest::addColumn<Bytes>("bytes");
    QTest::newRow("ServerSigned1") << asn1::encode(vectorServerSigned1());
    QTest::newRow("AuthenticateServerRequest") << asn1::encode(request());
    QTest::newRow("AuthenticateServerResponse") << asn1::encode(okResponse());
    QTest::newRow("error response") << asn1::encode(AuthenticateServerResponse{
        AuthenticateResponseError{*TransactionId::fromText("0A"), AuthenticateErrorCode::ciPKUnknown}});
}

namespace {

std::size_t countNodes(const std::vector<asn1::Node> &nodes)
{
    std::size_t count = nodes.size();
    for (const asn1::Node &node : nodes)
        count += countNodes(node.children);
    return count;
}

} // namespace

void AuthenticationTest::opensslReadsWhatWeWrite()
{
    QFETCH(Bytes, bytes);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()));
    QVERIFY(file.flush());
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), {QStringLiteral("asn1parse"), QStringLiteral("-inform"),
                                              QStringLiteral("DER"), QStringLiteral("-in"), file.fileName()});
    QVERIFY(openssl.waitForFinished());
    const QByteArray lines = openssl.readAllStandardOutput();
    QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
    QVERIFY2(!lines.contains("Error") && !lines.contains("BAD"), lines.constData());
    QCOMPARE(std::size_t(lines.count('\n')), countNodes(asn1::parse(bytes).nodes)); // a line a TLV
}

WB_TEST(AuthenticationTest);
#include "authentication_test.moc"
