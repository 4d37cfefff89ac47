// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/clock.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/test.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/bytes/tlv_tree.h"
#include "widgets/exchanges/connection_view.h"
#include "widgets/exchanges/exchange_detail.h"
#include "widgets/exchanges/exchange_list.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/exchanges/exchange_subject.h"
#include "widgets/exchanges/timing_view.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/settings.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QScrollBar>
#include <QSignalSpy>
#include <QThread>
#include <QTimer>

#include <thread>

using namespace wb;
using namespace wb::exchanges;
using Page = ExchangeDetail::Page;

class ExchangePaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theModelIsSound();
    void twentyThousandStayInOrder();
    void aFloodIsTakenInGulps();
    void columnsSayWhatHappened();
    void aFailedHandshakeIsARowWithWords();
    void filters();
    void aFilterOverManyWorksInChunks();
    void followsOnlyAtTheEnd();
    void showsThePartsOfAnExchange();
    void theTabAndTheFieldStay();
    void keysWorkFromEverywhere();
    void problemsAreVisitedInTurn();
    void timesCountFromAReference();
    void connectionAndTimingSpeak();
    void everyRuleOfATlsRefusalIsShown();
    void whatAndStatusStayWhereItIsNarrow();
    void theEmptyPaneSaysWhatWouldBeHere();
    void masksWithTheSwitch();
    void connectionFactsAreMasked();
    void findsWhatAnExchangeCarried();
    void describesAnExchange();
    void theFocusLetsThroughWhatIsAboutIt();
    void aFocusOverManyWorksInChunks();
    void anExchangeThatIsAskedForIsShownInSpiteOfTheFocus();
    void serversHaveTheirColours();

private:
    void fill(capture::Recorder &recorder)
    {
        for (capture::Exchange &exchange : testing::sampleExchanges())
            recorder.record(std::move(exchange));
    }

    ManualClock m_clock{TimePoint{}};
    shell::Theme m_theme;
    shell::Times m_times{m_clock};
    shell::Secrets m_secrets;
    shell::Focus m_focus;
    std::unique_ptr<shell::Settings> m_settings = shell::Settings::temporary();
    shell::ServerColours m_servers{*m_settings};
};

namespace {

capture::Exchange numbered(int number)
{
    capture::Exchange exchange = testing::eidExchange();
    exchange.what = "call " + std::to_string(number);
    return exchange;
}

} // namespace

void ExchangePaneTest::theModelIsSound()
{
    capture::Recorder recorder;
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fill(recorder);
    QTRY_COMPARE(model.rowCount(), 7);
    model.setFilter(QStringLiteral("ES11"));
    QCOMPARE(model.rowCount(), 3);
    fill(recorder);
    QTRY_COMPARE(model.rowCount(), 6);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 14);
    QCOMPARE(model.rowOf(9), 8);
    QCOMPARE(model.rowOf(15), -1);
    QVERIFY(model.exchangeAt(99) == nullptr);
}

void ExchangePaneTest::twentyThousandStayInOrder()
{
    capture::Recorder recorder;
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    constexpr int each = 10'000;
    {
        const auto write = [&recorder] {
            for (int i = 0; i < each; ++i)
                recorder.record(numbered(i));
        };
        const std::jthread one(write);
        const std::jthread two(write);
    }
    QTRY_COMPARE(model.rowCount(), 2 * each);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.exchangeAt(row)->number, static_cast<std::uint64_t>(row + 1));
    int next = 0;
    for (const QList<QVariant> &signal : inserted) { // every insertion at the end, none skipped
        QCOMPARE(signal[1].toInt(), next);
        next = signal[2].toInt() + 1;
    }
    QCOMPARE(next, 2 * each);
}

void ExchangePaneTest::aFloodIsTakenInGulps()
{
    capture::Recorder recorder;
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QElapsedTimer time;
    time.start();
    int written = 0;
    QTimer flood; // many wake-ups, each with the event loop running
    flood.callOnTimeout([&] { recorder.record(numbered(written++)); });
    flood.start(1);
    QTRY_VERIFY(time.elapsed() >= 450);
    flood.stop();
    QTRY_COMPARE(model.rowCount(), written);
    QVERIFY2(inserted.count() <= static_cast<int>(time.elapsed() / 100) + 2,
             qPrintable(QString::number(inserted.count())));
}

