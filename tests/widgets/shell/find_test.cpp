// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/find.h"

#include "tests/support/test.h"
#include "widgets/shell/find_box.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/pick_list.h"
#include "widgets/shell/secrets.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>

using namespace wb::shell;

class FindTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsByPlace();
    void lateAnswersToOldQuestionsAreDropped();
    void saysWhoWasNotAskedAndWhoIsSilent();
    void limitsTheHits();
    void aProviderMayLeave();
    void aProviderMayAnswerAfterTheModel();
    void recognisesAnEid();
    void boxAsksAndOpens();
    void boxPutsInFocus();
    void theTypedEidGoesIntoFocusWhateverIsFound();
};

namespace {

Subject exchange(int number)
{
    return {SubjectKind::exchange, QString::number(number), QStringLiteral("Exchange %1").arg(number), {}};
}

/// A place that answers when the test says so.
class Place final : public FindProvider {
public:
    explicit Place(QString name) : m_name(std::move(name)) {}

    QString place() const override { return m_name; }
    QString unavailable() const override { return reason; }
    void find(const QString &text, int, std::function<void(FindAnswer)> answer) override
    {
        asked << text;
        pending.push_back(std::move(answer));
    }
    void cancel() override { ++cancelled; }
    void open(const Subject &subject) override { opened << subject.key; }

    void answer(int hits, const QString &failure = {})
    {
        FindAnswer found;
        for (int i = 1; i <= hits; ++i)
            found.hits.push_back({exchange(i), {}});
        found.failure = failure;
        pending.back()(found);
    }

    QString reason;
    QStringList asked;
    QStringList opened;
    int cancelled = 0;
    std::vector<std::function<void(FindAnswer)>> pending;

private:
    QString m_name;
};

/// "Cards: 1 found | Exchange 1 | ..." as the list shows it.
QString shown(const FindModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const bool place = index.data(FindModel::KindRole).toInt() == static_cast<int>(FindModel::RowKind::place);
        rows << index.data().toString()
                    + (place ? QStringLiteral(": ") + index.data(FindModel::DetailRole).toString() : QString());
    }
    return rows.join(QStringLiteral(" | "));
}

} // namespace

void FindTest::groupsByPlace()
{
    Secrets secrets;
    FindModel model(secrets);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Place cards(QStringLiteral("Cards"));
    Place exchanges(QStringLiteral("Exchanges"));
    model.addProvider(&cards);
    model.addProvider(&exchanges);
    model.ask(QStringLiteral("  8904 "));
    QCOMPARE(cards.asked, QStringList{QStringLiteral("8904")});
    QVERIFY(model.isAsking());
    QCOMPARE(shown(model), QStringLiteral("Cards: searching | Exchanges: searching"));

    exchanges.answer(2);
    QCOMPARE(shown(model), QStringLiteral("Cards: searching | Exchanges: 2 found | Exchange 1 | Exchange 2"));
    cards.answer(0);
    QVERIFY(!model.isAsking());
    QCOMPARE(shown(model), QStringLiteral("Cards: nothing | Exchanges: 2 found | Exchange 1 | Exchange 2"));
    QCOMPARE(model.hitCount(), 2);
    QVERIFY(!(model.index(0).flags() & Qt::ItemIsSelectable));
    QVERIFY(model.index(2).flags() & Qt::ItemIsSelectable);

    QVERIFY(model.open(model.index(3)));
    QCOMPARE(exchanges.opened, QStringList{QStringLiteral("2")});
    QVERIFY(!model.open(model.index(0)));
    model.ask({});
    QCOMPARE(model.rowCount(), 0);
}

void FindTest::lateAnswersToOldQuestionsAreDropped()
{
    Secrets secrets;
    FindModel model(secrets);
    Place place(QStringLiteral("Cards"));
    model.addProvider(&place);
    model.ask(QStringLiteral("89"));
    model.ask(QStringLiteral("890"));
    QCOMPARE(place.cancelled, 1);
    place.pending.front()({{{exchange(1), {}}}, {}});
    QCOMPARE(model.hitCount(), 0);
    place.answer(2);
    QCOMPARE(model.hitCount(), 2);
    place.pending.back()({{{exchange(9), {}}}, {}}); // a place answers once
    QCOMPARE(model.hitCount(), 2);
}

void FindTest::saysWhoWasNotAskedAndWhoIsSilent()
{
    Secrets secrets;
    FindModel model(secrets);
    model.setPatience(20);
    Place good(QStringLiteral("Good"));
    Place away(QStringLiteral("Away"));
    Place broken(QStringLiteral("Broken"));
    Place slow(QStringLiteral("Slow"));
    away.reason = QStringLiteral("not connected");
    for (Place *place : {&good, &away, &broken, &slow})
        model.addProvider(place);
    model.ask(QStringLiteral("x"));
    QVERIFY(away.asked.isEmpty());
    good.answer(1);
    broken.answer(0, QStringLiteral("the file is damaged"));
    QTRY_VERIFY(shown(model).contains(QStringLiteral("Slow: has not answered yet")));
    QCOMPARE(shown(model), QStringLiteral("Good: 1 found | Exchange 1 | Away: not asked: not connected | "
                                          "Broken: did not answer: the file is damaged | Slow: has not answered yet"));
    QCOMPARE(model.summary(), QStringLiteral("3 place(s) asked, 2 did not answer, 1 not asked"));
    slow.answer(1); // better late than never
    QCOMPARE(model.hitCount(), 2);
    QCOMPARE(model.summary(), QStringLiteral("3 place(s) asked, 1 did not answer, 1 not asked"));
}

