// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/authority.h"
#include "core/pki/revocation_list.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

#include <QProcess>
#include <QTemporaryDir>
#include <fstream>

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

namespace {

pki::Certificate server(const pki::Authority &authority)
{
    return must(authority.issueServer(pki::Role::dpAuth, {"ACME", "TEST SM-DP+", "2.999.10", {"a.example.com"}}))
        .leaf();
}

} // namespace

class RevocationListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatItRevokes()
    {
        const auto authority = must(pki::Authority::create());
        const auto bad = server(authority);
        const auto good = server(authority);
        const auto list = must(authority.issueRevocationList({bad}, 300));
        QVERIFY(list.revokes(bad));
        QVERIFY(!list.revokes(good));
        QCOMPARE(list.number(), std::optional<std::int64_t>(300));
        QVERIFY(list.authorityKeyId() == authority.ci().subjectKeyId());
        QVERIFY(list.isSignedBy(*authority.ci().publicKey()));
        QVERIFY(!list.isSignedBy(*must(pki::Authority::create()).ci().publicKey()));
        QVERIFY(must(pki::RevocationList::fromDer(list.der())) == list);
    }

    void opensslReadsIt()
    {
        const auto authority = must(pki::Authority::create());
        const auto list = must(authority.issueRevocationList({server(authority)}, 7));
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("list.crl"));
        std::ofstream(file.toStdString(), std::ios::binary)
            .write(reinterpret_cast<const char *>(list.der().data()), static_cast<std::streamsize>(list.der().size()));
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-in"),
                       file, QStringLiteral("-text"), QStringLiteral("-noout")});
        QVERIFY(openssl.waitForFinished());
        const QByteArray text = openssl.readAllStandardOutput();
        QVERIFY2(text.contains("Signature Algorithm: ecdsa-with-SHA256"), text.constData());
        QVERIFY(text.contains("Serial Number:"));
        QVERIFY(text.contains("X509v3 CRL Number"));
    }

    void aListInParts()
    {
        const auto authority = must(pki::Authority::create());
        const auto bad = server(authority);
        const auto worse = server(authority);
        const auto parts = must(authority.issueRevocationListInParts({bad, worse}, 8, 2));
        QCOMPARE(parts.size(), std::size_t(2));
        QVERIFY(parts[1].part() == (pki::ListPart{2, 2}));
        QVERIFY(parts[0].revokes(bad) && !parts[0].revokes(worse) && parts[1].revokes(worse));
        QVERIFY(parts[0].number() == 8 && parts[1].number() == 8 && !parts[0].baseNumber());
        QVERIFY(parts[1].isSignedBy(*authority.ci().publicKey()));
        QVERIFY(!must(authority.issueRevocationList({}, 8)).part());
    }

    void aDelta()
    {
        const auto authority = must(pki::Authority::create());
        const auto list = must(authority.issueRevocationListSince(5, {}, 6));
        QCOMPARE(list.baseNumber(), std::optional<std::int64_t>(5));
        QVERIFY(list.number() == 6 && !list.part());
    }

    /// Cut off anywhere, or with something behind it, it is refused.
    void whatIsNone()
    {
        const auto authority = must(pki::Authority::create());
        const Bytes der = copyOf(must(authority.issueRevocationList({}, 1)).der());
        for (std::size_t length = 0; length < der.size(); ++length)
            QVERIFY(!pki::RevocationList::fromDer(ByteView(der).first(length)));
        Bytes more = der;
        more.push_back(0);
        const auto refused = pki::RevocationList::fromDer(more);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::malformed);
        QCOMPARE(refused.error().offset, std::optional<std::size_t>(der.size()));
        QVERIFY(!pki::RevocationList::fromDer(authority.ci().der()));
    }
};

WB_TEST(RevocationListTest);
#include "revocation_list_test.moc"
