// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/pki/authority.h"
#include "core/report/annotation.h"
#include "core/report/bytes_text.h"
#include "core/report/node_index.h"
#include "core/rsp/notification.h"
#include "tests/support/test.h"

#include <random>

using namespace wb;
using namespace wb::report;

class AnnotationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anApduExchangeHasItsPartsInOrder();
    void anHttpExchangeHasItsPartsInOrder();
    void opensBase64MembersAsTlv();
    void saysWhenAMemberIsNoBase64();
    void namesADataObjectByItsDirection();
    void readsCommandApdus_data();
    void readsCommandApdus();
    void readsResponseApdus();
    void readsHttpHeads();
    void namesCertificates();
    void readsCertificateExtensions();
    void readsRareExtensions();
    void marksSecrets();
    void cutTlvSaysWhere();
    void cutFieldIsShown();
    void finds();
    void keepsAPathAcrossExchanges();
    void writesBytes();
    void namesWhatTheProfileInterpreterSaid();
    void takesAnyOctets();
};

namespace {

Bytes hexBytes(std::string_view text)
{
    return fromHex(text).value();
}

Bytes textBytes(std::string_view text)
{
    return copyOf(viewOf(text));
}

const char euiccInfo1[] = "BF20 0D 8203 020300 A906 0404 01020304";

const ViewNode *child(const std::vector<ViewNode> &nodes, const QString &name)
{
    for (const ViewNode &node : nodes) {
        if (node.name == name)
            return &node;
    }
    return nullptr;
}

capture::Exchange apduExchange()
{
    capture::ApduExchange apdu;
    apdu.request = hexBytes("BF3E035C015A");
    apdu.response = hexBytes("BF3E125A1089049032123451234512345678901235");
    apdu.blocks.push_back({hexBytes("80E2910006BF3E035C015A"), hexBytes("6115"), {}, {}, false});
    apdu.blocks.push_back(
        {hexBytes("00C0000015"), hexBytes("BF3E125A10890490321234512345123456789012359000"), {}, {}, true});
    capture::Exchange exchange;
    exchange.detail = apdu;
    return exchange;
}

/// What every view must hold, whatever it was made from.
void verifyInside(const View &view, const std::vector<ViewNode> &nodes)
{
    for (const ViewNode &node : nodes) {
        QVERIFY(node.buffer < view.buffers.size());
        QVERIFY(node.end() <= view.buffers[node.buffer].bytes.size());
        QVERIFY(node.header <= node.length);
        verifyInside(view, node.children);
    }
}

} // namespace

void AnnotationTest::anApduExchangeHasItsPartsInOrder()
{
    const std::vector<Part> parts = partsOf(apduExchange());
    QCOMPARE(parts.size(), std::size_t(6));
    QCOMPARE(parts[0].group, PartGroup::request);
    QCOMPARE(parts[1].group, PartGroup::response);
    QCOMPARE(parts[1].direction, rsp::Direction::response);
    for (std::size_t i = 2; i < 6; ++i) {
        QCOMPARE(parts[i].group, PartGroup::asSent);
        QCOMPARE(parts[i].kind, PartKind::apdu);
    }
    QCOMPARE(parts[2].direction, rsp::Direction::request);
    QCOMPARE(parts[3].direction, rsp::Direction::response);
    QVERIFY(parts[4].title != parts[2].title);

    const View view = annotateParts(std::span(parts).subspan(2));
    QCOMPARE(view.nodes.size(), std::size_t(4));
    QCOMPARE(view.nodes[0].kind, NodeKind::part);
    QCOMPARE(view.buffers.size(), std::size_t(4));
}

void AnnotationTest::anHttpExchangeHasItsPartsInOrder()
{
    capture::HttpExchange http;
    http.requestHead = textBytes("POST / HTTP/1.1\r\n\r\n");
    http.requestBody = textBytes(" {}");
    http.responseHead = textBytes("HTTP/1.1 204 No Content\r\n\r\n");
    http.tls.peerChain = {hexBytes("3000")};
    capture::Exchange exchange;
    exchange.detail = http;
    const std::vector<Part> parts = partsOf(exchange);
    QCOMPARE(parts.size(), std::size_t(4)); // an empty body is no part
    QCOMPARE(parts[1].kind, PartKind::json);
    QCOMPARE(parts[2].group, PartGroup::response);
    QCOMPARE(parts[3].kind, PartKind::certificate);
    QCOMPARE(guessKind(hexBytes("BF2E00")), PartKind::tlv);
    QCOMPARE(guessKind(textBytes("hello")), PartKind::raw);
    QCOMPARE(guessKind({}), PartKind::raw);
}

