// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/capture/recorder.h"
#include "core/es/es10.h"
#include "core/lds/card_summary.h"
#include "smartcard/cards/card_in_use.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/core/results.h"
#include "tests/support/core/soak.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/random_faults.h"
#include "tests/support/smartcard/reading_functions.h"
#include "tests/support/test.h"

#include <QElapsedTimer>

using namespace wb;
using namespace wb::testing;

/// Random card faults, one plan after the other: no crash, no hang, each error complete, and a healthy card at the end of each round. The
/// seed is told; WB_SEED=number repeats a run, WB_SOAK_SECONDS=number says how long each of the two lasts.
class CardFaultsSoakTest : public QObject {
    Q_OBJECT

    /// Half of the time in process, half of it through pcscd: 20 seconds in tests, an hour in the soak.
    static qint64 milliseconds()
    {
        const int wished = qEnvironmentVariableIntValue("WB_SOAK_SECONDS");
        return 1000LL * (wished > 0 ? wished : soakRounds(10, 1800));
    }

    static std::uint64_t seed()
    {
        const QByteArray wished = qgetenv("WB_SEED");
        const std::uint64_t number = wished.isEmpty() ? std::random_device()() : wished.toULongLong();
        qInfo("seed %llu (WB_SEED repeats it)", static_cast<unsigned long long>(number));
        return number;
    }

    /// What a person does with a card whatever comes of it: opens it, reads it, changes something, asks what waits.
    static void use(const Result<std::unique_ptr<cards::CardInUse>> &opened, RandomFaults &random, Tally &tally)
    {
        tally.note(opened);
        if (!opened)
            return;
        cards::CardInUse &card = **opened;
        const auto summary = lds::readCard(card, {});
        tally.note(summary);
        if (summary) {
            tally.note(summary->info2);
            tally.note(summary->addresses);
            tally.note(summary->profiles);
            tally.note(summary->notifications);
            tally.note(summary->rules);
        }
        const rsp::Iccid &profile = random.chance(2) ? alpha : beta;
        const bool refresh = random.chance(3);
        switch (random.below(6)) {
        case 0: tally.note(es::enableProfile(card, {{profile}, refresh}, {})); break;
        case 1: tally.note(es::disableProfile(card, {{profile}, refresh}, {})); break;
        case 2: tally.note(es::setNickname(card, {profile, random.chance(2) ? "Home" : ""}, {})); break;
        case 3: tally.note(es::retrieveNotificationsList(card, {}, {})); break;
        case 4: tally.note(es::getEuiccChallenge(card, {})); break;
        default: tally.note(card.es10(random.octets(300), {})); break;
        }
        if (card.session().proactiveLength())
            tally.note(card.answerToolkit({}));
    }

private Q_SLOTS:
    void inProcess()
    {
        RandomFaults random(seed());
        Tally tally;
        int rounds = 0;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds()) {
            capture::Recorder recorder;
            const auto card = std::make_shared<cards::BuiltInCard>(equippedEuicc("Bad"));
            for (int part = 0; part < 50 && timer.elapsed() < milliseconds(); ++part) {
                card->setFaults(random.plan());
                const std::size_t before = recorder.size();
                use(cards::openBuiltIn(card, random.options(), &recorder, {}), random, tally);
                QVERIFY(recorder.size() > before);
                QVERIFY2(tally.complaint.empty(), tally.complaint.c_str());
                card->setFaults({});
                const auto healthy = cards::openBuiltIn(card, {}, &recorder, {});
                WB_VERIFY(healthy);
                WB_VERIFY(lds::readCard(**healthy, {}));
                ++rounds;
            }
        }
        qInfo("%d rounds, %d calls answered, %d failed", rounds, tally.answered, tally.failed);
        QVERIFY(tally.failed > 0 && tally.answered > 0);
    }

    void throughPcscd()
    {
        RandomFaults random(seed());
        Tally tally;
        auto recorder = std::make_unique<capture::Recorder>();
        const PcscdReader reader;
        Pcscd pcscd;
        QVERIFY2(pcscd.start({reader}), pcscd.problem());
        const auto euicc = equippedEuicc("Bad");
        const auto card = std::make_shared<cards::BuiltInCard>(euicc);
        auto plug = std::make_unique<vpcd::Plug>(card->card(), vpcd::PlugAddress{"127.0.0.1", reader.port});
        const auto open = [&](cards::OpenOptions options) {
            options.holder = "soak";
            return cards::openReader(reader.slot(0), options, recorder.get(), {});
        };
        const auto healthy = [&] {
            const auto opened = open({});
            return opened && lds::readCard(**opened, {}).has_value();
        };
        int rounds = 0;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds()) {
            card->setFaults({});
            QTRY_VERIFY_WITH_TIMEOUT(healthy(), 30000);
            card->setFaults(random.plan());
            use(open(random.options()), random, tally);
            QVERIFY2(tally.complaint.empty(), tally.complaint.c_str());
            switch (random.below(20)) {
            case 0: // the card is pulled and put in again by a person
                plug.reset();
                tally.note(open({}));
                plug = std::make_unique<vpcd::Plug>(card->card(), vpcd::PlugAddress{"127.0.0.1", reader.port});
                break;
            case 1:
                random.chance(2) ? pcscd.kill() : pcscd.stop();
                tally.note(open({}));
                QVERIFY2(pcscd.start({reader}), pcscd.problem());
                break;
            default: break;
            }
            if (++rounds % 100 == 0) { // in an hour they would be many
                recorder = std::make_unique<capture::Recorder>();
                for (const auto &each : euicc->memory().notifications)
                    tally.note(es::removeNotificationFromList(*euicc, each.value.metadata().seqNumber, {}));
            }
        }
        qInfo("%d rounds, %d calls answered, %d failed", rounds, tally.answered, tally.failed);
        QVERIFY(tally.failed > 0 && tally.answered > 0);
    }
};

WB_TEST(CardFaultsSoakTest);

#include "card_faults_soak_test.moc"
