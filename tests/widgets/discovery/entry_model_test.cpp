// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/discovery/entry_model.h"
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
        QVERIFY(model.entryAt(2) == nullptr);

        focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-1"), QStringLiteral("EV-1")});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.hiddenByFocus(), 1);
        QCOMPARE(model.index(0, EntryModel::NumberColumn).data().toInt(), 2); // its place in the server's answer
        QVERIFY(model.index(0, EntryModel::EventIdColumn).data(Qt::BackgroundRole).isValid());
        QCOMPARE(model.rowOf({"EV-1", "a.example.com"}), 0);
        QCOMPARE(model.rowOf({"EV-2", "b.example.com"}), -1);
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
    std::unique_ptr<shell::Settings> m_settings = shell::Settings::temporary();
};

WB_TEST(EntryModelTest);
#include "entry_model_test.moc"