void AnnotationTest::opensBase64MembersAsTlv()
{
    const std::string body = R"({"smdsAddress":"testrootsmds.example.com","euiccInfo1":")"
                             + toBase64(hexBytes(euiccInfo1)) + R"("})";
    const View view = annotatePart(
        {QString(), textBytes(body), PartKind::json, rsp::Direction::request, PartGroup::request});
    QCOMPARE(view.buffers.size(), std::size_t(2));
    QVERIFY(view.buffers[1].decoded);
    QCOMPARE(view.buffers[1].bytes, hexBytes(euiccInfo1));
    QCOMPARE(view.nodes.size(), std::size_t(2));
    const ViewNode &member = view.nodes[1];
    QCOMPARE(member.name, QStringLiteral("euiccInfo1"));
    QCOMPARE(member.buffer, std::size_t(0));
    QCOMPARE(member.children.size(), std::size_t(1));
    const ViewNode &info = member.children[0];
    QCOMPARE(info.kind, NodeKind::tlv);
    QCOMPARE(info.tagText, QStringLiteral("BF20"));
    QCOMPARE(info.buffer, std::size_t(1));
    QCOMPARE(info.name, QStringLiteral("EUICCInfo1"));
    const ViewNode *svn = child(info.children, QStringLiteral("svn"));
    QVERIFY(svn != nullptr);
    QVERIFY(svn->value.contains(QStringLiteral("2.3.0")));
    QCOMPARE(svn->offset, std::size_t(3));
    QCOMPARE(svn->header, std::size_t(2));
    QVERIFY(view.nodes[0].children.empty());
}

void AnnotationTest::saysWhenAMemberIsNoBase64()
{
    const View view = annotatePart({QString(), textBytes(R"({"euiccInfo1":"vy!!","x":1,"x":2})"), PartKind::json,
                                    rsp::Direction::request, PartGroup::request});
    QCOMPARE(view.buffers.size(), std::size_t(1));
    QVERIFY(view.nodes[0].problem.contains(QLatin1Char('2')));
    QVERIFY(view.nodes[1].problem.isEmpty());
    QVERIFY(!view.nodes[2].problem.isEmpty());
}

void AnnotationTest::namesADataObjectByItsDirection()
{
    const Bytes request = hexBytes("BF3E035C015A");
    const View asked = annotatePart({QString(), request, PartKind::tlv, rsp::Direction::request, PartGroup::request});
    const View answered = annotatePart(
        {QString(), request, PartKind::tlv, rsp::Direction::response, PartGroup::response});
    QCOMPARE(asked.nodes.at(0).children.at(0).name, QStringLiteral("tagList"));
    QVERIFY(answered.nodes.at(0).children.at(0).name != QStringLiteral("tagList"));
    QVERIFY(!answered.nodes.at(0).problem.isEmpty()); // eidValue is missing
}

void AnnotationTest::readsCommandApdus_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("faulty");
    const auto names = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    QTest::newRow("case 1") << QByteArray("00700000") << names("CLA INS P1 P2") << false;
    QTest::newRow("case 2") << QByteArray("00C0000015") << names("CLA INS P1 P2 Le") << false;
    QTest::newRow("case 3") << QByteArray("80E2910006BF3E035C015A") << names("CLA INS P1 P2 Lc data") << false;
    QTest::newRow("case 4") << QByteArray("00A4040002A00000") << names("CLA INS P1 P2 Lc data Le") << false;
    QTest::newRow("case 2 extended") << QByteArray("00B00000000100") << names("CLA INS P1 P2 Le") << false;
    QTest::newRow("case 3 extended") << QByteArray("80E29100000002BF2E") << names("CLA INS P1 P2 Lc data") << false;
    QTest::newRow("case 4 extended") << QByteArray("80E29100000002BF2E0000") << names("CLA INS P1 P2 Lc data Le")
                                     << false;
    QTest::newRow("data cut") << QByteArray("80E29100050102") << names("CLA INS P1 P2 Lc data") << true;
    QTest::newRow("too much") << QByteArray("80E291000101020304") << names("CLA INS P1 P2 Lc data Le") << true;
    QTest::newRow("too short") << QByteArray("80E2") << QStringList{QStringLiteral("octets")} << true;
}