void ExchangePaneTest::columnsSayWhatHappened()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, ExchangeModel::Number), QStringLiteral("1"));
    QCOMPARE(text(0, ExchangeModel::Time), QStringLiteral("14:02:11.381"));
    QCOMPARE(text(0, ExchangeModel::Kind), QStringLiteral("APDU"));
    QCOMPARE(text(1, ExchangeModel::Kind), QStringLiteral("ES10b"));
    QVERIFY(text(1, ExchangeModel::Delta).startsWith(QStringLiteral("21")));
    QVERIFY(text(0, ExchangeModel::Delta).isEmpty());
    QCOMPARE(text(3, ExchangeModel::Way), QStringLiteral("LPA > testrootsmds.example.com"));
    QCOMPARE(text(3, ExchangeModel::What), QStringLiteral("ES11.InitiateAuthentication"));
    QCOMPARE(text(0, ExchangeModel::Status), QStringLiteral("9000"));
    QCOMPARE(text(6, ExchangeModel::Status), QStringLiteral("6A80 incorrect data"));
    // Never by colour alone: an icon and a word as well.
    const QModelIndex failed = model.index(6, ExchangeModel::Status);
    QVERIFY(!failed.data(Qt::DecorationRole).value<QIcon>().isNull());
    QVERIFY(failed.data(Qt::AccessibleTextRole).toString().startsWith(shell::wordOf(shell::Meaning::error)));
    QCOMPARE(failed.data(Qt::ForegroundRole).value<QColor>(), m_theme.text(shell::Meaning::error));
    QVERIFY(failed.data(Qt::ToolTipRole).toString().contains(QStringLiteral("incorrect data")));
    QCOMPARE(model.problems(), std::size_t(3));
}

void ExchangePaneTest::aFailedHandshakeIsARowWithWords()
{
    capture::Recorder recorder;
    recorder.record(testing::failedHandshakeExchange());
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    QVERIFY(model.index(0, ExchangeModel::What).data().toString().contains(QStringLiteral("TLS handshake failed")));
    QVERIFY(!model.index(0, ExchangeModel::What).data(Qt::DecorationRole).value<QIcon>().isNull());
    QCOMPARE(model.index(0, ExchangeModel::Status).data().toString(), QStringLiteral("alert 42 bad_certificate"));
}

void ExchangePaneTest::filters()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    pane.show();
    auto *line = pane.findChild<QLineEdit *>(QStringLiteral("filter"));
    QTest::keyClicks(line, QStringLiteral("8.9.5"));
    QTRY_COMPARE(pane.model().rowCount(), 1);
    QCOMPARE(pane.model().exchangeAt(0)->number, std::uint64_t(6));
    QVERIFY(pane.showExchange(2)); // the filter gives way
    QCOMPARE(pane.model().rowCount(), 7);
    QCOMPARE(pane.current()->number, std::uint64_t(2));
    QVERIFY(line->text().isEmpty());
    QVERIFY(!pane.showExchange(99));
    pane.setFilter(QStringLiteral("es10")); // what is selected stays so while it passes
    QCOMPARE(pane.current()->number, std::uint64_t(2));
    pane.setFilter(QStringLiteral("ES11"));
    QVERIFY(pane.current() == nullptr);
    QVERIFY(pane.detail()->exchange() == nullptr);
}

