// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "core/capture/recorder.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/pcsc/doctor.h"
#include "smartcard/pcsc/lease.h"
#include "smartcard/vcard/virtual_card.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::pcsc;
using wb::testing::OtherProgram;
using wb::testing::Pcscd;
using wb::testing::ScriptedEuicc;

/// The doctor at a real pcscd.
class DoctorWithPcscdTest : public QObject {
    Q_OBJECT

    const std::string m_slot = "Lab eUICC 00 00";
    Pcscd m_pcscd;
    ScriptedEuicc m_euicc;

    static Evidence gather(GatherOptions options = {}) { return gatherEvidence(std::move(options), nullptr, {}); }

    static std::string findings(const Evidence &evidence)
    {
        std::string names;
        for (const Finding &finding : diagnose(evidence))
            names += (names.empty() ? "" : " ") + finding.name;
        return names;
    }

    bool started() { return m_pcscd.running() || m_pcscd.start(); }

    bool inserted() const
    {
        return QTest::qWaitFor([this] { return Lease::take(m_slot, {}, {}).has_value(); });
    }

    /// pcscd notices a removal late; the next test shall not find the ghost of this one's card.
    bool removed() const
    {
        return QTest::qWaitFor([this] { return !Lease::take(m_slot, {}, {}).has_value(); });
    }

private Q_SLOTS:
    void noDaemon()
    {
        m_pcscd.stop();
        const Evidence evidence = gather();
        QVERIFY(!evidence.serviceReached);
        QVERIFY(!evidence.calls.empty());
        QCOMPARE(evidence.calls.front().call, std::string("SCardEstablishContext"));
        QCOMPARE(evidence.calls.front().code, 0x8010001DU);
        const Finding first = diagnose(evidence).front(); // other tests have a pcscd elsewhere
        QVERIFY2(first.name == "pcscd-not-running" || first.name == "pcscd-socket-dead", first.name.c_str());
        QCOMPARE(first.severity, Severity::blocks);
    }

    void aDaemonThatWasKilled()
    {
        QVERIFY2(started(), m_pcscd.problem());
        m_pcscd.kill();
        const Evidence evidence = gather();
        QCOMPARE(evidence.system.socket, SocketState::dead);
        QVERIFY2(findings(evidence).starts_with("pcscd-socket-dead"), findings(evidence).c_str());
    }

    void aDaemonWithoutReader()
    {
        QVERIFY2(m_pcscd.start({}), m_pcscd.problem());
        Evidence evidence = gather();
        QVERIFY(evidence.serviceReached);
        QCOMPARE(evidence.system.socket, SocketState::connectable);
        QVERIFY(evidence.system.daemon.has_value());
        QVERIFY(evidence.system.daemonInstalled);
        evidence.system.usbReaders.clear(); // the machine of the test may have some
        evidence.system.kernelModules.clear();
        QCOMPARE(findings(evidence), std::string("no-reader"));
        m_pcscd.stop();
    }

    void aReaderWithoutCard()
    {
        QVERIFY2(started(), m_pcscd.problem());
        const Evidence evidence = gather();
        QCOMPARE(evidence.readers.size(), std::size_t(2));
        QVERIFY(!evidence.readers.front().state.present);
        QCOMPARE(findings(evidence), std::string("no-card"));
    }

    void aCardThatAnswers()
    {
        QVERIFY2(started(), m_pcscd.problem());
        vcard::VirtualCard card(m_euicc);
        {
            const vpcd::Plug plug(card, vpcd::PlugAddress());
            QVERIFY(inserted());
            capture::Recorder recorder;
            const Evidence evidence = gatherEvidence({}, &recorder, {});
            QCOMPARE(findings(evidence), std::string("card-answers"));
            QCOMPARE(evidence.readers.front().state.atr, card.atr());
            QCOMPARE(evidence.readers.front().search->foundTry()->aid, card::isdRAid());
            QVERIFY(recorder.size() > 0); // what was sent is in the capture

            GatherOptions silent;
            silent.speakToCards = false;
            QCOMPARE(findings(gather(silent)), std::string("card-present"));
        }
        QVERIFY(removed());
    }