void AnnotationTest::readsCommandApdus()
{
    QFETCH(QByteArray, command);
    QFETCH(QStringList, names);
    QFETCH(bool, faulty);
    const View view = annotatePart(
        {QString(), hexBytes(command.toStdString()), PartKind::apdu, rsp::Direction::request, PartGroup::asSent});
    QStringList found;
    bool problem = false;
    std::size_t at = 0;
    for (const ViewNode &node : view.nodes) {
        found += node.name;
        problem = problem || !node.problem.isEmpty();
        QCOMPARE(node.offset, at); // field after field, no gap
        at = node.end();
    }
    QCOMPARE(found, names);
    QCOMPARE(problem, faulty);
    QCOMPARE(at, static_cast<std::size_t>(command.size() / 2));
}

void AnnotationTest::readsResponseApdus()
{
    const auto response = [](const char *octets) {
        return annotatePart({QString(), hexBytes(octets), PartKind::apdu, rsp::Direction::response, PartGroup::asSent});
    };
    const View ok = response("BF3E125A10890490321234512345123456789012359000");
    QCOMPARE(ok.nodes.size(), std::size_t(2));
    QCOMPARE(ok.nodes[0].children.at(0).children.at(0).name, QStringLiteral("eidValue"));
    QVERIFY(ok.nodes[1].value.startsWith(QStringLiteral("9000")));
    QVERIFY(response("6A82").nodes.at(0).value.contains(QStringLiteral("not found")));
    QVERIFY(response("6115").nodes.at(0).value.contains(QStringLiteral("21")));
    QVERIFY(!response("90").nodes.at(0).problem.isEmpty());
    // SELECT of the ISD-R
    const View selected = response("6F1A8410A0000005591010FFFFFFFF8900000100A5049F6501FFE0009000");
    QVERIFY(!selected.nodes.at(0).children.empty() || selected.nodes.at(0).secret);
}

void AnnotationTest::readsHttpHeads()
{
    const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nbroken\r\nX-Admin-Protocol:gsma/rsp/v2.3.0\r\n\r\n";
    const View view = annotatePart(
        {QString(), textBytes(head), PartKind::httpHead, rsp::Direction::request, PartGroup::request});
    QCOMPARE(view.nodes.size(), std::size_t(4));
    QCOMPARE(view.nodes[0].value, QStringLiteral("POST /x HTTP/1.1"));
    QCOMPARE(view.nodes[1].name, QStringLiteral("Host"));
    QCOMPARE(view.nodes[1].value, QStringLiteral("a"));
    QVERIFY(!view.nodes[2].problem.isEmpty());
    QCOMPARE(view.nodes[3].value, QStringLiteral("gsma/rsp/v2.3.0"));
    QCOMPARE(view.nodes[3].offset + view.nodes[3].header, head.find("gsma"));
}

void AnnotationTest::namesCertificates()
{
    // Name, extension and OID are enough: the walk over a whole certificate is the fuzz corpus's business.
    const View view = annotatePart(
        {QString(),
         hexBytes("30 3C 30 38 A003020102 020105 300A06082A8648CE3D040302"
                  "300E310C300A06035504030C034C6162 3000 300E310C300A06035504030C034C6162 3000"
                  "0300"),
         PartKind::certificate, rsp::Direction::response, PartGroup::certificates});
    const ViewNode &certificate = view.nodes.at(0);
    QCOMPARE(certificate.name, QStringLiteral("Certificate"));
    const ViewNode &signedPart = certificate.children.at(0);
    QCOMPARE(signedPart.name, QStringLiteral("tbsCertificate"));
    const ViewNode *issuer = child(signedPart.children, QStringLiteral("issuer"));
    QVERIFY(issuer != nullptr);
    const ViewNode &attribute = issuer->children.at(0).children.at(0);
    QCOMPARE(attribute.value, QStringLiteral("commonName = \"Lab\""));
    const ViewNode *algorithm = child(signedPart.children, QStringLiteral("signature"));
    QVERIFY(algorithm->children.at(0).value.startsWith(QStringLiteral("ecdsa-with-SHA256")));
}