void ExchangePaneTest::aFilterOverManyWorksInChunks()
{
    capture::Recorder recorder;
    for (int i = 0; i < 50'000; ++i)
        recorder.record(numbered(i));
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    model.setFilter(QStringLiteral("call 4999"));
    QVERIFY(model.isFiltering());
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 11); // 4999 and 49990 to 49999
    QCOMPARE(model.exchangeAt(0)->number, std::uint64_t(5000));
    model.setFilter({});
    QCOMPARE(model.rowCount(), 50'000);
}

void ExchangePaneTest::everyRuleOfATlsRefusalIsShown()
{
    using Outcome = capture::RuleVerdict::Outcome;
    capture::Exchange exchange = testing::failedHandshakeExchange({});
    std::get<capture::HttpExchange>(exchange.detail).tls.rules = {
        {"CERT.CI validity holds", Outcome::holds},
        {"CERT.DStls validity broken: it ended yesterday", Outcome::broken},
        {"CERT.DStls policy broken: it is of another role", Outcome::broken},
        {"CERT.DStls keyUsage broken: told only", Outcome::advisory},
    };
    QStringList shown;
    for (const ConnectionFact &fact : connectionFacts(exchange)) {
        if (fact.name == QStringLiteral("Rule"))
            shown << shell::wordOf(fact.meaning) + QLatin1Char(' ') + fact.value;
    }
    QCOMPARE(shown.size(), 4);
    QVERIFY(shown[0].contains(QStringLiteral("ended yesterday"))); // what is wrong stands first
    QVERIFY(shown[1].contains(QStringLiteral("another role")));
    QCOMPARE(shown[2],
             shell::wordOf(shell::Meaning::warning) + QStringLiteral(" CERT.DStls keyUsage broken: told only"));
    QCOMPARE(shown[3], shell::wordOf(shell::Meaning::ok) + QStringLiteral(" CERT.CI validity holds"));
}

void ExchangePaneTest::whatAndStatusStayWhereItIsNarrow()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    ExchangeList list(model, m_theme);
    list.show();
    QVERIFY(QTest::qWaitForWindowExposed(&list));
    const int what = list.fontMetrics().horizontalAdvance(QStringLiteral("ES11.InitiateAuthentication"));
    const int status = list.fontMetrics().horizontalAdvance(QStringLiteral("Executed-Success")) + m_theme.iconSize();
    QVector<int> gone; // columns in the order in which they give way
    int smallest = 0;
    for (int width = 1600; width >= what + status + 120; width -= 10) {
        list.resize(width, 300);
        smallest = width;
        for (int column = 0; column < ExchangeModel::ColumnCount; ++column) {
            if (list.isColumnHidden(column) && !gone.contains(column))
                gone << column;
        }
        QVERIFY(list.columnWidth(ExchangeModel::What) > what);
        QVERIFY(list.columnWidth(ExchangeModel::Status) > status);
        QTRY_VERIFY2(list.horizontalScrollBar()->maximum() == 0, qPrintable(QString::number(width)));
    }
    QVERIFY(gone.size() >= 4);
    QCOMPARE(gone.mid(0, 3), (QVector<int>{ExchangeModel::Duration, ExchangeModel::Delta, ExchangeModel::Kind}));
    list.resize(1600, 300);
    for (int column = 0; column < ExchangeModel::ColumnCount; ++column)
        QVERIFY2(!list.isColumnHidden(column), qPrintable(QString::number(smallest)));
}

void ExchangePaneTest::followsOnlyAtTheEnd()
{
    capture::Recorder recorder;
    for (int i = 0; i < 200; ++i)
        recorder.record(numbered(i));
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    pane.resize(900, 700);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    ExchangeList *list = pane.list();
    list->showNewest();
    recorder.record(numbered(200));
    QTRY_COMPARE(pane.model().rowCount(), 201);
    QCOMPARE(list->verticalScrollBar()->value(), list->verticalScrollBar()->maximum());
    QCOMPARE(list->unseen(), 0);
    list->scrollToTop();
    recorder.record(numbered(201));
    recorder.record(numbered(202));
    QTRY_COMPARE(list->unseen(), 2);
    QCOMPARE(list->verticalScrollBar()->value(), 0);
    list->showNewest();
    QCOMPARE(list->unseen(), 0);
    QCOMPARE(list->verticalScrollBar()->value(), list->verticalScrollBar()->maximum());
}

void ExchangePaneTest::showsThePartsOfAnExchange()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    QSignalSpy changed(&pane, &ExchangePane::currentChanged);
    pane.showExchange(2);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(pane.detail()->pages(), (std::vector{Page::request, Page::response, Page::asSent, Page::timing}));
    pane.detail()->showPage(Page::asSent);
    QCOMPARE(pane.detail()->bytesPane()->selection().view()->buffers.size(), std::size_t(4));
    pane.showExchange(4);
    QCOMPARE(pane.detail()->pages(), (std::vector{Page::request, Page::response, Page::connection, Page::timing}));
    pane.showExchange(5);
    QCOMPARE(pane.detail()->pages(), (std::vector{Page::connection, Page::timing}));
}

