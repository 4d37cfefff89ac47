// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "smartcard/cards/card_directory.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/reader_feed.h"
#include "tests/support/test.h"

#include <QSignalSpy>

using namespace wb;
using namespace wb::testing;
using cards::CardDirectory;
using cards::CardEntry;

class CardDirectoryTest : public QObject {
    Q_OBJECT

    ReaderFeed m_feed;
    std::unique_ptr<CardDirectory> m_directory;

    QStringList ids() const
    {
        QStringList list;
        for (const CardEntry &entry : m_directory->entries())
            list << entry.id;
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<CardDirectory>();
        m_directory->watchReaders(m_feed.feed());
    }
    void cleanup() { m_directory.reset(); }

    void readersComeAndGo()
    {
        QSignalSpy changed(m_directory.get(), &CardDirectory::changed);
        m_feed.show({});
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(m_directory->serviceRunning());
        QVERIFY(ids().isEmpty());

        m_feed.show({ReaderFeed::empty("A"), ReaderFeed::withCard("B", {0x3B, 0x00}, 1)});
        QTRY_COMPARE(ids(), (QStringList{QStringLiteral("reader:A"), QStringLiteral("reader:B")}));
        QCOMPARE(m_directory->entries()[0].state, CardEntry::State::empty);
        QCOMPARE(m_directory->entries()[1].state, CardEntry::State::present);
        QVERIFY(m_directory->entries()[1].usable());
        QCOMPARE(m_directory->current(), QStringLiteral("reader:B")); // the first one that can be used

        m_feed.show({ReaderFeed::empty("A")});
        QTRY_COMPARE(ids(), QStringList{QStringLiteral("reader:A")});
        QCOMPARE(m_directory->current(), QStringLiteral("reader:B")); // it may only be unplugged for a moment
        QVERIFY(m_directory->entry(m_directory->current()) == nullptr);
    }

    void builtInCardsStandFirst()
    {
        m_feed.show({ReaderFeed::empty("A")});
        m_directory->addBuiltIn(virtualEuicc("Lab"));
        QTRY_COMPARE(ids(), (QStringList{QStringLiteral("lab:Lab"), QStringLiteral("reader:A")}));
    }

    void whatIsWrongIsAState()
    {
        pcsc::ReaderState mute = ReaderFeed::withCard("mute", {}, 1);
        mute.mute = true;
        pcsc::ReaderState exclusive = ReaderFeed::withCard("exclusive", {0x3B}, 1);
        exclusive.exclusive = true;
        pcsc::ReaderState broken = ReaderFeed::empty("broken");
        broken.error = makeError(ErrorKind::removed, Interface::pcsc, "SCardGetStatusChange", "gone");
        m_feed.show({mute, exclusive, broken});
        QTRY_COMPARE(m_directory->entries().size(), std::size_t(3));
        QCOMPARE(m_directory->entries()[0].state, CardEntry::State::mute);
        QCOMPARE(m_directory->entries()[1].state, CardEntry::State::present);
        QCOMPARE(m_directory->entries()[2].state, CardEntry::State::failed);
        for (const CardEntry &entry : m_directory->entries())
            QVERIFY(!entry.usable());
    }

    void theServiceGoesAndComesBack()
    {
        m_feed.show({ReaderFeed::withCard("A", {0x3B}, 3)});
        QTRY_COMPARE(ids().size(), 1);
        m_feed.stopService(makeError(ErrorKind::unreachable, Interface::pcsc, "SCardListReaders", "no service"));
        QTRY_VERIFY(!m_directory->serviceRunning());
        QVERIFY(m_directory->serviceError().has_value());
        QVERIFY(ids().isEmpty());
        m_feed.show({ReaderFeed::withCard("A", {0x3B}, 1)});
        QTRY_VERIFY(m_directory->serviceRunning());
        QCOMPARE(ids().size(), 1);
    }

    void anotherInsertionIsAnotherCard()
    {
        m_feed.show({ReaderFeed::withCard("A", {0x3B, 0x00}, 1)});
        QTRY_COMPARE(ids().size(), 1);
        const CardEntry first = m_directory->entries().front();
        QVERIFY(first.holdsTheCardOf(first));

        // Out and in again between two looks of the monitor: same reader, same ATR, another count.
        m_feed.show({ReaderFeed::withCard("A", {0x3B, 0x00}, 3)});
        QTRY_COMPARE(m_directory->entries().front().events, 3);
        QVERIFY(!m_directory->entries().front().holdsTheCardOf(first));
        QVERIFY(!(m_directory->entries().front() == first));

        CardEntry other = first;
        other.atr = {0x3B, 0x01};
        QVERIFY(!other.holdsTheCardOf(first));
        other = first;
        other.inUse = true; // somebody talks to it; it is the same card
        QVERIFY(other.holdsTheCardOf(first));
        other.state = CardEntry::State::empty;
        QVERIFY(!other.holdsTheCardOf(first));
    }

    void aBuiltInCardThatGoesAwayIsSeenToGoAndToComeBack()
    {
        euicc::Identity identity = virtualEuicc("Away")->identity();
        identity.faults = {{.kind = euicc::Fault::Kind::pulled,
                            .command = 2,
                            .times = 1,
                            .backAfter = std::chrono::milliseconds(300)}};
        m_directory->addBuiltIn(std::make_shared<euicc::VirtualEuicc>(identity));
        const QString id = QStringLiteral("lab:Away");
        const CardEntry before = *m_directory->entry(id);
        QVERIFY(before.usable());
        const auto open = m_directory->opener(id, QStringLiteral("Test"), nullptr);
        const auto refused = open({});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::removed);
        QTRY_COMPARE(m_directory->entry(id)->state, CardEntry::State::empty);
        QVERIFY(m_directory->entry(id)->atr.empty());
        QTRY_VERIFY(m_directory->entry(id)->usable());
        QVERIFY(!m_directory->entry(id)->holdsTheCardOf(before)); // it has been out
        const auto again = open({});
        QVERIFY2(again, again ? "" : again.error().line().c_str());
    }

    void whoHoldsABuiltInCardIsSeen()
    {
        m_directory->addBuiltIn(virtualEuicc("Held"));
        const QString id = QStringLiteral("lab:Held");
        QVERIFY(m_directory->entry(id)->holder.isEmpty());
        auto card = m_directory->opener(id, QStringLiteral("Discovery"), nullptr)({});
        QVERIFY2(card, card ? "" : card.error().line().c_str());
        QTRY_COMPARE(m_directory->entry(id)->holder, QStringLiteral("Discovery"));
        card->reset();
        QTRY_VERIFY(m_directory->entry(id)->holder.isEmpty());
    }
};

WB_TEST(CardDirectoryTest);
#include "card_directory_test.moc"
