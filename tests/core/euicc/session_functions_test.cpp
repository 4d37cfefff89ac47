// SPDX-FileCopyrightText: 2026 The SM-DS Workbench contributors
// SPDX-License-Identifier: Apache-2.0

#include "core/es/es10.h"
#include "core/euicc/virtual_euicc.h"
#include "tests/support/core/rsp_cast.h"
#include "tests/support/test.h"

using namespace wb;
using namespace wb::testing;
using pki::Role;

namespace {

constexpr const char *dpAddress = "smdp.example.com";
constexpr const char *dpOid = "2.999.10";

} // namespace

/// The functions that need an authenticated server: PrepareDownload, CancelSession; and LoadCRL, which decides who may be one.
class SessionFunctionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_euicc = std::make_unique<euicc::VirtualEuicc>(m_cast.euiccIdentity()); }

    void prepareDownload()
    {
        authenticate();
        const auto request = downloadRequest(Role::dpPb);
        const auto response = must(es::prepareDownload(*m_euicc, request, {}));
        const auto *ok = std::get_if<rsp::PrepareDownloadResponseOk>(&response.value.value);
        QVERIFY(ok != nullptr);
        QVERIFY(ok->euiccSigned2.value.transactionId == m_transaction);
        QCOMPARE(ok->euiccSigned2.value.euiccOtpk.size(), std::size_t(65));
        WB_VERIFY(pki::PublicKey::fromPoint(pki::Curve::p256, ok->euiccSigned2.value.euiccOtpk));
        Bytes covered = ok->euiccSigned2.bytes; // field.md 3: the header of the server's signature is covered too
        append(covered, asn1::tlv(0x5F37, request.smdpSignature2));
        QVERIFY(pki::verify(*m_cast.euicc.leaf().publicKey(), covered, ok->euiccSignature2));
    }

    void prepareDownloadIsRefused()
    {
        using enum rsp::DownloadErrorCode;
        m_signature1 = Bytes(64, 1);
        QCOMPARE(refusal(downloadRequest(Role::dpPb)), noSessionContext);
        authenticate();
        QCOMPARE(refusal(downloadRequest(Role::dpAuth)), invalidCertificate);           // not the role that binds
        QCOMPARE(refusal(downloadRequest(Role::dpPb, "2.999.11")), invalidCertificate); // of another SM-DP+
        auto spoiled = downloadRequest(Role::dpPb);
        spoiled.smdpSignature2[3] ^= 1;
        QCOMPARE(refusal(spoiled), invalidSignature);
        const auto own = std::exchange(m_transaction, rsp::TransactionId{Bytes(16, 9)});
        QCOMPARE(refusal(downloadRequest(Role::dpPb)), invalidTransactionId);
        m_transaction = own;
        auto foreign = downloadRequest(Role::dpPb);
        foreign.smdpCertificate.whole = Bytes{0x30, 0x00};
        QCOMPARE(refusal(foreign), invalidCertificate);
        pki::IssueOptions options;
        options.defects.wrongCurve = true;
        auto otherCurve = downloadRequest(Role::dpPb);
        otherCurve.smdpCertificate.whole = copyOf(
            must(m_cast.authority.issueServer(Role::dpPb, {"ACME", "x", dpOid, {dpAddress}}, options)).leaf().der());
        QCOMPARE(refusal(otherCurve), unsupportedCurve);
        const auto last = must(es::prepareDownload(*m_euicc, downloadRequest(Role::dpPb), {}));
        QVERIFY(std::holds_alternative<rsp::PrepareDownloadResponseOk>(last.value.value)); // refusals ended nothing
    }

    void cancelSession()
    {
        authenticate();
        const auto response = must(
            es::cancelSession(*m_euicc, {m_transaction, rsp::CancelSessionReason::postponed}, {}));
        const auto *ok = std::get_if<rsp::CancelSessionResponseOk>(&response.value.value);
        QVERIFY(ok != nullptr);
        QCOMPARE(ok->euiccCancelSessionSigned.value.smdpOid.dotted, std::string(dpOid));
        QVERIFY(ok->euiccCancelSessionSigned.value.reason == rsp::CancelSessionReason::postponed);
        QVERIFY(pki::verify(*m_cast.euicc.leaf().publicKey(), ok->euiccCancelSessionSigned.bytes,
                            ok->euiccCancelSessionSignature));
        const auto again = must(es::cancelSession(*m_euicc, {m_transaction, rsp::CancelSessionReason::postponed}, {}));
        QVERIFY(std::get<1>(again.value.value) == rsp::CancelSessionError::invalidTransactionId);
    }

    void cancelSessionOfAnother()
    {
        authenticate();
        const auto response = must(
            es::cancelSession(*m_euicc, {{Bytes(16, 1)}, rsp::CancelSessionReason::endUserRejection}, {}));
        QVERIFY(std::get<1>(response.value.value) == rsp::CancelSessionError::invalidTransactionId);
    }

    void loadCrl()
    {
        const auto list = must(m_cast.authority.issueRevocationList({}, 10));
        QVERIFY(!load(list.der()));
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({}, 11)).der()));
        using enum rsp::LoadCrlResponseError;
        QVERIFY(load(list.der()) == fresherCrlAlreadyLoaded);
        QVERIFY(load(must(must(pki::Authority::create({}, m_cast.clock)).issueRevocationList({}, 20)).der())
                == verificationKeyNotFound);
        QVERIFY(load(Bytes{0x30, 0x03, 0x02, 0x01, 0x05}) == invalidCRLFormat);
        Bytes spoiled = copyOf(must(m_cast.authority.issueRevocationList({}, 30)).der());
        spoiled.back() ^= 1;
        QVERIFY(load(spoiled) == invalidSignature);
    }

    /// A list in parts counts as it comes, and takes the older one's place when it is whole.
    void aRevocationListInParts()
    {
        authenticate();
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({}, 1)).der()));
        const auto parts = must(m_cast.authority.issueRevocationListInParts({m_dpAuth->leaf()}, 2, 3));
        using Numbers = std::vector<std::int64_t>;
        QCOMPARE(missingAfter(parts[1].der()), (Numbers{1, 3}));
        QCOMPARE(missingAfter(parts[1].der()), (Numbers{1, 3})); // the same again
        QCOMPARE(m_euicc->memory().revocationLists.size(), std::size_t(2));
        QCOMPARE(missingAfter(parts[0].der()), (Numbers{3}));
        QVERIFY(tryToAuthenticate().error() != nullptr);                         // it is on the first part
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({}, 1)).der())); // 2 is not whole, so 1 is no older
        QCOMPARE(missingAfter(parts[2].der()), Numbers());
        QCOMPARE(m_euicc->memory().revocationLists.size(), std::size_t(3)); // the parts
        QVERIFY(load(must(m_cast.authority.issueRevocationList({}, 1)).der())
                == rsp::LoadCrlResponseError::fresherCrlAlreadyLoaded);
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({}, 3)).der()));
        QCOMPARE(m_euicc->memory().revocationLists.size(), std::size_t(1));
    }

    void aRevocationListThatAddsToAnother()
    {
        authenticate();
        const auto delta = must(m_cast.authority.issueRevocationListSince(5, {m_dpAuth->leaf()}, 6));
        QVERIFY(load(delta.der()) == rsp::LoadCrlResponseError::baseCrlMissing);
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({}, 4)).der()));
        QVERIFY(load(delta.der()) == rsp::LoadCrlResponseError::baseCrlMissing); // its base is a later one
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({}, 5)).der()));
        QVERIFY(!load(delta.der()));
        QCOMPARE(m_euicc->memory().revocationLists.size(), std::size_t(2));
        QVERIFY(tryToAuthenticate().error() != nullptr);
        QVERIFY(!load(must(m_cast.authority.issueRevocationListSince(5, {}, 7)).der()));
        QCOMPARE(m_euicc->memory().revocationLists.size(), std::size_t(2)); // the delta of before is needless
        QVERIFY(tryToAuthenticate().ok() != nullptr);
    }

    void partsThatCannotBe()
    {
        const auto parts = must(
            m_cast.authority.issueRevocationListInParts({}, 9, 256)); // each missing one is answered
        QVERIFY(load(parts.back().der()) == rsp::LoadCrlResponseError::invalidCRLFormat);
    }

    /// A server whose certificate was revoked does not get in any more.
    void aRevokedServer()
    {
        authenticate();
        QVERIFY(!load(must(m_cast.authority.issueRevocationList({m_dpAuth->leaf()}, 1)).der()));
        const auto response = tryToAuthenticate();
        QVERIFY(response.error() != nullptr);
        QVERIFY(response.error()->code == rsp::AuthenticateErrorCode::invalidCertificate);
    }

    void noLpaWithin()
    {
        const auto answer = must(
            m_euicc->es10(asn1::encode(rsp::LpaeActivationRequest{{rsp::LpaeSupportBit::lpaeUsingCat}}), {}));
        QVERIFY(must(asn1::decode<rsp::LpaeActivationResponse>(answer)).result
                == rsp::LpaeActivationResult::notSupported);
    }