void ExchangePaneTest::theTabAndTheFieldStay()
{
    capture::Recorder recorder;
    recorder.record(testing::euiccInfoExchange());
    recorder.record(testing::eidExchange());
    recorder.record(testing::euiccInfoExchange());
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    pane.showExchange(1);
    pane.detail()->showPage(Page::response);
    bytes::ByteSelection &selection = pane.detail()->bytesPane()->selection();
    selection.selectNode(&selection.view()->nodes[0].children[0], bytes::Origin::tree);
    pane.step(1);
    QVERIFY(selection.node() == nullptr);
    pane.step(1);
    QCOMPARE(pane.detail()->page(), Page::response);
    QCOMPARE(selection.node(), &selection.view()->nodes[0].children[0]);
    QCOMPARE(selection.node()->name, QStringLiteral("svn"));
}

void ExchangePaneTest::keysWorkFromEverywhere()
{
    capture::Recorder recorder;
    fill(recorder);
    const std::unique_ptr<shell::Settings> settings = shell::Settings::temporary();
    shell::ActionRegistry actions(*settings);
    QMainWindow window;
    actions.setWindow(&window);
    auto *pane = new ExchangePane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    window.setCentralWidget(pane);
    pane->registerActions(actions);
    window.resize(1400, 500);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    pane->showExchange(2);
    for (QWidget *place :
         {static_cast<QWidget *>(pane->list()), static_cast<QWidget *>(pane->detail()->bytesPane()->tree())}) {
        place->setFocus();
        QTest::keyClick(place, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(pane->current()->number, std::uint64_t(3));
        QTest::keyClick(place, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(pane->current()->number, std::uint64_t(2));
    }
    QTest::keyClick(pane->list(), Qt::Key_End);
    QCOMPARE(pane->current()->number, std::uint64_t(7));
    for (const QString &id : actions.ids())
        QVERIFY2(!actions.spec(id)->tip.isEmpty() && !actions.key(id).isEmpty(), qPrintable(id));
}

void ExchangePaneTest::problemsAreVisitedInTurn()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    std::vector<std::uint64_t> visited;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(pane.nextProblem());
        visited.push_back(pane.current()->number);
    }
    QCOMPARE(visited, (std::vector<std::uint64_t>{5, 6, 7, 5}));
    QVERIFY(pane.nextProblem(true));
    QCOMPARE(pane.current()->number, std::uint64_t(7));
    pane.setFilter(QStringLiteral("GetEID"));
    QVERIFY(!pane.nextProblem());
}

void ExchangePaneTest::timesCountFromAReference()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    pane.showExchange(2);
    pane.toggleReference();
    const auto time = [&pane](int row) { return pane.model().index(row, ExchangeModel::Time).data().toString(); };
    QVERIFY(time(2).startsWith(QStringLiteral("+23")));
    QVERIFY(time(0).startsWith(QChar(0x2212)));
    pane.toggleReference();
    QCOMPARE(time(0), QStringLiteral("14:02:11.381"));
}

void ExchangePaneTest::connectionAndTimingSpeak()
{
    const std::vector<ConnectionFact> facts = connectionFacts(testing::failedHandshakeExchange());
    const auto value = [&facts](const char *name) {
        for (const ConnectionFact &fact : facts) {
            if (fact.name == QLatin1String(name))
                return fact.value;
        }
        return QString();
    };
    QVERIFY(value("Alert").contains(QStringLiteral("bad_certificate")));
    QVERIFY(value("Verification").contains(QStringLiteral("not in the certificate")));
    QCOMPARE(facts.front().meaning, shell::Meaning::error);
    QVERIFY(connectionFacts(testing::eidExchange()).empty());

    const std::vector<TimeSpan> phases = timeSpansOf(testing::initiateAuthenticationExchange());
    QCOMPARE(phases.size(), std::size_t(6));
    QCOMPARE(phases[3].start, phases[2].start + phases[2].length);
    QVERIFY(timeSpansOf(testing::refusedExchange())[1].note.contains(QStringLiteral("kept")));
    const std::vector<TimeSpan> blocks = timeSpansOf(testing::selectExchange());
    QCOMPARE(blocks.size(), std::size_t(2));
    QVERIFY(blocks[1].start >= blocks[0].start);
    TimingView view(m_theme);
    view.setExchange(std::make_shared<const capture::Exchange>(testing::selectExchange()));
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("Block 2")));
    QVERIFY(!view.grab().isNull());
}