    void anIsdROfAnotherAid()
    {
        QVERIFY2(started(), m_pcscd.problem());
        const Bytes aid = *fromHex("A0000005591010FFFFFFFF8900000177");
        vcard::VirtualCard card(m_euicc, {}, false, nullptr, aid);
        {
            const vpcd::Plug plug(card, vpcd::PlugAddress());
            QVERIFY(inserted());
            const Evidence evidence = gather();
            QCOMPARE(findings(evidence), std::string("isd-r-elsewhere card-answers"));
            QCOMPARE(evidence.readers.front().search->foundTry()->aid, aid);
            QCOMPARE(evidence.readers.front().search->foundTry()->origin, card::AidOrigin::directory);
        }
        QVERIFY(removed());
    }

    void aCardThatAnotherProgramHolds()
    {
        QVERIFY2(started(), m_pcscd.problem());
        vcard::VirtualCard card(m_euicc);
        {
            const vpcd::Plug plug(card, vpcd::PlugAddress());
            QVERIFY(inserted());
            OtherProgram other;
            QCOMPARE(other.connect(m_slot, true), 0U);
            Evidence evidence = gather();
            QVERIFY(evidence.readers.front().state.exclusive);
            evidence.system.programs.clear(); // of the machine
            QCOMPARE(findings(evidence), std::string("card-held"));
            QCOMPARE(other.disconnect(), 0U);

            QCOMPARE(other.connect(m_slot), 0U); // shared, but in a transaction
            QCOMPARE(other.beginTransaction(), 0U);
            evidence = gather();
            QVERIFY(!evidence.readers.front().state.exclusive);
            evidence.system.programs = {{4711, "scdaemon"}};
            QCOMPARE(findings(evidence), std::string("card-held-by-gnupg"));
            QCOMPARE(other.endTransaction(), 0U);
        }
        QVERIFY(removed());
    }

    void aCardThatThisProgramHolds()
    {
        QVERIFY2(started(), m_pcscd.problem());
        vcard::VirtualCard card(m_euicc);
        {
            const vpcd::Plug plug(card, vpcd::PlugAddress());
            QVERIFY(inserted());
            LeaseOptions options;
            options.holder = "Discovery";
            const auto lease = Lease::take(m_slot, options, {});
            QVERIFY(lease.has_value());
            const Evidence evidence = gather();
            QCOMPARE(evidence.readers.front().heldHere, std::string("Discovery"));
            QCOMPARE(findings(evidence), std::string("card-held-here"));
        }
        QVERIFY(removed());
    }

    /// Nothing is spoken to once a stop was asked for.
    void aStopIsObeyed()
    {
        QVERIFY2(started(), m_pcscd.problem());
        vcard::VirtualCard card(m_euicc);
        {
            const vpcd::Plug plug(card, vpcd::PlugAddress());
            QVERIFY(inserted());
            std::stop_source source;
            source.request_stop();
            const Evidence evidence = gatherEvidence({}, nullptr, source.get_token());
            QVERIFY(!evidence.readers.front().search);
        }
        QVERIFY(removed());
    }

    void whatWasMetBeforeCounts()
    {
        QVERIFY2(started(), m_pcscd.problem());
        GatherOptions options;
        options.reader = m_slot;
        options.lastFailure = makeError(ErrorKind::unsupported, Interface::pcsc, "SCardConnect", "mismatch");
        options.lastFailure->scard = 0x8010000F;
        QCOMPARE(findings(gather(options)), std::string("protocol-mismatch no-card"));
    }
};

WB_TEST(DoctorWithPcscdTest);

#include "doctor_with_pcscd_test.moc"
