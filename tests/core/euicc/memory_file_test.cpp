// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/base/files.h"
#include "core/es/es10.h"
#include "core/euicc/identity_files.h"
#include "core/euicc/memory_file.h"
#include "core/euicc/open_euicc.h"
#include "core/euicc/profile_template.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

#include <QTemporaryDir>

using namespace wb;
using namespace wb::testing;

namespace {

const rsp::Iccid first = *rsp::Iccid::fromText("8900101000000000019");

} // namespace

/// What a virtual eUICC keeps between runs, and what becomes of it when the file is not as it was.
class MemoryFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        euicc::Identity identity = m_cast.euiccIdentity();
        identity.addresses.defaultDpAddress = "first.example.com";
        rsp::ProfileInfo profile;
        profile.iccid = first;
        profile.isdpAid = euicc::isdpAid(1);
        profile.state = rsp::ProfileState::disabled;
        profile.profileName = "Quotes \" and \\ in its name";
        profile.serviceProviderName = "Lab Operator";
        profile.profileClass = rsp::ProfileClass::operational;
        profile.nickname = "Work";
        profile.owner = rsp::OperatorId{{0x00, 0xF1, 0x10}};
        profile.policyRules = asn1::Bits<rsp::PprBit>{rsp::PprBit::ppr2};
        profile.icon = Bytes(100, 0x42);
        profile.iconType = rsp::IconType::png;
        profile.notificationConfiguration = {
            {rsp::NotificationEvent{rsp::NotificationEventBit::enable}, "smdp.example.com"}};
        identity.profiles = {profile};
        rsp::ProfilePolicyAuthorisationRule rule;
        rule.pprIds = {rsp::PprBit::ppr1};
        rule.allowedOperators = {rsp::OperatorId{{0xEE, 0xEE, 0xEE}}, rsp::OperatorId{{0x13, 0x00, 0x14}}};
        rule.pprFlags = {rsp::PprFlagBit::consentRequired};
        identity.rulesAuthorisationTable = {rule};
        WB_VERIFY(euicc::saveIdentity(identity, path()));
        m_identity = std::make_unique<euicc::Identity>(std::move(identity));
    }

    void theTemplateRoundTrips()
    {
        const auto loaded = must(euicc::loadIdentity(path()));
        QCOMPARE(loaded.profiles.size(), std::size_t(1));
        QVERIFY(loaded.profiles[0] == m_identity->profiles[0]);
        QVERIFY(loaded.rulesAuthorisationTable == m_identity->rulesAuthorisationTable);
        QVERIFY(must(es::getRat(*open(), {})).rat == m_identity->rulesAuthorisationTable);
    }

    void changesLast()
    {
        {
            const auto euicc = open();
            QCOMPARE(must(es::enableProfile(*euicc, {{first}, false}, {})), rsp::EnableResult::ok);
            QCOMPARE(must(es::setNickname(*euicc, {first, "Holiday"}, {})), rsp::SetNicknameResult::ok);
            must(es::setDefaultDpAddress(*euicc, "second.example.com", {}));
            const auto list = must(m_cast.authority.issueRevocationList({m_cast.dsAuth.leaf()}, 5));
            QVERIFY(std::holds_alternative<rsp::LoadCrlResponseOk>(must(es::loadCrl(*euicc, list.der(), {})).value));
        }
        const auto euicc = open();
        const euicc::Memory memory = euicc->memory();
        QVERIFY(memory.profiles[0].state == rsp::ProfileState::enabled);
        QCOMPARE(*memory.profiles[0].nickname, std::string("Holiday"));
        QCOMPARE(*memory.defaultDpAddress, std::string("second.example.com"));
        QCOMPARE(memory.notifications.size(), std::size_t(1));
        QCOMPARE(memory.nextSequenceNumber, std::int64_t(2));
        QCOMPARE(memory.revocationLists.size(), std::size_t(1));
        QVERIFY(memory.revocationLists[0].revokes(m_cast.dsAuth.leaf()));
    }

    /// Two programs have it open: the first that changes something has it, the other is told.
    void oneWritesAtATime()
    {
        const auto one = open();
        const auto two = open();
        QCOMPARE(must(es::setNickname(*one, {first, "One"}, {})), rsp::SetNicknameResult::ok);
        const auto refused = es::setNickname(*two, {first, "Two"}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().statusWord, std::optional<std::uint16_t>(0x6581));
        QVERIFY2(refused.error().reason.find("another program") != std::string::npos, refused.error().line().c_str());
        QCOMPARE(must(es::setNickname(*one, {first, "One again"}, {})), rsp::SetNicknameResult::ok);
    }

    void whatOthersChangedIsNotLost()
    {
        const auto late = open();
        {
            const auto one = open();
            must(es::setNickname(*one, {first, "One"}, {}));
        }
        const auto refused = es::setNickname(*late, {first, "Two"}, {});
        QVERIFY(!refused);
        QVERIFY2(refused.error().reason.find("open it again") != std::string::npos, refused.error().line().c_str());
        QCOMPARE(*open()->memory().profiles[0].nickname, std::string("One"));
    }

    void damageIsTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("no TOML") << "next-sequence-number"
                                 << "line 1";
        QTest::newRow("no number") << ""
                                   << "next-sequence-number";
        QTest::newRow("a negative number") << "next-sequence-number = -3"
                                           << "from 1 on";
        QTest::newRow("unknown key") << "next-sequence-number = 1\nx = 1"
                                     << "unknown setting 'x'";
        QTest::newRow("no hexadecimal") << "next-sequence-number = 1\n[[profile]]\ninfo = \"XY\""
                                        << "line 3";
        QTest::newRow("no profile") << "next-sequence-number = 1\n[[profile]]\ninfo = \"3000\""
                                    << "ProfileInfo";
        QTest::newRow("half a profile") << "next-sequence-number = 1\n[[profile]]\ninfo = \"E300\""
                                        << "lacks ICCID";
        QTest::newRow("no notification") << "next-sequence-number = 1\n[[notification]]\nobject = \"3000\""
                                         << "PendingNotification";
        QTest::newRow("no list") << "next-sequence-number = 1\n[[revocation-list]]\nobject = \"3000\""
                                 << "revocation list";
        QTest::newRow("no ICCID") << "next-sequence-number = 1\nenabled-before-test = \"12\""
                                  << "ICCID";
    }
    void damageIsTold()
    {
        QFETCH(QString, text);
        QFETCH(QString, word);
        WB_VERIFY(writeFile(path() / "memory.toml", text.toStdString()));
        const auto refused = euicc::openEuicc(must(euicc::loadIdentity(path())));
        QVERIFY(!refused);
        QVERIFY2(q(refused.error().line()).contains(word), refused.error().line().c_str());
        QVERIFY2(q(refused.error().line()).contains(QStringLiteral("memory.toml")), refused.error().line().c_str());
        WB_COMPARE(must(readFile(path() / "memory.toml")), text.toStdString()); // it is left as it is
    }

private:
    std::filesystem::path path() const { return m_folder->path().toStdString(); }
    std::shared_ptr<euicc::VirtualEuicc> open() const
    {
        return must(euicc::openEuicc(must(euicc::loadIdentity(path()))));
    }

    Cast m_cast;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<euicc::Identity> m_identity;
};

WB_TEST(MemoryFileTest);
#include "memory_file_test.moc"
