// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/script_controller.h"
#include "tests/support/core/results.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/test.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;
using cards::ScriptController;
using State = ScriptController::State;

/// A script on the current card: as a whole, a statement at a time, stopped, and never more than the lock allows.
class ScriptControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_directory = std::make_unique<cards::CardDirectory>();
        m_euicc = equippedEuicc("A");
        m_directory->addBuiltIn(m_euicc);
        m_recorder = std::make_unique<capture::Recorder>();
        m_cards = std::make_unique<cards::CardController>(*m_directory, m_pool, *m_recorder, m_clock,
                                                          std::filesystem::path(m_folder->path().toStdString())
                                                              / "changes.jsonl");
        m_scripts = std::make_unique<ScriptController>(*m_directory, *m_cards, m_pool, *m_recorder);
    }
    void cleanup()
    {
        m_scripts.reset();
        m_cards.reset();
    }

    void aScriptRunsToItsEnd()
    {
        QSignalSpy stepped(m_scripts.get(), &ScriptController::stepped);
        QSignalSpy completed(m_scripts.get(), &ScriptController::completed);
        QVERIFY(m_scripts->begin("# who are you?\nselect isd-r\nexpect 9000\nes10b.GetEUICCChallenge\nexpect 9000\n"));
        QVERIFY(m_scripts->state() == State::resting);
        QCOMPARE(m_scripts->nextLine(), std::size_t(2));
        m_scripts->run();
        QVERIFY(m_scripts->state() == State::running);
        QTRY_COMPARE(completed.count(), 1);
        QCOMPARE(completed.at(0).at(0).toInt(), 4);
        QCOMPARE(completed.at(0).at(1).toInt(), 0);
        QCOMPARE(stepped.count(), 4);
        QVERIFY(m_scripts->state() == State::idle);
        QCOMPARE(m_scripts->nextLine(), std::size_t(0));
        QCOMPARE(m_recorder->size(), std::size_t(2));
    }

    /// The card is free for others while the script rests, and keeps what was selected.
    void aStatementAtATime()
    {
        QSignalSpy stepped(m_scripts.get(), &ScriptController::stepped);
        QVERIFY(m_scripts->begin("select isd-r\n80E2910003BF2E00\nexpect 61XX or 9000\n"));
        m_scripts->step();
        QTRY_VERIFY(m_scripts->state() == State::resting);
        QCOMPARE(m_scripts->nextLine(), std::size_t(2));
        QSignalSpy crossed(m_cards.get(), &cards::CardController::crossed);
        m_cards->type(must(card::readConsoleLine("80E2910003BF2000")), {});
        QTRY_COMPARE(crossed.count(), 1);
        m_scripts->step();
        QTRY_VERIFY(m_scripts->state() == State::resting);
        m_scripts->step();
        QTRY_VERIFY(m_scripts->state() == State::idle);
        QCOMPARE(stepped.count(), 3);
        QVERIFY(stepped.at(2).at(1).value<card::ScriptStep>().held);
    }

    void anExpectationThatDoesNotHoldIsAPlaceToLook()
    {
        QSignalSpy completed(m_scripts.get(), &ScriptController::completed);
        QVERIFY(m_scripts->begin("select isd-r\nexpect 6A82\nexpect 9000\n"));
        m_scripts->run();
        QTRY_VERIFY(m_scripts->state() == State::resting);
        QCOMPARE(m_scripts->nextLine(), std::size_t(3));
        m_scripts->run();
        QTRY_COMPARE(completed.count(), 1);
        QCOMPARE(completed.at(0).at(1).toInt(), 1);
    }

    void aScriptCanBeStopped()
    {
        QSignalSpy completed(m_scripts.get(), &ScriptController::completed);
        QSignalSpy failed(m_scripts.get(), &ScriptController::failed);
        QVERIFY(m_scripts->begin("wait 3600s\nselect isd-r\n"));
        m_scripts->run();
        m_scripts->stop();
        QTRY_VERIFY(m_scripts->state() == State::idle);
        QCOMPARE(completed.count(), 0);
        for (const auto &each : failed)
            QCOMPARE(each.at(1).value<Error>().kind, ErrorKind::cancelled);
        QVERIFY(m_scripts->begin("select isd-r\n")); // one that rests is over at once
        m_scripts->stop();
        QVERIFY(m_scripts->state() == State::idle);
        QCOMPARE(m_recorder->size(), std::size_t(0));
    }

    void aLockedCardIsOnlyRead()
    {
        const std::string reset = "select isd-r\nes10c.eUICCMemoryReset 82020780\n";
        QSignalSpy failed(m_scripts.get(), &ScriptController::failed);
        QVERIFY(m_scripts->begin(reset));
        m_scripts->run();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(1).value<Error>().kind, ErrorKind::refused);
        QTRY_VERIFY(m_scripts->state() == State::idle);
        QCOMPARE(m_euicc->memory().profiles.size(), std::size_t(2));
        QVERIFY(must(m_cards->journal().read()).entries.empty());

        m_cards->setUnlocked(true);
        QVERIFY(m_scripts->begin(reset));
        m_scripts->run();
        QTRY_VERIFY(m_scripts->state() == State::idle);
        QCOMPARE(m_euicc->memory().profiles.size(), std::size_t(0));
        const auto entries = must(m_cards->journal().read()).entries;
        QCOMPARE(entries.size(), std::size_t(1));
        WB_COMPARE(entries[0].function, "ES10c.eUICCMemoryReset");
        QVERIFY(entries[0].done && entries[0].what.find("Line 2") != std::string::npos);
    }

    void lockingStopsAScriptThatMayChange()
    {
        m_cards->setUnlocked(true);
        QSignalSpy completed(m_scripts.get(), &ScriptController::completed);
        QVERIFY(m_scripts->begin("wait 3600s\nes10c.eUICCMemoryReset 82020780\n"));
        m_scripts->run();
        m_cards->setUnlocked(false);
        QTRY_VERIFY(m_scripts->state() == State::idle);
        QCOMPARE(completed.count(), 0);
        QCOMPARE(m_euicc->memory().profiles.size(), std::size_t(2));
    }

    void aScriptThatCannotBegin()
    {
        const auto wrong = m_scripts->begin("select isd-r\nhello\n");
        QCOMPARE(wrong.error().kind, ErrorKind::malformed);
        WB_COMPARE(wrong.error().step, "line 2");
        m_directory->setCurrent(QStringLiteral("gone"));
        QCOMPARE(m_scripts->begin("select isd-r\n").error().kind, ErrorKind::notFound);
        m_scripts->run();
        QVERIFY(m_scripts->state() == State::idle);
    }

private:
    ManualClock m_clock{TimePoint(std::chrono::seconds(1'800'000'000))};
    JobPool m_pool{QStringLiteral("test"), 1};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<cards::CardDirectory> m_directory;
    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<capture::Recorder> m_recorder;
    std::unique_ptr<cards::CardController> m_cards;
    std::unique_ptr<ScriptController> m_scripts;
};

WB_TEST(ScriptControllerTest);
#include "script_controller_test.moc"
