// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "core/es/es10.h"
#include "core/lds/card_summary.h"
#include "smartcard/cards/card_in_use.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/core/results.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/reading_functions.h"
#include "tests/support/test.h"

#include <QElapsedTimer>

#include <future>

using namespace wb;
using namespace wb::testing;
using namespace std::chrono_literals;
using euicc::Fault;

/// Bad cards in a reader: through pcscd and its virtual reader, where a card, a reader or the service can also go.
class BadCardThroughPcscdTest : public QObject {
    Q_OBJECT

    PcscdReader m_reader;
    std::unique_ptr<Pcscd> m_pcscd;
    std::shared_ptr<cards::BuiltInCard> m_card;
    std::unique_ptr<vpcd::Plug> m_plug;
    capture::Recorder m_recorder;

    Result<std::unique_ptr<cards::CardInUse>> open(int slot = 0)
    {
        cards::OpenOptions options;
        options.holder = "test";
        return cards::openReader(m_reader.slot(slot), options, &m_recorder, {});
    }

    bool canBeRead(int slot = 0)
    {
        const auto card = open(slot);
        return card && lds::readCard(**card, {}).has_value();
    }

    /// Reads the card until `then` has been done while it works on a slow command; what came of the command.
    Result<rsp::Eid> readWhile(const std::function<void()> &then)
    {
        m_card->setFaults({{.kind = Fault::Kind::slow, .function = 0xBF3E, .delay = 2s}});
        auto card = must(open());
        const std::size_t before = m_recorder.size();
        std::promise<void> begun;
        auto reading = std::async(std::launch::async, [&] {
            begun.set_value();
            return es::getEid(*card, {});
        });
        begun.get_future().wait();
        then();
        auto eid = reading.get();
        if (m_recorder.size() <= before || !m_recorder.since(before).front()->error)
            return fail(ErrorKind::internal, Interface::none, "", "the exchange was not kept with its error");
        card.reset();
        m_card->setFaults({});
        return eid;
    }

private Q_SLOTS:
    void init()
    {
        m_pcscd = std::make_unique<Pcscd>();
        QVERIFY2(m_pcscd->start({m_reader}), m_pcscd->problem());
        m_card = std::make_shared<cards::BuiltInCard>(equippedEuicc("Bad"));
        m_plug = std::make_unique<vpcd::Plug>(m_card->card(), vpcd::PlugAddress{"127.0.0.1", m_reader.port});
        QTRY_VERIFY_WITH_TIMEOUT(open().has_value(), 10000);
    }
    void cleanup()
    {
        m_plug.reset();
        m_card.reset();
        m_pcscd.reset();
    }

    void wrongAnswers_data()
    {
        using enum Fault::Kind;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("6F00") << Fault{.kind = status, .function = 0xBF3E} << ErrorKind::refused;
        QTest::newRow("truncated") << Fault{.kind = truncated, .function = 0xBF3E} << ErrorKind::malformed;
        QTest::newRow("garbled") << Fault{.kind = garbled, .function = 0xBF3E} << ErrorKind::malformed;
        QTest::newRow("wrong length") << Fault{.kind = wrongLength, .function = 0xBF3E} << ErrorKind::malformed;
        QTest::newRow("silent") << Fault{.kind = silent, .function = 0xBF3E, .times = 1, .delay = 10ms}
                                << ErrorKind::io;
        QTest::newRow("stump") << Fault{.kind = stump, .function = 0xBF3E, .times = 1} << ErrorKind::io;
        QTest::newRow("pulled") << Fault{.kind = pulled, .function = 0xBF3E, .backAfter = 1000ms} << ErrorKind::removed;
    }
    void wrongAnswers()
    {
        QFETCH(Fault, fault);
        QFETCH(ErrorKind, kind);
        {
            const auto card = must(open());
            m_card->setFaults({fault});
            const std::size_t before = m_recorder.size();
            const auto eid = es::getEid(*card, {});
            QVERIFY(!eid);
            QVERIFY2(complaintAbout(eid.error()).empty(), complaintAbout(eid.error()).c_str());
            QVERIFY2(eid.error().kind == kind, eid.error().line().c_str());
            QVERIFY(m_recorder.size() > before);
        }
        m_card->setFaults({});
        QTRY_VERIFY_WITH_TIMEOUT(canBeRead(), 10000);
    }

    void theCardIsPulledInMidCommand()
    {
        QElapsedTimer timer;
        timer.start();
        const auto eid = readWhile([this] { m_plug.reset(); });
        QVERIFY(!eid);
        QVERIFY2(complaintAbout(eid.error()).empty(), complaintAbout(eid.error()).c_str());
        QVERIFY2(eid.error().kind == ErrorKind::removed, eid.error().line().c_str());
        QVERIFY(timer.elapsed() < 30000);
        m_plug = std::make_unique<vpcd::Plug>(m_card->card(), vpcd::PlugAddress{"127.0.0.1", m_reader.port});
        QTRY_VERIFY_WITH_TIMEOUT(canBeRead(), 10000);
    }

    void pcscdIsKilledInMidCommand()
    {
        const auto eid = readWhile([this] { m_pcscd->kill(); });
        QVERIFY(!eid);
        QVERIFY2(complaintAbout(eid.error()).empty(), complaintAbout(eid.error()).c_str());
        QVERIFY2(eid.error().kind == ErrorKind::removed, eid.error().line().c_str());
        QVERIFY(!open()); // nobody is there
        QVERIFY2(m_pcscd->start({m_reader}), m_pcscd->problem());
        QTRY_VERIFY_WITH_TIMEOUT(canBeRead(), 20000);
    }

    /// A reader can only go with a pcscd that ends; another one, with another reader, begins at once.
    void theReaderGoes()
    {
        m_card->setFaults({});
        auto card = must(open());
        m_pcscd->stop();
        QVERIFY2(m_pcscd->start({{"Other", 35973}}), m_pcscd->problem());
        for (int call = 0; call < 2; ++call) {
            const auto eid = es::getEid(*card, {});
            QVERIFY(!eid);
            QVERIFY2(complaintAbout(eid.error()).empty(), complaintAbout(eid.error()).c_str());
            QVERIFY2(eid.error().kind == ErrorKind::removed, eid.error().line().c_str());
        }
        card.reset();
        const auto gone = open();
        QVERIFY(!gone);
        QVERIFY2(complaintAbout(gone.error()).empty(), complaintAbout(gone.error()).c_str());
        QCOMPARE(gone.error().kind, ErrorKind::notFound);
        m_pcscd->stop();
        QVERIFY2(m_pcscd->start({m_reader}), m_pcscd->problem());
        QTRY_VERIFY_WITH_TIMEOUT(canBeRead(), 20000);
    }

    void twoCardsAtOnce()
    {
        cards::BuiltInCard second(equippedEuicc("Second"));
        const vpcd::Plug plug(second.card(), {"127.0.0.1", static_cast<std::uint16_t>(m_reader.port + 1)});
        QTRY_VERIFY_WITH_TIMEOUT(canBeRead(1), 10000);
        second.setFaults({{.kind = Fault::Kind::status}});
        QVERIFY(!canBeRead(1));
        QVERIFY(canBeRead(0)); // a bad card beside it is no matter
    }
};

WB_TEST(BadCardThroughPcscdTest);

#include "bad_card_through_pcscd_test.moc"
