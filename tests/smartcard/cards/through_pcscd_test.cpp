// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "smartcard/card/console.h"
#include "smartcard/cards/card_in_use.h"
#include "smartcard/vpcd/plug.h"
#include "tests/support/core/results.h"
#include "tests/support/core/values.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/pcscd.h"
#include "tests/support/test.h"

#include <QProcess>

using namespace wb;
using namespace wb::testing;

/// Every function of ES10 on a virtual eUICC in a virtual reader: through pcscd, with real APDUs.
class ThroughPcscdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_pcscd.start(), m_pcscd.problem()); }
    void init()
    {
        m_euicc = equippedEuicc("Lab");
        m_card = std::make_unique<cards::BuiltInCard>(m_euicc);
        m_plug = std::make_unique<vpcd::Plug>(m_card->card(), vpcd::PlugAddress());
        QTRY_VERIFY(cards::openReader(reader, options(), nullptr, {}).has_value()); // pcscd sees it late
    }
    void cleanup()
    {
        m_plug.reset();
        m_card.reset();
    }

    void everyFunctionThatReads()
    {
        const auto card = must(cards::openReader(reader, options(), nullptr, {}));
        QVERIFY(must(es::getEid(*card, {})) == m_euicc->identity().eid);
        WB_VERIFY(es::getEuiccInfo1(*card, {}));
        WB_VERIFY(es::getEuiccInfo2(*card, {}));
        WB_VERIFY(es::getEuiccConfiguredAddresses(*card, {}));
        QVERIFY(must(es::getProfilesInfo(*card, {{}, es::allProfileTags()}, {}))
                == must(es::getProfilesInfo(*m_euicc, {{}, es::allProfileTags()}, {})));
        WB_VERIFY(es::listNotification(*card, {}, {}));
        QVERIFY(std::holds_alternative<rsp::NotificationsListResultError>(
            must(es::retrieveNotificationsList(*card, {}, {})).value));
        WB_VERIFY(es::getRat(*card, {}));
        WB_VERIFY(es::getEuiccChallenge(*card, {}));
    }

    void everyFunctionThatChanges()
    {
        const auto card = must(cards::openReader(reader, options(), nullptr, {}));
        QCOMPARE(must(es::setDefaultDpAddress(*card, "smdp.example.com", {})), rsp::SetDefaultDpAddressResult::ok);
        QCOMPARE(must(es::setNickname(*card, {beta, "Holiday"}, {})), rsp::SetNicknameResult::ok);
        QCOMPARE(must(es::disableProfile(*card, {{alpha}, false}, {})), rsp::DisableResult::ok);
        QCOMPARE(must(es::enableProfile(*card, {{beta}, false}, {})), rsp::EnableResult::ok);
        QCOMPARE(must(es::deleteProfile(*card, {alpha}, {})), rsp::DeleteResult::ok);
        const auto retrieved = must(es::retrieveNotificationsList(*card, {}, {}));
        QCOMPARE(std::get<0>(retrieved.value).items.size(), std::size_t(3)); // long: fetched in pieces
        QCOMPARE(must(es::removeNotificationFromList(*card, 1, {})), rsp::DeleteNotificationStatus::ok);
        QCOMPARE(must(es::euiccMemoryReset(*card, {rsp::ResetOptionBit::deleteOperationalProfiles}, {})),
                 rsp::ResetResult::ok);
        QVERIFY(m_euicc->memory().profiles.empty());
        QCOMPARE(m_euicc->memory().notifications.size(), std::size_t(3));
    }

    void everyFunctionOfASession()
    {
        const auto card = must(cards::openReader(reader, options(), nullptr, {}));
        const auto cancelled = must(
            es::cancelSession(*card, {{Bytes(16, 1)}, rsp::CancelSessionReason::endUserRejection}, {}));
        QVERIFY(std::get<1>(cancelled.value.value) == rsp::CancelSessionError::invalidTransactionId);
        rsp::PrepareDownloadRequest download;
        download.smdpSigned2 = asn1::seal(rsp::SmdpSigned2{{Bytes(16, 1)}});
        download.smdpSignature2 = Bytes(64, 1);
        download.smdpCertificate.whole = copyOf(m_euicc->identity().credentials.front().eum.der());
        const auto prepared = must(es::prepareDownload(*card, download, {})); // several STORE DATA blocks
        QVERIFY(std::get<1>(prepared.value.value).code == rsp::DownloadErrorCode::noSessionContext);
        QVERIFY(std::get<1>(must(es::loadCrl(*card, hex("3003020105"), {})).value)
                == rsp::LoadCrlResponseError::invalidCRLFormat);
    }

    void aRefreshResetsTheCardInTheReader()
    {
        {
            const auto card = must(cards::openReader(reader, options(), nullptr, {}));
            QCOMPARE(must(es::enableProfile(*card, {{beta}, true}, {})), rsp::EnableResult::ok);
            QVERIFY(card->session().proactiveLength().has_value());
            WB_COMPARE(must(card->answerToolkit({})).name, "REFRESH, UICC reset");
            QVERIFY(!card->session().selected());
            WB_VERIFY(es::getEid(*card, {})); // selected again by itself
        }
        QVERIFY(!m_euicc->pendingCommand());
    }

    void theConsoleHasTheCardToItself()
    {
        const auto line = must(cards::openReaderLine(reader, options(), {}));
        const auto send = [&](const char *typed) {
            const auto command = must(card::readConsoleLine(typed));
            return must(card::sendExactly(line->transport(), command.octets, {}, nullptr, {}));
        };
        QVERIFY(toHex(send("select isd-r").back().response).ends_with("9000"));
        const auto challenge = send("80E2910003BF2E00"); // without Le, as lpac sends it
        QCOMPARE(challenge.size(), std::size_t(2));
        QVERIFY(toHex(challenge.back().response).starts_with("BF2E12"));
        WB_VERIFY(line->transport().reset());
        QCOMPARE(toHex(send("80E2910003BF2E00").back().response), std::string("6985")); // nothing is selected
    }

    /// A program in another language, with APDUs of its own.
    void aForeignProgramSpeaksToIt()
    {
        QProcess tool;
        tool.start(QStringLiteral("opensc-tool"),
                   {QStringLiteral("-r"), QString::fromStdString(reader), QStringLiteral("-s"),
                    QStringLiteral("00A4040010A0000005591010FFFFFFFF890000010000"), QStringLiteral("-s"),
                    QStringLiteral("80E2910006BF3E035C015A00"), QStringLiteral("-s"), QStringLiteral("80F2000C")});
        QVERIFY(tool.waitForFinished());
        const QString text = QString::fromUtf8(tool.readAllStandardOutput());
        QVERIFY2(text.contains(QStringLiteral("BF 3E 12 5A 10 89 04 90 32 12 34 51 23")), qPrintable(text));
    }

private:
    static cards::OpenOptions options()
    {
        cards::OpenOptions options;
        options.holder = "test";
        return options;
    }

    const std::string reader = "Lab eUICC 00 00";
    Pcscd m_pcscd;
    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
    std::unique_ptr<cards::BuiltInCard> m_card;
    std::unique_ptr<vpcd::Plug> m_plug;
};

WB_TEST(ThroughPcscdTest);
#include "through_pcscd_test.moc"
