// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/reader/card_notices.h"
#include "widgets/reader/card_state.h"

using namespace wb;
using namespace wb::reader;
using cards::CardEntry;

/// What is said of a card in a line: the state it is in, and what happens with it.
class CardNoticesTest : public QObject {
    Q_OBJECT

    static CardEntry inReader(CardEntry::State state)
    {
        CardEntry entry;
        entry.name = QStringLiteral("ACS ACR39U 00 00");
        entry.state = state;
        return entry;
    }

private Q_SLOTS:
    void everyStateHasWordsAndAMeaning()
    {
        using State = CardEntry::State;
        using shell::Meaning;
        QCOMPARE(stateText(inReader(State::empty)), QStringLiteral("No card"));
        QCOMPARE(stateMeaning(inReader(State::empty)), Meaning::plain);
        QCOMPARE(stateText(inReader(State::mute)), QStringLiteral("Card does not answer"));
        QCOMPARE(stateMeaning(inReader(State::mute)), Meaning::error);
        QCOMPARE(stateText(inReader(State::failed)), QStringLiteral("Reader fails"));

        CardEntry entry = inReader(State::present);
        QCOMPARE(stateText(entry), QStringLiteral("Card inserted"));
        QCOMPARE(stateMeaning(entry), Meaning::ok);
        entry.inUse = true;
        QCOMPARE(stateText(entry), QStringLiteral("Card inserted, shared with another program"));
        entry.exclusive = true;
        QCOMPARE(stateText(entry), QStringLiteral("Held by another program"));
        QCOMPARE(stateMeaning(entry), Meaning::warning);
        entry.holder = QStringLiteral("Discovery"); // who of ours it is says more
        QCOMPARE(stateText(entry), QStringLiteral("Held by Discovery"));
    }

    void aRefusalNamesFunctionResultAndReason()
    {
        const shell::ErrorText text = refusalText({"ES10c.EnableProfile", false, 2, "profileNotInDisabledState"});
        QCOMPARE(text.what, QStringLiteral("ES10c.EnableProfile: profileNotInDisabledState (2)"));
        QVERIFY(!text.why.isEmpty());
        QVERIFY(!text.whatToDo.isEmpty());
        QCOMPARE(text.severity, shell::Meaning::error);
    }

    void aNumberNobodyKnowsIsStillTold()
    {
        const shell::ErrorText text = refusalText({"ES10c.EnableProfile", false, 99, "99"});
        QVERIFY2(text.what.contains(QStringLiteral("99")), qPrintable(text.what));
    }

    void whatTheTerminalAnsweredSaysWhetherTheCardWasReset()
    {
        card::ProactiveCommand refresh;
        refresh.name = "REFRESH, UICC reset";
        refresh.wantsReset = true;
        QCOMPARE(toolkitAnsweredText(refresh).what, QStringLiteral("REFRESH, UICC reset"));
        QCOMPARE(toolkitAnsweredText(refresh).whatToDo, QStringLiteral("The card was reset."));
        refresh.wantsReset = false;
        QVERIFY(toolkitAnsweredText(refresh).whatToDo != QStringLiteral("The card was reset."));
        QVERIFY(!toolkitWaitsText().action.isEmpty());
    }

    void theDoctorIsOfferedWhereItKnowsMore()
    {
        Error error;
        error.interface = Interface::pcsc;
        QVERIFY(isForTheDoctor(error));
        error.interface = Interface::apdu;
        error.step = "SELECT ISD-R";
        QVERIFY(isForTheDoctor(error));
        error.step = "STORE DATA";
        QVERIFY(!isForTheDoctor(error)); // the card works, and says no
        error.interface = Interface::es11;
        QVERIFY(!isForTheDoctor(error));
    }

    void aMissingServiceIsANoteForTheBuiltInCardsWorkWithout()
    {
        Error error;
        error.interface = Interface::pcsc;
        error.step = "SCardEstablishContext";
        const shell::ErrorText text = serviceText(error);
        QCOMPARE(text.severity, shell::Meaning::note);
        QVERIFY(!text.what.isEmpty());
        QVERIFY(text.why.isEmpty() && text.whatToDo.isEmpty());
        QCOMPARE(noReaderText().severity, shell::Meaning::note);
    }
};

WB_TEST(CardNoticesTest);

#include "card_notices_test.moc"
