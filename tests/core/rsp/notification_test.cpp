// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/notification.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

namespace {

NotificationMetadata metadata(std::int64_t number)
{
    NotificationMetadata value;
    value.seqNumber = number;
    value.profileManagementOperation = {NotificationEventBit::enable};
    value.notificationAddress = "smdp.example.com";
    value.iccid = *Iccid::fromText("8988211000000123456");
    return value;
}

OtherSignedNotification signedNotification()
{
    OtherSignedNotification value;
    value.tbsOtherNotification = asn1::seal(metadata(7));
    value.euiccNotificationSignature = Bytes(64, 0xAB);
    value.euiccCertificate.whole = hex("3003020101");
    value.eumCertificate.whole = hex("3003020102");
    return value;
}

ProfileInstallationResult installationResult(FinalResult result)
{
    ProfileInstallationResultData data;
    data.transactionId = *TransactionId::fromText("0102");
    data.notificationMetadata = metadata(8);
    data.smdpOid.dotted = "2.999.10";
    data.finalResult = std::move(result);
    ProfileInstallationResult value;
    value.data = asn1::seal(std::move(data));
    value.euiccSignPir = Bytes(64, 0xCD);
    return value;
}

} // namespace

class NotificationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// protocol.md 5.2: the kinds as they stand on the wire, unused bits first.
    void kinds_data()
    {
        QTest::addColumn<int>("bit");
        QTest::addColumn<std::string>("content");
        QTest::newRow("install") << 0 << std::string("0780");
        QTest::newRow("enable") << 1 << std::string("0640");
        QTest::newRow("disable") << 2 << std::string("0520");
        QTest::newRow("delete") << 3 << std::string("0410");
    }
    void kinds()
    {
        QFETCH(int, bit);
        NotificationEvent event;
        event.set(static_cast<NotificationEventBit>(bit));
        QTEST(toHex(asn1::Primitive<NotificationEvent>::content(event)), "content");
    }

    void requests()
    {
        QCOMPARE(toHex(asn1::encode(ListNotificationRequest{})), std::string("BF2800"));
        QCOMPARE(toHex(asn1::encode(ListNotificationRequest{NotificationEvent{NotificationEventBit::install}})),
                 std::string("BF280481020780"));
        QCOMPARE(toHex(asn1::encode(RetrieveNotificationsListRequest{{{std::int64_t(5)}}})),
                 std::string("BF2B05A003800105"));
        QCOMPARE(toHex(asn1::encode(NotificationSentRequest{5})), std::string("BF3003800105"));
    }

    /// From 128 on a leading zero octet; tools that forget it ask for a negative number.
    void greatSequenceNumbers()
    {
        QCOMPARE(toHex(asn1::encode(NotificationSentRequest{128})), std::string("BF300480020080"));
        QCOMPARE(asn1::decode<NotificationSentRequest>(hex("BF300480020080"))->seqNumber, std::int64_t(128));
    }

    /// A bit list as some cards write it: not minimal. It is understood, and kept as it is.
    void bitListsThatAreNotMinimal()
    {
        const Bytes octets = hex("BF2F0F800101810200800C03612E625A0155");
        const auto value = asn1::decode<NotificationMetadata>(hex("BF2F0D800101810200800C04612E6263"));
        QVERIFY2(value.has_value(), value ? "" : value.error().line().c_str());
        QVERIFY(value->profileManagementOperation.has(NotificationEventBit::install));
        QCOMPARE(asn1::encode(*value), hex("BF2F0D800101810200800C04612E6263"));
        QVERIFY(!asn1::decode<NotificationMetadata>(octets).has_value()); // one octet is no ICCID, lengths aside
    }

    void listRoundTrips()
    {
        ListNotificationResponse response;
        response.value = asn1::ListOf<0xBF2F, NotificationMetadata>{{metadata(1), metadata(300)}};
        const Bytes octets = asn1::encode(response);
        QVERIFY(*asn1::decode<ListNotificationResponse>(octets) == response);
        QVERIFY(std::get<1>(asn1::decode<ListNotificationResponse>(hex("BF280381017F"))->value)
                == ListNotificationsResultError::undefinedError);
    }

    /// Both kinds in one list, each with its octets as they were: those go to the servers.
    void retrievedKeepTheirOctets()
    {
        asn1::ListOf<0, asn1::Received<PendingNotification>> list;
        list.items.push_back(asn1::seal(PendingNotification{signedNotification()}));
        list.items.push_back(asn1::seal(PendingNotification{
            installationResult({SuccessResult{hex("A0000005591010FFFFFFFF8900001100"), hex("3000"), {}}})}));
        list.items.push_back(asn1::seal(PendingNotification{
            installationResult({ErrorResult{BppCommandId::loadProfileElements,
                                            ErrorReason::installFailedDueToPEProcessingError, hex("3003800101")}})}));
        const RetrieveNotificationsListResponse response{std::move(list)};
        const auto back = asn1::decode<RetrieveNotificationsListResponse>(asn1::encode(response));
        QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
        QVERIFY(*back == response);
        const auto &items = std::get<0>(back->value).items;
        QCOMPARE(items[0].value.metadata().seqNumber, std::int64_t(7));
        QCOMPARE(items[1].value.metadata().seqNumber, std::int64_t(8));
        QCOMPARE(items[0].bytes, asn1::encode(PendingNotification{signedNotification()}));
        QCOMPARE(toHex(items[1].bytes).substr(0, 4), std::string("BF37"));
    }

    void noResult()
    {
        QVERIFY(std::get<1>(asn1::decode<RetrieveNotificationsListResponse>(hex("BF2B03810101"))->value)
                == NotificationsListResultError::noResultAvailable);
    }
};

WB_TEST(NotificationTest);
#include "notification_test.moc"
