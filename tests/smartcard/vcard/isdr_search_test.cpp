// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/card/isdr_search.h"

#include "core/base/hex.h"
#include "core/capture/recorder.h"
#include "smartcard/card/card_euicc.h"
#include "smartcard/card/known_aids.h"
#include "smartcard/vcard/in_process.h"
#include "smartcard/vcard/virtual_card.h"
#include "tests/support/smartcard/scripted_euicc.h"
#include "tests/support/test.h"

#include <map>

using namespace wb;
using namespace wb::card;
using wb::testing::ScriptedEuicc;

namespace {

const Bytes unheardOf = *fromHex("A0000005591010FFFFFFFF8900000177");

/// A card whose files answer as the test says, command by command; everything else is not found.
class FileCard final : public Transport {
public:
    std::map<std::string, std::string> answers;
    std::vector<std::string> seen;

    Result<Bytes> transmit(ByteView command, std::stop_token) override
    {
        seen.push_back(toHex(command));
        const auto answer = answers.find(seen.back());
        return *fromHex(answer == answers.end() ? "6A82" : answer->second);
    }
    std::string name() const override { return "files"; }
    Bytes atr() const override { return {}; }
};

} // namespace

/// How an ISD-R is found on a card that does not have the AID of SGP.22.
class IsdrSearchTest : public QObject {
    Q_OBJECT

    ScriptedEuicc m_euicc;
    capture::Recorder m_recorder;

    Result<IsdrSearch> searchOn(Bytes aid, SessionOptions options = {})
    {
        vcard::VirtualCard card(m_euicc, {}, false, nullptr, std::move(aid));
        vcard::InProcessTransport transport(card, "Virtual eUICC");
        return Session::search(transport, std::move(options), &m_recorder, {});
    }

private Q_SLOTS:
    void theStandardAidNeedsNoSearch()
    {
        const auto search = searchOn(isdRAid());
        QVERIFY(search.has_value());
        QCOMPARE(search->tries.size(), std::size_t(1));
        QVERIFY(search->foundTry() != nullptr);
        QCOMPARE(search->foundTry()->origin, AidOrigin::standard);
        QCOMPARE(search->foundTry()->sw, std::uint16_t(0x9000));
        QVERIFY(!search->directory.has_value());
        QCOMPARE(search->channel, 1);
        const ControlInformation information = controlInformationOf(search->fci);
        QCOMPARE(information.name, isdRAid());
        QCOMPARE(information.isdR->svn.text(), std::string("2.5.0"));
    }

    void aMakersAidIsKnown()
    {
        const auto search = searchOn(isdRAids()[1].aid);
        QCOMPARE(search->found.value_or(99), std::size_t(1));
        QCOMPARE(search->foundTry()->origin, AidOrigin::maker);
        QCOMPARE(search->foundTry()->name, std::string("ISD-R of 5ber"));
        QCOMPARE(search->tries[0].sw, std::uint16_t(0x6A82));
    }

    void anotherIsFoundInEfDir()
    {
        const auto search = searchOn(unheardOf);
        QVERIFY(search.has_value());
        QVERIFY(search->foundTry() != nullptr);
        QCOMPARE(search->tries.size(), isdRAids().size() + 1);
        QCOMPARE(search->foundTry()->aid, unheardOf);
        QCOMPARE(search->foundTry()->origin, AidOrigin::directory);
        QCOMPARE(search->foundTry()->name, std::string("ISD-R"));
        QVERIFY(search->directory.has_value());
        QCOMPARE(search->directory->records, 1U);
        QCOMPARE(search->directory->sw, std::uint16_t(0x6A83));
        QCOMPARE(search->directory->entries, (std::vector<DirectoryEntry>{{unheardOf, "ISD-R"}}));
        QCOMPARE(search->channel, 1);
    }

    /// What is found so is worked with as any other, also after a reset.
    void aSessionUsesIt()
    {
        vcard::VirtualCard card(m_euicc, {}, false, nullptr, unheardOf);
        vcard::InProcessTransport transport(card, "Virtual eUICC");
        const auto session = Session::open(transport, {}, nullptr, {});
        QVERIFY2(session.has_value(), session ? "" : session.error().line().c_str());
        QCOMPARE((*session)->isdR().aid, unheardOf);
        CardEuicc euicc(**session);
        QVERIFY(euicc.es10(Bytes{0xBF, 0x2E, 0x00}, {}).has_value());
        card.reset();
        QVERIFY(euicc.es10(Bytes{0xBF, 0x2E, 0x00}, {}).has_value());
    }

