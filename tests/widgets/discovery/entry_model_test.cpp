// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/discovery/entry_model.h"
#include "widgets/discovery/hop_words.h"
#include "widgets/shell/settings.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace wb;
using discovery::EntryModel;

class EntryModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entriesKeepTheServersOrder()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        shell::Focus focus;
        shell::ServerColours servers(*m_settings);
        EntryModel model(theme, secrets, focus, servers);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({{"EV-2", "b.example.com"}, {"EV-1", "a.example.com"}}, {}, {});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, EntryModel::EventIdColumn).data().toString(), QStringLiteral("EV-2"));
        QCOMPARE(model.index(1, EntryModel::AddressColumn).data().toString(), QStringLiteral("a.example.com"));
        QVERIFY(model.hopAt(model.index(2, 0)) == nullptr);
        QVERIFY(!model.isFollowed());
        QVERIFY(model.index(0, EntryModel::OutcomeColumn).data().toString().isEmpty());

        focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-1"), QStringLiteral("EV-1")});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.hiddenByFocus(), 1);
        QCOMPARE(model.index(0, EntryModel::NumberColumn).data().toInt(), 2); // its place in the server's answer
        QVERIFY(model.index(0, EntryModel::EventIdColumn).data(Qt::BackgroundRole).isValid());
        QCOMPARE(model.indexOf({"EV-1", "a.example.com"}), model.index(0, 0));
        QVERIFY(!model.indexOf({"EV-2", "b.example.com"}).isValid());
        focus.clear();
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.index(1, EntryModel::EventIdColumn).data(Qt::BackgroundRole).isValid());

        model.setEntries({}, {}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void theRecordsOfAnotherEuiccAreHidden()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        shell::Focus focus;
        shell::ServerColours servers(*m_settings);
        EntryModel model(theme, secrets, focus, servers);
        const QString eid = QStringLiteral("89049032123451234512345678901235");
        model.setEntries({{"EV-2", "b.example.com"}, {"EV-1", "a.example.com"}}, eid, QStringLiteral("0A0B"));
        QSignalSpy filtered(&model, &EntryModel::filtered);
        focus.set({shell::SubjectKind::eid, eid, eid});
        QCOMPARE(model.rowCount(), 2);
        focus.set({shell::SubjectKind::eid, QStringLiteral("89049032000000000000000000000000"), {}});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(filtered.count(), 2);
        focus.set({shell::SubjectKind::transactionId, QStringLiteral("0a0b"), {}});
        QCOMPARE(model.rowCount(), 2);
        focus.set({shell::SubjectKind::transactionId, QStringLiteral("0A0C"), {}});
        QCOMPARE(model.rowCount(), 0);
    }

    void trailsStandBelowTheirEntries()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        shell::Focus focus;
        shell::ServerColours servers(*m_settings);
        EntryModel model(theme, secrets, focus, servers);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTrails(trails(), {}, QStringLiteral("0A0B"));
        QVERIFY(model.isFollowed());
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex first = model.index(0, 0);
        QCOMPARE(model.rowCount(first), 1);
        QCOMPARE(model.rowCount(model.index(0, EntryModel::AddressColumn)), 0); // children stand below the first column
        const QModelIndex below = model.index(0, 0, first);
        QCOMPARE(below.parent(), first);
        const auto cell = [&](const QModelIndex &row, int column) {
            return row.siblingAtColumn(column).data().toString();
        };
        QCOMPARE(cell(first, EntryModel::ServerColumn), QStringLiteral("SM-DS"));
        QCOMPARE(cell(first, EntryModel::OutcomeColumn), QStringLiteral("leads on to 1 Event Record(s)"));
        QCOMPARE(cell(below, EntryModel::NumberColumn), QString());
        QCOMPARE(cell(below, EntryModel::EventIdColumn), QStringLiteral("EV-ONE"));
        QCOMPARE(cell(below, EntryModel::ServerColumn), QStringLiteral("SM-DP+"));
        QVERIFY(below.siblingAtColumn(EntryModel::OutcomeColumn).data(Qt::DecorationRole).isValid());
        const QModelIndex second = model.index(1, 0);
        QCOMPARE(cell(second, EntryModel::ServerColumn), QStringLiteral("role unknown"));
        QCOMPARE(cell(second, EntryModel::OutcomeColumn), QStringLiteral("nobody listens"));
        QVERIFY(model.hopAt(below)->end == lds::HopEnd::download);

        // An EventID of any server on the trail keeps the whole trail; so does the TransactionID of a hop.
        focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-ONE"), {}});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        QVERIFY(model.indexOf({"EV-ONE", "smdp.example.com"}).isValid());
        QVERIFY(!model.indexOf({"EV-TWO", "gone.example.com"}).isValid());
        focus.set({shell::SubjectKind::transactionId, QStringLiteral("0c0d"), {}});
        QCOMPARE(model.rowCount(), 1);
        focus.clear();
        secrets.setMasked(true);
        QVERIFY(cell(model.index(0, 0, model.index(0, 0)), EntryModel::EventIdColumn) != QStringLiteral("EV-ONE"));
        QCOMPARE(model.rowCount(), 2);
    }

    void everyOutcomeHasWords()
    {
        for (const lds::HopEnd end :
             {lds::HopEnd::notContacted, lds::HopEnd::download, lds::HopEnd::leadsOn, lds::HopEnd::nothing,
              lds::HopEnd::roleUnknown, lds::HopEnd::failed, lds::HopEnd::loop, lds::HopEnd::tooDeep}) {
            lds::Hop hop;
            hop.end = end;
            hop.error = makeError(ErrorKind::refused, Interface::es11, "AuthenticateClient", "no such event");
            hop.error->status = StatusPair{"8.9.5", "3.9", {}, {}};
            const QString words = discovery::outcomeWords(hop);
            QVERIFY(!words.isEmpty());
            if (end == lds::HopEnd::failed)
                QCOMPARE(words, QStringLiteral("8.9.5/3.9: no such event"));
        }
    }

    void maskedEventIdsDoNotShow()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        const shell::Focus focus;
        shell::ServerColours servers(*m_settings);
        EntryModel model(theme, secrets, focus, servers);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({{"EVENT-OF-A-PERSON", "a.example.com"}}, {}, {});
        secrets.setMasked(true);
        QVERIFY(!model.index(0, EntryModel::EventIdColumn).data().toString().contains(QStringLiteral("OF-A")));
    }

private:
    /// One event through an Alternative SM-DS to its SM-DP+, and one to a server that is gone.
    static std::vector<lds::Hop> trails()
    {
        lds::Hop smdp{{"EV-ONE", "smdp.example.com"}, 2};
        smdp.end = lds::HopEnd::download;
        smdp.role = pki::Role::dpAuth;
        smdp.transactionId = rsp::TransactionId{{0x0C, 0x0D}};
        lds::Hop alternative{{"EV-TO-ONE", "smds.example.com"}};
        alternative.end = lds::HopEnd::leadsOn;
        alternative.role = pki::Role::dsAuth;
        alternative.next = {smdp};
        lds::Hop gone{{"EV-TWO", "gone.example.com"}};
        gone.end = lds::HopEnd::roleUnknown;
        gone.error = makeError(ErrorKind::unreachable, Interface::tls, "connect", "nobody listens");
        return {alternative, gone};
    }

    std::unique_ptr<shell::Settings> m_settings = shell::Settings::temporary();
};

WB_TEST(EntryModelTest);
#include "entry_model_test.moc"