/// Every line below a node as "name=value", in order.
static QStringList linesBelow(const ViewNode &node)
{
    QStringList lines;
    for (const ViewNode &each : node.children) {
        lines += each.name + QLatin1Char('=') + each.value;
        lines += linesBelow(each);
    }
    return lines;
}

void AnnotationTest::readsCertificateExtensions()
{
    const auto authority = pki::Authority::create({});
    QVERIFY(authority);
    pki::ServerIdentity identity;
    identity.commonName = "smds.example.com";
    identity.oid = "2.999.15";
    identity.dnsNames = {identity.commonName};
    const auto credential = authority->issueServer(pki::Role::dsTls, identity, {});
    QVERIFY(credential);
    const auto linesOf = [](const pki::Certificate &certificate) {
        const View view = annotatePart({QString(), copyOf(certificate.der()), PartKind::certificate,
                                        rsp::Direction::response, PartGroup::certificates});
        return linesBelow(view.nodes.at(0));
    };
    const QStringList server = linesOf(credential->leaf());
    for (const QString &line :
         {QStringLiteral("dNSName=\"smds.example.com\""), QStringLiteral("registeredID=2.999.15"),
          QStringLiteral("KeyUsage=digitalSignature"), QStringLiteral("KeyPurposeId=serverAuth (1.3.6.1.5.5.7.3.1)"),
          QStringLiteral("policyIdentifier=id-rspRole-ds-tls (2.23.146.1.2.1.6)"),
          QStringLiteral("uniformResourceIdentifier=\"http://ci.test.example.com/CRL-1.crl\"")})
        QVERIFY2(server.contains(line), qPrintable(line + QStringLiteral(" in ") + server.join(QLatin1Char('\n'))));
    QCOMPARE(server.filter(QRegularExpression(QStringLiteral("^KeyIdentifier="))).size(), 1);
    QCOMPARE(server.filter(QRegularExpression(QStringLiteral("^keyIdentifier="))).size(), 1);
    const QStringList ci = linesOf(authority->ci());
    QVERIFY2(ci.contains(QStringLiteral("cA=true")), qPrintable(ci.join(QLatin1Char('\n'))));
    QVERIFY(ci.contains(QStringLiteral("KeyUsage=keyCertSign, cRLSign")));
}

void AnnotationTest::readsRareExtensions()
{
    const auto linesOf = [](std::string_view extension) {
        // TBSCertificate with nothing but its extensions: what is missing is a problem of the parent and no hindrance.
        const Bytes inner = hexBytes(extension);
        const auto wrapped = [](asn1::Tag tag, const Bytes &content) {
            Bytes whole{static_cast<std::uint8_t>(tag), static_cast<std::uint8_t>(content.size())};
            whole.insert(whole.end(), content.begin(), content.end());
            return whole;
        };
        const Bytes certificate = wrapped(0x30, wrapped(0x30, wrapped(0xA3, wrapped(0x30, wrapped(0x30, inner)))));
        const View view = annotatePart(
            {QString(), certificate, PartKind::certificate, rsp::Direction::response, PartGroup::certificates});
        return linesBelow(view.nodes.at(0));
    };
    // nameConstraints with a permitted directoryName CN=A
    const QStringList constraints = linesOf(
        "0603551D1E 0418 3016 A014 3012 A410 300E 310C 300A 0603550403 0C0341 4243");
    QVERIFY2(constraints.contains(QStringLiteral("attribute=commonName = \"ABC\"")),
             qPrintable(constraints.join(QLatin1Char('\n'))));
    QVERIFY(constraints.contains(QStringLiteral("permittedSubtrees=")));
    const QStringList usage = linesOf("0603551D0F 0101FF 0403 030106");
    QVERIFY2(usage.filter(QStringLiteral("KeyUsage=")).value(0).contains(QStringLiteral("not a BIT STRING")),
             qPrintable(usage.join(QLatin1Char('\n'))));
    const QStringList depth = linesOf("0603551D13 0408 3006 0101FF 020102");
    QVERIFY(depth.contains(QStringLiteral("pathLenConstraint=2")));
    // An extension of another kind inside stays what it is.
    QVERIFY(!linesOf("0603551D13 0403 030106").contains(QStringLiteral("cA=true")));
}

