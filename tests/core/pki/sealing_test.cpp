// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/sealing.h"

#include "core/base/hex.h"
#include "tests/core/pki/fixtures.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pki::fixtures;

class SealingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// RFC 5297 appendix A.1.
    void theExampleOfTheRfc()
    {
        const Bytes key = must(fromHex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
        const Bytes context = must(fromHex("101112131415161718191a1b1c1d1e1f2021222324252627"));
        const Bytes plain = must(fromHex("112233445566778899aabbccddee"));
        const Bytes sealed = pki::seal(key, plain, context);
        QCOMPARE(toHex(sealed), std::string("85632D07C6E8F37F950ACD320A2ECC9340C02B9690C4DC04DAEF7F6AFE5C"));
        QVERIFY(pki::unseal(key, sealed, context) == plain);
    }

    void whatWasChangedIsNotUnsealed()
    {
        const Bytes key = pki::randomBytes(pki::sealingKeySize);
        const Bytes context{1, 2, 3};
        const Bytes sealed = pki::seal(key, Bytes(16, 7), context);
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            Bytes changed = sealed;
            changed[i] ^= 0x40;
            QVERIFY(!pki::unseal(key, changed, context));
            QVERIFY(!pki::unseal(key, ByteView(sealed).first(i), context));
        }
        QVERIFY(!pki::unseal(key, sealed, Bytes{1, 2, 4}));
        QVERIFY(!pki::unseal(pki::randomBytes(pki::sealingKeySize), sealed, context));
    }

    void secretsDifferByKeyAndLabel()
    {
        for (const pki::Curve curve : {pki::Curve::p256, pki::Curve::brainpoolP256r1, pki::Curve::other}) {
            const auto key = must(pki::PrivateKey::generate(curve));
            const Bytes secret = pki::derivedSecret(key, "a", 32);
            QCOMPARE(secret.size(), std::size_t(32));
            QVERIFY(secret == pki::derivedSecret(must(pki::PrivateKey::fromPem(key.toPem())), "a", 32));
            QVERIFY(secret != pki::derivedSecret(key, "b", 32));
            QVERIFY(secret != pki::derivedSecret(must(pki::PrivateKey::generate(curve)), "a", 32));
        }
    }
};

WB_TEST(SealingTest);
#include "sealing_test.moc"