private:
    rsp::AuthenticateServerResponse tryToAuthenticate()
    {
        if (!m_dpAuth)
            m_dpAuth = must(m_cast.authority.issueServer(Role::dpAuth, {"ACME", "TEST SM-DP+", dpOid, {dpAddress}}));
        rsp::ServerSigned1 signed1;
        signed1.transactionId = m_transaction;
        signed1.euiccChallenge = must(es::getEuiccChallenge(*m_euicc, {}));
        signed1.serverAddress = dpAddress;
        rsp::AuthenticateServerRequest request;
        request.serverSigned1 = asn1::seal(signed1);
        request.serverSignature1 = must(pki::sign(m_dpAuth->key, request.serverSigned1.bytes));
        request.euiccCiPKIdToBeUsed = m_cast.ci();
        request.serverCertificate.whole = copyOf(m_dpAuth->leaf().der());
        rsp::CtxParamsForCommonAuthentication context;
        context.deviceInfo.tac = *rsp::Tac::fromText("35290611");
        request.ctxParams1 = asn1::seal(rsp::CtxParams1{std::move(context)});
        return must(es::authenticateServer(*m_euicc, request, {})).value;
    }

    void authenticate()
    {
        const auto response = tryToAuthenticate();
        QVERIFY(response.ok() != nullptr);
        m_signature1 = response.ok()->euiccSignature1;
    }

    rsp::PrepareDownloadRequest downloadRequest(Role role, const char *oid = dpOid) const
    {
        const auto credential = must(m_cast.authority.issueServer(role, {"ACME", "TEST SM-DP+", oid, {dpAddress}}));
        rsp::PrepareDownloadRequest request;
        request.smdpSigned2 = asn1::seal(rsp::SmdpSigned2{m_transaction});
        Bytes covered = request.smdpSigned2.bytes;
        append(covered, asn1::tlv(0x5F37, m_signature1));
        request.smdpSignature2 = must(pki::sign(credential.key, covered));
        request.smdpCertificate.whole = copyOf(credential.leaf().der());
        return request;
    }

    rsp::DownloadErrorCode refusal(const rsp::PrepareDownloadRequest &request)
    {
        const auto response = must(es::prepareDownload(*m_euicc, request, {}));
        const auto *error = std::get_if<rsp::PrepareDownloadResponseError>(&response.value.value);
        return error != nullptr ? error->code : rsp::DownloadErrorCode(0);
    }

    /// The refusal; none when the list was loaded.
    std::optional<rsp::LoadCrlResponseError> load(ByteView list)
    {
        const auto response = must(es::loadCrl(*m_euicc, list, {}));
        if (const auto *error = std::get_if<rsp::LoadCrlResponseError>(&response.value))
            return *error;
        return {};
    }

    /// What the eUICC says is still missing.
    std::vector<std::int64_t> missingAfter(ByteView list)
    {
        const auto response = must(es::loadCrl(*m_euicc, list, {}));
        const auto *loaded = std::get_if<rsp::LoadCrlResponseOk>(&response.value);
        return loaded == nullptr ? std::vector<std::int64_t>{-1}
                                 : loaded->missingParts.value_or(std::vector<std::int64_t>());
    }

    Cast m_cast;
    rsp::TransactionId m_transaction{Bytes(16, 0x5A)};
    rsp::Signature m_signature1;
    std::optional<pki::Credential> m_dpAuth;
    std::unique_ptr<euicc::VirtualEuicc> m_euicc;
};

WB_TEST(SessionFunctionsTest);
#include "session_functions_test.moc"
