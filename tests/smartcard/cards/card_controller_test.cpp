// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "smartcard/cards/card_controller.h"
#include "tests/support/core/results.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/test.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;
using cards::CardController;

/// What a person does with a card: locked until it is unlocked, and everything that changes it in the journal.
class CardControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_directory = std::make_unique<cards::CardDirectory>();
        m_euicc = equippedEuicc("A");
        m_directory->addBuiltIn(m_euicc);
        m_directory->addBuiltIn(virtualEuicc("B"));
        m_recorder = std::make_unique<capture::Recorder>();
        m_controller = std::make_unique<CardController>(*m_directory, m_pool, *m_recorder, m_clock,
                                                        std::filesystem::path(m_folder->path().toStdString())
                                                            / "changes.jsonl");
    }
    void cleanup() { m_controller.reset(); }

    void aLockedCardIsNotChanged()
    {
        QSignalSpy lockedOut(m_controller.get(), &CardController::lockedOut);
        m_controller->carryOut(lds::change::Enable{beta}, read());
        m_controller->send(asn1::encode(rsp::DeleteProfileRequest{beta}));
        m_controller->send(Bytes{0xBF, 0x7F, 0x00}); // nobody knows what it does
        QCOMPARE(lockedOut.count(), 3);
        QCOMPARE(lockedOut.at(0).at(0).toString(), QStringLiteral("ES10c.EnableProfile"));
        QVERIFY(!m_controller->isBusy());
        QCOMPARE(m_recorder->size(), std::size_t(0)); // nothing was sent
        QVERIFY(must(m_controller->journal().read()).entries.empty());
    }

    void readingIsFree()
    {
        QSignalSpy answered(m_controller.get(), &CardController::answered);
        m_controller->send(Bytes{0xBF, 0x2E, 0x00});
        QTRY_COMPARE(answered.count(), 1);
        QCOMPARE(answered.at(0).at(2).value<Bytes>().size(), std::size_t(21));
        QVERIFY(must(m_controller->journal().read()).entries.empty());
    }

    void aChangeGoesIntoTheJournal()
    {
        m_controller->setUnlocked(true);
        QSignalSpy done(m_controller.get(), &CardController::carriedOut);
        m_controller->carryOut(lds::change::Enable{beta}, read());
        QVERIFY(m_controller->isBusy());
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(done.at(0).at(1).value<lds::ChangeOutcome>().done);
        QVERIFY(read().enabledProfile()->iccid == beta);
        m_controller->carryOut(lds::change::Enable{beta, false}, read());
        QTRY_COMPARE(done.count(), 2);
        WB_COMPARE(done.at(1).at(1).value<lds::ChangeOutcome>().result, "profileNotInDisabledState");
        const auto entries = must(m_controller->journal().read()).entries;
        QCOMPARE(entries.size(), std::size_t(2));
        WB_COMPARE(entries[0].card, "A");
        WB_COMPARE(entries[0].eid, m_euicc->identity().eid.digits());
        WB_COMPARE(entries[0].result, "ok");
        QVERIFY(entries[0].done && !entries[1].done);
        QVERIFY(entries[0].time == m_clock.now());
    }

    void theToolkitIsAnswered()
    {
        m_controller->setUnlocked(true);
        QSignalSpy waits(m_controller.get(), &CardController::toolkitWaits);
        QSignalSpy answered(m_controller.get(), &CardController::toolkitAnswered);
        QSignalSpy failed(m_controller.get(), &CardController::failed);
        m_controller->carryOut(lds::change::Enable{beta, false}, read());
        QTRY_VERIFY(!m_controller->isBusy());
        QCOMPARE(waits.count(), 0);
        m_controller->carryOut(lds::change::Enable{alpha, true}, read());
        QTRY_COMPARE(waits.count(), 1);
        m_controller->answerToolkit();
        QTRY_COMPARE(answered.count(), 1);
        WB_COMPARE(answered.at(0).at(1).value<card::ProactiveCommand>().name, "REFRESH, UICC reset");
        QVERIFY(!m_euicc->pendingCommand());
        m_controller->answerToolkit();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(1).value<Error>().kind, ErrorKind::notFound);
    }

    void whatIsSentByHandIsInTheJournalWhenItMayChange()
    {
        m_controller->setUnlocked(true);
        QSignalSpy answered(m_controller.get(), &CardController::answered);
        QSignalSpy failed(m_controller.get(), &CardController::failed);
        m_controller->send(asn1::encode(rsp::SetNicknameRequest{beta, "Holiday"}));
        QTRY_COMPARE(answered.count(), 1);
        m_controller->send(Bytes{0xBF, 0x7F, 0x00});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(1).value<Error>().statusWord, std::optional<std::uint16_t>(0x6A88));
        const auto entries = must(m_controller->journal().read()).entries;
        QCOMPARE(entries.size(), std::size_t(2));
        WB_COMPARE(entries[0].function, "ES10c.SetNickname");
        QVERIFY(!entries[1].done);
    }

    void anotherCardIsLockedAgain()
    {
        QSignalSpy lock(m_controller.get(), &CardController::lockChanged);
        const QString first = m_directory->current();
        m_controller->setUnlocked(true);
        QVERIFY(m_controller->isUnlocked());
        m_directory->setCurrent(m_directory->entries().back().id);
        QVERIFY(!m_controller->isUnlocked());
        m_directory->setCurrent(first);
        QVERIFY(!m_controller->isUnlocked());
        QCOMPARE(lock.count(), 2);
    }

    void thereIsNothingToUnlock()
    {
        m_directory->setCurrent(QStringLiteral("gone"));
        m_controller->setUnlocked(true);
        QVERIFY(!m_controller->isUnlocked());
        m_controller->send(Bytes{0xBF, 0x2E, 0x00});
        QVERIFY(!m_controller->isBusy());
    }

    /// The change has happened; that it could not be noted is told.
    void aJournalThatCannotBeWritten()
    {
        CardController controller(*m_directory, m_pool, *m_recorder, m_clock, "/proc/nowhere/changes.jsonl");
        controller.setUnlocked(true);
        QSignalSpy done(&controller, &CardController::carriedOut);
        QSignalSpy failed(&controller, &CardController::failed);
        controller.carryOut(lds::change::Disable{alpha, false}, read());
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed.at(0).at(1).value<Error>().interface == Interface::file);
        QVERIFY(read().enabledProfile() == nullptr);
    }

private:
    lds::CardSummary read() { return must(lds::readCard(*m_euicc, {})); }

    ManualClock m_clock{TimePoint(std::chrono::seconds(1'800'000'000))};
    JobPool m_pool{QStringLiteral("test"), 1};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<cards::CardDirectory> m_directory;
    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<capture::Recorder> m_recorder;
    std::unique_ptr<CardController> m_controller;
};

WB_TEST(CardControllerTest);
#include "card_controller_test.moc"
