// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/es/es10.h"
#include "core/euicc/euicc_template.h"
#include "core/euicc/identity_files.h"
#include "core/euicc/open_euicc.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

#include <set>

using namespace wb;
using namespace wb::testing;

/// Virtual eUICCs made from templates: those that are shipped, and what a template can say.
class EuiccTemplateTest : public QObject {
    Q_OBJECT

    Cast m_cast;
    QTemporaryDir m_place;
    int m_made = 0;

    std::filesystem::path newFolder() { return m_place.filePath(QString::number(++m_made)).toStdString(); }

    Result<euicc::Identity> make(const euicc::EuiccTemplate &model, const euicc::NewEuicc &wishes = {{}, {}, "ds.test"})
    {
        return euicc::makeEuicc(model, wishes, m_cast.authority, newFolder(), m_cast.clock);
    }

    Result<euicc::EuiccTemplate> written(const std::string &text)
    {
        const std::string file = m_place.filePath(QStringLiteral("mine.toml")).toStdString();
        if (!writeFile(file, text))
            qFatal("a test cannot be prepared");
        return euicc::findTemplate(file);
    }

private Q_SLOTS:
    void whatIsShippedCanBeMade_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &model : must(euicc::shippedTemplates())) {
            QVERIFY(!model.about.empty());
            QTest::newRow(model.id.c_str()) << QString::fromStdString(model.id);
        }
    }

    void whatIsShippedCanBeMade()
    {
        QFETCH(QString, id);
        const auto model = must(euicc::findTemplate(id.toStdString()));
        const auto identity = must(make(model));
        QVERIFY(identity.eid.checkDigitsHold());
        QVERIFY(identity.eid.digits().starts_with(model.eum.eins.front()));
        QVERIFY(identity.faults == model.common.faults);
        QVERIFY(identity.profiles == model.common.profiles);
        WB_COMPARE(identity.addresses.rootDsAddress, "ds.test");

        // What it is made of is what it was made to be, and its certificates hold.
        const auto again = must(euicc::loadIdentity(identity.folder));
        QVERIFY(again.info == identity.info);
        QVERIFY(again.capacity == identity.capacity);
        QVERIFY(again.faults == identity.faults);
        const auto &credential = identity.credentials.front();
        QVERIFY(id == QStringLiteral("foreign-card")
                || pki::checkEuiccChain(credential.eum, credential.euicc, identity.cis, m_cast.clock.now()).ok());
        const auto euicc = must(euicc::openEuicc(identity));
        QVERIFY(must(es::getEid(*euicc, {})) == identity.eid);
    }

    void theVersionIsSeenInEuiccInfo_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("svn");
        QTest::addColumn<QString>("highest");
        QTest::newRow("2.2.2") << "consumer-2.2"
                               << "2.2.2" << QString();
        QTest::newRow("2.5") << "consumer-2.5"
                             << "2.5.0" << QString();
        QTest::newRow("2.6") << "consumer-2.6"
                             << "2.6.0" << QString();
        QTest::newRow("3.0") << "consumer-3.0"
                             << "2.2.2"
                             << "3.0.0";
    }

    void theVersionIsSeenInEuiccInfo()
    {
        QFETCH(QString, id);
        QFETCH(QString, svn);
        QFETCH(QString, highest);
        const auto euicc = must(euicc::openEuicc(must(make(must(euicc::findTemplate(id.toStdString()))))));
        const auto info1 = must(es::getEuiccInfo1(*euicc, {})).value;
        const auto info2 = must(es::getEuiccInfo2(*euicc, {})).value;
        WB_COMPARE(info1.svn.text(), svn.toStdString());
        QVERIFY(info2.svn == info1.svn);
        QVERIFY(info2.highestSvn == info1.highestSvn);
        WB_COMPARE(info1.highestSvn ? info1.highestSvn->text() : "", highest.toStdString());
        QCOMPARE(info1.rspCapability.has_value(), !highest.isEmpty());
    }

    void anEidCanBeWishedForAndMustFitTheMaker()
    {
        const auto model = must(euicc::findTemplate("consumer-2.5"));
        const auto identity = must(make(model, {"Mine", *rsp::Eid::fromText(castEid), "ds.test"}));
        WB_COMPARE(identity.eid.digits(), castEid);
        WB_COMPARE(identity.name, "Mine");
        const auto refused = make(model, {{}, *rsp::Eid::fromText("89033023000000000000000000000012"), "ds.test"});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::invalid);
    }

    void drawnEidsDifferAndHold()
    {
        std::set<std::string> drawn;
        for (int i = 0; i < 50; ++i) {
            const rsp::Eid eid = euicc::drawEid("89049032");
            QVERIFY(eid.checkDigitsHold());
            drawn.insert(eid.digits());
        }
        QCOMPARE(drawn.size(), std::size_t(50));
    }

    void aMakerAndCisOfOnesOwn()
    {
        const auto model = written(
            "name = 'X'\nroot-ds = 'other.test'\ncis = ['lab', 'own']\nissuer = 'own'\n"
            "firmware = '9.8.7'\nsas-number = 'XY-1'\n"
            "[eum]\nname = 'Maker'\norganization = 'Org'\ncountry = 'DE'\noid = '2.999.77'\nein = "
            "'89049099'\n[capacity]\nfree-nvm = 1000\nprofile-size = 10\n");
        WB_VERIFY(model);
        const auto identity = must(make(*model));
        QCOMPARE(identity.verificationKeyIds.size(), std::size_t(2));
        WB_COMPARE(identity.addresses.rootDsAddress, "other.test");
        WB_COMPARE(identity.info.firmwareVersion.text(), "9.8.7");
        WB_COMPARE(identity.info.sasAccreditationNumber, "XY-1");
        QVERIFY(identity.eid.digits().starts_with("89049099"));
        const auto own = must(pki::Authority::load(identity.folder / "ci", m_cast.clock));
        QVERIFY(identity.credentials.front().eum.authorityKeyId() == own.ci().subjectKeyId());
        WB_COMPARE(identity.credentials.front().eum.oid(), "2.999.77");
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *name, const char *text, const char *complaint) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(complaint);
        };
        row("no name", "svn = '2.5.0'", "'name' is missing");
        row("unknown key", "name = 'X'\ncredentials = ['A']", "unknown setting 'credentials'");
        row("no version", "name = 'X'\nsvn = '2.5'", "three numbers");
        row("no EID", "name = 'X'\neid = '12'", "is no EID");
        row("no issuer", "name = 'X'\nissuer = 'gsma'", "must be lab or own");
        row("no EIN", "name = 'X'\n[eum]\nein = '8904'", "8 digits");
        row("no country", "name = 'X'\n[eum]\ncountry = 'Spain'", "two letters");
        row("no capacity", "name = 'X'\n[capacity]\nfree-nvm = -1", "0 to 4294967295");
        row("wrong fault", "name = 'X'\n[[fault]]\nkind = 'none'", "must be one of");
    }

    void mistakesAreNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, complaint);
        const auto model = written(text.toStdString());
        QVERIFY(!model);
        QCOMPARE(model.error().interface, Interface::config);
        QVERIFY2(model.error().line().find(complaint.toStdString()) != std::string::npos, model.error().line().c_str());
    }

    void whatThereIsIsNamedWhenNothingIsFound()
    {
        const auto model = euicc::findTemplate("no-such");
        QVERIFY(!model);
        QCOMPARE(model.error().kind, ErrorKind::notFound);
        QVERIFY(model.error().reason.find("slow-card, ") == std::string::npos);
        QVERIFY(model.error().reason.find("consumer-2.5, ") != std::string::npos);
    }
};

WB_TEST(EuiccTemplateTest);

#include "euicc_template_test.moc"
