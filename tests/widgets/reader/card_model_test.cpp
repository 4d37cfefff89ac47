// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/pki/authority.h"
#include "tests/support/test.h"
#include "widgets/reader/card_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace wb;
using reader::CardModel;

namespace {

std::shared_ptr<euicc::VirtualEuicc> virtualEuicc(const std::string &name)
{
    const auto authority = pki::Authority::create();
    const auto eum = authority->issueEum({});
    const auto credential = authority->issueEuicc(*eum, "89049032123451234512345678901235");
    euicc::Identity identity;
    identity.name = name;
    identity.eid = *rsp::Eid::fromText("89049032123451234512345678901235");
    identity.credentials = {{credential->chain[0], credential->chain[1], credential->key}};
    identity.cis.add(authority->ci());
    identity.info = euicc::usualEuiccInfo2();
    return std::make_shared<euicc::VirtualEuicc>(std::move(identity));
}

} // namespace

class CardModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtInCardsAreListedAndTheFirstBecomesCurrent()
    {
        cards::CardDirectory directory;
        const shell::Theme theme;
        CardModel model(directory, theme);
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
};

WB_TEST(CardModelTest);
#include "card_model_test.moc"