void ExchangePaneTest::theEmptyPaneSaysWhatWouldBeHere()
{
    capture::Recorder recorder;
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    pane.show();
    QVERIFY(!pane.list()->isVisible());
    QVERIFY(!pane.nextProblem());
    pane.step(1);
    QVERIFY(pane.current() == nullptr);
    QSignalSpy counts(&pane, &ExchangePane::countsChanged);
    fill(recorder);
    QTRY_VERIFY(pane.list()->isVisible());
    QCOMPARE(counts.last().at(0).toInt(), 7);
    QCOMPARE(counts.last().at(1).toInt(), 3);
    pane.setFilter(QStringLiteral("nothing has this"));
    QVERIFY(!pane.list()->isVisible());
    pane.setFilter({});
    QVERIFY(pane.list()->isVisible());
}

void ExchangePaneTest::masksWithTheSwitch()
{
    capture::Recorder recorder;
    fill(recorder);
    shell::Secrets secrets;
    ExchangePane pane(recorder, m_theme, m_times, secrets, m_focus, m_servers);
    pane.showExchange(3);
    pane.detail()->showPage(Page::response);
    bytes::ByteSelection &selection = pane.detail()->bytesPane()->selection();
    QVERIFY(!selection.isHidden(0, 6));
    secrets.setMasked(true);
    QVERIFY(selection.isHidden(0, 6));
}

/// What a server or a certificate says can name an EID too.
void ExchangePaneTest::connectionFactsAreMasked()
{
    shell::Secrets secrets;
    ConnectionView view(m_theme, secrets);
    capture::Exchange exchange = testing::failedHandshakeExchange({});
    std::get<capture::HttpExchange>(exchange.detail).tls.rules = {
        {"CERT.EUICC subject broken: it names 89049032123451234512345678901235",
         capture::RuleVerdict::Outcome::broken}};
    view.setExchange(std::make_shared<const capture::Exchange>(exchange));
    const auto showsEid = [&view] {
        const auto labels = view.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            const QString eid = QStringLiteral("89049032123451234512345678901235");
            return label->text().contains(eid) || label->accessibleName().contains(eid);
        });
    };
    QVERIFY(showsEid());
    secrets.setMasked(true);
    QVERIFY(!showsEid());
    secrets.setMasked(false);
    QVERIFY(showsEid());
}

void ExchangePaneTest::findsWhatAnExchangeCarried()
{
    QVERIFY(contains(testing::eidExchange(), QStringLiteral("89049032123451234512345678901235")));
    QVERIFY(contains(testing::initiateAuthenticationExchange(), QStringLiteral("SMDSaddress")));
    QVERIFY(contains(testing::refusedExchange(), QStringLiteral("8.9.5")));
    QVERIFY(!contains(testing::refusedExchange(), QStringLiteral("89049032123451234512345678901235")));
    QVERIFY(!contains(testing::eidExchange(), QStringLiteral("89"))); // one octet is found everywhere

    capture::Recorder recorder;
    fill(recorder);
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    ExchangeFind find(pane);
    shell::FindAnswer answered;
    find.find(QStringLiteral("0102030405060708"), 8, [&](shell::FindAnswer answer) { answered = std::move(answer); });
    QCOMPARE(answered.hits.size(), std::size_t(2));
    QCOMPARE(answered.hits[0].subject.key, QStringLiteral("6")); // newest first
    const auto samples = testing::sampleExchanges();
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto eids = report::identifiersOf(samples[i]).eids;
        QCOMPARE(pane.model().namesEid(i + 1, QStringLiteral("901235")), !eids.empty());
        QVERIFY(!pane.model().namesEid(i + 1, QStringLiteral("235"))); // three digits are in everything
    }
    find.open(answered.hits[1].subject);
    QCOMPARE(pane.current()->number, std::uint64_t(4));
}

