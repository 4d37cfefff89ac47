// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/hex.h"
#include "smartcard/card/known_aids.h"
#include "tests/support/test.h"
#include "widgets/reader/finding_view.h"
#include "widgets/reader/isdr_search_model.h"
#include "widgets/shell/secrets.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace wb;
using namespace wb::reader;
using Mode = QAbstractItemModelTester::FailureReportingMode;

/// What the doctor's page is made of.
class DoctorViewsTest : public QObject {
    Q_OBJECT

    shell::Theme m_theme;
    shell::Secrets m_secrets;

    static QString cell(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

    static pcsc::Finding finding()
    {
        pcsc::Finding made;
        made.name = "card-held-by-gnupg";
        made.severity = pcsc::Severity::blocks;
        made.subject = "ACS ACR39U 00 00";
        made.what = "Another program is using the card.";
        made.cause = "GnuPG's scdaemon has it.";
        made.evidence = {"scdaemon (process 4711) uses PC/SC"};
        made.remedy = "End it.";
        made.command = "gpgconf --kill scdaemon";
        made.check = "`smds card info` tells the EID.";
        return made;
    }

private Q_SLOTS:
    void everyTryIsARow()
    {
        IsdrSearchModel model(m_theme);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        QCOMPARE(model.rowCount(), 0);

        pcsc::Evidence evidence;
        evidence.readers.resize(2); // the first was not spoken to
        pcsc::ReaderEvidence &reader = evidence.readers[1];
        reader.state.name = "Reader B";
        card::IsdrSearch &search = reader.search.emplace();
        const Bytes own = *fromHex("A0000005591010FFFFFFFF8900000177");
        search.tries = {{card::isdRAid(), card::AidOrigin::standard, "ISD-R", 0x6A82},
                        {*fromHex("A000000559"), card::AidOrigin::own, "", 0x6A82},
                        {own, card::AidOrigin::directory, "ISD-R", 0x9000}};
        search.found = 2;
        search.directory = card::DirectoryReading{"READ RECORD 2", 0x6A83, 1, {{own, "ISD-R"}}};
        model.setEvidence(evidence);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(cell(model, 0, IsdrSearchModel::CardColumn), QStringLiteral("Reader B"));
        QCOMPARE(cell(model, 0, IsdrSearchModel::OriginColumn), QStringLiteral("SGP.22 (ISD-R)"));
        QCOMPARE(cell(model, 0, IsdrSearchModel::StatusColumn), QStringLiteral("6A82"));
        QCOMPARE(cell(model, 1, IsdrSearchModel::OriginColumn), QStringLiteral("own"));
        QCOMPARE(cell(model, 2, IsdrSearchModel::AidColumn), QStringLiteral("READ RECORD 2")); // read in between
        QVERIFY(cell(model, 2, IsdrSearchModel::MeaningColumn).endsWith(QStringLiteral(": ISD-R")));
        QCOMPARE(cell(model, 3, IsdrSearchModel::AidColumn), QStringLiteral("A0000005591010FFFFFFFF8900000177"));
        QCOMPARE(cell(model, 3, IsdrSearchModel::MeaningColumn), QStringLiteral("The ISD-R answers."));

        search.tries.pop_back();
        search.found.reset();
        search.directory->entries.clear();
        model.setEvidence(evidence);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 2, IsdrSearchModel::OriginColumn), QStringLiteral("EF.DIR"));
        QVERIFY(!cell(model, 2, IsdrSearchModel::MeaningColumn).isEmpty());
        model.setEvidence({});
        QCOMPARE(model.rowCount(), 0);
    }

    void aFindingHasItsCommand()
    {
        FindingView view(finding(), m_theme, m_secrets);
        QSignalSpy copied(&view, &FindingView::copied);
        QStringList texts;
        for (const QLabel *label : view.findChildren<QLabel *>())
            texts << label->text();
        const QString all = texts.join(u'\n');
        for (const char *part : {"ACS ACR39U 00 00: Another program is using the card.", "GnuPG's scdaemon has it.",
                                 "process 4711", "End it.", "gpgconf --kill scdaemon", "smds card info tells the EID."})
            QVERIFY2(all.contains(QLatin1String(part)), part);
        auto *copy = view.findChild<QPushButton *>();
        QVERIFY(copy != nullptr);
        copy->click();
        QCOMPARE(copied.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("gpgconf --kill scdaemon"));
        QVERIFY(view.accessibleName().startsWith(shell::wordOf(shell::Meaning::error)));
    }

    void whatTakesHandsHasNoButton()
    {
        pcsc::Finding made = finding();
        made.command.clear();
        made.severity = pcsc::Severity::fine;
        const FindingView view(made, m_theme, m_secrets);
        QVERIFY(view.findChild<QPushButton *>() == nullptr);
        for (const QLabel *label : view.findChildren<QLabel *>())
            QVERIFY(!label->text().contains(QStringLiteral("Afterwards")));
    }

    void aLongCommandWraps()
    {
        pcsc::Finding made = finding();
        made.command = std::string(40, 'x') + " " + std::string(40, 'y') + " " + std::string(40, 'z');
        FindingView view(made, m_theme, m_secrets);
        QVERIFY(view.heightForWidth(view.fontMetrics().averageCharWidth() * 70)
                > view.heightForWidth(view.fontMetrics().averageCharWidth() * 300));
    }
};

WB_TEST(DoctorViewsTest);

#include "doctor_views_test.moc"