void AnnotationTest::marksSecrets()
{
    const View view = annotateParts(partsOf(apduExchange()));
    const ViewNode &eid = view.nodes.at(1).children.at(0).children.at(0);
    QCOMPARE(eid.name, QStringLiteral("eidValue"));
    QVERIFY(eid.secret);
    const View json = annotatePart({QString(), textBytes(R"({"eventId":"1","status":"x"})"), PartKind::json,
                                    rsp::Direction::response, PartGroup::response});
    QVERIFY(json.nodes[0].secret);
    QVERIFY(!json.nodes[1].secret);
}

void AnnotationTest::cutTlvSaysWhere()
{
    const View view = annotatePart({QString(), hexBytes("BF20 0D 8203 020300 A906 0404 0102"), PartKind::tlv,
                                    rsp::Direction::response, PartGroup::response});
    QVERIFY(!view.nodes.empty());
    QVERIFY(!view.nodes.back().problem.isEmpty());
    verifyInside(view, view.nodes);
}

/// The field in which the octets end is there with its name, what its length says and what there is.
void AnnotationTest::cutFieldIsShown()
{
    const View view = annotatePart({QString(), hexBytes("BF20 35 8203 020300 A916 0414 0102"), PartKind::tlv,
                                    rsp::Direction::response, PartGroup::response});
    QCOMPARE(view.nodes.size(), std::size_t(1));
    QCOMPARE(view.nodes[0].children.size(), std::size_t(2));
    const ViewNode &list = view.nodes[0].children[1];
    QCOMPARE(list.name, QStringLiteral("euiccCiPKIdListForVerification"));
    QCOMPARE(list.children.size(), std::size_t(1));
    const ViewNode &key = list.children[0];
    QCOMPARE(key.tagText, QStringLiteral("04"));
    QCOMPARE(key.header, std::size_t(2));
    QCOMPARE(key.length, std::size_t(4));
    QVERIFY2(key.problem.contains(QStringLiteral("its length says 20 octets, 2 are there")), qPrintable(key.problem));
    QVERIFY2(key.value.contains(QStringLiteral("0102")) || key.value.contains(QStringLiteral("01 02")),
             qPrintable(key.value));
    verifyInside(view, view.nodes);
}

void AnnotationTest::finds()
{
    const std::string body = R"({"a":"b","euiccInfo1":")" + toBase64(hexBytes(euiccInfo1)) + R"("})";
    const auto view = std::make_shared<const View>(
        annotatePart({QString(), textBytes(body), PartKind::json, rsp::Direction::request, PartGroup::request}));
    const NodeIndex index(view);
    for (const ViewNode *node : index.inOrder()) {
        if (node->length > 0 && node->children.empty())
            QCOMPARE(index.at(node->buffer, node->offset), node);
        QCOMPARE(index.find(index.path(node)), node);
    }
    QCOMPARE(index.at(0, 0), nullptr); // the brace
    QCOMPARE(index.at(0, body.size()), nullptr);
    QCOMPARE(index.at(7, 0), nullptr);
    const ViewNode &info = view->nodes[1].children[0];
    QCOMPARE(index.parent(&info), &view->nodes[1]);
    QCOMPARE(index.at(1, 0), &info);
    QCOMPARE(index.around(1, 3, 8), &info);
    QCOMPARE(index.row(&view->nodes[1]), 1);
}

void AnnotationTest::keepsAPathAcrossExchanges()
{
    const auto make = [](const char *octets) {
        return NodeIndex(std::make_shared<const View>(
            annotatePart({QString(), hexBytes(octets), PartKind::tlv, rsp::Direction::response, PartGroup::response})));
    };
    const NodeIndex first = make("BF20 13 8203 020300 A90C 0404 01020304 0404 05060708");
    const NodeIndex second = make("BF20 14 8204 02030000 A90C 0404 01020304 0404 A5060708");
    const NodeIndex without = make("BF20 05 8203 020300");
    const ViewNode &key = first.view()->nodes.at(0).children.at(1).children.at(1);
    const QStringList path = first.path(&key);
    const ViewNode *found = second.find(path);
    QVERIFY(found != nullptr);
    QCOMPARE(found, &second.view()->nodes.at(0).children.at(1).children.at(1));
    QCOMPARE(without.find(path), nullptr);
    QCOMPARE(first.kindPath(&key), second.kindPath(&second.view()->nodes.at(0).children.at(1).children.at(0)));
}

