// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/lds/card_summary.h"

#include "core/base/hex.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

namespace {

/// An eUICC that answers everything but requests that begin with the given octets.
class FailingEuicc final : public rsp::Euicc {
public:
    FailingEuicc(rsp::Euicc &euicc, Bytes refused) : m_euicc(euicc), m_refused(std::move(refused)) {}

    Result<Bytes> es10(ByteView request, std::stop_token stop) override
    {
        ++asked;
        if (request.size() >= m_refused.size() && equal(request.first(m_refused.size()), m_refused)) {
            Error error = makeError(ErrorKind::refused, Interface::apdu, "STORE DATA", "not today");
            error.statusWord = 0x6985;
            return fail(std::move(error));
        }
        return m_euicc.es10(request, std::move(stop));
    }

    int asked = 0;

private:
    rsp::Euicc &m_euicc;
    Bytes m_refused;
};

} // namespace

/// What a card tells of itself, read in one go.
class CardSummaryTest : public QObject {
    Q_OBJECT

    Cast m_cast;
    euicc::VirtualEuicc m_euicc{m_cast.euiccIdentity()};

private Q_SLOTS:
    void eachFunctionIsToldBeforeItIsCalled()
    {
        std::vector<std::string> told;
        const auto summary = lds::readCard(m_euicc, {}, [&](int done, int total, std::string_view function) {
            QCOMPARE(done, static_cast<int>(told.size()));
            QCOMPARE(total, 7);
            told.emplace_back(function);
        });
        WB_VERIFY(summary);
        QCOMPARE(told, (std::vector<std::string>{"ES10c.GetEID", "ES10b.GetEUICCInfo1", "ES10b.GetEUICCInfo2",
                                                 "ES10a.GetEuiccConfiguredAddresses", "ES10c.GetProfilesInfo",
                                                 "ES10b.ListNotification", "ES10b.GetRAT"}));
    }

    void everythingIsRead()
    {
        const auto summary = lds::readCard(m_euicc, {});
        WB_VERIFY(summary);
        WB_COMPARE(summary->eid.digits(), castEid);
        QVERIFY(summary->info1.value.verificationKeyIds == std::vector<rsp::KeyId>{m_cast.ci()});
        WB_VERIFY(summary->info2);
        const rsp::EuiccInfo2 &info2 = summary->info2->value;
        QVERIFY(info2.signingKeyIds == std::vector<rsp::KeyId>{m_cast.ci()});
        QVERIFY(summary->info1.value.svn == info2.svn);
        QVERIFY(info2.extCardResource.freeNonVolatileMemory().value_or(0) > 0);
        WB_VERIFY(summary->addresses);
        WB_COMPARE(summary->addresses->rootDsAddress, castAddress);
    }

    void withoutEidOrInfo1NothingIsKnown_data()
    {
        QTest::addColumn<QByteArray>("refused");
        QTest::addColumn<int>("asked");
        QTest::newRow("GetEID") << QByteArray("BF3E") << 1;
        QTest::newRow("EUICCInfo1") << QByteArray("BF20") << 2;
    }

    void withoutEidOrInfo1NothingIsKnown()
    {
        QFETCH(QByteArray, refused);
        QFETCH(int, asked);
        FailingEuicc euicc(m_euicc, must(fromHex(refused.toStdString())));
        const auto summary = lds::readCard(euicc, {});
        QVERIFY(!summary);
        QCOMPARE(summary.error().statusWord.value_or(0), std::uint16_t(0x6985));
        QCOMPARE(euicc.asked, asked);
    }

    void whatACardKeepsToItselfIsAnErrorInItsPlace()
    {
        FailingEuicc withoutInfo2(m_euicc, {0xBF, 0x22});
        const auto one = lds::readCard(withoutInfo2, {});
        WB_VERIFY(one);
        QCOMPARE(one->info2.error().statusWord.value_or(0), std::uint16_t(0x6985));
        WB_VERIFY(one->addresses);

        FailingEuicc withoutAddresses(m_euicc, {0xBF, 0x3C});
        const auto other = lds::readCard(withoutAddresses, {});
        WB_VERIFY(other);
        WB_VERIFY(other->info2);
        QCOMPARE(other->addresses.error().statusWord.value_or(0), std::uint16_t(0x6985));
    }
};

WB_TEST(CardSummaryTest);
#include "card_summary_test.moc"