    void ownAidsAreTriedBeforeEfDir()
    {
        SessionOptions options;
        options.ownAids = {*fromHex("A000000559"), unheardOf, isdRAid()};
        const auto search = searchOn(unheardOf, options);
        QVERIFY(search->foundTry() != nullptr);
        QCOMPARE(search->foundTry()->origin, AidOrigin::own);
        QCOMPARE(search->foundTry()->aid.size(), std::size_t(5)); // a beginning is enough for this card
        QVERIFY(!search->directory.has_value());

        options.ownAids = {Bytes(4, 0xA0)};
        QCOMPARE(searchOn(unheardOf, options).error().kind, ErrorKind::invalid);
    }

    void namedAidsAreTheOnlyOnes()
    {
        SessionOptions options;
        options.aids = {isdRAid()};
        const auto search = searchOn(unheardOf, options);
        QVERIFY(search.has_value());
        QVERIFY(search->foundTry() == nullptr);
        QCOMPARE(search->tries.size(), std::size_t(1));
        QCOMPARE(search->tries.front().origin, AidOrigin::own);
        QVERIFY(!search->directory.has_value());
    }

    void aCardWithoutIsdRIsReported()
    {
        FileCard card;
        card.answers = {{"00A4000C023F00", "9000"},
                        {"00A4000C022F00", "9000"},
                        {"00B2010400", "6C14"},
                        {"00B2010414", "61124F10A0000000871002FFFFFFFF89070900009000"},
                        {"00B2020400", "FFFFFFFF9000"},
                        {"00B2030400", "61124F10A0000005591010FFFFFFFF89000010009000"}, // an ISD-P is not tried
                        {"00B2040400", "61124F10A0000005591010FFFFFFFF89000001779000"}, // this one is, and refuses
                        {"00B2050400", "6A83"}};
        const auto search = Session::search(card, {}, nullptr, {});
        QVERIFY(search.has_value());
        QVERIFY(search->foundTry() == nullptr);
        QCOMPARE(search->tries.size(), isdRAids().size() + 1);
        QCOMPARE(search->tries.back().aid, unheardOf);
        QCOMPARE(search->directory->records, 4U);
        QCOMPARE(search->directory->entries.size(), std::size_t(3));
        QCOMPARE(search->directory->step, std::string("READ RECORD 5"));

        const auto session = Session::open(card, {}, nullptr, {});
        QCOMPARE(session.error().kind, ErrorKind::notFound);
        QVERIFY2(session.error().reason.ends_with("; EF.DIR names 3 application(s)"), session.error().reason.c_str());
    }

    void aCardWithoutEfDirIsReported()
    {
        FileCard card;
        card.answers = {{"00A4000C023F00", "9000"}};
        const auto search = Session::search(card, {}, nullptr, {});
        QCOMPARE(search->directory->step, std::string("SELECT EF.DIR"));
        QCOMPARE(search->directory->sw, std::uint16_t(0x6A82));
        QVERIFY(triedText(*search).ends_with("EF.DIR cannot be read: SELECT EF.DIR (6A82)"));
    }

    /// A card that has a record for every number is not read for ever.
    void recordsAreBounded()
    {
        FileCard card;
        card.answers = {{"00A4000C023F00", "9000"}, {"00A4000C022F00", "9000"}};
        for (int number = 1; number < 256; ++number)
            card.answers["00B2" + toHex(Bytes{std::uint8_t(number)}) + "0400"] = "FFFF9000";
        const auto search = Session::search(card, {}, nullptr, {});
        QCOMPARE(search->directory->records, maxDirectoryRecords);
        QVERIFY(search->directory->entries.empty());
    }

    void aRefusedChannelIsToldWithTheSearch()
    {
        FileCard card;
        card.answers = {{"0070000001", "6881"}, {"00A4040010A0000005591010FFFFFFFF890000010000", "9000"}};
        const auto search = Session::search(card, {}, nullptr, {});
        QVERIFY(search->foundTry() != nullptr);
        QCOMPARE(search->channel, 0);
        QCOMPARE(search->basicChannelReason->statusWord.value_or(0), std::uint16_t(0x6881));
    }
};

WB_TEST(IsdrSearchTest);

#include "isdr_search_test.moc"
