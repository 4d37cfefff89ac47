// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/card_in_use.h"

#include "core/capture/recorder.h"
#include "core/es/es10.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;

namespace {

const std::string slot0 = "Lab eUICC 00 00";

cards::OpenOptions heldBy(const char *holder)
{
    cards::OpenOptions options;
    options.holder = holder;
    return options;
}

} // namespace

/// A card opened for a procedure: behind a reader, and built in.
class CardInUseTest : public QObject {
    Q_OBJECT

    Pcscd m_pcscd;
    Cast m_cast;

    std::shared_ptr<cards::BuiltInCard> builtIn(const euicc::Identity &identity) const
    {
        return std::make_shared<cards::BuiltInCard>(std::make_shared<euicc::VirtualEuicc>(identity));
    }

private Q_SLOTS:
    void aReaderIsOpened()
    {
        QVERIFY2(m_pcscd.start(), m_pcscd.problem());
        QCOMPARE(cards::openReader(slot0, heldBy("test"), nullptr, {}).error().kind, ErrorKind::notFound); // no card
        QCOMPARE(cards::openReader("no such reader", heldBy("test"), nullptr, {}).error().kind, ErrorKind::notFound);

        const auto card = builtIn(m_cast.euiccIdentity());
        const vpcd::Plug plug(card->card(), vpcd::PlugAddress());
        capture::Recorder recorder;
        QTRY_VERIFY(cards::openReader(slot0, heldBy("test"), nullptr, {}).has_value()); // pcscd sees it late
        {
            const auto opened = must(cards::openReader(slot0, heldBy("test"), &recorder, {}));
            WB_COMPARE(must(es::getEid(*opened, {})).digits(), castEid);
            QCOMPARE(opened->atr(), card->card().atr());
            QVERIFY(opened->session().selected());
            WB_COMPARE(pcsc::Lease::holderOf(slot0).value_or(""), "test");
            WB_COMPARE(recorder.since(0).back()->what, "ES10c.GetEID");
            WB_COMPARE(recorder.since(0).back()->apdu()->reader, slot0);
        }
        QVERIFY(!pcsc::Lease::holderOf(slot0)); // it is free again
    }

    void aBuiltInCardIsHeldByOne()
    {
        const auto card = builtIn(m_cast.euiccIdentity());
        {
            const auto first = must(cards::openBuiltIn(card, heldBy("Discovery"), nullptr, {}));
            WB_COMPARE(must(es::getEid(*first, {})).digits(), castEid);
            const auto second = cards::openBuiltIn(card, heldBy("Reader"), nullptr, {});
            QCOMPARE(second.error().kind, ErrorKind::busy);
            QVERIFY2(q(second.error().reason).contains(QStringLiteral("Discovery")), second.error().line().c_str());
        }
        WB_VERIFY(cards::openBuiltIn(card, heldBy("Reader"), nullptr, {}));
    }

    /// The switch of the identity reaches its card face.
    void anIdentityCanDemandTerminalCapability()
    {
        euicc::Identity identity = m_cast.euiccIdentity();
        identity.demandsTerminalCapability = true;
        const auto card = builtIn(identity);
        for (const bool announced : {true, false}) {
            cards::OpenOptions options = heldBy("test");
            options.session.terminalCapability = announced;
            const auto opened = must(cards::openBuiltIn(card, options, nullptr, {}));
            card->card().reset(); // what an earlier session announced is forgotten
            const auto eid = es::getEid(*opened, {});
            QCOMPARE(eid.has_value(), announced);
            if (!announced)
                QCOMPARE(eid.error().statusWord.value_or(0), std::uint16_t(0x6985));
        }
    }
};

WB_TEST(CardInUseTest);
#include "card_in_use_test.moc"
