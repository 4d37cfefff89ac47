// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/writer.h"
#include "core/base/hex.h"
#include "core/pki/certificate.h"
#include "core/pki/certificate_draft.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

#include <thread>

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class CertificateTest : public QObject {
    Q_OBJECT

private:
    /// A draft with every extension we know, signed by itself.
    CertificateDraft everything() const
    {
        CertificateDraft draft;
        draft.serial = Bytes(20, 0xA5);
        draft.subject.add(oid::country, "ES").add(oid::organization, "Épreuve").add(oid::commonName, "All of it");
        draft.issuerDer = must(toDer(Name().add(oid::commonName, "Issuer").add(oid::organization, "RSPTEST")));
        draft.notBefore = std::chrono::sys_days(std::chrono::year(2049) / 12 / 31);
        draft.notAfter = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31) + std::chrono::seconds(86399);
        draft.subjectPublicKeyInfo = copyOf(m_key.subjectPublicKeyInfo());
        draft.subjectKeyId = keyIdOf(m_key.publicPoint());
        draft.authorityKeyId = Bytes(20, 0x11);
        draft.keyUsage = KeyUsage{KeyUsage::keyCertSign | KeyUsage::decipherOnly, true};
        draft.extendedKeyUsage = OidList{{Oid(oid::serverAuth), Oid(oid::clientAuth)}, true};
        draft.policies = OidList{{"2.23.146.1.2.1.7", "2.999.1.2"}, false};
        draft.basicConstraints = BasicConstraints{true, 3, true};
        draft.nameConstraints = NameConstraints{
            {Name().add(oid::organization, "RSP Test EUM").add(oid::serialNumber, "89049032")}, false, true};
        draft.dnsNames = {"one.example.com", "two.example.com"};
        draft.registeredIds = {"2.999.15", "2.999.15.2"};
        draft.permittedEins = {"89049032", "8904903"};
        draft.crlDistributionPoints = {"http://ci.test.example.com/CRL-1.crl"};
        draft.unknownCriticalExtensions = {"2.999.99.1"};
        return draft;
    }

    /// A certificate made by hand: `extensions` is the content of the SEQUENCE OF Extension, `serial` of the INTEGER.
    Bytes byHand(ByteView extensions, ByteView serial, std::string_view notBefore = "250101000000Z",
                 asn1::Tag timeTag = 0x17) const
    {
        const Bytes algorithm = must(fromHex("300A06082A8648CE3D040302"));
        asn1::Writer writer;
        writer.constructed(0x30, [&] {
            writer.constructed(0x30, [&] {
                writer.constructed(0xA0, [&] { writer.primitive(0x02, Bytes{2}); });
                writer.primitive(0x02, serial);
                writer.raw(algorithm);
                writer.constructed(0x30, [] {});
                writer.constructed(0x30, [&] {
                    writer.primitive(timeTag, viewOf(notBefore));
                    writer.primitive(0x17, viewOf("260101000000Z"));
                });
                writer.constructed(0x30, [] {});
                writer.raw(m_key.subjectPublicKeyInfo());
                writer.constructed(0xA3, [&] { writer.constructed(0x30, [&] { writer.raw(extensions); }); });
            });
            writer.raw(algorithm);
            writer.primitive(0x03, Bytes{0, 0x30, 0x00});
        });
        return writer.take();
    }

    PrivateKey m_key = must(PrivateKey::generate(Curve::p256));