void FindTest::limitsTheHits()
{
    Secrets secrets;
    FindModel model(secrets);
    Place place(QStringLiteral("Cards"));
    model.addProvider(&place);
    model.ask(QStringLiteral("x"));
    place.answer(100);
    QCOMPARE(model.hitCount(), FindModel::limit);
}

void FindTest::aProviderMayLeave()
{
    Secrets secrets;
    FindModel model(secrets);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Place stays(QStringLiteral("Stays"));
    model.addProvider(&stays);
    {
        Place leaves(QStringLiteral("Leaves"));
        model.addProvider(&leaves);
        model.ask(QStringLiteral("x"));
        leaves.answer(3);
        model.removeProvider(&leaves);
    }
    QCOMPARE(shown(model), QStringLiteral("Stays: searching"));
    stays.answer(1);
    QCOMPARE(model.hitCount(), 1);
}

void FindTest::aProviderMayAnswerAfterTheModel()
{
    Place place(QStringLiteral("Cards"));
    {
        Secrets secrets;
        FindModel model(secrets);
        model.addProvider(&place);
        model.ask(QStringLiteral("x"));
    }
    place.answer(1); // into the void, not into freed memory
    QCOMPARE(place.asked.size(), 1);
}

void FindTest::recognisesAnEid()
{
    const QString digits = QStringLiteral("89049032123451234512345678901235");
    QCOMPARE(recognised(digits).key, digits);
    QCOMPARE(recognised(groupedEid(digits)).key, digits);
    QCOMPARE(recognised(QStringLiteral(" 89049032-12345123-45123456-78901235\n")).key, digits);
    QVERIFY(recognised(QStringLiteral("1235")).isNull());
    QVERIFY(recognised(QStringLiteral("smds.example.com")).isNull());

    QVERIFY(verdictOn(recognised(digits))->holds);
    QString swapped = digits; // ...35 read out as ...53
    std::swap(swapped[30], swapped[31]);
    QVERIFY(!verdictOn(recognised(swapped))->holds);
    QVERIFY(!verdictOn(exchange(1)));
}

void FindTest::boxAsksAndOpens()
{
    const Theme theme;
    Secrets secrets;
    FindModel model(secrets);
    Focus focus;
    QWidget window;
    window.resize(800, 600);
    FindBox box(theme, model, focus, secrets, &window);
    box.setGeometry(0, 0, 600, 30);
    Place place(QStringLiteral("Exchanges"));
    model.addProvider(&place);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    box.activate();
    QSignalSpy opened(&box, &FindBox::opened);

    QTest::keyClicks(&box, QStringLiteral("abc"));
    QTRY_COMPARE(place.asked, QStringList{QStringLiteral("abc")}); // once, after the pause, not thrice
    place.answer(2);
    auto *answers = window.findChild<PickOverlay *>(QStringLiteral("findAnswers"));
    QVERIFY(answers && answers->isVisible());
    QTest::keyClick(&box, Qt::Key_Down);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(place.opened, QStringList{QStringLiteral("2")});
    QCOMPARE(opened.size(), 1);
    QVERIFY(!answers->isVisible());

    QTest::keyClick(&box, Qt::Key_Escape);
    QVERIFY(box.text().isEmpty());
}

void FindTest::boxPutsInFocus()
{
    const Theme theme;
    Secrets secrets;
    FindModel model(secrets);
    Focus focus;
    QWidget window;
    FindBox box(theme, model, focus, secrets, &window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    box.activate();
    box.setText(QStringLiteral("89049032 1234 5123 4512 3456 7890 12 35"));
    QTest::keyClick(&box, Qt::Key_Return); // nobody knows it
    QTest::keyClick(&box, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(focus.subject().key, QStringLiteral("89049032123451234512345678901235"));

    secrets.setMasked(true);
    box.clearFocus();
    QVERIFY(!box.displayText().contains(QStringLiteral("1235"))); // not left readable for the room
}

void FindTest::theTypedEidGoesIntoFocusWhateverIsFound()
{
    const Theme theme;
    Secrets secrets;
    FindModel model(secrets);
    Focus focus;
    QWidget window;
    window.resize(800, 600);
    FindBox box(theme, model, focus, secrets, &window);
    Place place(QStringLiteral("Cards")); // what it finds has no place in the focus itself
    model.addProvider(&place);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    box.activate();
    const QString digits = QStringLiteral("89049032123451234512345678901235");
    QTest::keyClicks(&box, digits);
    QTRY_COMPARE(place.asked.size(), 1);
    place.answer(1);
    QTest::keyClick(&box, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(focus.subject().key, digits);
    QVERIFY(place.opened.isEmpty());
}

WB_TEST(FindTest);
#include "find_test.moc"
