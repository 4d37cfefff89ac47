// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/clock.h"
#include "tests/support/core/sample_exchanges.h"
#include "tests/support/core/signed_exchanges.h"
#include "tests/support/test.h"
#include "widgets/bytes/bytes_pane.h"
#include "widgets/exchanges/exchange_detail.h"
#include "widgets/exchanges/exchange_list.h"
#include "widgets/exchanges/exchange_pane.h"
#include "widgets/exchanges/exchange_subject.h"
#include "widgets/shell/actions.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/secrets.h"
#include "widgets/shell/settings.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QMainWindow>
#include <QToolButton>

using namespace wb;
using namespace wb::exchanges;

/// Working through a long trace: marks, sessions, what stands inside exchanges.
class TraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_recorder = std::make_unique<capture::Recorder>();
        for (const capture::Exchange &exchange : testing::sampleExchanges())
            m_recorder->record(exchange);
        m_pane = std::make_unique<ExchangePane>(*m_recorder, m_theme, m_times, m_secrets, m_focus, m_servers);
        m_pane->resize(1200, 400);
        m_pane->show();
        QTRY_COMPARE(m_pane->model().rowCount(), 7);
    }

    void cleanup() { m_pane.reset(); }

    void marksAreKeptAndVisitedInTurn()
    {
        const QAbstractItemModelTester tester(&m_pane->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!m_pane->nextMarked());
        for (const std::uint64_t number : {std::uint64_t(2), std::uint64_t(5)}) {
            m_pane->showExchange(number);
            m_pane->toggleMark();
        }
        QVERIFY(m_pane->nextMarked());
        QCOMPARE(m_pane->current()->number, std::uint64_t(2)); // round and round
        QVERIFY(m_pane->nextMarked(true));
        QCOMPARE(m_pane->current()->number, std::uint64_t(5));
        QCOMPARE(m_pane->model().marked().size(), std::size_t(2));
        const QModelIndex number = m_pane->model().index(4, ExchangeModel::Number);
        QVERIFY(number.data(ExchangeModel::MarkRole).toBool());
        QVERIFY(!number.data(Qt::DecorationRole).isNull());
        QCOMPARE(number.data(Qt::AccessibleTextRole).toString(), QStringLiteral("5, marked"));
        m_pane->setFilter(QStringLiteral("ES10")); // a mark outlives a filter
        m_pane->setFilter({});
        QVERIFY(m_pane->model().isMarked(5));
        m_pane->showExchange(5);
        m_pane->toggleMark();
        QVERIFY(!m_pane->model().isMarked(5));
    }

    void theSessionOfTheSelectedOneIsBracketed()
    {
        m_pane->showExchange(4); // InitiateAuthentication
        QStringList bracketed;
        for (int row = 0; row < m_pane->model().rowCount(); ++row) {
            if (m_pane->model().index(row, ExchangeModel::Number).data(ExchangeModel::SessionRole).toBool())
                bracketed << QString::number(row + 1);
        }
        QCOMPARE(bracketed, (QStringList{QStringLiteral("4"), QStringLiteral("6")}));
        QVERIFY(m_pane->nextInSession());
        QCOMPARE(m_pane->current()->number, std::uint64_t(6));
        QVERIFY(!m_pane->nextInSession());
        QVERIFY(m_pane->nextInSession(true));
        QCOMPARE(m_pane->current()->number, std::uint64_t(4));

        m_pane->showExchange(1); // SELECT: the same reader and channel
        QVERIFY(m_pane->nextInSession());
        QCOMPARE(m_pane->current()->number, std::uint64_t(2));
        m_pane->grab(); // the bracket is painted
    }

    void theFilterLooksIntoFieldsTagsAndOctets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("numbers");
        QTest::newRow("name of a field") << QStringLiteral("eidValue") << QStringLiteral("3");
        QTest::newRow("tag") << QStringLiteral("BF3E") << QStringLiteral("3");
        QTest::newRow("hexadecimal") << QStringLiteral("8904 9032") << QStringLiteral("3");
        QTest::newRow("characters within base64")
            << QStringLiteral("testrootsmds.example.com") << QStringLiteral("4 5 6");
        QTest::newRow("nothing") << QStringLiteral("no such thing") << QString();
    }

    void theFilterLooksIntoFieldsTagsAndOctets()
    {
        QFETCH(QString, text);
        QFETCH(QString, numbers);
        m_pane->setFilter(text, true);
        QTRY_VERIFY(!m_pane->model().isFiltering());
        QStringList shown;
        for (int row = 0; row < m_pane->model().rowCount(); ++row)
            shown << QString::number(m_pane->model().exchangeAt(row)->number);
        QCOMPARE(shown.join(QLatin1Char(' ')), numbers);
    }

    void whatWasFoundInsideIsSelectedThere()
    {
        m_pane->setFilter(QStringLiteral("serverChallenge"), true);
        QTRY_COMPARE(m_pane->model().rowCount(), 1);
        QVERIFY(m_pane->findChild<QToolButton *>(QStringLiteral("filterInside"))->isChecked());
        m_pane->list()->goTo(0);
        const report::ViewNode *node = m_pane->detail()->bytesPane()->selection().node();
        QVERIFY(node != nullptr);
        QCOMPARE(node->name, QStringLiteral("serverChallenge"));
    }

    void signaturesAreJudgedInTheInspector()
    {
        const testing::Cast cast;
        euicc::VirtualEuicc euicc(cast.euiccIdentity());
        for (const capture::Exchange &exchange : testing::signedExchanges(cast, euicc))
            m_recorder->record(exchange);
        QTRY_COMPARE(m_pane->model().total(), std::size_t(12));
        const ExchangeInspector inspector(*m_pane);
        QStringList said;
        for (const shell::InspectorSection &section :
             inspector.inspect(subjectOf(*m_pane->model().exchange(11))).sections) {
            for (const shell::InspectorRow &row : section.rows) {
                if (section.title == QStringLiteral("Signatures"))
                    said << row.label
                                + (row.meaning == shell::Meaning::ok ? QStringLiteral(" ok")
                                                                     : QStringLiteral(" not ok"));
            }
        }
        QCOMPARE(said, (QStringList{QStringLiteral("serverSignature1 ok"), QStringLiteral("euiccSignature1 ok"),
                                    QStringLiteral("CERT.EUICC ok")}));
    }

    void keysReachAllOfIt()
    {
        QMainWindow window;
        shell::ActionRegistry actions(*m_settings);
        actions.setWindow(&window);
        m_pane->registerActions(actions);
        m_pane->showExchange(3);
        actions.action(QStringLiteral("exchanges.mark"))->trigger();
        QVERIFY(m_pane->model().isMarked(3));
        actions.action(QStringLiteral("exchanges.findInside"))->trigger();
        QVERIFY(m_pane->findChild<QToolButton *>(QStringLiteral("filterInside"))->isChecked());
    }

    void aHundredThousandAreFilteredInsideInPieces()
    {
        capture::Recorder recorder;
        const auto kinds = testing::sampleExchanges();
        for (int i = 0; i < 100'000; ++i)
            recorder.record(kinds[static_cast<std::size_t>(i) % 3]); // SELECT, EUICCInfo1, GetEID
        ExchangeModel model(recorder, m_theme, m_times, m_secrets, m_servers);
        QTRY_COMPARE(model.total(), std::size_t(100'000));
        model.setFilter(QStringLiteral("eidValue"), true);
        QVERIFY(model.isFiltering()); // the window has its thread back
        QTRY_VERIFY(model.rowCount() > 50);
        QCOMPARE(model.exchangeAt(0)->number, std::uint64_t(3));
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 100'000);
    }

private:
    ManualClock m_clock{TimePoint()};
    shell::Theme m_theme;
    shell::Times m_times{m_clock};
    shell::Secrets m_secrets;
    shell::Focus m_focus;
    std::unique_ptr<shell::Settings> m_settings = shell::Settings::temporary();
    shell::ServerColours m_servers{*m_settings};
    std::unique_ptr<capture::Recorder> m_recorder;
    std::unique_ptr<ExchangePane> m_pane;
};

WB_TEST(TraceTest);
#include "trace_test.moc"
