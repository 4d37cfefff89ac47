// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/clock.h"
#include "smartcard/cards/card_controller.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/test.h"
#include "widgets/reader/card_model.h"
#include "widgets/reader/card_readings.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace wb;
using namespace std::chrono_literals;
using euicc::Fault;
using wb::testing::virtualEuicc;

/// What the Reader panel is made of, with cards that misbehave: each failure is told once with its words, what crossed is kept, and
/// the card can be read again when it is well.
class BadCardTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;
    shell::Focus m_focus;
    shell::Theme m_theme;
    JobPool m_pool{QStringLiteral("test"), 1};

    static std::shared_ptr<euicc::VirtualEuicc> badCard(const Fault &fault)
    {
        euicc::Identity identity = virtualEuicc("Bad")->identity();
        identity.faults = {fault};
        return std::make_shared<euicc::VirtualEuicc>(std::move(identity));
    }

private Q_SLOTS:
    void theFailureIsToldAndTheCardRecovers_data()
    {
        using enum Fault::Kind;
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("6F00") << Fault{.kind = status, .function = 0xBF3E, .times = 1} << ErrorKind::refused;
        QTest::newRow("truncated") << Fault{.kind = truncated, .function = 0xBF3E, .times = 1} << ErrorKind::malformed;
        QTest::newRow("garbled") << Fault{.kind = garbled, .function = 0xBF3E, .times = 1} << ErrorKind::malformed;
        QTest::newRow("wrong length") << Fault{.kind = wrongLength, .function = 0xBF3E, .times = 1}
                                      << ErrorKind::malformed;
        QTest::newRow("stump") << Fault{.kind = stump, .function = 0xBF3E, .times = 1} << ErrorKind::malformed;
        QTest::newRow("silent") << Fault{.kind = silent, .function = 0xBF3E, .times = 1, .delay = 5ms}
                                << ErrorKind::timedOut;
        QTest::newRow("pulled") << Fault{.kind = pulled, .function = 0xBF3E, .times = 1, .backAfter = 500ms}
                                << ErrorKind::removed;
    }

    void theFailureIsToldAndTheCardRecovers()
    {
        QFETCH(Fault, fault);
        QFETCH(ErrorKind, kind);
        capture::Recorder recorder;
        cards::CardDirectory directory;
        directory.addBuiltIn(badCard(fault));
        reader::CardReadings readings(directory, m_pool, recorder);
        const reader::CardModel model(directory, readings, m_theme, m_focus);
        const QString id = directory.current();
        QSignalSpy failed(&readings, &reader::CardReadings::failed);
        QSignalSpy taken(&readings, &reader::CardReadings::taken);

        readings.read(id);
        QTRY_COMPARE(failed.count(), 1);
        const Error error = failed.first().at(1).value<Error>();
        QVERIFY2(error.kind == kind, error.line().c_str());
        QVERIFY(!error.step.empty());
        QVERIFY(readings.of(id) == nullptr);
        QTRY_VERIFY(!readings.isReading());
        const std::size_t kept = recorder.size();
        QVERIFY(kept >= 4); // the session was opened, and the function was asked
        if (fault.kind == Fault::Kind::pulled) {
            const int row = model.rowOf(id);
            const auto state = [&] { return model.index(row, reader::CardModel::StateColumn).data().toString(); };
            QTRY_COMPARE(state(), QStringLiteral("No card"));
            readings.read(id); // there is nothing to read
            QVERIFY(!readings.isReading());
            QTRY_VERIFY(directory.entry(id)->usable());
        }
        readings.read(id);
        QTRY_COMPARE(taken.count(), 1);
        QCOMPARE(failed.count(), 1);
        QVERIFY(readings.of(id) != nullptr);
        QVERIFY(recorder.size() > kept);
    }

    void whatIsMissingIsToldInItsPlace()
    {
        capture::Recorder recorder;
        cards::CardDirectory directory;
        directory.addBuiltIn(badCard({.kind = Fault::Kind::status, .function = 0xBF2D}));
        reader::CardReadings readings(directory, m_pool, recorder);
        QSignalSpy taken(&readings, &reader::CardReadings::taken);
        readings.read(directory.current());
        QTRY_COMPARE(taken.count(), 1);
        const auto &summary = readings.of(directory.current())->summary;
        QVERIFY(summary.info2.has_value());
        QVERIFY(!summary.profiles);
        QCOMPARE(int(summary.profiles.error().statusWord.value_or(0)), 0x6F00);
    }

    void aCardThatWasAwayIsLockedAgain()
    {
        capture::Recorder recorder;
        cards::CardDirectory directory;
        directory.addBuiltIn(badCard({.kind = Fault::Kind::pulled, .function = 0xBF2E, .times = 1, .backAfter = 0ms}));
        cards::CardController controller(directory, m_pool, recorder, Clock::system(),
                                         m_place.filePath(QStringLiteral("journal")).toStdString());
        QSignalSpy answered(&controller, &cards::CardController::answered);
        controller.setUnlocked(true);
        QVERIFY(controller.isUnlocked());
        controller.send({0xBF, 0x2E, 0x00});
        QTRY_COMPARE(answered.count(), 1); // it only reads, and was repeated
        QTRY_VERIFY(!controller.isUnlocked());
    }
};

WB_TEST(BadCardTest);

#include "bad_card_test.moc"
