// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/asn1/annotate.h"
#include "core/rsp/catalogue.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

class CatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void directionDecides_data();
    void directionDecides();
    void unknownTags();
    void everyTypeCarriesItsTag();
    void members();
    void functions();
};

void CatalogueTest::directionDecides_data()
{
    QTest::addColumn<quint32>("tag");
    QTest::addColumn<std::string>("request");
    QTest::addColumn<std::string>("response");
    const auto row = [](quint32 tag, const char *request, const char *response) {
        QTest::addRow("%X", tag) << tag << std::string(request) << std::string(response);
    };
    row(0xBF20, "GetEuiccInfo1Request", "EUICCInfo1");
    row(0xBF22, "GetEuiccInfo2Request", "EUICCInfo2");
    row(0xBF2E, "GetEuiccChallengeRequest", "GetEuiccChallengeResponse");
    row(0xBF38, "AuthenticateServerRequest", "AuthenticateServerResponse");
    row(0xBF3C, "EuiccConfiguredAddressesRequest", "EuiccConfiguredAddressesResponse");
    row(0xBF3E, "GetEuiccDataRequest", "GetEuiccDataResponse");
    row(0xBF3F, "SetDefaultDpAddressRequest", "SetDefaultDpAddressResponse");
    row(0xBF21, "PrepareDownloadRequest", "PrepareDownloadResponse");
    row(0xBF28, "ListNotificationRequest", "ListNotificationResponse");
    row(0xBF2B, "RetrieveNotificationsListRequest", "RetrieveNotificationsListResponse");
    row(0xBF2D, "ProfileInfoListRequest", "ProfileInfoListResponse");
    row(0xBF30, "NotificationSentRequest", "NotificationSentResponse");
    row(0xBF35, "LoadCRLRequest", "LoadCRLResponse");
    row(0xBF41, "CancelSessionRequest", "CancelSessionResponse");
    row(0xBF43, "GetRatRequest", "GetRatResponse");
}

void CatalogueTest::directionDecides()
{
    QFETCH(quint32, tag);
    QFETCH(std::string, request);
    QFETCH(std::string, response);
    const asn1::TypeInfo *out = typeOf(tag, Direction::request);
    const asn1::TypeInfo *in = typeOf(tag, Direction::response);
    QVERIFY(out != nullptr && in != nullptr);
    QCOMPARE(std::string(out->name), request);
    QCOMPARE(std::string(in->name), response);
    QVERIFY(es10FunctionOf(tag) != nullptr);
}

void CatalogueTest::unknownTags()
{
    QVERIFY(typeOf(0x30, Direction::request) == nullptr);
    QVERIFY(typeOf(0xBF7F, Direction::response) == nullptr);
    QVERIFY(es10FunctionOf(0x30) == nullptr);
    QVERIFY(typeOfMember("serverSignature1") == nullptr);
    QVERIFY(typeOfMember("") == nullptr);
}

void CatalogueTest::everyTypeCarriesItsTag()
{
    for (asn1::Tag tag = 0xBF00; tag <= 0xBF7F; ++tag) {
        for (const Direction direction : {Direction::request, Direction::response}) {
            const asn1::TypeInfo *type = typeOf(tag, direction);
            if (type != nullptr)
                QCOMPARE(type->tag, tag);
        }
    }
    QCOMPARE(typeOf(0xE0, Direction::response)->name, std::string_view("ISDRProprietaryApplicationTemplate"));
}

void CatalogueTest::members()
{
    QCOMPARE(typeOfMember("euiccInfo1")->name, std::string_view("EUICCInfo1"));
    QCOMPARE(typeOfMember("serverSigned1")->name, std::string_view("ServerSigned1"));
    QCOMPARE(typeOfMember("authenticateServerResponse")->name, std::string_view("AuthenticateServerResponse"));
}

void CatalogueTest::functions()
{
    QCOMPARE(es10FunctionOf(0xBF2E)->name, std::string_view("ES10b.GetEUICCChallenge"));
    QCOMPARE(es10FunctionOf(0xBF3C)->interface(), Interface::es10a);
    QCOMPARE(es10FunctionOf(0xBF3E)->interface(), Interface::es10c);
    for (const asn1::Tag segment : {0xBF36, 0xBF23, 0xA0, 0xA1, 0xA2, 0xA3, 0x86, 0x87, 0x88})
        QCOMPARE(es10FunctionOf(segment)->name, std::string_view("ES10b.LoadBoundProfilePackage"));
    for (const Es10Function &function : es10Functions()) {
        QCOMPARE(es10FunctionOf(function.tag), &function);
        if (function.request != nullptr)
            QCOMPARE(function.request().tag, function.tag);
    }
}

WB_TEST(CatalogueTest);
#include "catalogue_test.moc"