void ExchangePaneTest::describesAnExchange()
{
    capture::Recorder recorder;
    fill(recorder);
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
    const ExchangeInspector inspector(pane);
    const shell::Subject subject = subjectOf(*pane.model().exchange(5));
    QVERIFY(inspector.canInspect(subject));
    const shell::InspectorPage page = inspector.inspect(subject);
    QVERIFY(page.title.contains(QStringLiteral("TLS handshake failed")));
    QCOMPARE(page.problems.size(), std::size_t(1));
    QCOMPARE(page.sections.size(), std::size_t(2));
    QVERIFY(inspector.inspect({shell::SubjectKind::exchange, QStringLiteral("99"), {}}).sections.empty());
}

void ExchangePaneTest::theFocusLetsThroughWhatIsAboutIt()
{
    capture::Recorder recorder;
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fill(recorder);
    QTRY_COMPARE(model.rowCount(), 7);
    const auto shown = [&model] {
        QStringList numbers;
        for (int row = 0; row < model.rowCount(); ++row)
            numbers << model.index(row, ExchangeModel::Number).data().toString();
        return numbers.join(QLatin1Char(' '));
    };
    model.setFocus({shell::SubjectKind::eid, QStringLiteral("89049032123451234512345678901235"), {}});
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(shown(), QStringLiteral("3")); // GetEID
    model.setFocus({shell::SubjectKind::transactionId, QStringLiteral("0102030405060708"), {}});
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(shown(), QStringLiteral("4 6")); // InitiateAuthentication, and the call that was refused
    model.setFilter(QStringLiteral("GetEID"));
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 0); // filter and focus hold together
    model.setFilter({});
    fill(recorder);
    QTRY_COMPARE(shown(), QStringLiteral("4 6 11 13")); // also of those that come later
    model.setFocus({shell::SubjectKind::eventId, QStringLiteral("no such"), {}});
    QTRY_VERIFY(!model.isFiltering());
    QCOMPARE(model.rowCount(), 0);
    model.setFocus({});
    QCOMPARE(model.rowCount(), 14);
}

void ExchangePaneTest::aFocusOverManyWorksInChunks()
{
    capture::Recorder recorder;
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
    constexpr int many = 3'000;
    for (int i = 0; i < many; ++i)
        recorder.record(numbered(i));
    QTRY_COMPARE(model.rowCount(), many);
    model.setFocus({shell::SubjectKind::eid, QStringLiteral("89049032123451234512345678901235"), {}});
    QVERIFY(model.isFiltering()); // it came back before it had seen them all
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), many, 30'000);
}

void ExchangePaneTest::anExchangeThatIsAskedForIsShownInSpiteOfTheFocus()
{
    capture::Recorder recorder;
    fill(recorder);
    shell::Focus focus;
    focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-1"), {}});
    ExchangePane pane(recorder, m_theme, m_times, m_secrets, focus, m_servers);
    QTRY_COMPARE(pane.model().total(), std::size_t(7));
    QTRY_VERIFY(!pane.model().isFiltering());
    QCOMPARE(pane.model().rowCount(), 0);
    QSignalSpy shown(&pane, &ExchangePane::shown);
    QVERIFY(pane.showExchange(3));
    QCOMPARE(pane.current()->number, std::uint64_t(3));
    QVERIFY(!focus.isSet());
    QCOMPARE(shown.count(), 1);
}

void ExchangePaneTest::serversHaveTheirColours()
{
    const auto settings = shell::Settings::temporary();
    shell::ServerColours servers(*settings);
    capture::Recorder recorder;
    ExchangeModel model(recorder, m_theme, m_times, m_secrets, servers);
    for (const char *server : {"b.example.com", "a.example.com"}) {
        capture::Exchange exchange = testing::initiateAuthenticationExchange();
        exchange.to = server;
        recorder.record(std::move(exchange));
    }
    recorder.record(testing::eidExchange());
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(servers.indexOf(QStringLiteral("a.example.com")), 1); // in the order of appearance
    const auto colour = [&](int row) {
        const auto icon = model.index(row, ExchangeModel::Way).data(Qt::DecorationRole).value<QIcon>();
        const int size = m_theme.iconSize();
        return icon.isNull() ? QColor() : icon.pixmap(size).toImage().pixelColor(size / 2, size / 2);
    };
    QCOMPARE(colour(0), m_theme.server(0));
    QCOMPARE(colour(1), m_theme.server(1));
    QVERIFY(!colour(2).isValid()); // a card is no server
}

WB_TEST(ExchangePaneTest);
#include "exchange_pane_test.moc"
