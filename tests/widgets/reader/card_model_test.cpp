// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/smartcard/built_in.h"
#include "tests/support/smartcard/reader_feed.h"
#include "tests/support/test.h"
#include "widgets/reader/card_model.h"
#include "widgets/reader/card_readings.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace wb;
using reader::CardModel;
using wb::testing::ReaderFeed;
using wb::testing::virtualEuicc;

class CardModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtInCardsAreListedAndTheFirstBecomesCurrent()
    {
        cards::CardDirectory directory;
        const shell::Theme theme;
        reader::CardReadings readings(directory, m_pool, m_recorder);
        CardModel model(directory, readings, theme, m_focus);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy current(&directory, &cards::CardDirectory::currentChanged);
        QCOMPARE(model.rowCount(), 0);
        directory.addBuiltIn(virtualEuicc("A"));
        directory.addBuiltIn(virtualEuicc("B"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(current.count(), 1);
        QCOMPARE(directory.current(), model.idAt(0));
        QCOMPARE(model.index(1, CardModel::NameColumn).data().toString(), QStringLiteral("B"));
        QCOMPARE(model.rowOf(model.idAt(1)), 1);
        QCOMPARE(model.rowOf(QStringLiteral("gone")), -1);
    }

    void rowsFollowTheReaders_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        const auto row = [](const char *name, const char *before, const char *after) {
            const auto names = [](const char *text) {
                return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            };
            QTest::newRow(name) << names(before) << names(after);
        };
        row("first", "", "A");
        row("insert before", "B", "A B");
        row("insert between", "A C", "A B C");
        row("insert after", "A", "A B");
        row("remove first", "A B C", "B C");
        row("remove last", "A B C", "A B");
        row("remove all", "A B", "");
        row("swap", "A B", "B A");
        row("last to the front", "A B C", "C A B");
        row("first to the end", "A B C", "B C A");
        row("everything at once", "A B C D", "E D B");
    }

    void rowsFollowTheReaders()
    {
        QFETCH(QStringList, before);
        QFETCH(QStringList, after);
        ReaderFeed feed;
        cards::CardDirectory directory;
        directory.watchReaders(feed.feed());
        const shell::Theme theme;
        reader::CardReadings readings(directory, m_pool, m_recorder);
        CardModel model(directory, readings, theme, m_focus);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const auto show = [&](const QStringList &names) {
            std::vector<pcsc::ReaderState> readers;
            for (const QString &name : names)
                readers.push_back(ReaderFeed::empty(name.toStdString()));
            feed.show(std::move(readers));
        };
        const auto shown = [&] {
            QStringList names;
            for (int row = 0; row < model.rowCount(); ++row)
                names << model.index(row, CardModel::NameColumn).data().toString();
            return names;
        };
        show(before);
        QTRY_COMPARE(shown(), before);
        const QPersistentModelIndex kept = model.index(model.rowOf(QStringLiteral("reader:B")), 0);
        show(after);
        QTRY_COMPARE(shown(), after);
        QCOMPARE(reset.count(), 0); // rows move, selection and scrolling stay
        if (before.contains(QStringLiteral("B")))
            QCOMPARE(kept.row(), static_cast<int>(after.indexOf(QStringLiteral("B"))));
    }

    void aCardThatComesChangesItsRowOnly()
    {
        ReaderFeed feed;
        cards::CardDirectory directory;
        directory.watchReaders(feed.feed());
        const shell::Theme theme;
        reader::CardReadings readings(directory, m_pool, m_recorder);
        CardModel model(directory, readings, theme, m_focus);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        feed.show({ReaderFeed::empty("A"), ReaderFeed::empty("B")});
        QTRY_COMPARE(model.rowCount(), 2);
        const auto state = [&](int row) { return model.index(row, CardModel::StateColumn).data().toString(); };
        QCOMPARE(state(1), QStringLiteral("No card"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        feed.show({ReaderFeed::empty("A"), ReaderFeed::withCard("B", {0x3B, 0x9F}, 1)});
        QTRY_COMPARE(state(1), QStringLiteral("Card inserted"));
        QCOMPARE(model.index(1, CardModel::AtrColumn).data().toString(), QStringLiteral("3B 9F"));
        for (const QList<QVariant> &signal : changed) {
            const QList<int> roles = signal[2].value<QList<int>>();
            if (roles.isEmpty()) // otherwise the mark of the current card
                QCOMPARE(signal[0].toModelIndex().row(), 1);
        }
    }

    void aBuiltInCardCanBeOpenedOnceAtATime()
    {
        cards::CardDirectory directory;
        directory.addBuiltIn(virtualEuicc("C"));
        const auto open = directory.opener(directory.current(), QStringLiteral("one"), nullptr);
        auto first = open({});
        QVERIFY2(first, first ? "" : first.error().line().c_str());
        const auto second = open({});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::busy);
        first->reset();
        QVERIFY(open({}).has_value());
    }

    void anUnknownCardIsAnError()
    {
        const cards::CardDirectory directory;
        const auto opened = directory.opener(QStringLiteral("reader:gone"), QStringLiteral("one"), nullptr)({});
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::notFound);
    }

    void theFocusHidesOtherCardsAndMarksItsOwn()
    {
        cards::CardDirectory directory;
        directory.addBuiltIn(virtualEuicc("A"));
        directory.addBuiltIn(virtualEuicc("B"));
        const shell::Theme theme;
        shell::Focus focus;
        reader::CardReadings readings(directory, m_pool, m_recorder);
        CardModel model(directory, readings, theme, focus);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QString first = model.idAt(0);
        QSignalSpy taken(&readings, &reader::CardReadings::taken);
        readings.read(first);
        QTRY_COMPARE(taken.count(), 1);
        const QString eid = QString::fromStdString(readings.of(first)->summary.eid.digits());

        focus.set({shell::SubjectKind::eid, eid, eid});
        QCOMPARE(model.rowCount(), 2); // nobody has read the second: it may be the one
        QVERIFY(model.index(0, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(!model.index(1, 0).data(Qt::BackgroundRole).isValid());
        focus.set({shell::SubjectKind::eid, QStringLiteral("89000000000000000000000000000000"), {}});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.idAt(0), directory.entries()[1].id);
        QCOMPARE(model.hiddenByFocus(), 1);
        focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-1"), {}}); // says nothing about cards
        QCOMPARE(model.rowCount(), 2);
    }

private:
    shell::Focus m_focus;
    capture::Recorder m_recorder;
    JobPool m_pool{QStringLiteral("test"), 1};
};

WB_TEST(CardModelTest);
#include "card_model_test.moc"
