// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/rsp/euicc_rules.h"
#include "core/rsp/profile_download.h"
#include "tests/support/core/values.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::rsp;
using wb::testing::hex;

class ProfileDownloadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smdpSigned2()
    {
        const Bytes octets = hex("300D800801020304050607080101FF");
        const auto value = asn1::decode<SmdpSigned2>(octets);
        QVERIFY2(value.has_value(), value ? "" : value.error().line().c_str());
        QVERIFY(value->ccRequiredFlag);
        QCOMPARE(asn1::encode(*value), octets);
    }

    void prepareDownload()
    {
        PrepareDownloadRequest request;
        request.smdpSigned2 = asn1::seal(SmdpSigned2{*TransactionId::fromText("0102")});
        request.smdpSignature2 = Bytes(64, 1);
        request.smdpCertificate.whole = hex("3003020101");
        const Bytes octets = asn1::encode(request);
        const auto back = asn1::decode<PrepareDownloadRequest>(octets);
        QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
        QVERIFY(*back == request);
        QVERIFY(!back->hashCc);

        const auto refused = asn1::decode<PrepareDownloadResponse>(hex("BF2109A10780020102020104"));
        QVERIFY2(refused.has_value(), refused ? "" : refused.error().line().c_str());
        QVERIFY(std::get<1>(refused->value).code == DownloadErrorCode::noSessionContext);
    }

    void cancelSession()
    {
        QCOMPARE(
            toHex(asn1::encode(CancelSessionRequest{*TransactionId::fromText("0102"), CancelSessionReason::postponed})),
            std::string("BF410780020102810101"));
        QVERIFY(std::get<1>(asn1::decode<CancelSessionResponse>(hex("BF4103810105"))->value)
                == CancelSessionError::invalidTransactionId);
        CancelSessionResponseOk ok;
        ok.euiccCancelSessionSigned = asn1::seal(
            EuiccCancelSessionSigned{*TransactionId::fromText("0102"), {"2.999.10"}, CancelSessionReason::timeout});
        ok.euiccCancelSessionSignature = Bytes(64, 2);
        const CancelSessionResponse response{ok};
        QVERIFY(*asn1::decode<CancelSessionResponse>(asn1::encode(response)) == response);
        QCOMPARE(asn1::nameOf(CancelSessionReason(19)), std::string_view("enterpriseProfileNotAllowed"));
    }

    void boundProfilePackage()
    {
        BoundProfilePackage package;
        auto &initialise = package.initialiseSecureChannelRequest;
        initialise.transactionId = *TransactionId::fromText("0102");
        initialise.controlRefTemplate = {hex("88"), hex("10"), hex("0102030405"), {}};
        initialise.smdpOtpk = Bytes(65, 4);
        initialise.smdpSign = Bytes(64, 5);
        package.firstSequenceOf87 = {Bytes(24, 7)};
        package.sequenceOf88 = {Bytes(40, 8), Bytes(12, 8)};
        package.sequenceOf86 = {Bytes(300, 6)};
        const Bytes octets = asn1::encode(package);
        const auto back = asn1::decode<BoundProfilePackage>(octets);
        QVERIFY2(back.has_value(), back ? "" : back.error().line().c_str());
        QVERIFY(*back == package);
        QVERIFY(!back->secondSequenceOf87);
    }

    void rulesAuthorisationTable()
    {
        const Bytes good = hex("BF4318A016301480020560A10A30088003EEEEEE81010082020780");
        const auto rat = asn1::decode<GetRatResponse>(good);
        QVERIFY2(rat.has_value(), rat ? "" : rat.error().line().c_str());
        QCOMPARE(rat->rat.size(), std::size_t(1));
        QVERIFY(rat->rat[0].pprIds.has(PprBit::ppr1) && rat->rat[0].pprIds.has(PprBit::ppr2));
        QVERIFY(rat->rat[0].pprFlags.has(PprFlagBit::consentRequired));
        QCOMPARE(rat->rat[0].allowedOperators[0].mccMncText(), std::string("EEEEEE"));
        QCOMPARE(asn1::encode(*rat), good);
        QCOMPARE(asn1::decode<GetRatResponse>(hex("BF4302A000"))->rat.size(), std::size_t(0));
    }

    /// The list stands under A0; a certificate revocation list of its own begins with 30.
    void loadCrl()
    {
        const auto request = asn1::decode<LoadCrlRequest>(hex("BF3507A005020101 0500"));
        QVERIFY2(request.has_value(), request ? "" : request.error().line().c_str());
        QCOMPARE(toHex(request->crl.whole), std::string("A0050201010500"));
        const auto ok = asn1::decode<LoadCrlResponse>(hex("BF3502A000"));
        QVERIFY(ok && !std::get<0>(ok->value).missingParts);
        const auto parts = asn1::decode<LoadCrlResponse>(hex("BF350AA008A006020102020103"));
        QVERIFY2(parts.has_value(), parts ? "" : parts.error().line().c_str());
        QCOMPARE(std::get<0>(parts->value).missingParts->size(), std::size_t(2));
        QVERIFY(std::get<1>(asn1::decode<LoadCrlResponse>(hex("BF3503810105"))->value)
                == LoadCrlResponseError::fresherCrlAlreadyLoaded);
    }

    /// Cut off anywhere, each request is refused with the place, and nothing is read beyond the end.
    void cutOff()
    {
        const Bytes whole = asn1::encode(
            CancelSessionRequest{*TransactionId::fromText("0102"), CancelSessionReason::postponed});
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto value = asn1::decode<CancelSessionRequest>(ByteView(whole).first(length));
            QVERIFY(!value.has_value());
            QVERIFY(value.error().kind == ErrorKind::malformed);
            QVERIFY(value.error().offset.has_value() && *value.error().offset <= length);
        }
    }
};

WB_TEST(ProfileDownloadTest);
#include "profile_download_test.moc"
