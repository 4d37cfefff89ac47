// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "widgets/shell/secrets.h"

#include "tests/support/test.h"
#include "widgets/shell/focus.h"
#include "widgets/shell/focus_chip.h"
#include "widgets/shell/server_colours.h"
#include "widgets/shell/settings.h"
#include "widgets/shell/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QToolButton>

using namespace wb::shell;

class SecretsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsAndMasks();
    void theSwitchDecides();
    void copyingFollowsTheSwitch();
    void copyOfASubject();
    void pseudonymsAreSteadyAndTheirOwn();
    void focusHoldsOnlyIdentifiers();
    void focusAdmits();
    void chipShowsAndClears();
    void serversKeepTheirColours();
};

namespace {

const QString eid = QStringLiteral("89049032123451234512345678901235");
const Subject eidSubject{SubjectKind::eid, eid, eid, {}};

} // namespace

void SecretsTest::groupsAndMasks()
{
    QCOMPARE(groupedEid(eid), QStringLiteral("89049032 1234 5123 4512 3456 7890 12 35"));
    QCOMPARE(groupedEid(QStringLiteral("1234")), QStringLiteral("1234"));
    QCOMPARE(groupedEid(QStringLiteral("8904903212345123451234567890123X")),
             QStringLiteral("8904903212345123451234567890123X"));
    QCOMPARE(maskedEid(eid), QStringLiteral("8904 \u2026 1235"));
    QCOMPARE(maskedEid(QStringLiteral("ABCDEF0123")), QStringLiteral("AB\u202623"));
    QCOMPARE(maskedEid(QStringLiteral("ABC")), QStringLiteral("\u2026")); // nothing of a short one
    QCOMPARE(maskedEid({}), QStringLiteral("\u2026"));
}

void SecretsTest::theSwitchDecides()
{
    Secrets secrets;
    QSignalSpy spy(&secrets, &Secrets::changed);
    QVERIFY(!secrets.masked());
    QCOMPARE(secrets.eid(eid), groupedEid(eid));
    QCOMPARE(secrets.value(QStringLiteral("E-1234567")), QStringLiteral("E-1234567"));
    secrets.setMasked(true);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(secrets.eid(eid), maskedEid(eid));
    QCOMPARE(secrets.value(QStringLiteral("E-1234567")), QStringLiteral("E-\u202667"));
    QCOMPARE(secrets.text(eidSubject), maskedEid(eid));
    QCOMPARE(secrets.text({SubjectKind::server, QStringLiteral("smds.example"), QStringLiteral("smds.example"), {}}),
             QStringLiteral("smds.example")); // nobody's secret
}

void SecretsTest::copyingFollowsTheSwitch()
{
    Secrets secrets;
    QSignalSpy spy(&secrets, &Secrets::copied);
    secrets.copy(QStringLiteral("EID"), eid);
    QCOMPARE(QGuiApplication::clipboard()->text(), eid); // the bare digits
    QCOMPARE(spy[0][0].toString(), QStringLiteral("EID copied"));

    secrets.setMasked(true);
    secrets.copy(QStringLiteral("EID"), eid);
    const QString pasted = QGuiApplication::clipboard()->text();
    QCOMPARE(pasted, secrets.pseudonym(QStringLiteral("EID"), eid));
    QVERIFY(!pasted.contains(eid.right(4)));
    QVERIFY(spy[1][0].toString().contains(QStringLiteral("Pseudonym")));
}

void SecretsTest::copyOfASubject()
{
    Secrets secrets;
    secrets.setMasked(true);
    secrets.copy(eidSubject);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("EID-")));
    secrets.copy({SubjectKind::exchange, QStringLiteral("7"), QStringLiteral("ES11.InitiateAuthentication"), {}});
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ES11.InitiateAuthentication"));
}

void SecretsTest::pseudonymsAreSteadyAndTheirOwn()
{
    const Secrets secrets;
    const QString kind = QStringLiteral("EID");
    QCOMPARE(secrets.pseudonym(kind, eid), secrets.pseudonym(kind, eid));
    QVERIFY(secrets.pseudonym(kind, eid) != secrets.pseudonym(kind, eid.chopped(1) + u'6'));
    QVERIFY(secrets.pseudonym(kind, eid).mid(4) != secrets.pseudonym(QStringLiteral("ICC"), eid).mid(4));
    const Secrets another; // the next start: cannot be looked up in a table
    QVERIFY(secrets.pseudonym(kind, eid) != another.pseudonym(kind, eid));
}

void SecretsTest::focusHoldsOnlyIdentifiers()
{
    Focus focus;
    QSignalSpy spy(&focus, &Focus::changed);
    QVERIFY(!focus.set({SubjectKind::reader, QStringLiteral("r"), QStringLiteral("r"), {}}));
    QVERIFY(!focus.isSet());
    QVERIFY(focus.set(eidSubject));
    QVERIFY(focus.set(eidSubject));
    QCOMPARE(spy.size(), 1);
    focus.clear();
    QVERIFY(!focus.isSet());
    QCOMPARE(spy.size(), 2);
}

void SecretsTest::focusAdmits()
{
    Focus focus;
    QVERIFY(focus.admits(SubjectKind::eid, QStringLiteral("x"))); // no focus, no filter
    focus.set(eidSubject);
    QVERIFY(focus.admits(SubjectKind::eid, eid));
    QVERIFY(!focus.admits(SubjectKind::eid, QStringLiteral("x")));
    QVERIFY(!focus.admits(SubjectKind::eventId, eid));
}

void SecretsTest::chipShowsAndClears()
{
    Focus focus;
    const Secrets secrets;
    const Theme theme;
    QWidget window;
    FocusChip chip(focus, secrets, theme, &window);
    QVERIFY(chip.isHidden());
    focus.set(eidSubject);
    QVERIFY(!chip.isHidden());
    const auto buttons = chip.findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 2);
    QVERIFY(buttons[0]->text().contains(maskedEid(eid)));
    QVERIFY(buttons[0]->toolTip().contains(groupedEid(eid)));
    buttons[1]->click();
    QVERIFY(!focus.isSet());
    QVERIFY(chip.isHidden());
}

void SecretsTest::serversKeepTheirColours()
{
    const auto settings = Settings::temporary();
    {
        ServerColours servers(*settings);
        QCOMPARE(servers.indexOf(QStringLiteral("root.example")), 0);
        QCOMPARE(servers.indexOf(QStringLiteral("alt.example")), 1);
        QCOMPARE(servers.indexOf(QStringLiteral("ROOT.example")), 0);
    }
    ServerColours servers(*settings); // the next start
    QCOMPARE(servers.indexOf(QStringLiteral("alt.example")), 1);
    QCOMPARE(servers.indexOf(QStringLiteral("third.example")), 2);
}

WB_TEST(SecretsTest);
#include "secrets_test.moc"
