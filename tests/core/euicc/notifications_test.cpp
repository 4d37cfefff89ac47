// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "core/euicc/open_euicc.h"
#include "core/euicc/profile_template.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using rsp::NotificationEventBit;

namespace {

using Retrieved = std::vector<asn1::Received<rsp::PendingNotification>>;

} // namespace

/// What the virtual eUICC keeps to be told, SGP.22 sections 5.7.9 to 5.7.11.
class NotificationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        euicc::Identity identity = m_cast.euiccIdentity();
        rsp::ProfileInfo profile;
        profile.iccid = m_iccid;
        profile.isdpAid = euicc::isdpAid(1);
        profile.state = rsp::ProfileState::disabled;
        profile.profileClass = rsp::ProfileClass::operational;
        profile.notificationConfiguration = {
            {rsp::NotificationEvent{NotificationEventBit::enable, NotificationEventBit::disable}, "one.example.com"},
            {rsp::NotificationEvent{NotificationEventBit::enable}, "two.example.com"}};
        identity.profiles = {profile};
        m_euicc = must(euicc::openEuicc(identity));
    }

    /// Each server that wants to hear of it gets one of its own, numbered on, and never with a number again.
    void oneForEachServer()
    {
        enableAndDisable();
        const Retrieved all = retrieved({});
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[0].value.metadata().notificationAddress, std::string("one.example.com"));
        QCOMPARE(all[1].value.metadata().notificationAddress, std::string("two.example.com"));
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i].value.metadata().seqNumber, std::int64_t(i + 1));
        for (std::int64_t number = 1; number <= 3; ++number)
            QCOMPARE(must(es::removeNotificationFromList(*m_euicc, number, {})), rsp::DeleteNotificationStatus::ok);
        enableAndDisable();
        QCOMPARE(retrieved({}).front().value.metadata().seqNumber, std::int64_t(4));
    }

    /// A server can verify them with nothing but what is in them and its CI.
    void theyAreSigned()
    {
        enableAndDisable();
        const Retrieved all = retrieved({});
        const auto &notification = std::get<rsp::OtherSignedNotification>(all.front().value.value);
        const auto euicc = must(pki::Certificate::fromDer(notification.euiccCertificate.whole));
        const auto eum = must(pki::Certificate::fromDer(notification.eumCertificate.whole));
        QVERIFY(pki::verify(*euicc.publicKey(), notification.tbsOtherNotification.bytes,
                            notification.euiccNotificationSignature));
        QVERIFY(pki::checkEuiccChain(eum, euicc, trusting({&m_cast.authority}), m_cast.clock.now()).ok());
    }

    void theyAreFiltered()
    {
        enableAndDisable();
        const auto listed = [this](const rsp::ListNotificationRequest &request) {
            return std::get<0>(must(es::listNotification(*m_euicc, request, {})).value).items.size();
        };
        QCOMPARE(listed({}), std::size_t(3));
        QCOMPARE(listed({rsp::NotificationEvent{NotificationEventBit::enable}}), std::size_t(2));
        QCOMPARE(listed({rsp::NotificationEvent{NotificationEventBit::install}}), std::size_t(0));
        QCOMPARE(listed({rsp::NotificationEvent{NotificationEventBit::enable, NotificationEventBit::disable}}),
                 std::size_t(3));
        QCOMPARE(retrieved({{{std::int64_t(2)}}}).front().value.metadata().notificationAddress,
                 std::string("two.example.com"));
        QCOMPARE(retrieved({{{rsp::NotificationEvent{NotificationEventBit::disable}}}}).size(), std::size_t(1));
    }

    void whatIsNotThere()
    {
        const auto none = must(es::retrieveNotificationsList(*m_euicc, {{{std::int64_t(9)}}}, {}));
        QVERIFY(std::get<1>(none.value) == rsp::NotificationsListResultError::noResultAvailable);
        QCOMPARE(must(es::removeNotificationFromList(*m_euicc, 9, {})), rsp::DeleteNotificationStatus::nothingToDelete);
        QCOMPARE(std::get<0>(must(es::listNotification(*m_euicc, {}, {})).value).items.size(), std::size_t(0));
    }

private:
    void enableAndDisable()
    {
        QCOMPARE(must(es::enableProfile(*m_euicc, {{m_iccid}, false}, {})), rsp::EnableResult::ok);
        QCOMPARE(must(es::disableProfile(*m_euicc, {{m_iccid}, false}, {})), rsp::DisableResult::ok);
    }

    Retrieved retrieved(const rsp::RetrieveNotificationsListRequest &request)
    {
        return std::get<0>(must(es::retrieveNotificationsList(*m_euicc, request, {})).value).items;
    }

    Cast m_cast;
    const rsp::Iccid m_iccid = *rsp::Iccid::fromText("8900101000000000019");
    std::shared_ptr<euicc::VirtualEuicc> m_euicc;
};

WB_TEST(NotificationsTest);
#include "notifications_test.moc"
