// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/pki/key.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class KeyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signsAndVerifies_data()
    {
        QTest::addColumn<int>("curve");
        QTest::newRow("P-256") << static_cast<int>(Curve::p256);
        QTest::newRow("brainpoolP256r1") << static_cast<int>(Curve::brainpoolP256r1);
    }

    void signsAndVerifies()
    {
        QFETCH(int, curve);
        const PrivateKey key = must(PrivateKey::generate(static_cast<Curve>(curve)));
        QCOMPARE(key.curve(), static_cast<Curve>(curve));
        QCOMPARE(key.publicPoint().size(), std::size_t(65));
        const PublicKey publicKey = must(PublicKey::fromPoint(key.curve(), key.publicPoint()));
        Bytes data = randomBytes(300);
        // Sixty signatures: r or s is shorter than 32 octets in one of 128, and both forms must be padded alike.
        for (int i = 0; i < 60; ++i) {
            const Bytes signature = must(sign(key, data));
            QCOMPARE(signature.size(), std::size_t(64));
            QVERIFY(verify(publicKey, data, signature));
            data[0] ^= 0xFF;
            QVERIFY(!verify(publicKey, data, signature));
        }
    }

    void refusesSignaturesOfAnotherForm()
    {
        const PrivateKey key = must(PrivateKey::generate(Curve::p256));
        const PublicKey publicKey = must(PublicKey::fromPoint(key.curve(), key.publicPoint()));
        const Bytes data{1, 2, 3};
        Bytes signature = must(sign(key, data));
        QVERIFY(!verify(publicKey, data, must(signDer(key, data))));
        QVERIFY(!verify(publicKey, data, {}));
        QVERIFY(!verify(publicKey, data, Bytes(64, 0)));
        QVERIFY(!verify(publicKey, data, Bytes(64, 0xFF)));
        QVERIFY(!verify(publicKey, data, ByteView(signature).first(63)));
        signature[63] ^= 0x01;
        QVERIFY(!verify(publicKey, data, signature));
    }

    /// The test vector of RFC 6979 section A.2.5, P-256 with SHA-256 over "sample".
    void verifiesAPublishedSignature()
    {
        const Bytes point = must(fromHex("04 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                                         "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"));
        const Bytes rs = must(fromHex("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                                      "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"));
        const PublicKey key = must(PublicKey::fromPoint(Curve::p256, point));
        QVERIFY(verify(key, viewOf("sample"), rs));
        QVERIFY(!verify(key, viewOf("Sample"), rs));
    }

    void survivesPem()
    {
        for (const Curve curve : {Curve::p256, Curve::brainpoolP256r1, Curve::other}) {
            const PrivateKey key = must(PrivateKey::generate(curve));
            const PrivateKey again = must(PrivateKey::fromPem(key.toPem()));
            QCOMPARE(again.curve(), curve);
            QVERIFY(equal(again.publicPoint(), key.publicPoint()));
        }
    }

    void refusesOtherPem_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<int>("kind");
        QTest::newRow("nothing") << QByteArray() << static_cast<int>(ErrorKind::malformed);
        QTest::newRow("not PEM") << QByteArray("hello") << static_cast<int>(ErrorKind::malformed);
        // An encrypted key would make OpenSSL ask for a pass phrase at the terminal.
        QTest::newRow("encrypted") << QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                                                 "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjHVZUKNnNvXgICCAAw\n"
                                                 "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEFk3V0LmXbUZ2m9xJdZ3JqsEgZA=\n"
                                                 "-----END ENCRYPTED PRIVATE KEY-----\n")
                                   << static_cast<int>(ErrorKind::malformed);
        // Ed25519 of RFC 8410 section 10.3.
        QTest::newRow("another algorithm") << QByteArray(
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
            "-----END PRIVATE KEY-----\n") << static_cast<int>(ErrorKind::unsupported);
    }

    void refusesOtherPem()
    {
        QFETCH(QByteArray, pem);
        QFETCH(int, kind);
        const auto key = PrivateKey::fromPem(pem.toStdString());
        QVERIFY(!key);
        QCOMPARE(static_cast<int>(key.error().kind), kind);
    }

    void refusesPointsThatAreNone()
    {
        const PrivateKey key = must(PrivateKey::generate(Curve::p256));
        QVERIFY(!PublicKey::fromPoint(Curve::brainpoolP256r1, key.publicPoint()));
        QVERIFY(!PublicKey::fromPoint(Curve::p256, key.publicPoint().first(64)));
        QVERIFY(!PublicKey::fromPoint(Curve::p256, {}));
        QVERIFY(!PublicKey::fromPoint(Curve::p256, Bytes(65, 0x04)));
        QCOMPARE(PublicKey::fromPoint(Curve::other, key.publicPoint()).error().kind, ErrorKind::unsupported);
    }

    void doesNotSignPlainlyOnAnotherCurve()
    {
        QCOMPARE(sign(must(PrivateKey::generate(Curve::other)), Bytes{1}).error().kind, ErrorKind::unsupported);
    }

    void randomOctetsDiffer()
    {
        QCOMPARE(randomBytes(16).size(), std::size_t(16));
        QVERIFY(randomBytes(16) != randomBytes(16));
        QVERIFY(randomBytes(0).empty());
    }
};

WB_TEST(KeyTest);
#include "key_test.moc"