private Q_SLOTS:
    void readsEveryField()
    {
        const Certificate certificate = must(issueCertificate(everything(), m_key));
        QCOMPARE(text(toHex(certificate.serial())), text(toHex(Bytes(20, 0xA5))));
        QCOMPARE(text(certificate.issuer().text()), text("CN=Issuer, O=RSPTEST"));
        QCOMPARE(text(certificate.subject().text()), text("C=ES, O=Épreuve, CN=All of it"));
        QCOMPARE(text(certificate.subject().first(oid::organization)), text("Épreuve"));
        QCOMPARE(text(toIso8601(certificate.notBefore())), text("2049-12-31T00:00:00.000Z"));
        QCOMPARE(text(toIso8601(certificate.notAfter())), text("9999-12-31T23:59:59.000Z"));
        QCOMPARE(certificate.curve(), Curve::p256);
        QVERIFY(equal(certificate.publicPoint(), m_key.publicPoint()));
        QVERIFY(certificate.subjectKeyId() == keyIdOf(m_key.publicPoint()));
        QVERIFY(certificate.authorityKeyId() == Bytes(20, 0x11));
        QVERIFY(certificate.keyUsage()->critical);
        QCOMPARE(text(certificate.keyUsage()->text()), text("keyCertSign, decipherOnly"));
        QVERIFY(certificate.extendedKeyUsage()->critical);
        QVERIFY(certificate.extendedKeyUsage()->has(oid::clientAuth));
        QCOMPARE(text(certificate.policies()->text()), text("2.23.146.1.2.1.7, 2.999.1.2"));
        QVERIFY(!certificate.policies()->critical);
        QVERIFY(certificate.basicConstraints()->ca);
        QVERIFY(certificate.basicConstraints()->pathLength == 3u);
        QVERIFY(certificate.nameConstraints()->critical);
        QVERIFY(!certificate.nameConstraints()->otherForms);
        QCOMPARE(certificate.nameConstraints()->permittedDirectoryNames.size(), std::size_t(1));
        QCOMPARE(text(certificate.nameConstraints()->permittedDirectoryNames[0].text()),
                 text("O=RSP Test EUM, serialNumber=89049032"));
        QVERIFY((certificate.dnsNames() == std::vector<std::string>{"one.example.com", "two.example.com"}));
        QVERIFY((certificate.registeredIds() == std::vector<Oid>{"2.999.15", "2.999.15.2"}));
        QCOMPARE(text(certificate.oid()), text("2.999.15"));
        QVERIFY((*certificate.permittedEins() == std::vector<std::string>{"89049032", "8904903"}));
        QVERIFY(
            (certificate.crlDistributionPoints() == std::vector<std::string>{"http://ci.test.example.com/CRL-1.crl"}));
        QVERIFY((certificate.unknownCriticalExtensions() == std::vector<Oid>{"2.999.99.1"}));
        QCOMPARE(text(certificate.signatureAlgorithm()), text(oid::ecdsaWithSha256));
        QVERIFY(verifyDer(*certificate.publicKey(), certificate.tbs(), certificate.signature()));
    }

    void everyTruncationIsAnErrorWithItsByte()
    {
        const Certificate certificate = must(issueCertificate(everything(), m_key));
        for (std::size_t size = 0; size < certificate.der().size(); ++size) {
            const Bytes cut = copyOf(
                certificate.der().first(size)); // a copy, so that a sanitizer sees a read past its end
            const auto result = Certificate::fromDer(cut);
            QVERIFY2(!result, qPrintable(QString::number(size)));
            QCOMPARE(result.error().kind, ErrorKind::malformed);
            QCOMPARE(result.error().interface, Interface::pki);
            QVERIFY(!result.error().step.empty());
            QVERIFY(result.error().offset.has_value());
            QVERIFY(*result.error().offset <= size);
        }
    }

    void everyTruncationWithRepairedLengthsNamesTheField()
    {
        // The outermost length is made to fit, so that the cut is met deeper inside.
        const Certificate certificate = must(issueCertificate(everything(), m_key));
        for (std::size_t size = 5; size < certificate.der().size(); ++size) {
            const Bytes cut = asn1::tlv(0x30, certificate.der().subspan(4, size - 4));
            const auto result = Certificate::fromDer(cut);
            QVERIFY2(!result, qPrintable(QString::number(size)));
            QVERIFY(result.error().offset.has_value());
            QVERIFY(*result.error().offset <= cut.size());
        }
    }

    void everySpoiltByteIsReadOrRefusedWithItsByte()
    {
        const Certificate certificate = must(issueCertificate(everything(), m_key));
        std::size_t refused = 0;
        for (std::size_t at = 0; at < certificate.der().size(); ++at) {
            for (const std::uint8_t value : {0x00, 0x01, 0x30, 0x7F, 0x80, 0xFF}) {
                Bytes spoilt = copyOf(certificate.der());
                spoilt[at] = value;
                const auto result = Certificate::fromDer(spoilt);
                if (result) {
                    QVERIFY(equal(result->der(), spoilt));
                    continue;
                }
                ++refused;
                QVERIFY(result.error().offset.has_value());
                QVERIFY(*result.error().offset <= spoilt.size());
            }
        }
        QVERIFY(refused > 100);
    }

    void refusesWhatFollowsTheCertificate()
    {
        Bytes bytes = copyOf(must(issueCertificate(everything(), m_key)).der());
        const std::size_t size = bytes.size();
        bytes.push_back(0);
        const auto result = Certificate::fromDer(bytes);
        QVERIFY(!result);
        QVERIFY(result.error().offset == size);
    }

    void serialsOfOneToTwentyOctets()
    {
        for (std::size_t size = 1; size <= 20; ++size) {
            const Certificate certificate = must(Certificate::fromDer(byHand({}, Bytes(size, 0x42))));
            QCOMPARE(certificate.serial().size(), size);
        }
        Bytes padded(21, 0xFF);
        padded[0] = 0; // the sign octet of a serial that begins with a one bit
        QCOMPARE(must(Certificate::fromDer(byHand({}, padded))).serial().size(), std::size_t(20));
        QVERIFY(!Certificate::fromDer(byHand({}, Bytes(21, 0x42))));
        QVERIFY(!Certificate::fromDer(byHand({}, {})));
    }

    void times_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("tag");
        QTest::addColumn<QString>("read"); // empty: refused
        QTest::newRow("UTCTime, last century") << QByteArray("500101000000Z") << 0x17 << "1950-01-01T00:00:00.000Z";
        QTest::newRow("UTCTime, this century") << QByteArray("491231235959Z") << 0x17 << "2049-12-31T23:59:59.000Z";
        QTest::newRow("GeneralizedTime") << QByteArray("75001231235959Z") << 0x18 << "7500-12-31T23:59:59.000Z";
        QTest::newRow("leap day") << QByteArray("20240229120000Z") << 0x18 << "2024-02-29T12:00:00.000Z";
        QTest::newRow("no leap day") << QByteArray("20230229120000Z") << 0x18 << QString();
        QTest::newRow("hour 24") << QByteArray("20240101240000Z") << 0x18 << QString();
        QTest::newRow("no seconds") << QByteArray("2501010000Z") << 0x17 << QString();
        QTest::newRow("zone") << QByteArray("250101000000+0100") << 0x17 << QString();
        QTest::newRow("letters") << QByteArray("2501o1000000Z") << 0x17 << QString();
        QTest::newRow("another type") << QByteArray("250101000000Z") << 0x13 << QString();
    }

    void times()
    {
        QFETCH(QByteArray, written);
        QFETCH(int, tag);
        QFETCH(QString, read);
        const auto result = Certificate::fromDer(
            byHand({}, Bytes{1}, written.toStdString(), static_cast<asn1::Tag>(tag)));
        QCOMPARE(result.has_value(), !read.isEmpty());
        if (result)
            QCOMPARE(text(toIso8601(result->notBefore())), read);
        else
            QCOMPARE(text(result.error().step), text("tbsCertificate.validity.notBefore"));
    }

    void refusesAnExtensionThatIsThereTwice()
    {
        const Bytes once = must(fromHex("300F0603551D130101FF040530030101FF"));
        QVERIFY(Certificate::fromDer(byHand(once, Bytes{1})));
        Bytes twice = once;
        append(twice, once);
        const auto result = Certificate::fromDer(byHand(twice, Bytes{1}));
        QVERIFY(!result);
        QCOMPARE(text(result.error().step), text("basicConstraints"));
    }

    void keepsCriticalityAndUnknownExtensionsApart()
    {
        // 2.999.1 not critical, 2.999.2 critical.
        const Bytes extensions = must(fromHex("300906038837010402 0500 300C060388370201 01FF 04020500"));
        const Certificate certificate = must(Certificate::fromDer(byHand(extensions, Bytes{1})));
        QVERIFY((certificate.unknownCriticalExtensions() == std::vector<Oid>{"2.999.2"}));
    }

    void refusesAlgorithmsThatDiffer()
    {
        Bytes bytes = byHand({}, Bytes{1});
        bytes[bytes.size() - 6] ^= 0x01; // last octet of the OID outside the signed part
        const auto result = Certificate::fromDer(bytes);
        QVERIFY(!result);
        QCOMPARE(text(result.error().step), text("signatureAlgorithm"));
    }

    void readsOtherStringTypes_data()
    {
        QTest::addColumn<int>("tag");
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<QString>("read");
        QTest::newRow("UTF8String") << 0x0C << QByteArray("\xC3\x89") << QStringLiteral("É");
        QTest::newRow("BMPString") << 0x1E << QByteArray("\x00\xC9\x20\xAC", 4) << QStringLiteral("É€");
        QTest::newRow("UniversalString") << 0x1C << QByteArray("\x00\x01\xF4\x00", 4) << QStringLiteral("🐀");
        QTest::newRow("TeletexString as Latin-1") << 0x14 << QByteArray("\xC9") << QStringLiteral("É");
        QTest::newRow("UTF8String that is none") << 0x0C << QByteArray("a\xFF") << QStringLiteral("aÿ");
        QTest::newRow("overlong UTF-8") << 0x0C << QByteArray("\xC0\xAF") << QStringLiteral("À¯");
    }

    void readsOtherStringTypes()
    {
        QFETCH(int, tag);
        QFETCH(QByteArray, octets);
        QFETCH(QString, read);
        QCOMPARE(text(stringText(static_cast<asn1::Tag>(tag), viewOf(octets.toStdString()))), read);
    }

    void refusesNamesThatCannotBeWritten()
    {
        QVERIFY(!toDer(Name().add(oid::country, "Öst")));
        QVERIFY(!toDer(Name().add(oid::commonName, "")));
        QVERIFY(!toDer(Name().add("no.oid", "x")));
        QVERIFY(toDer(Name().add(oid::commonName, "Öst")));
    }

    void makesItsKeyOnceForAllThreads()
    {
        const Certificate certificate = must(issueCertificate(everything(), m_key));
        std::vector<const PublicKey *> keys(8, nullptr);
        {
            std::vector<std::jthread> threads;
            for (const PublicKey *&key : keys) {
                threads.emplace_back([&key, certificate] {
                    key = certificate.publicKey();
                    if (!verifyDer(*key, certificate.tbs(), certificate.signature()))
                        key = nullptr;
                });
            }
        }
        QVERIFY(keys.front() != nullptr);
        for (const PublicKey *key : keys)
            QCOMPARE(key, keys.front());
    }

    void whatHeldUnderOneIssuerDoesNotHoldUnderAnother()
    {
        const Authority one = must(Authority::create());
        const Authority two = must(Authority::create());
        const Certificate leaf = must(one.issueServer(Role::dsAuth, dsAuthIdentity())).leaf();
        for (int again = 0; again < 2; ++again) {
            QVERIFY(verifyIssued(one.ci(), leaf));
            QVERIFY(!verifyIssued(two.ci(), leaf));
            QVERIFY(!verifyIssued(leaf, leaf));
        }
        Bytes spoilt = copyOf(leaf.der());
        spoilt.back() ^= 0x01;
        QVERIFY(!verifyIssued(one.ci(), must(Certificate::fromDer(spoilt))));
    }

    void aPointBesideTheCurveIsNoKey()
    {
        CertificateDraft draft = everything();
        draft.subjectPublicKeyInfo.back() ^= 0x01;
        const Certificate certificate = must(issueCertificate(draft, m_key));
        QCOMPARE(certificate.curve(), Curve::p256);
        QVERIFY(certificate.publicKey() == nullptr);
    }
};

WB_TEST(CertificateTest);
#include "certificate_test.moc"
