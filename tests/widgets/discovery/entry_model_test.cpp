// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test.h"
#include "widgets/discovery/entry_model.h"

#include <QAbstractItemModelTester>

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
        EntryModel model(theme, secrets, focus);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({{"EV-2", "b.example.com"}, {"EV-1", "a.example.com"}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, EntryModel::EventIdColumn).data().toString(), QStringLiteral("EV-2"));
        QCOMPARE(model.index(1, EntryModel::AddressColumn).data().toString(), QStringLiteral("a.example.com"));
        QVERIFY(model.entryAt(2) == nullptr);

        focus.set({shell::SubjectKind::eventId, QStringLiteral("EV-1"), QStringLiteral("EV-1")});
        QVERIFY(!model.index(0, EntryModel::EventIdColumn).data(Qt::BackgroundRole).isValid());
        QVERIFY(model.index(1, EntryModel::EventIdColumn).data(Qt::BackgroundRole).isValid());

        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
    }

    void maskedEventIdsDoNotShow()
    {
        const shell::Theme theme;
        shell::Secrets secrets;
        const shell::Focus focus;
        EntryModel model(theme, secrets, focus);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({{"EVENT-OF-A-PERSON", "a.example.com"}});
        secrets.setMasked(true);
        QVERIFY(!model.index(0, EntryModel::EventIdColumn).data().toString().contains(QStringLiteral("OF-A")));
    }
};

WB_TEST(EntryModelTest);
#include "entry_model_test.moc"
