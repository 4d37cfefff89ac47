// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "core/lds/card_summary.h"
#include "core/rsp/catalogue.h"
#include "tests/support/core/results.h"
#include "tests/support/smartcard/built_in.h"
#include "tests/support/test.h"
#include "widgets/reader/change_question.h"
#include "widgets/reader/compare_page.h"
#include "widgets/reader/journal_page.h"
#include "widgets/reader/notification_model.h"
#include "widgets/reader/profile_model.h"
#include "widgets/reader/schema_form.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace wb;
using namespace wb::reader;
using namespace wb::testing;
using Mode = QAbstractItemModelTester::FailureReportingMode;

namespace {

QString cell(const QAbstractItemModel &model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role).toString();
}

} // namespace

/// The tables, the forms and the question of the Reader panel.
class CardModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void differences()
    {
        using Kind = report::CardDifference::Kind;
        DifferenceModel model(m_theme, m_secrets);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setDifferences(
            {{Kind::changed, "ES10c.GetProfilesInfo", QStringLiteral("profileState"), QStringLiteral("0 disabled"),
              QStringLiteral("1 enabled"), false},
             {Kind::onlyAfter, "ES10c.GetProfilesInfo", QStringLiteral("ProfileInfo 89"), {}, {}, false},
             {Kind::changed, "ES10c.GetEID", QStringLiteral("eidValue"),
              QStringLiteral("89049032123451234512345678901235"), QStringLiteral("89049032123451234512345678901299"),
              true}});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, DifferenceModel::BeforeColumn), QStringLiteral("0 disabled"));
        QCOMPARE(cell(model, 0, DifferenceModel::AfterColumn), QStringLiteral("1 enabled"));
        QCOMPARE(cell(model, 1, DifferenceModel::BeforeColumn), QStringLiteral("not there"));
        QCOMPARE(cell(model, 1, DifferenceModel::AfterColumn), QStringLiteral("there"));
        m_secrets.setMasked(true);
        QVERIFY(!cell(model, 2, DifferenceModel::AfterColumn).contains(QStringLiteral("12345678901299")));
        m_secrets.setMasked(false);
        QVERIFY(cell(model, 2, DifferenceModel::AfterColumn).contains(QStringLiteral("12345678901299")));
    }

    void profiles()
    {
        ProfileModel model(m_theme, m_secrets);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const auto euicc = equippedEuicc("A");
        must(es::setNickname(*euicc, {beta, "Holiday"}, {}));
        model.setProfiles(*must(lds::readCard(*euicc, {})).profiles);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, ProfileModel::NameColumn), QStringLiteral("Alpha"));
        QCOMPARE(cell(model, 1, ProfileModel::NameColumn), QStringLiteral("Holiday (Beta)"));
        QCOMPARE(cell(model, 0, ProfileModel::StateColumn), QStringLiteral("enabled"));
        QCOMPARE(cell(model, 1, ProfileModel::IccidColumn), QStringLiteral("8900101000000000027"));
        QCOMPARE(model.rowOf(beta), 1);
        QVERIFY(model.at(2) == nullptr);
        m_secrets.setMasked(true);
        QVERIFY(!cell(model, 1, ProfileModel::IccidColumn).contains(QStringLiteral("000000")));
        m_secrets.setMasked(false);
        model.setProfiles({rsp::ProfileInfo()}); // a card that tells nothing of it
        QCOMPARE(cell(model, 0, ProfileModel::StateColumn), QStringLiteral("not told"));
    }

    void notifications()
    {
        NotificationModel model(m_theme, m_secrets);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        const auto euicc = equippedEuicc("A");
        must(es::enableProfile(*euicc, {{beta}, false}, {}));
        model.setNotifications(*must(lds::readCard(*euicc, {})).notifications);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, NotificationModel::EventColumn), QStringLiteral("disabling"));
        QCOMPARE(cell(model, 1, NotificationModel::EventColumn), QStringLiteral("enabling"));
        QCOMPARE(cell(model, 1, NotificationModel::NumberColumn), QStringLiteral("2"));
        QCOMPARE(cell(model, 1, NotificationModel::AddressColumn), QStringLiteral("smdp.example.com"));
        model.setNotifications({});
        QCOMPARE(model.rowCount(), 0);
    }

    void journal()
    {
        JournalModel model(m_theme, m_secrets, m_times);
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.setEntries({{m_clock.now(), "A", "", "ES10c.EnableProfile", "Enables Beta.", "ok", true},
                          {m_clock.now(), "A", "", "ES10c.DeleteProfile", "Deletes it.", "disallowedByPolicy", false}});
        QCOMPARE(cell(model, 0, JournalModel::FunctionColumn), QStringLiteral("ES10c.DeleteProfile")); // newest first
        QCOMPARE(cell(model, 1, JournalModel::ResultColumn), QStringLiteral("ok"));
        QVERIFY(cell(model, 0, JournalModel::TimeColumn, Qt::ToolTipRole).contains(QLatin1Char('+')));
    }

    void aFormForEveryFunction()
    {
        SchemaForm form(m_theme);
        QVERIFY(form.isEmpty() && !form.request());
        for (const rsp::Es10Function &function : rsp::es10Functions()) {
            form.setType(function.request != nullptr ? &function.request() : nullptr);
            const auto request = form.request();
            if (request)
                QCOMPARE(asn1::Reader(*request).peekTag(), function.tag);
            else
                QVERIFY(!request.error().reason.empty());
        }
    }

    void theFormMakesWhatTheFunctionWrites()
    {
        SchemaForm form(m_theme);
        form.setType(&asn1::describe<rsp::EnableProfileRequest>());
        auto *iccid = field<QLineEdit>(form, QStringLiteral("iccid"));
        QVERIFY(iccid != nullptr);
        iccid->setText(QStringLiteral("8900101000000000027"));
        field<QComboBox>(form, QStringLiteral("refreshFlag"))->setCurrentText(QStringLiteral("false"));
        QCOMPARE(must(form.request()), asn1::encode(rsp::EnableProfileRequest{{beta}, false}));
        iccid->setText(QStringLiteral("12"));
        const auto refused = form.request();
        QVERIFY(!refused);
        WB_COMPARE(refused.error().step, "EnableProfileRequest.profileIdentifier.iccid");
    }

    void bitsAreChosenByName()
    {
        SchemaForm form(m_theme);
        form.setType(&asn1::describe<rsp::EuiccMemoryResetRequest>());
        for (QCheckBox *box : form.findChildren<QCheckBox *>()) {
            if (box->text() == QLatin1String("deleteOperationalProfiles"))
                box->setChecked(true);
        }
        QCOMPARE(must(form.request()),
                 asn1::encode(rsp::EuiccMemoryResetRequest{{rsp::ResetOptionBit::deleteOperationalProfiles}}));
    }

    void optionalFieldsAreLeftOut()
    {
        SchemaForm form(m_theme);
        form.setType(&asn1::describe<rsp::ProfileInfoListRequest>());
        QCOMPARE(must(form.request()), asn1::encode(rsp::ProfileInfoListRequest()));
        for (QCheckBox *box : form.findChildren<QCheckBox *>()) {
            if (box->text() == QLatin1String("tagList"))
                box->setChecked(true);
        }
        auto *tags = field<QLineEdit>(form, QStringLiteral("tagList"));
        QVERIFY(tags->isEnabled());
        tags->setText(QStringLiteral("5A 9F70"));
        QCOMPARE(must(form.request()), asn1::encode(rsp::ProfileInfoListRequest{{}, Bytes{0x5A, 0x9F, 0x70}}));
    }

    void theQuestionWantsTheDigits()
    {
        const auto card = must(lds::readCard(*equippedEuicc("A"), {}));
        ChangeQuestion deletion(lds::planOf(lds::change::Delete{beta}, card), m_theme, m_secrets);
        QVERIFY(deletion.digits() != nullptr);
        QVERIFY(!deletion.goAhead()->isEnabled());
        deletion.digits()->setText(QStringLiteral("0026"));
        QVERIFY(!deletion.goAhead()->isEnabled());
        deletion.digits()->setText(QStringLiteral("0027"));
        QVERIFY(deletion.goAhead()->isEnabled());
        const ChangeQuestion enabling(lds::planOf(lds::change::Enable{beta}, card), m_theme, m_secrets);
        QVERIFY(enabling.digits() == nullptr && enabling.goAhead()->isEnabled());
        bool tells = false;
        for (const QLabel *label : enabling.findChildren<QLabel *>())
            tells = tells || label->text().contains(QStringLiteral("enabling for smdp.example.com"));
        QVERIFY(tells);
    }

private:
    template <class T>
    T *field(const SchemaForm &form, const QString &name)
    {
        for (T *each : form.findChildren<T *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }

    ManualClock m_clock{TimePoint(std::chrono::seconds(1'800'000'000))};
    shell::Theme m_theme;
    shell::Secrets m_secrets;
    shell::Times m_times{m_clock};
};

WB_TEST(CardModelsTest);
#include "card_models_test.moc"