void AnnotationTest::writesBytes()
{
    const Bytes octets = hexBytes("48 65 00 FF");
    QCOMPARE(bytesText(octets, BytesForm::hexStream), QStringLiteral("486500FF"));
    QCOMPARE(bytesText(octets, BytesForm::spacedHex), QStringLiteral("48 65 00 FF"));
    QCOMPARE(bytesText(octets, BytesForm::cArray), QStringLiteral("0x48, 0x65, 0x00, 0xFF"));
    QCOMPARE(bytesText(octets, BytesForm::base64), QStringLiteral("SGUA/w=="));
    const QString dump = bytesText(octets, BytesForm::hexDump, 0x10);
    QVERIFY(dump.startsWith(QStringLiteral("0010  48 65 00 FF ")));
    QVERIFY(dump.endsWith(QStringLiteral("  He..\n")));

    // A value too long for the tree is whole in a copy.
    Bytes longObject = hexBytes("BF2E 8201F4 80 8201F0");
    longObject.resize(longObject.size() + 0x1F0, 0xAB);
    const View view = annotatePart(
        {QString(), longObject, PartKind::tlv, rsp::Direction::response, PartGroup::response});
    QVERIFY(view.nodes.at(0).children.at(0).shortened);
    QCOMPARE(treeText(view, view.nodes[0]).count(QStringLiteral("AB")), 0x1F0);
    QVERIFY(treeText(view, view.nodes[0]).startsWith(QStringLiteral("BF2E ")));
}

void AnnotationTest::namesWhatTheProfileInterpreterSaid()
{
    rsp::ProfileInstallationResult result;
    rsp::ProfileInstallationResultData data;
    data.transactionId.octets = {1};
    data.smdpOid.dotted = "2.999.10";
    data.finalResult.value = rsp::ErrorResult{rsp::BppCommandId::loadProfileElements,
                                              rsp::ErrorReason::installFailedDueToPEProcessingError,
                                              hexBytes("300AA0083006800104 810105"),
                                              {}};
    result.data = asn1::seal(std::move(data));
    Part part;
    part.bytes = asn1::encode(result);
    part.kind = PartKind::tlv;
    part.direction = rsp::Direction::response;
    const auto view = std::make_shared<const View>(annotatePart(part));
    const NodeIndex index(view);
    QStringList said;
    for (const ViewNode *node : index.inOrder())
        said << node->name + QLatin1Char('=') + node->value;
    const QString all = said.join(QLatin1Char(';'));
    QVERIFY2(all.contains(QStringLiteral("EUICCResponse")) && all.contains(QStringLiteral("PEStatus")),
             qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("not-enough-memory")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("identification=5")), qPrintable(all));
}

void AnnotationTest::takesAnyOctets()
{
    std::mt19937 random(20261122);
    const Bytes seeds[] = {hexBytes(euiccInfo1),
                           textBytes(R"({"euiccInfo1":"vyANggMCAwCpBgQEAQIDBA=="})"),
                           textBytes("HTTP/1.1 200 OK\r\nA: b\r\n\r\n"),
                           hexBytes("80E2910006BF3E035C015A"),
                           Bytes(70'000, 0x30),
                           Bytes(70'000, '[')};
    for (const Bytes &seed : seeds) {
        for (int round = 0; round < 40; ++round) {
            Bytes octets = seed;
            for (int change = 0; change < round % 8; ++change)
                octets[random() % octets.size()] = static_cast<std::uint8_t>(random());
            octets.resize(random() % 4 == 0 ? random() % (octets.size() + 1) : octets.size());
            for (const PartKind kind : {PartKind::tlv, PartKind::json, PartKind::httpHead, PartKind::apdu,
                                        PartKind::certificate, PartKind::raw}) {
                for (const rsp::Direction direction : {rsp::Direction::request, rsp::Direction::response}) {
                    const View view = annotatePart({QString(), octets, kind, direction, PartGroup::request});
                    verifyInside(view, view.nodes);
                }
            }
        }
    }
}

WB_TEST(AnnotationTest);
#include "annotation_test.moc"
