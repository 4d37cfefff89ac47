// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/certificate_cache.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pki;
using namespace wb::pki::fixtures;

class CertificateCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasKept()
    {
        CertificateCache cache(4);
        const Certificate eum = newEum();
        const Bytes der = copyOf(eum.der());
        QVERIFY(must(cache.read(der)).publicKey() != eum.publicKey()); // read anew: nothing was kept
        QCOMPARE(cache.size(), std::size_t(0));

        cache.keep(eum);
        cache.keep(eum);
        QCOMPARE(cache.size(), std::size_t(1));
        QVERIFY(must(cache.read(der)).publicKey() == eum.publicKey());
    }

    /// One octet that differs makes another certificate, even where nothing looks at it before the signature.
    void knowsEveryOctet()
    {
        CertificateCache cache(4);
        const Certificate eum = newEum();
        QVERIFY(verifyIssued(m_authority.ci(), eum));
        cache.keep(eum);
        Bytes altered = copyOf(eum.der());
        altered.back() ^= 1; // in the signature
        const Certificate other = must(cache.read(altered));
        QVERIFY(other.publicKey() != eum.publicKey());
        QVERIFY(!verifyIssued(m_authority.ci(), other));
        QVERIFY(verifyIssued(m_authority.ci(), must(cache.read(eum.der()))));
    }

    void theLongestUnusedMakesRoom()
    {
        CertificateCache cache(2);
        const Certificate first = newEum();
        const Certificate second = newEum();
        const Certificate third = newEum();
        cache.keep(first);
        cache.keep(second);
        QVERIFY(must(cache.read(first.der())).publicKey() == first.publicKey()); // met again
        cache.keep(third);
        QCOMPARE(cache.size(), std::size_t(2));
        QVERIFY(must(cache.read(first.der())).publicKey() == first.publicKey());
        QVERIFY(must(cache.read(second.der())).publicKey() != second.publicKey());
        QVERIFY(must(cache.read(third.der())).publicKey() == third.publicKey());
    }

    void readsWhatIsNoCertificateAsSuch()
    {
        CertificateCache cache(2);
        const Bytes nothing{0x30, 0x00};
        QVERIFY(!cache.read(nothing));
    }

private:
    Certificate newEum() const { return must(m_authority.issueEum({})).leaf(); }

    const Authority m_authority = must(Authority::create());
};

WB_TEST(CertificateCacheTest);
#include "certificate_cache_test.moc"
